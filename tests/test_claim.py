"""Claims in bankruptcy and judgments, by hand (rules 19, 20 and 25)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import BOUNDED, PAYMENT, day, defaulted, note, reread
from core_strategies import CRASH as CRASHES
from hypothesis import given
from hypothesis import strategies as st

from notecalc.calendars import Roll
from notecalc.claim import Claim, claim, claim_of
from notecalc.claim.judgment import years_of
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Conversion, Facts, Fee, Forbearance, Judgment, Payment
from notecalc.money import PaidIn
from notecalc.redemption import redeem
from notecalc.statement.claim_steps import explain_claim
from notecalc.statement.claims import claim_brief, claim_json, claim_lines, claim_rows, claim_tables
from notecalc.terms import (
    ConversionTerm,
    DefaultFrom,
    LateFee,
    OnConversion,
    OverdueInterest,
    Terms,
)

CASH = note(paid_in=PaidIn.CASH)
PRINCIPAL = note(
    paid_in=PaidIn.CASH, scheduled=[("2008-02-01", "100.00"), ("2008-05-05", "100.00")]
)
"""1,000.00, 10% and 15%, cash, ACT/360, quarters from 2008-01-01."""

CRASH = {"crash": day("2008-05-11")}
EARLY = {"crash": day("2008-03-20")}
PETITION = day("2008-05-21")
JUDGED = Judgment(PETITION, Decimal("0.09"))


def told(found: Claim) -> str:
    """The claim in short: principal + base + default + on overdue + fees = total."""
    at = found.petition
    assert at is not None
    parts = (at.principal, at.base_interest, at.default_interest, at.overdue_interest, at.fees)
    return " + ".join(map(str, parts)) + f" = {at.total}"


def beyond(found: Claim) -> str:
    """The contract in short: date: principal + accrued + fees = total; how it is more."""
    assert found.petition is not None
    then = found.petition.contract
    if then is None:
        return "none"
    more = (then.interest_after, then.fees_after, then.price_and_portion)
    return (
        f"{then.on}: {then.principal} + {then.accrued_interest} + {then.fees} = {then.total};"
        f" {' + '.join(map(str, more))} = {then.difference}"
    )


def with_price(terms: Terms, price: str, portion: str) -> Terms:
    """The terms redeemed at a price and for a portion."""
    term = replace(terms.redemption, price=Decimal(price), portion=Decimal(portion))
    return replace(terms, redemption=term)


CLAIMS = [
    (
        CASH,
        {"occurred": CRASH},
        "1000.00 + 11.11 + 4.17 + 0.00 + 0.00 = 1015.28",
        "rule 25: paid to 1 April; 40 days 10% 11.1111, 10 days 15% 4.1666",
    ),
    (
        CASH,
        {"occurred": CRASH, "fees": (Fee(day("2008-05-15"), Decimal("15.00")),)},
        "1000.00 + 11.11 + 4.17 + 0.00 + 15.00 = 1030.28",
        "rule 25: the same, and fees to that day",
    ),
    (
        with_price(CASH, "1.1", "0.5"),
        {"occurred": CRASH},
        "1000.00 + 11.11 + 4.17 + 0.00 + 0.00 = 1015.28",
        "rule 25: neither price nor portion of a redemption belongs to a claim",
    ),
    (
        CASH,
        {"occurred": {"crash": PETITION}},
        "1000.00 + 13.89 + 0.00 + 0.00 + 0.00 = 1013.89",
        "rule 25: the default rate starts on the petition date; 50 days 10% 13.8888",
    ),
    (
        reread(CASH, DefaultFrom.INTEREST_DATE),
        {"occurred": {"crash": PETITION}},
        "1000.00 + 0.00 + 20.83 + 0.00 + 0.00 = 1020.83",
        "rules 6 and 25: read to start on 1 April, before the petition; 50 days 15% 20.8333",
    ),
    (
        reread(CASH, DefaultFrom.BREACH),
        {"notice": day("2008-05-08")},
        "1000.00 + 13.89 + 0.00 + 0.00 + 0.00 = 1013.89",
        "rule 25: ten Business Days from 8 May end on 22 May: no Event of Default by the petition",
    ),
    (
        CASH,
        {},
        "1000.00 + 13.89 + 0.00 + 0.00 + 0.00 = 1013.89",
        "rule 25: a note that performs has a claim too; 50 days 10% 13.8888",
    ),
    (
        note(),
        {},
        "1025.28 + 14.24 + 0.00 + 0.00 + 0.00 = 1039.52",
        "rules 8 and 25: 91 days 25.2777 capitalized on 1 April; 1025.28 × 10% × 50/360 14.2400",
    ),
    (
        CASH,
        {
            "occurred": CRASH,
            "forbearances": (Forbearance(day("2008-05-15"), day("2008-05-31"), True),),
        },
        "1000.00 + 12.78 + 1.67 + 0.00 + 0.00 = 1014.45",
        "rules 14 and 25: 40 days 10% 11.1111, 4 days 15% 1.6666, suspended 6 days 10% 1.6666",
    ),
    (
        PRINCIPAL,
        {"occurred": EARLY},
        # 31 days 10% on 1,000.00 8.6111, 48 days on 900.00 12.00; 12 days 15% 4.50, 50 days 18.75
        "900.00 + 20.61 + 23.25 + 0.00 + 0.00 = 943.86",
        "rules 9 and 25: what fell due after the default, 1 April and 5 May, was not paid",
    ),
    (
        PRINCIPAL,
        {},
        # paid to 1 April: 34 days 10% on 900.00 8.50, 16 days on 800.00 3.5555
        "800.00 + 12.06 + 0.00 + 0.00 + 0.00 = 812.06",
        "rules 9 and 25: a note that performs has paid what fell due",
    ),
    (
        CASH,
        {"occurred": EARLY, "paid_to": day("2008-04-01")},
        # 79 days 10% 21.9444, 12 days 15% 5.00, less a quarter at the base rate 25.2777: 1.66; then
        # 50 days 15% 20.8333
        "1000.00 + 0.00 + 22.49 + 0.00 + 0.00 = 1022.49",
        "rules 9 and 25: unless the facts say so, at the base rate",
    ),
    (
        CASH,
        {"occurred": CRASH, "payments": (Payment(day("2008-05-21"), Decimal("100.00")),)},
        "915.28 + 0.00 + 0.00 + 0.00 + 0.00 = 915.28",
        "rule 10: a payment counts at the start of its day: 15.28 of interest, 84.72 of principal",
    ),
    (
        replace(CASH, overdue_interest=OverdueInterest("Note 3")),
        {"missed": (day("2008-04-01"),)},
        # 91 days 10% 25.2777 unpaid. To 5 April (three Business Days to the 4th): 4 days 10%
        # 1.1111, on 25.28 at 15% 0.0421. Then 46 days 15% 19.1666, on 25.28 0.4845.
        "1000.00 + 26.39 + 19.17 + 0.52 + 0.00 = 1046.08",
        "rules 19 and 25: interest by class",
    ),
    (
        note(paid_in=PaidIn.CASH, principal="1.00"),
        {
            "occurred": {"crash": day("2008-04-02")},
            "fees": (Fee(day("2008-04-15"), Decimal("5.00")),),
            "payments": (Payment(day("2008-02-15"), Decimal("0.01")),),
        },
        # Lines of 45 and 46 days, 0.0125 and 0.0127, 0.01 each: 0.02. The quarter was 0.0252, so
        # beside the cent of 15 February 0.02 was paid: a cent too much. Then 1 day 10% 0.0002 and
        # 49 days 15% 0.0204: 0.02 less that cent.
        "1.00 + 0.00 + 0.01 + 0.00 + 5.00 = 6.01",
        "rules 9 and 25: a cent paid beyond the lines is taken off what accrued later",
    ),
]


@pytest.mark.parametrize(("terms", "facts", "expected", "source"), CLAIMS)
def test_a_claim_by_hand(terms: Terms, facts: dict[str, Any], expected: str, source: str) -> None:
    found = claim(terms, Facts(petition=PETITION, **facts))
    assert told(found) == expected, source
    assert found.petition is not None
    parts = found.petition
    assert parts.interest + parts.principal + parts.fees == parts.total


@BOUNDED
@given(defaulted(), st.integers(0, 400))
def test_a_claim_after_the_default_is_what_redemption_at_par_would_be(
    case: tuple[Terms, Facts], later: int
) -> None:
    # Rules 11 and 25: portion and price 100%, on a day on which it may be redeemed.
    terms, facts = with_price(case[0], "1", "1"), case[1]
    first = redeem(terms, facts).redemption
    assert first is not None
    on = first.date + timedelta(days=later)
    then = replace(facts, redeem_on=on, as_of=on)
    due = redeem(terms, then).redemption
    assert due is not None
    found = claim(terms, replace(then, petition=on))
    assert found.petition is not None
    assert found.petition.total == due.total
    assert found.petition.contract is not None
    assert found.petition.contract.difference == 0
    ordered = claim(terms, replace(then, judgment=Judgment(on, Decimal("0.09")))).judgment
    assert ordered is not None
    assert ordered.amount == due.total


WHY = [
    ({"occurred": CRASH}, "0.15", "had started on Sun 2008-05-11, before the petition"),
    ({"occurred": {"crash": PETITION}}, "0.10", "starts on Wed 2008-05-21, not before the"),
    ({"notice": day("2008-05-08")}, "0.10", "no Event of Default by the petition date (state curi"),
    (
        {
            "occurred": CRASH,
            "forbearances": (Forbearance(day("2008-05-15"), day("2008-05-31"), True),),
        },
        "0.10",
        "started on Sun 2008-05-11 and did not run on the last day counted",
    ),
]


@pytest.mark.parametrize(("facts", "rate", "why"), WHY)
def test_a_claim_says_which_rate_was_in_force_and_why(
    facts: dict[str, Any], rate: str, why: str
) -> None:
    at = claim(CASH, Facts(petition=PETITION, **facts)).petition
    assert at is not None
    assert at.rate == Decimal(rate)
    assert why in at.why
    assert at.rate_clause == ("Note 2" if rate == "0.15" else "no clause given")
    assert "in force on Tue 2008-05-20, the last day counted" in at.why


GRACE = Deadline.parse("60 days after due")

CONTRACTS = [
    (
        CASH,
        {"occurred": CRASH, "redeem_on": day("2008-06-10")},
        None,
        "2008-06-10: 1000.00 + 23.61 + 0.00 = 1023.61; 8.33 + 0.00 + 0.00 = 8.33",
        "rule 25: 11.11, and 30 days 15% 12.50; 23.61 - 15.28 = 8.33",
    ),
    (
        CASH,
        {"occurred": CRASH, "redeem_on": day("2008-07-10")},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 23.61 + 0.00 = 1023.61; 8.33 + 0.00 + 0.00 = 8.33",
        "the day given goes before the redemption date",
    ),
    (
        with_price(CASH, "1.1", "0.5"),
        {"occurred": CRASH, "redeem_on": day("2008-06-10")},
        None,
        # Half of 1,100.00 + 23.61, 561.805; at par and whole 1,023.61; 561.81 - 1,023.61.
        "2008-06-10: 550.00 + 11.81 + 0.00 = 561.81; 8.33 + 0.00 + -461.80 = -453.47",
        "rules 11 and 25: price and portion stand apart",
    ),
    (
        with_price(CASH, "1.1", "0.5"),
        {},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 19.44 + 0.00 = 1019.44; 5.55 + 0.00 + 0.00 = 5.55",
        "a note that performs is not redeemed: neither price nor portion; 70 days 10% 19.4444",
    ),
    (
        PRINCIPAL,
        {},
        day("2008-06-10"),
        # 8.50, and 36 days 10% on 800.00 8.00
        "2008-06-10: 800.00 + 16.50 + 0.00 = 816.50; 4.44 + 0.00 + 0.00 = 4.44",
        "what was paid by the petition stays so",
    ),
    (
        PRINCIPAL,
        {"occurred": EARLY},
        day("2008-06-10"),
        # 43.86 by the petition, and 20 days 15% on 900.00
        "2008-06-10: 900.00 + 51.36 + 0.00 = 951.36; 7.50 + 0.00 + 0.00 = 7.50",
        "what was not paid by the petition stays so",
    ),
    (
        CASH,
        {"occurred": EARLY, "paid_to": day("2008-04-01")},
        None,
        "2008-05-21: 1000.00 + 22.49 + 0.00 = 1022.49; 0.00 + 0.00 + 0.00 = 0.00",
        "what was paid after the default stays paid",
    ),
    (
        CASH,
        {"occurred": CRASH, "redeem_on": day("2008-05-05")},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 23.61 + 0.00 = 1023.61; 8.33 + 0.00 + 0.00 = 8.33",
        "the day given stands for a redemption date that could not be",
    ),
    (
        CASH,
        {"occurred": CRASH, "payments": (Payment(PETITION, Decimal("100.00")),),
         "fees": (Fee(day("2008-05-15"), Decimal("15.00")),)},
        day("2008-06-10"),
        # 1,030.28 less 100.00: to the fee, to 15.28 of interest, 69.72 to principal; 20 days 15%
        # on 930.28 7.7523
        "2008-06-10: 930.28 + 7.75 + 0.00 = 938.03; 7.75 + 0.00 + 0.00 = 7.75",
        "a payment on the day of the petition counts, and so does a fee before it",
    ),
    (
        CASH,
        {"occurred": CRASH, "fees": (Fee(day("2008-05-15"), Decimal("15.00")),)},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 23.61 + 15.00 = 1038.61; 8.33 + 0.00 + 0.00 = 8.33",
        "a fee before the petition is in both",
    ),
    (
        replace(CASH, conversion=ConversionTerm("Note 6", Decimal("10"), OnConversion.FORFEITED)),
        {"occurred": CRASH, "conversions": (Conversion(PETITION, Decimal("400.00")),)},
        day("2008-06-10"),
        # of 15.28 four tenths, 6.11, are forfeited; 20 days 15% on 600.00 5.00
        "2008-06-10: 600.00 + 14.17 + 0.00 = 614.17; 5.00 + 0.00 + 0.00 = 5.00",
        "a conversion on the day of the petition counts",
    ),
    (
        CASH,
        {"occurred": CRASH, "fees": (Fee(day("2008-06-01"), Decimal("20.00")),),
         "payments": (Payment(day("2008-06-02"), Decimal("5.00")),)},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 23.61 + 20.00 = 1043.61; 8.33 + 20.00 + 0.00 = 28.33",
        "a fee after the petition is shown apart, a payment after it is left out",
    ),
    (
        CASH,
        {"occurred": CRASH},
        None,
        "2008-05-21: 1000.00 + 15.28 + 0.00 = 1015.28; 0.00 + 0.00 + 0.00 = 0.00",
        "the redemption date of rule 4, 12 May, is past: nothing had not matured",
    ),
    (
        CASH,
        {"notice": day("2008-05-08")},
        None,
        # The Event of Default is on 23 May: 1 April to 23 May, 52 days 10% 14.4444.
        "2008-05-23: 1000.00 + 14.44 + 0.00 = 1014.44; 0.55 + 0.00 + 0.00 = 0.55",
        "the redemption date of rule 4",
    ),
    (
        replace(CASH, conversion=ConversionTerm("Note 6", Decimal("10"))),
        {"occurred": CRASH, "conversions": (Conversion(day("2008-06-02"), Decimal("400.00")),)},
        day("2008-06-10"),
        "2008-06-10: 1000.00 + 23.61 + 0.00 = 1023.61; 8.33 + 0.00 + 0.00 = 8.33",
        "a conversion after the petition is left out as a payment is",
    ),
    (
        replace(CASH, late_fee=LateFee("Note 5", Decimal("0.05"), None, GRACE)),
        {"missed": (day("2008-04-01"),)},
        day("2008-06-10"),
        # 91 days 10% 25.2777; default rate from 5 April: 4 days 10% 1.1111, 66 days 15% 27.50; by
        # the petition 25.28 + 1.11 + 19.17. 60 days after 1 April end on 31 May: 5% of 25.28 1.264.
        "2008-06-10: 1000.00 + 53.89 + 1.26 = 1055.15; 8.33 + 1.26 + 0.00 = 9.59",
        "a late fee owed after the petition counts as a fee does",
    ),
    (CASH, {}, None, "none", "a note that performs is due on no day that is known"),
    (
        CASH,
        {},
        day("2008-06-10"),
        # The debtor pays nothing after the petition: 70 days 10% 19.4444.
        "2008-06-10: 1000.00 + 19.44 + 0.00 = 1019.44; 5.55 + 0.00 + 0.00 = 5.55",
        "a note that performs, run to the day given",
    ),
    (
        CASH,
        {"missed": (day("2008-07-01"),)},
        day("2008-07-10"),
        # Three Business Days end on Monday 7 July (the 4th is none): default rate from the 8th.
        # Nothing is paid after the petition: to 1 July 91 days 25.2777, to the 8th 7 days 10%
        # 1.9444, then 2 days 15% 0.8333; together 28.05, of which 13.89 by the petition.
        "2008-07-10: 1000.00 + 28.05 + 0.00 = 1028.05; 14.16 + 0.00 + 0.00 = 14.16",
        "a default after the petition: the contract runs on from what was unpaid at it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "facts", "until", "expected", "source"), CONTRACTS)
def test_what_the_contract_would_have_run_to(
    terms: Terms, facts: dict[str, Any], until: date | None, expected: str, source: str
) -> None:
    assert beyond(claim(terms, Facts(petition=PETITION, **facts), until=until)) == expected, source


@pytest.mark.parametrize(
    ("facts", "until", "expected"),
    [
        ({"redeem_on": day("2008-06-10")}, None, "the redemption date given"),
        ({"redeem_on": day("2008-06-10")}, day("2008-06-12"), "the day given"),
        (
            {"occurred": {"crash": day("2008-05-23")}},
            None,
            "assumed: the redemption date of the contract",
        ),
        ({"occurred": {"crash": PETITION}}, None, "assumed: the redemption date of the contract"),
        (
            {},
            None,
            "assumed: the petition date; the contract could be redeemed on Mon 2008-05-12",
        ),
    ],
)
def test_a_contract_says_to_which_day_it_is_run_and_why(
    facts: dict[str, Any], until: date | None, expected: str
) -> None:
    given = Facts(petition=PETITION, **{"occurred": CRASH, **facts})
    found = claim(CASH, given, until=until)
    assert found.facts is given
    assert found.petition is not None
    assert found.petition.contract is not None
    assert found.petition.contract.because == expected


def test_a_claim_has_the_accrual_that_it_is_the_end_of() -> None:
    terms = note(PAYMENT, CRASHES, paid_in=PaidIn.CASH, dates="03-01 06-01 09-01 12-01")
    terms = replace(terms, interest=replace(terms.interest, roll=Roll.FOLLOWING))
    facts = Facts(
        petition=PETITION,
        missed=(day("2008-03-01"),),
        fees=(Fee(day("2008-05-02"), Decimal("1.00")),),
    )
    found = claim(terms, facts)
    # 60 days 10% 16.6666, 6 days 1.6666, 75 days 15% 31.25
    assert told(found) == "1000.00 + 18.34 + 31.25 + 0.00 + 1.00 = 1050.59"
    result = found.result
    # Sat 1 March rolls to Monday the 3rd: what fell due on Sunday would have been paid
    assert result.timeline.performed_to == day("2008-03-02")
    assert result.calendar is terms.calendar.resolve()
    assert result.redemption is None
    assert [(each.kind, each.on) for each in result.ledger] == [("fee", day("2008-05-02"))]


def test_a_contract_run_past_maturity_is_warned_of() -> None:
    terms = replace(CASH, maturity_date=day("2008-06-01"))
    found = claim(terms, Facts(occurred=CRASH, petition=PETITION), until=day("2008-06-10"))
    (warned,) = [each for each in found.warnings if "maturity" in each]
    assert warned.startswith(
        "the day to which the contract is run, Tue 2008-06-10 is past maturity, Sun 2008-06-01"
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"occurred": EARLY},
            ["the interest due Tue 2008-04-01 is taken as unpaid, an assumption; that would start"
             " the clock 'payment' (Note payment): 3 business days after due, ending Fri"
             " 2008-04-04"],
        ),
        ({"occurred": EARLY, "paid_to": day("2008-04-01")}, []),
        ({"occurred": CRASH}, []),
    ],
)  # fmt: skip
def test_a_claim_says_what_interest_it_takes_as_unpaid(
    facts: dict[str, Any], expected: list[str]
) -> None:
    assert list(claim(CASH, Facts(petition=PETITION, **facts)).warnings) == expected


def test_interest_paid_to_the_petition_leaves_none_to_claim() -> None:
    on = day("2008-04-01")
    found = claim(CASH, Facts(petition=on, paid_to=on))
    assert told(found) == "1000.00 + 0.00 + 0.00 + 0.00 + 0.00 = 1000.00"


def test_what_came_on_the_day_of_the_petition_is_no_later_fact() -> None:
    on = Payment(PETITION, Decimal("5.00"))
    found = claim(CASH, Facts(occurred=CRASH, petition=PETITION, payments=(on,)))
    assert [each for each in found.warnings if "no part of the claim" in each] == []


LATER = " is after the petition of 2008-05-21: no part of the claim"
NOR = f"{LATER}, nor of the contract run on, in which nothing is paid or converted after it"
ALSO = f"{LATER}, but of the contract run on"


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        ({"payments": (Payment(day("2008-06-02"), Decimal("5.00")),)},
         f"the payment of 2008-06-02{NOR}", "nothing paid"),
        ({"conversions": (Conversion(day("2008-06-02"), Decimal("5.00")),)},
         f"the conversion of 2008-06-02{NOR}", "nothing converted"),
        ({"fees": (Fee(day("2008-06-02"), Decimal("5.00")),)},
         f"the fee of 2008-06-02{ALSO}", "fees run on"),
        ({"fees": (Fee(day("2008-06-10"), Decimal("5.00")),)},
         f"the fee of 2008-06-10{ALSO}", "to the day to which it is run"),
        ({"fees": (Fee(day("2008-06-11"), Decimal("5.00")),)},
         f"the fee of 2008-06-11{LATER}", "after the day to which it is run"),
        ({"fees": (Fee(day("2008-06-02"), Decimal("5.00")),), "as_of": day("2008-06-01")},
         f"the fee of 2008-06-02{LATER}", "it has not happened by the as-of date"),
        ({"fees": (Fee(day("2008-06-02"), Decimal("5.00")),), "as_of": day("2008-06-02")},
         f"the fee of 2008-06-02{ALSO}", "it has happened by the as-of date"),
    ],
)  # fmt: skip
def test_a_fact_after_the_petition_says_whether_the_contract_has_it(
    facts: dict[str, Any], expected: str, source: str
) -> None:
    terms = replace(CASH, conversion=ConversionTerm("Note 6", Decimal("10")))
    given = Facts(occurred=CRASH, petition=PETITION, **facts)
    found = claim(terms, given, until=day("2008-06-10"))
    assert found.warnings[0] == expected, source
    assert any("fees after the petition are in it, payments" in each for each in claim_lines(found))


def test_without_a_contract_a_fee_after_the_petition_is_no_part_of_anything() -> None:
    fees = (Fee(day("2008-06-02"), Decimal("5.00")),)
    assert claim(CASH, Facts(petition=PETITION, fees=fees)).warnings[0].endswith(LATER)


@pytest.mark.parametrize(
    ("order", "source", "interest", "titles"),
    [
        # The clause of a fact is its paper; a judgment that compounds does so by the statute.
        (JUDGED, "judgment of 2008-05-21", "judgment of 2008-05-21",
         ["Judgment of Wed 2008-05-21",
          "Interest on the judgment, 9% simple, a year of 365 days"]),
        (replace(JUDGED, compounds=True), "judgment of 2008-05-21", "28 U.S.C. 1961(b)",
         ["Judgment of Wed 2008-05-21",
          "Interest on the judgment, 9% compounded each year, a year of 365 days"
          " (28 U.S.C. 1961(b))"]),
        (replace(JUDGED, compounds=True, clause="Index 600100/09"), "Index 600100/09",
         "Index 600100/09",
         ["Judgment of Wed 2008-05-21 (Index 600100/09)",
          "Interest on the judgment, 9% compounded each year, a year of 365 days"]),
    ],
)  # fmt: skip
def test_a_claim_on_a_judgment_is_labelled_as_one(
    order: Judgment, source: str, interest: str, titles: list[str]
) -> None:
    found = claim(CASH, Facts(occurred=CRASH, judgment=order, petition=day("2008-07-01")))
    assert [table.title for table in claim_tables(found)] == [
        "Claim on the judgment of Wed 2008-05-21 at the petition date, Tue 2008-07-01"
        " (11 U.S.C. 502(b)(2))",
        "What the judgment would have run to, Thu 2009-05-21",
        "Beyond the claim, unmatured at the petition (11 U.S.C. 502(b)(2))",
        *titles,
    ]
    rows = {(row[0], row[2]): row[4] for row in claim_rows(found)}
    assert rows[("judgment", "judgment")] == source
    assert {rows[each] for each in (
        ("judgment", "per diem"), ("judgment", "interest to 2009-05-21"), ("year", "total"),
        ("judgment run on", "judgment"), ("judgment run on", "interest on the judgment"),
    )} == {interest}  # fmt: skip
    steps = {step.what: step for step in explain_claim(found)}
    assert steps["judgment of 2008-05-21"].clause == source
    run = steps["the judgment run to 2009-05-21"]
    # 1,015.28 × 9% a year 91.3752
    assert (run.clause, run.why) == (
        interest,
        "assumed: one year after the judgment: judgment 1,015.28, interest on it 91.38",
    )
    assert steps["claim on the judgment at the petition of 2008-07-01"].clause.startswith("11 U.S")
    assert steps["rate in force at the petition"].clause == interest
    got = claim_json(found, terms_name="a note")
    assert (got["judgment"]["clause"], got["judgment"]["interest_clause"]) == (source, interest)
    assert got["petition"]["of_judgment"] is True
    assert claim_lines(found)[:2] == (
        f"rate: 9% on the judgment, to the petition ({interest})",
        "judgment run to Thu 2009-05-21: assumed: one year after the judgment",
    )


def test_what_came_after_the_petition_is_told() -> None:
    facts = Facts(
        occurred=CRASH,
        petition=PETITION,
        payments=(Payment(day("2008-06-02"), Decimal("5.00")),),
    )
    told_of = claim(replace(CASH, maturity_date=day("2008-05-20")), facts).warnings
    assert "the payment of 2008-06-02 is after the petition of 2008-05-21: no part of" in told_of[0]
    assert any(each.startswith("the petition date Wed 2008-05-21 is past") for each in told_of)


# 1,015.28 as above is the judgment of 21 May 2008.
JUDGMENTS = [
    (
        "0.09", False, "2009-05-21", "1015.28 + 91.38 = 1106.66, 0.25",
        "CPLR 5004(a): 365 days 9% 91.3752; per diem 0.2503",
    ),
    (
        "0.02", False, "2009-05-21", "1015.28 + 20.31 = 1035.59, 0.06",
        "CPLR 5004(a), consumer debt: 365 days 2% 20.3056; per diem 0.0556",
    ),
    (
        "0.09", False, "2010-11-17", "1015.28 + 227.81 = 1243.09, 0.25",
        "rule 25, simple: 910 days 9% 227.8121 (365 + 365 + 180)",
    ),
    (
        # 365 days 50.764, 50.76; 365 days on 1,066.04 53.302, 53.30; 180 days on 1,119.34
        # 27.6001, 27.60; per diem 1,119.34 × 5% / 365 0.1533.
        "0.05", True, "2010-11-17", "1015.28 + 131.66 = 1146.94, 0.15",
        "28 U.S.C. 1961(b): computed daily, compounded annually",
    ),
    (
        # The same two years; from then on 1,119.34 bears interest.
        "0.05", True, "2010-05-21", "1015.28 + 104.06 = 1119.34, 0.15",
        "28 U.S.C. 1961(b): on a year's end what has been added bears interest",
    ),
    ("0.09", False, "2008-05-21", "1015.28 + 0.00 = 1015.28, 0.25", "no day has passed"),
]  # fmt: skip


@pytest.mark.parametrize(("rate", "compounds", "until", "expected", "source"), JUDGMENTS)
def test_a_judgment_by_hand(
    rate: str, compounds: bool, until: str, expected: str, source: str
) -> None:
    facts = Facts(occurred=CRASH, judgment=Judgment(PETITION, Decimal(rate), compounds))
    found = claim(CASH, facts, until=day(until)).judgment
    assert found is not None
    got = f"{found.amount} + {found.interest} = {found.total}, {found.per_diem}"
    assert got == expected, source
    assert sum((each.interest for each in found.years), found.amount) == found.total


YEARS = [
    (
        "1000.00", "0.09", True, "2008-02-29", "2012-03-10",
        [
            "2009-02-28 365 1000.00 90.00 1090.00",
            "2010-02-28 365 1090.00 98.10 1188.10",
            "2011-02-28 365 1188.10 106.93 1295.03",  # 106.929
            "2012-02-29 366 1295.03 116.87 1411.90",  # × 366/365: 116.8720
            "2012-03-10 10 1411.90 3.48 1415.38",  # 3.4814
        ],
        "rule 25: years from a leap day clip (rule 1); a leap year has 366 days of 365",
    ),
    (
        "1201.96", "0.09", False, "2008-11-03", "2011-11-03",
        [
            "2009-11-03 365 1201.96 108.18 1310.14",  # 108.1764
            "2010-11-03 365 1201.96 108.17 1418.31",  # 216.3528, less 108.18
            "2011-11-03 365 1201.96 108.18 1526.49",  # 324.5292, less 216.35
        ],
        "rule 25: simple interest is rounded once for all days since the judgment",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "rate", "compounds", "on", "until", "rows", "source"), YEARS)
def test_the_years_of_a_judgment(
    amount: str, rate: str, compounds: bool, on: str, until: str, rows: list[str], source: str
) -> None:
    order = Judgment(day(on), Decimal(rate), compounds)
    found = years_of(order, Decimal(amount), "USD", day(until))
    got = [f"{y.end} {y.days} {y.balance} {y.interest} {y.total}" for y in found]
    assert got == rows, source


def test_a_judgment_then_a_petition() -> None:
    # Rule 25 on the judgment: 1,015.28 × 9% × 41/365 = 10.2640 to 1 July; 365 days 91.3752.
    found = claim(CASH, Facts(occurred=CRASH, judgment=JUDGED, petition=day("2008-07-01")))
    assert told(found) == "1015.28 + 10.26 + 0.00 + 0.00 + 0.00 = 1025.54"
    assert beyond(found).endswith("= 1106.66; 81.12 + 0.00 + 0.00 = 81.12")
    assert found.petition is not None
    assert found.petition.judgment == JUDGED


DAYS = [
    ({}, None, "2009-05-21", "assumed: one year after the judgment"),
    ({"redeem_on": day("2008-12-01")}, None, "2008-12-01", "the redemption date given"),
    ({"redeem_on": day("2008-12-01")}, day("2008-08-01"), "2008-08-01", "the day given"),
    ({"petition": day("2009-05-21")}, None, "2009-05-21", "assumed: one year after the judgment"),
    ({"petition": day("2010-01-04")}, None, "2010-01-04", "assumed: the petition date"),
]


@pytest.mark.parametrize(("facts", "until", "expected", "because"), DAYS)
def test_the_day_to_which_a_judgment_is_run(
    facts: dict[str, Any], until: date | None, expected: str, because: str
) -> None:
    found = claim(CASH, Facts(occurred=CRASH, judgment=JUDGED, **facts), until=until)
    assert found.judgment is not None
    assert (str(found.judgment.until), found.judgment.because) == (expected, because)
    assert any(because in line for line in claim_lines(found))


LEAPS = [
    ("2008-02-01", "2008-03-01", "29 February is counted"),
    ("2008-02-01", "2012-03-01", "2 days of 29 February are counted"),
    ("2008-02-01", "2008-02-29", None),
    ("2008-02-01", "2104-02-29", "23 days of 29 February are counted"),  # 2008 to 2096, not 2100
    ("2008-02-29", "2008-03-01", "29 February is counted"),
]


@pytest.mark.parametrize(("on", "until", "expected"), LEAPS)
def test_a_leap_day_is_told_where_new_york_governs(
    on: str, until: str, expected: str | None
) -> None:
    facts = Facts(occurred={"crash": day("2008-01-20")}, judgment=Judgment(day(on), Decimal(".09")))
    told_of = claim(CASH, facts, until=day(until)).warnings
    found = [each for each in told_of if "General Construction Law section 58" in each]
    assert [each.startswith(expected or "-") for each in found] == [True] * bool(expected)
    other = claim(replace(CASH, governing_law="Delaware"), facts, until=day(until)).warnings
    assert not [each for each in other if "section 58" in each]


def _moved(on: date) -> list[tuple[str, dict[str, Any]]]:
    return [
        ("payment", {"payments": (Payment(on, Decimal("5.00")),)}),
        ("fee", {"fees": (Fee(on, Decimal("5.00")),)}),
        ("conversion", {"conversions": (Conversion(on, Decimal("5.00")),)}),
    ]


@pytest.mark.parametrize(("what", "moved"), _moved(day("2008-06-02")))
def test_what_came_after_the_judgment_is_left_out(what: str, moved: dict[str, Any]) -> None:
    terms = replace(CASH, conversion=ConversionTerm("Note 6", Decimal("10")))
    found = claim(terms, Facts(occurred=CRASH, judgment=JUDGED, **moved))
    assert found.judgment is not None
    assert found.judgment.amount == Decimal("1015.28")
    assert [each for each in found.warnings if "left out" in each] == [
        f"the {what} of 2008-06-02 is after the judgment of 2008-05-21: left out, and interest runs"
        " on the whole judgment"
    ]


@pytest.mark.parametrize(("what", "moved"), _moved(JUDGED.on))
def test_what_came_on_the_day_of_the_judgment_counts(what: str, moved: dict[str, Any]) -> None:
    terms = replace(CASH, conversion=ConversionTerm("Note 6", Decimal("10")))
    found = claim(terms, Facts(occurred=CRASH, judgment=JUDGED, **moved))
    assert found.judgment is not None
    assert found.judgment.amount != Decimal("1015.28"), what
    assert [each for each in found.warnings if "left out" in each] == []


ERRORS = [
    ({}, None, "petition: neither a petition nor a judgment is given; give one of them"),
    (
        {"petition": day("2008-01-01")},
        None,
        "petition: the petition of 2008-01-01 is not after the issue date 2008-01-01; write a later"
        " day",
    ),
    (
        {"judgment": Judgment(day("2007-12-01"), Decimal(0))},
        None,
        "judgment: the judgment of 2007-12-01 is not after the issue date 2008-01-01; write a later"
        " day",
    ),
    (
        {"petition": PETITION, "as_of": day("2008-05-20")},
        None,
        "as_of: the petition of 2008-05-21 is after the as-of date 2008-05-20; write an as-of date"
        " from 2008-05-21 on, or none",
    ),
    (
        {"petition": PETITION, "occurred": CRASH, "redeem_on": day("2008-05-12")},
        None,
        "redeem_on: redemption on 2008-05-12 is before the petition of 2008-05-21; write a date"
        " from 2008-05-21 on, or none",
    ),
    (
        {"judgment": JUDGED, "occurred": CRASH},
        day("2008-05-12"),
        "until: 2008-05-12 is before the judgment of 2008-05-21; write a date from 2008-05-21 on,"
        " or none",
    ),
    (
        {"petition": PETITION, "paid_to": day("2008-07-01")},
        None,
        "paid_to: interest paid to 2008-07-01 is past the petition of 2008-05-21; write an interest"
        " date up to 2008-05-21",
    ),
    (
        {"petition": PETITION, "judgment": Judgment(day("2008-06-02"), Decimal("0.09"))},
        None,
        "judgment: the judgment of 2008-06-02 is after the petition of 2008-05-21, which stays"
        " proceedings against the debtor (11 U.S.C. 362(a)(1)); write a judgment up to 2008-05-21,"
        " or leave one of them out",
    ),
    (
        {"judgment": JUDGED, "notice": day("2008-05-08")},
        None,
        "judgment: no judgment for what was due on 2008-05-21: redemption on 2008-05-21 is before"
        " the Event of Default of 2008-05-23 (Note covenant); write a date from 2008-05-23 on",
    ),
    (
        {"judgment": JUDGED},
        None,
        "judgment: no judgment for what was due on 2008-05-21: nothing was due, the state is"
        " breach; give what made the note due, or leave the judgment out",
    ),
    (
        {"petition": PETITION, "occurred": CRASH},
        day("2008-05-20"),
        "until: 2008-05-20 is before the petition of 2008-05-21; write a date from 2008-05-21 on,"
        " or none",
    ),
    (
        {"petition": PETITION, "notice": day("2008-05-08"), "redeem_on": day("2008-05-22")},
        None,
        "redeem_on: redemption on 2008-05-22 is before the Event of Default of 2008-05-23 (Note"
        " covenant); write a date from 2008-05-23 on",
    ),
    (
        {"petition": PETITION, "notice": day("2008-05-08")},
        day("2008-05-22"),
        "until: redemption on 2008-05-22 is before the Event of Default of 2008-05-23 (Note"
        " covenant); write a date from 2008-05-23 on",
    ),
    (
        {"petition": PETITION, "notice": day("2008-05-08"), "paid_to": day("2008-04-02")},
        None,
        "paid_to: interest paid to 2008-04-02, which is neither an interest date nor the issue"
        " date; write 2008-04-01, or another interest date",
    ),
    (
        {
            "judgment": JUDGED,
            "occurred": CRASH,
            "payments": (Payment(day("2008-05-20"), Decimal("2000.00")),),
        },
        None,
        # 1,000.00, 40 days 10% 11.1111 and 9 days 15% 3.75
        "payments.2008-05-20: the payments of 2008-05-20 are more than is due on that day: 2,000.00"
        " where 1,014.86 was owed; write the amounts that were paid, or leave out what came after"
        " full payment",
    ),
]


@pytest.mark.parametrize(("facts", "until", "expected"), ERRORS)
def test_what_does_not_fit_is_refused(
    facts: dict[str, Any], until: date | None, expected: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        claim(CASH, Facts(**facts), until=until)
    assert [str(each) for each in caught.value.problems] == [expected]


def test_a_claim_as_json_rows_and_steps() -> None:
    fees = (Fee(day("2008-05-15"), Decimal("15.00")), Fee(day("2008-06-01"), Decimal("20.00")))
    price = with_price(CASH, "1.1", "1")
    facts = Facts(occurred=CRASH, petition=PETITION, fees=fees, redeem_on=day("2008-06-10"))
    found = claim(price, facts)
    got = claim_json(found, terms_name="a note")
    assert list(got)[:3] == ["notecalc", "schema", "terms"]
    assert (got["schema"], got["judgment"], got["petition"]["total"]) == (1, None, "1030.28")
    rows = {(row[0], row[2]): row[3] for row in claim_rows(found)}
    # At 110%: 1,100.00 + 23.61 + 35.00; beyond the claim 8.33, 20.00 and 100.00.
    assert rows[("contract", "total")] == Decimal("1158.61")
    assert rows[("beyond", "price and portion of redemption")] == Decimal("100.00")
    assert rows[("beyond", "difference")] == Decimal("128.33")
    steps = {step.what: step for step in explain_claim(found)}
    line = steps["interest 2008-05-11 to 2008-05-21"]  # no line ends where the fee is owed
    assert line.detail[0] == "1,000.00 × 15% × 10/360 = 4.16666666…, rounded 4.17"
    assert steps["claim at the petition of 2008-05-21"].clause == "11 U.S.C. 502(b)(2)"
    assert all(step.clause or step.value for step in steps.values())
    assert [table.title for table in claim_tables(found)] == [
        "Claim at the petition date, Wed 2008-05-21 (11 U.S.C. 502(b)(2))",
        "What the contract would have run to, Tue 2008-06-10",
        "Beyond the claim, unmatured at the petition (11 U.S.C. 502(b)(2))",
    ]


def test_a_judgment_as_json_rows_and_steps() -> None:
    order = replace(JUDGED, compounds=True, clause="28 U.S.C. 1961")
    facts = Facts(occurred=CRASH, judgment=order, petition=day("2008-07-01"))
    found = claim(CASH, facts, until=day("2010-05-21"))
    got = claim_json(found, terms_name="a note")
    # 91.3752, then 9% on 1,106.66, 99.5994.
    totals = [year["total"] for year in got["judgment"]["years"]]
    assert totals == ["1106.66", "1206.26"]
    steps = {step.what: step for step in explain_claim(found)}
    year = steps["interest on the judgment 2009-05-21 to 2010-05-21"]
    assert year.clause == "28 U.S.C. 1961"
    assert year.detail[0] == "1,106.66 × 9% × 365/365 = 99.59940000, rounded 99.60"
    per_diem = steps["per diem of the judgment"]
    assert per_diem.why == "1,206.26 × 9% × 1/365 = 0.29743397…, rounded"
    assert {row[4] for row in claim_rows(found) if row[0] == "judgment run on"} == {
        "28 U.S.C. 1961"
    }
    assert claim_brief(found) == (
        "  claim on the judgment at 2008-07-01: 1,015.28 + 10.26 = 1,025.54 USD",
        "  judgment of 2008-05-21: 1,015.28, to 2010-05-21 1,206.26 USD, per diem 0.30",
    )


def test_a_judgment_for_fees_on_its_own_day() -> None:
    fees = (Fee(day("2008-05-15"), Decimal("15.00")),)
    found = claim(CASH, Facts(occurred=CRASH, judgment=JUDGED, fees=fees), until=PETITION)
    rows = [(what, amount) for part, _, what, amount, _ in claim_rows(found)]
    assert rows[2:4] == [("fees", Decimal("15.00")), ("judgment", Decimal("1030.28"))]
    assert [table.title for table in claim_tables(found)] == ["Judgment of Wed 2008-05-21"]
    facts = Facts(occurred=CRASH, petition=PETITION, fees=fees)
    assert claim_brief(claim(CASH, facts)) == (
        "  claim at 2008-05-21: 1,000.00 + 15.28 + 15.00 = 1,030.28 USD",
    )
    with pytest.raises(NotecalcError) as caught:
        list(years_of(JUDGED, Decimal("1000.00"), "USD", day("2008-05-20")))
    assert str(caught.value) == (
        "until: 2008-05-20 is before the judgment of 2008-05-21; write a date from 2008-05-21 on"
    )


def test_interest_on_overdue_interest_is_told_apart() -> None:
    terms = replace(CASH, overdue_interest=OverdueInterest("Note 3"))
    found = claim(terms, Facts(missed=(day("2008-04-01"),), petition=PETITION))
    assert ["petition", PETITION, "interest on overdue interest", Decimal("0.52")] in [
        row[:4] for row in claim_rows(found)
    ]


def test_simple_interest_is_explained_by_all_days_since_the_judgment() -> None:
    found = claim(CASH, Facts(occurred=CRASH, judgment=JUDGED), until=day("2010-05-21"))
    step = next(each for each in explain_claim(found) if "2009-05-21 to" in each.what)
    assert step.detail[0] == (
        "1,015.28 × 9% × 730/365 = 182.75040000, rounded, less what came before: 91.37"
    )


def test_the_claim_of_a_result_is_that_of_its_facts() -> None:
    terms, facts = CASH, Facts(occurred=CRASH, petition=PETITION)
    assert claim_of(redeem(terms, Facts(occurred=CRASH))) is None
    assert claim_of(redeem(terms, replace(facts, as_of=day("2008-05-20")))) is None
    later = replace(facts, redeem_on=day("2008-06-10"))
    assert claim_of(redeem(terms, later)) == claim(terms, later)
    # redeemed before the petition: the contract is run as if no day had been given
    early = replace(facts, redeem_on=day("2008-05-15"))
    assert claim_of(redeem(terms, early)) == claim(terms, facts)
    # redeemed on the day of the petition: the contract is run to that day, as it is given
    same = replace(facts, redeem_on=PETITION)
    assert claim_of(redeem(terms, same)) == claim(terms, same)
    assert claim(terms, same) != claim(terms, facts)


def test_a_petition_on_the_day_of_the_judgment_claims_what_was_adjudged() -> None:
    found = claim(CASH, Facts(occurred=CRASH, judgment=JUDGED, petition=PETITION))
    assert found.petition is not None
    # 1,000.00 and 15.28, as the first of CLAIMS has it; no day has run on the judgment
    assert (found.petition.principal, found.petition.total) == (Decimal("1015.28"),) * 2


def test_a_petition_after_the_judgment_is_not_left_out() -> None:
    petition = day("2008-06-30")
    facts = Facts(
        occurred=CRASH, judgment=JUDGED, petition=petition, known_on={"petition": petition}
    )
    found = claim(CASH, facts)
    assert found.facts is facts
    assert [each for each in found.warnings if "left out" in each] == []
    assert found.result.facts.petition is None, "the note is redeemed as of the judgment"
