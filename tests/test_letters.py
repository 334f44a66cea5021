"""What letters say of facts over time: each sentence true of the result, each amount by hand.

The note is that of docs/rules.md, per 1,000.00: notice on 29 September 2008, cure deadline 14
October, Event of Default 15 October.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from notecalc import LIQUIDMETAL_2007, Facts, Notice, PaidIn, Payment, choose, good_through, redeem
from notecalc.calendars import Roll
from notecalc.errors import NotecalcError
from notecalc.facts import Amendment, Fee, Forbearance, Judgment, PartialCure
from notecalc.money import Rounding, RoundingMode, RoundingPer
from notecalc.readings.later import learned_after
from notecalc.statement import Cell, Table
from notecalc.statement.letters import Kind, Letter, Part, as_known, notice_letter, payoff_letter
from notecalc.terms import DefaultUntil, LateFee, OverdueInterest, Retroactive, Terms

CASE = LIQUIDMETAL_2007
NOTICE = date(2008, 9, 29)
SENT = Facts(notice=NOTICE)
CASH = choose(CASE, paid_in=PaidIn.CASH)


def text_of(letter: Letter) -> str:
    """A letter as lines: paragraphs, and rows of tables with a bar between cells."""
    told: list[str] = []
    for part in letter.parts:
        if isinstance(part, Table):
            told += [" | ".join(map(_cell, row)) for row in (part.columns, *part.rows)]
        else:
            told.append(f"{part.lead} {part.text}")
    return "\n".join(told)


def _cell(cell: Cell) -> str:
    return f"{cell:,f}" if isinstance(cell, Decimal) else str(cell)


def notice(facts: Facts, terms: Terms = CASE) -> str:
    return text_of(notice_letter(redeem(terms, facts)))


def payoff(facts: Facts, terms: Terms = CASE, until: date = date(2008, 10, 20)) -> str:
    return text_of(payoff_letter(redeem(terms, facts), good_through(terms, facts, until)))


def test_a_payoff_with_fees_and_a_partial_payment() -> None:
    # By hand. 1 to 10 October: 1,188.12 × 10% × 9 ÷ 365 = 2.9296… = 2.93. The payment of 30.00
    # goes to fees 25.00, interest 2.93 and principal 2.07 (rule 17), which leaves 1,186.05.
    # 10 to 15 October: 1,186.05 × 10% × 5 ÷ 365 = 1.6247… = 1.62. The fee of 14 October stays
    # unpaid (rule 18): 1,186.05 + 1.62 + 40.00 = 1,227.67.
    # Per diem 1,186.05 × 15% ÷ 365 = 0.487417…; by 20 October 5 days are 2.4370… = 2.44:
    # accrued 4.06, total 1,230.11; on 16 October accrued 2.11, total 1,228.16.
    facts = replace(
        SENT,
        fees=(
            Fee(date(2008, 10, 6), Decimal("25.00")),
            Fee(date(2008, 10, 14), Decimal("40.00"), "counsel"),
        ),
        payments=(Payment(date(2008, 10, 10), Decimal("30.00")),),
    )
    told = payoff(facts)
    for said in (
        "the amount due is USD 1,227.67: 100% of the Note at 100% of principal, together with"
        " accrued and unpaid interest and with unpaid fees of 40.00.",
        "principal | 1,186.05\naccrued interest | 1.62\nfees | 40.00\ntotal | 1,227.67",
        "adds USD 0.49 (USD 1,186.05 × 15% × 1/365 = 0.48741780…, rounded)",
        "date | days | principal | accrued_interest | fees | total",
        "2008-10-16 | 1 | 1,186.05 | 2.11 | 40.00 | 1,228.16",
        "2008-10-20 | 5 | 1,186.05 | 4.06 | 40.00 | 1,230.11",
        "A payment goes to fees, then interest on overdue interest, then default interest, then"
        " interest, then principal, as far as each is owed. Fees bear no interest.",
        "nothing was paid but what Annex B and Annex C show",
        "Annex C. Payments, fees and conversions",
        "2008-10-10 | payment | 30.00 | 25.00 | 2.93 | 2.07",
        "Annex D. Assumptions",
    ):
        assert said in told


def test_fees_that_come_later_are_in_the_table() -> None:
    # Rule 18: owed from 17 October, so that day has them. 1,188.12 × 15% × 2 ÷ 365 = 0.9765… =
    # 0.98, 4.56 + 0.98 = 5.54; 1,188.12 + 5.54 + 40.00 = 1,233.66 against 1,192.68.
    told = payoff(replace(SENT, fees=(Fee(date(2008, 10, 17), Decimal("40.00")),)))
    assert "2008-10-16 | 1 | 1,188.12 | 5.05 | 0.00 | 1,193.17" in told
    assert "2008-10-17 | 2 | 1,188.12 | 5.54 | 40.00 | 1,233.66" in told
    assert "Fees of 40.00 came to be owed after the redemption date." in told


def test_the_per_diem_with_interest_on_overdue_interest() -> None:
    # Rule 19. 1 July to 1 October: 1,000 × 8% × 92 ÷ 365 = 20.1643… = 20.16, overdue from
    # 1 October. (1,000 × 12% + 20.16 × 12%) ÷ 365 = 122.4192 ÷ 365 = 0.335395…
    terms = replace(CASH, overdue_interest=OverdueInterest("Note 2(b)"))
    told = payoff(replace(SENT, paid_to=date(2008, 7, 1)), terms)
    assert "adds USD 0.34 (USD (1,000.00 × 12% + 20.16 overdue × 12%) × 1/365 = 0.33539506" in told
    assert (
        "what stands unpaid after one of them bears interest from then on at the default rate"
        " (Note 2(b)), which bears none itself." in told
    )
    assert "no interest of its own" not in told


MINIMUM = replace(CASE, redemption=replace(CASE.redemption, minimum=Decimal("1.05")))
DOWN = Rounding(RoundingMode.DOWN, RoundingPer.PERIOD, "Note 9")
DAILY = Rounding(RoundingMode.UP, RoundingPer.PER_DIEM)
ROLLED = replace(CASH, interest=replace(CASH.interest, roll=Roll.FOLLOWING))
STANDS = replace(CASE, default_rates=replace(CASE.default_rates, retroactive=Retroactive.STANDS))
LATE = replace(CASH, late_fee=LateFee("Note 7", Decimal("0.05"), Decimal("10.00")))
AFTER = replace(SENT, cured=date(2008, 10, 20), redeem_on=date(2008, 10, 31))
UNTIL_CURE = choose(CASE, default_until=DefaultUntil.CURE)


@pytest.mark.parametrize(
    ("facts", "terms", "said", "source"),
    [
        (
            SENT,
            MINIMUM,
            "100% of the Note, the price of principal being the minimum of 105%, together",
            "rule 22",
        ),
        (
            SENT,
            replace(CASE, rounding=DOWN),
            "the lines of an interest period rounded once together, down to the smallest unit of"
            " the currency (Note 9)",
            "rule 20",
        ),
        (
            SENT,
            replace(CASE, rounding=DAILY),
            "the interest of one day rounded once, up to the smallest unit of the currency, and"
            " multiplied by the days",
            "rule 20",
        ),
        (
            SENT,
            ROLLED,
            "What falls due on a day that is no Business Day is due on the next Business Day;"
            " interest accrues to the interest date itself.",
            "rule 21",
        ),
        (SENT, STANDS, "stands beside them and bears no interest.", "rule 6, a claim that stands"),
        (
            replace(SENT, missed=(date(2008, 10, 1),), redeem_on=date(2008, 10, 15)),
            LATE,
            "Under Note 7 a late fee is owed on a payment missed: 5% of what was not paid, at"
            " least 10.00. Fees bear no interest.",
            "rule 18: 5% of 20.16 is 1.01, so the least",
        ),
        (
            AFTER,
            UNTIL_CURE,
            "From Monday, October 20, 2008 on it is not: reading cure: the default rate runs until"
            " a cure or a waiver, and the base rate again.",
            "rule 15",
        ),
        (
            replace(
                SENT,
                forbearances=(
                    Forbearance(date(2008, 10, 20), date(2008, 10, 24), suspends_rate=True),
                ),
                redeem_on=date(2008, 10, 31),
            ),
            CASE,
            "suspended by the forbearance to Friday, October 24, 2008. It is again from Saturday,"
            " October 25, 2008.",
            "rule 14: from its first day to its last",
        ),
        (
            replace(
                SENT,
                amendments=(
                    Amendment(
                        date(2008, 10, 3),
                        "Amendment 1",
                        note_rate=Decimal("0.11"),
                        default_note_rate=Decimal("0.16"),
                    ),
                ),
            ),
            CASE,
            "interest is 16% a year, paid in further notes, in place of 11%, from Wednesday,"
            " October 15, 2008 (reading event-of-default: the governing Event of Default"
            " (covenant)). From Friday, October 3, 2008 (Amendment 1) the terms are: note rate"
            " 11%, default note rate 16%. On the redemption date principal bears 16% a year.",
            "rule 16",
        ),
    ],
)
def test_a_payoff_says(facts: Facts, terms: Terms, said: str, source: str) -> None:
    until = date(2008, 10, 31)
    assert said in payoff(facts, terms, until), source


NEEDED = replace(CASE, redemption=replace(CASE.redemption, holders_needed=Decimal("0.25")))
FEW = Facts(notice=Notice(NOTICE, principal=Decimal("200.00")))
FORBORNE = replace(
    SENT,
    forbearances=(Forbearance(date(2008, 10, 6), date(2008, 10, 10), clause="Standstill 1"),),
)


@pytest.mark.parametrize(
    ("facts", "terms", "said", "unsaid", "source"),
    [
        (
            replace(SENT, notices=(Notice(date(2008, 10, 1)),)),
            CASE,
            (
                "We refer to the notices of default sent on Monday, September 29, 2008 and on"
                " Wednesday, October 1, 2008.",
                "It runs from the notice sent on Monday, September 29, 2008, received the same"
                " day. The last day to cure was Tuesday, October 14, 2008",
            ),
            (),
            "rule 13: the first notice of the event of default",
        ),
        (
            replace(SENT, notices=(Notice(date(2008, 10, 1)),), as_of=date(2008, 10, 1)),
            CASE,
            (
                "This letter, sent on Wednesday, October 1, 2008, is notice of the following."
                " Notice was also sent on Monday, September 29, 2008.",
            ),
            (),
            "rule 13",
        ),
        (
            # Business Days after 29 September: 30 September, 1, 2, 3 October are four; 6 to 10
            # October stand still, the 13th is Columbus Day; 14, 15, 16, 17, 20, 21 make ten.
            replace(FORBORNE, as_of=date(2008, 10, 7)),
            CASE,
            (
                "The last day to cure is Tuesday, October 21, 2008",
                "not before Wednesday, October 22, 2008",
                "By Standstill 1 from Monday, October 6, 2008 through Friday, October 10, 2008 no"
                " redemption falls on any of these days",
                "the default rate goes on in it. No election takes effect in it.",
            ),
            (),
            "rule 14",
        ),
        (
            # To 31 October four days have counted; 3, 4, 5, 6, 7 and 10 November make ten: an
            # Event of Default on 11 November, within the second forbearance.
            replace(
                SENT,
                forbearances=(
                    Forbearance(date(2008, 10, 6), date(2008, 10, 31)),
                    Forbearance(date(2008, 11, 11), date(2008, 11, 14)),
                ),
                as_of=date(2008, 11, 10),
            ),
            CASE,
            ("The last day to cure is Monday, November 10, 2008",),
            (),
            "rule 14",
        ),
        (
            FEW,
            NEEDED,
            (
                "redemption opens when holders of 25% of principal have given notice. By the facts"
                " given, holders of 200.00 of 1,000.00 principal have given notice, and Note 4(b)"
                " needs 25%: nothing is accelerated.",
                "from the day on which that share is reached.",
            ),
            ("waived, no Event", "elects none"),
            "rule 23: in default, and nothing is due",
        ),
        (
            replace(SENT, partly_cured=(PartialCure(date(2008, 10, 2), "covenant", "half paid"),)),
            CASE,
            (
                "On Thursday, October 2, 2008 a part of what is asked for was done (half paid),"
                " which is no cure.",
            ),
            (),
            "rule 15",
        ),
        (
            replace(
                SENT,
                forbearances=(
                    Forbearance(date(2008, 10, 15), date(2008, 12, 31), suspends_rate=True),
                ),
                as_of=date(2008, 10, 15),
            ),
            UNTIL_CURE,
            ("The default rate does not run in it",),
            (),
            "rule 14",
        ),
    ],
)
def test_a_notice_says(
    facts: Facts, terms: Terms, said: tuple[str, ...], unsaid: tuple[str, ...], source: str
) -> None:
    told = notice(facts, terms)
    for each in said:
        assert each.lower() in told.lower(), source
    for each in unsaid:
        assert each not in told, source


def test_a_payoff_of_too_few_holders_is_refused() -> None:
    with pytest.raises(NotecalcError, match="needs 25%: nothing is accelerated; write the notice"):
        payoff(FEW, NEEDED)


PETITION = date(2008, 10, 20)
FILED = replace(SENT, petition=PETITION, redeem_on=date(2008, 10, 31))
STAYED = (
    "Petition. A petition was filed on Monday, October 20, 2008. Collection and acceleration are"
    " stayed (11 U.S.C. 362(a)). This letter demands no payment; any amount in it is stated for a"
    " proof of claim only."
)
# By hand. 1 to 15 October: 1,188.12 × 10% × 14 ÷ 365 = 4.5571… = 4.56; to the petition 1,188.12 ×
# 15% × 5 ÷ 365 = 2.4413… = 2.44: 1,188.12 + 7.00 = 1,195.12. The contract to 31 October: 1,188.12 ×
# 15% × 16 ÷ 365 = 7.8122… = 7.81: 1,188.12 + 12.37 = 1,200.49.
CLAIMED = (
    "Amount of the claim. The claim at the petition date, Monday, October 20, 2008, is USD 1,195.12"
    " (11 U.S.C. 502(b)(2)); the contract would have run to USD 1,200.49 on Friday, October 31,"
    " 2008."
)


def first_section(letter: Letter) -> str:
    """The text of the section numbered 1."""
    heads = [
        at
        for at, each in enumerate(letter.parts)
        if isinstance(each, Part) and each.kind is Kind.SECTION
    ]
    return text_of(replace(letter, parts=letter.parts[heads[0] : heads[1]]))


def test_a_letter_of_a_claim_where_nothing_is_due_on_redemption() -> None:
    # Cured in time, so no redemption; rule 25: 1,188.12 and 61 days from 1 October to 1 December at
    # the base rate, 1,188.12 × 10% × 61 ÷ 365 = 19.856… = 19.86, together 1,207.98.
    facts = replace(SENT, cured=date(2008, 10, 10), petition=date(2008, 12, 1))
    letter = payoff_letter(redeem(CASE, facts), ())
    told = " ".join(f"{each.lead} {each.text}" for each in letter.parts if isinstance(each, Part))
    assert letter.day == date(2008, 12, 1)
    assert "is USD 1,207.98 (11 U.S.C. 502(b)(2))." in told
    assert "what is due on its redemption" not in told
    assert "Annex B. Schedule of interest" in told
    with pytest.raises(NotecalcError, match="notecalc claim --judgment computes a judgment"):
        payoff_letter(
            redeem(
                CASE,
                replace(
                    SENT,
                    cured=date(2008, 10, 10),
                    judgment=Judgment(date(2008, 12, 1), Decimal("0.05")),
                ),
            ),
            (),
        )


def test_a_payoff_after_a_petition_is_for_a_proof_of_claim() -> None:
    letter = payoff_letter(redeem(CASE, FILED), good_through(CASE, FILED, date(2008, 11, 5)))
    told, first = text_of(letter), first_section(letter)
    assert STAYED in first
    assert CLAIMED in first
    assert "total | 1,195.12" in first
    assert letter.title == f"{CASE.name}: Amount for a proof of claim"
    for unsaid in ("Where to send", "immediately available funds", "ABA", "Per diem.", "amount due",
                   "payment in full"):  # fmt: skip
        assert unsaid not in told, unsaid


@pytest.mark.parametrize(
    ("facts", "amount", "source"),
    [
        (FILED, CLAIMED, "the default rate had started before the petition"),
        (replace(FILED, as_of=date(2008, 10, 21)), CLAIMED, "dated the day after the petition"),
        (
            # By hand: the base rate to 6 October, 1,188.12 × 10% × 5 ÷ 365 = 1.6275… = 1.63.
            replace(SENT, petition=date(2008, 10, 6), as_of=date(2008, 10, 7)),
            "is USD 1,189.75 (11 U.S.C. 502(b)(2))",
            "a cure period still runs",
        ),
    ],
)
def test_a_notice_after_a_petition_elects_nothing(facts: Facts, amount: str, source: str) -> None:
    letter = notice_letter(redeem(CASE, facts))
    told, first = text_of(letter), first_section(letter)
    assert "A petition was filed on" in first, source
    assert "Collection and acceleration are stayed (11 U.S.C. 362(a))" in first, source
    assert "for a proof of claim only" in first, source
    assert "this letter elects nothing" in told, source
    assert amount in told, source
    for unsaid in ("hereby elect", "election to redeem", "the amount due on redemption"):
        assert unsaid not in told.lower(), source


def test_letters_of_a_day_before_the_petition_know_of_none() -> None:
    before = replace(FILED, as_of=date(2008, 10, 17))
    for told in (notice(before), payoff(before, until=date(2008, 11, 5))):
        assert "362(a)" not in told
    assert "hereby elect to redeem" in notice(before)


def test_a_waiver_after_the_event_of_default_is_a_caution() -> None:
    letter = notice_letter(redeem(CASE, replace(SENT, waived=date(2008, 10, 20))))
    body = letter.parts[: next(
        at for at, each in enumerate(letter.parts)
        if isinstance(each, Part) and each.kind is Kind.ANNEX
    )]  # fmt: skip
    told = text_of(replace(letter, parts=body))
    assert (
        "A waiver dated Monday, October 20, 2008 is on record; whether this election may still be"
        " made is not stated by the papers."
    ) in told
    assert "too late" not in told
    assert "on record; whether" not in notice(SENT)


def test_a_letter_as_known_on_a_day() -> None:
    # Rule 26: the cure of 10 October became known on 3 November; before it, an Event of Default.
    facts = replace(
        SENT,
        cured={"covenant": date(2008, 10, 10)},
        known_on={"cured.covenant": date(2008, 11, 3)},
    )
    day = date(2008, 10, 20)
    result = redeem(CASE, facts.as_known_on(day))
    learned = learned_after(CASE, facts, day)
    letter = as_known(notice_letter(result), day, learned, "USD")
    told = text_of(letter)
    top, _, rest = told.partition("Ladies and Gentlemen:")
    assert (
        "As known on Monday, October 20, 2008: this letter leaves out what became known later,"
        " which its last annex lists."
    ) in top
    assert "hereby elect to redeem" in rest
    annex, _, notes = rest.partition("Learned after Monday, October 20, 2008")[2].partition(
        "Drafting notes"
    )
    assert "Monday, November 3, 2008" in annex
    assert "state cured" in annex
    assert notes
    assert "nothing was learned later." in text_of(as_known(notice_letter(result), day, (), "USD"))
