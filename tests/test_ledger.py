"""Payments, fees, late fees and conversions (rules 10, 17, 18, 24), against figures by hand.

Unless a row says otherwise the note is of 360,000.00 at 10% and 15%, ACT/360, paid in cash and
never paid: 100.00 a day, 150.00 at the default rate, 9,100.00 for each of the first two quarters.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from accruals import accrual, amounts, conversions, due, entered, fees, lines, round_note
from core_strategies import CRASH, day, paid

from notecalc.calendars import Roll
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Fee
from notecalc.money import PaidIn, Rounding, RoundingMode
from notecalc.redemption import performing, redeem
from notecalc.schedule import Accrual, Entry
from notecalc.schedule.account import Account
from notecalc.schedule.shares import Shares, converted
from notecalc.terms import (
    Bucket,
    ConversionTerm,
    LateFee,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    Terms,
)

NOTE = round_note()
IN_NOTES = round_note(paid_in=PaidIn.NOTES)
FEES, UPON, DEFAULT, INTEREST, PRINCIPAL = Bucket

# On 1 May: fees of 50.00; interest on the 9,100.00 overdue since 1 April at 10%, 10 days 25.2777
# and 20 days 50.5555, so 75.84; 20 days at 15%, 3,000.00; 91 and 10 days at 10%, 10,100.00.
ALL_KINDS = round_note(overdue_interest=OverdueInterest("Note 3", OverdueRate.BASE))
ALL_OWED: dict[str, Any] = {"default": "2008-04-11", "fees": fees(("2008-02-01", "50.00"))}


def ledger(found: Accrual) -> list[str]:
    return [entered(entry) for entry in found.ledger]


def standing(found: Accrual) -> str:
    """Fees, interest on overdue, default interest, all interest, overdue: unpaid, in cents."""
    accrued = int(found.lines[-1].accrued * 100)
    return f"{found.fees} {found.upon} {found.default} {accrued} {found.overdue}"


@pytest.mark.parametrize(
    ("amount", "applied", "left", "source"),
    [
        ("20.00", "fees 20.00", "3000 7584 300000 1317584 910000", "inside the fees"),
        ("50.00", "fees 50.00", "0 7584 300000 1317584 910000", "the fees to the cent"),
        (
            "60.00",
            "fees 50.00, upon 10.00",
            "0 6584 300000 1316584 910000",
            "inside interest on it",
        ),
        ("125.84", "fees 50.00, upon 75.84", "0 0 300000 1310000 910000", "all interest on it"),
        (
            "125.85",
            "fees 50.00, upon 75.84, default 0.01",
            "0 0 299999 1309999 909999",
            "a cent of default interest, off what is overdue first: 9,100.00 - 0.01",
        ),
        (
            "3125.84",
            "fees 50.00, upon 75.84, default 3000.00",
            "0 0 0 1010000 610000",
            "all default interest: 9,100.00 - 3,000.00 stay overdue",
        ),
        (
            "6125.84",
            "fees 50.00, upon 75.84, default 3000.00, interest 3000.00",
            "0 0 0 710000 310000",
            "inside interest: 9,100.00 - 6,000.00 stay overdue",
        ),
        (
            "9225.84",
            "fees 50.00, upon 75.84, default 3000.00, interest 6100.00",
            "0 0 0 400000 0",
            "all that was overdue: the 4,000.00 left accrued since, and bear no interest",
        ),
        (
            "13225.84",
            "fees 50.00, upon 75.84, default 3000.00, interest 10100.00",
            "0 0 0 0 0",
            "all interest",
        ),
        (
            "13225.85",
            "fees 50.00, upon 75.84, default 3000.00, interest 10100.00, principal 0.01",
            "0 0 0 0 0",
            "a cent of principal",
        ),
        (
            "373225.84",
            "fees 50.00, upon 75.84, default 3000.00, interest 10100.00, principal 360000.00",
            "0 0 0 0 0",
            "everything, to the cent",
        ),
    ],
)
def test_the_waterfall_of_a_payment(amount: str, applied: str, left: str, source: str) -> None:
    found = accrual(ALL_KINDS, "2008-05-01", **ALL_OWED, payments=paid(("2008-05-01", amount)))
    assert ledger(found)[1:] == [f"05-01 payment {amount}: {applied}"], source
    assert standing(found) == left, source
    of_principal = next((part for kind, part in found.ledger[1].applied if kind is PRINCIPAL), 0)
    assert found.lines[-1].closing_principal == 360_000 - of_principal, source
    assert str(found.lines[-1].paid) == amount, source


@pytest.mark.parametrize(
    ("order", "amount", "applied", "source"),
    [
        (
            (PRINCIPAL, INTEREST, DEFAULT, UPON, FEES),
            "373200.00",
            "principal 360000.00, interest 10100.00, default 3000.00, upon 75.84, fees 24.16",
            "the default order turned round",
        ),
        (
            (INTEREST, DEFAULT, UPON, PRINCIPAL, FEES),
            "13175.84",
            "interest 10100.00, default 3000.00, upon 75.84",
            "interest of all kinds, oldest last",
        ),
        (
            (DEFAULT, FEES, INTEREST, PRINCIPAL, UPON),
            "3060.00",
            "default 3000.00, fees 50.00, interest 10.00",
            "fees second",
        ),
        ((PRINCIPAL, FEES, UPON, DEFAULT, INTEREST), "1.00", "principal 1.00", "principal first"),
    ],
)
def test_a_waterfall_of_the_terms(
    order: tuple[Bucket, ...], amount: str, applied: str, source: str
) -> None:
    terms = replace(ALL_KINDS, waterfall=order)
    found = accrual(terms, "2008-05-01", **ALL_OWED, payments=paid(("2008-05-01", amount)))
    assert ledger(found)[1:] == [f"05-01 payment {amount}: {applied}"], source


def test_a_cent_more_than_everything_is_refused() -> None:
    with pytest.raises(NotecalcError) as caught:
        accrual(ALL_KINDS, "2008-05-01", **ALL_OWED, payments=paid(("2008-05-01", "373225.85")))
    assert str(caught.value) == (
        "payments.2008-05-01: the payments of 2008-05-01 are more than is due on that day:"
        " 373,225.85 where 373,225.84 was owed;"
        " write the amounts that were paid, or leave out what came after full payment"
    )


@pytest.mark.parametrize(
    ("terms", "default", "payments", "expected", "source"),
    [
        (
            NOTE,
            None,
            [("2008-02-01", "4000.00")],
            ["02-01 payment 4000.00: interest 3100.00, principal 900.00"],
            "in the base period: 31 days",
        ),
        (
            NOTE,
            "2008-02-01",
            [("2008-02-01", "3100.01")],
            ["02-01 payment 3100.01: interest 3100.00, principal 0.01"],
            "on the day the default rate starts: nothing accrued at it yet",
        ),
        (
            NOTE,
            "2008-02-01",
            [("2008-02-02", "200.00")],
            ["02-02 payment 200.00: default 150.00, interest 50.00"],
            "the day after: a day of default interest, first",
        ),
        (
            NOTE,
            "2008-02-01",
            [("2008-01-11", "400.00"), ("2008-02-11", "1600.00")],
            [
                "01-11 payment 400.00: interest 400.00",
                "02-11 payment 1600.00: default 1500.00, interest 100.00",
            ],
            "in both",
        ),
        (
            ALL_KINDS,
            None,
            [("2008-02-11", "20.00"), ("2008-02-11", "40.00")],
            [
                "02-11 payment 20.00: fees 20.00",
                "02-11 payment 40.00: fees 30.00, interest 10.00",
            ],
            "two on one day",
        ),
        (
            IN_NOTES,
            "2008-02-01",
            [("2008-04-11", "2000.00")],
            # 3,100 and 60 days at 150 are capitalized; 372,100 x 15% x 10/360 = 1,550.4166
            ["04-11 payment 2000.00: default 1550.42, principal 449.58"],
            "in notes: what was capitalized is principal, and no default interest",
        ),
    ],
)
def test_payments_by_the_period_they_fall_in(
    terms: Terms,
    default: str | None,
    payments: list[tuple[str, str]],
    expected: list[str],
    source: str,
) -> None:
    owed = fees(("2008-02-01", "50.00")) if terms is ALL_KINDS else ()
    found = accrual(terms, "2008-04-12", default=default, fees=owed, payments=paid(*payments))
    assert [each for each in ledger(found) if " payment " in each] == expected, source


@pytest.mark.parametrize(
    ("interest", "left", "source"),
    [
        (20, (80, 30, 10, 60), "base interest only: 60 of it accrued at the base rate"),
        (60, (40, 30, 10, 40), "all base interest; overdue no more than is left"),
        (65, (35, 25, 10, 35), "then default interest"),
        (95, (5, 0, 5, 5), "interest on overdue last"),
        (100, (0, 0, 0, 0), "all"),
        (101, (-1, 0, 0, 0), "a unit more, of history rounded once: nothing is below zero but it"),
    ],
)
def test_what_is_taken_off_interest_is_base_interest_first(
    interest: int, left: tuple[int, ...], source: str
) -> None:
    account = Account(1000, accrued=100, default=30, upon=10, overdue=60)
    account.less(interest)
    assert (account.accrued, account.default, account.upon, account.overdue) == left, source


def test_a_payment_takes_no_more_than_is_accrued() -> None:
    # history rounded once may leave a cent less than nothing: -0.01, then default interest of 5.00
    account = Account(1000, accrued=499, default=500)
    assert account.pay(2000, tuple(Bucket)) == {DEFAULT: 499, PRINCIPAL: 1000}
    assert (account.accrued, account.principal) == (0, 0)
    # the same with interest on overdue interest, paid after default interest
    account = Account(1000, accrued=499, default=450, upon=50)
    assert account.pay(2000, (DEFAULT, UPON, PRINCIPAL)) == {
        DEFAULT: 449,
        UPON: 50,
        PRINCIPAL: 1000,
    }
    assert account.accrued == 0


@pytest.mark.parametrize("accrued", [0, -1])
def test_no_interest_goes_with_principal_where_none_is_accrued(accrued: int) -> None:
    account = Account(1000, accrued=accrued)
    assert (account.convert(1000), account.accrued, account.principal) == (0, accrued, 0)


@pytest.mark.parametrize(
    ("part", "gone", "left", "source"),
    [
        # of 100 accrued 30 at the default rate, 10 on overdue interest, 60 at the base rate
        (250, 25, (750, 75, 22, 7, 41), "a quarter: 25; 7.5, 2.5 and 13.75 half up"),
        (500, 50, (500, 50, 15, 5, 27), "half: 50; 15, 5 and 27.5"),
        (1, 0, (999, 100, 30, 10, 55), "a thousandth: 0.1, 0.03, 0.01 and 0.055"),
        (1000, 100, (0, 0, 0, 0, 0), "the whole"),
    ],
)
def test_a_conversion_takes_its_part_of_each_kind(
    part: int, gone: int, left: tuple[int, ...], source: str
) -> None:
    account = Account(1000, accrued=100, default=30, upon=10, overdue=55)
    assert account.convert(part) == gone, source
    kinds = account.accrued, account.default, account.upon, account.overdue
    assert (account.principal, *kinds) == left, source


def test_what_is_left_after_a_conversion_bears_its_interest() -> None:
    # A third of 360,000.00 on 1 May: of 9,100.00 overdue 3,033.33 go (3,033.3333), of the 75.83
    # on it 25.28 (25.2766), of 12,175.83 accrued 4,058.61. 6,066.67 x 61/3600 = 102.7963.
    terms = replace(ALL_KINDS, conversion=ConversionTerm("Note 6", Decimal("10")))
    given: Any = {"conversions": conversions(("2008-05-01", "120000.00"))}
    assert standing(accrual(terms, "2008-05-01", **given)) == "0 5055 0 811722 606667"
    assert str(accrual(terms, "2008-07-01", **given).lines[-1].overdue_interest) == "102.80"


@pytest.mark.parametrize(
    ("default", "expected", "source"),
    [
        (
            "2008-02-01",
            "0 0 300000 300000 0",
            "12,100.00 less 9,100.00: all of it default interest",
        ),
        ("2008-03-31", "0 0 5000 5000 0", "9,150.00 less 9,100.00, of 150.00 at the default rate"),
    ],
)
def test_what_the_company_paid_was_base_interest(default: str, expected: str, source: str) -> None:
    found = accrual(NOTE, "2008-04-01", default=default, paid_to="2008-04-01")
    assert standing(found) == expected, source


# --- the order of a day ---

LATE = LateFee("Note 5", minimum=Decimal("25.00"))
EVERYTHING: dict[str, Any] = {
    "fees": fees(("2008-04-01", "50.00")),
    "missed": (day("2008-03-31"),),
    "payments": paid(("2008-04-01", "1075.00")),
    "conversions": conversions(("2008-04-01", "100000.00")),
    "performed": "2008-04-01",
}
# 91 days: 9,100.00. Fees 50.00 and 25.00 and 1,000.00 of interest are paid; 60,000.00 falls due;
# a third of the 300,000.00 left is converted, and with it a third of 8,100.00, paid in cash.
FIRST = "080101-080401 91d 0.10 base 360000.00 +9100.00"
ONE_DAY = [
    "04-01 fee 50.00: fees 50.00",
    "04-01 late fee 25.00: fees 25.00",
    "04-01 payment 1075.00: fees 75.00, interest 1000.00",
    "04-01 scheduled principal 60000.00: principal 60000.00",
    "04-01 conversion 100000.00: principal 100000.00, interest 2700.00",
]


def everything(**changes: Any) -> Terms:
    return round_note(
        scheduled=[("2008-04-01", "60000.00")],
        late_fee=LATE,
        conversion=ConversionTerm("Note 6", Decimal("10"), OnConversion.PAID),
        **changes,
    )


@pytest.mark.parametrize(
    ("terms", "paid_to", "expected", "source"),
    [
        (
            everything(),
            None,
            # 200,000 x 10% / 360 = 55.5555
            [
                f"{FIRST} -63775.00 ^0.00 ~5400.00 =200000.00",
                "080401-080402 1d 0.10 base 200000.00 +55.56 -0.00 ^0.00 ~5455.56 =200000.00",
            ],
            "in cash, nothing paid before: 1,075 + 60,000 + 2,700",
        ),
        (
            everything(),
            "2008-04-01",
            [
                f"{FIRST} -69175.00 ^0.00 ~0.00 =200000.00",
                "080401-080402 1d 0.10 base 200000.00 +55.56 -0.00 ^0.00 ~55.56 =200000.00",
            ],
            "in cash, paid as due: the 5,400.00 that was left, the late fee met first",
        ),
        (
            everything(paid_in=PaidIn.NOTES),
            None,
            # 205,400 x 10% / 360 = 57.0555
            [
                f"{FIRST} -63775.00 ^5400.00 ~0.00 =205400.00",
                "080401-080402 1d 0.10 base 205400.00 +57.06 -0.00 ^0.00 ~57.06 =205400.00",
            ],
            "in notes: last the rest is capitalized",
        ),
    ],
)
def test_the_order_of_one_day(
    terms: Terms, paid_to: str | None, expected: list[str], source: str
) -> None:
    assert lines(terms, "2008-04-02", paid_to=paid_to, **EVERYTHING) == expected, source
    assert ledger(accrual(terms, "2008-04-02", paid_to=paid_to, **EVERYTHING)) == ONE_DAY, source


def test_an_entry_says_its_clause_and_its_reason() -> None:
    found = accrual(everything(), "2008-04-02", **EVERYTHING)
    assert [(entry.clause, entry.reason) for entry in found.ledger] == [
        ("", "fees and expenses"),
        ("Note 5", "0% of 0.00 missed on 2008-03-31, at least 25.00"),
        ("", "to fees 75.00, then interest 1,000.00"),
        ("", "principal that the terms make due, taken as paid"),
        ("Note 6", "10,000 shares; accrued interest of 2,700.00 paid"),
    ]
    assert found.ledger[0] == Entry(
        day("2008-04-01"), "fee", Decimal("50.00"), ((FEES, Decimal("50.00")),), "",
        "fees and expenses",
    )  # fmt: skip


def test_principal_due_is_no_more_than_is_outstanding() -> None:
    terms = round_note(scheduled=[("2008-02-01", "360000.01")])
    with pytest.raises(NotecalcError, match="the payments of 2008-02-01 are more than is due"):
        accrual(terms, "2008-03-01", performed="2008-02-01")
    exactly = round_note(scheduled=[("2008-02-01", "360000.00")])
    assert lines(exactly, "2008-02-02", performed="2008-02-01")[0].endswith("~3100.00 =0.00")


@pytest.mark.parametrize(
    ("terms", "given", "paid_at", "source"),
    [
        (
            NOTE,
            {"fees": fees(("2008-02-01", "50.00")), "payments": paid(("2008-02-15", "1050.00"))},
            "8100.00",
            "fees took 50.00 of the payment: 9,100 - 1,000",
        ),
        (
            replace(NOTE, waterfall=(PRINCIPAL, FEES, UPON, DEFAULT, INTEREST)),
            {"payments": paid(("2008-02-01", "36000.00"))},
            "8500.00",
            "the payment took principal only: 31 x 100 + 60 x 90",
        ),
        (
            round_note(scheduled=[("2008-02-01", "36000.00")]),
            {"performed": "2008-04-01"},
            "8500.00",
            "principal fell due and was paid",
        ),
        (
            round_note(conversion=ConversionTerm("Note 6", Decimal("7"))),
            {"conversions": conversions(("2008-02-01", "90000.00"))},
            "6825.00",
            "a quarter of 3,100.00 went with what was converted: 2,325 + 60 x 75",
        ),
        (
            round_note(scheduled=[("2008-02-15", "60000.00")], late_fee=LATE),
            {"missed": (day("2008-02-15"),), "payments": paid(("2008-03-01", "1025.00"))},
            "8100.00",
            "a late fee took 25.00 of the payment: 9,100 - 1,000",
        ),
    ],
)
def test_history_is_what_other_payments_left(
    terms: Terms, given: dict[str, Any], paid_at: str, source: str
) -> None:
    last = accrual(terms, "2008-04-01", paid_to="2008-04-01", **given).lines[-1]
    assert (str(last.paid), str(last.accrued)) == (paid_at, "0.00"), source


def test_a_payment_on_an_interest_date_is_of_the_period_that_ends() -> None:
    # 9,100.00 of interest and 100.00 of principal; 359,900 x 91/3600 = 9,097.4722
    given: Any = {"paid_to": "2008-07-01", "payments": paid(("2008-04-01", "9200.00"))}
    found = accrual(NOTE, "2008-07-01", **given).lines
    assert [str(line.paid) for line in found] == ["9200.00", "9097.47"]


# --- fees ---

CRASHED: dict[str, Any] = {"occurred": {"crash": day("2008-03-03")}}


@pytest.mark.parametrize(
    ("portion", "given", "expected", "unpaid", "source"),
    [
        # 62 days at 10%; a day at 15%
        ("1", {}, "360000.00 + 6200.00 = 366200.00, 150.00 a day", "0.00", "no fees"),
        (
            "1",
            {"fees": fees(("2008-02-01", "75.00"))},
            "360000.00 + 6200.00 = 366275.00, 150.00 a day",
            "75.00",
            "rule 18: they bear no interest, and the per diem has none of it",
        ),
        (
            "0.5",
            {"fees": fees(("2008-02-01", "75.00"))},
            "180000.00 + 3100.00 = 183175.00, 150.00 a day",
            "75.00",
            "rule 18: in full beside the portion",
        ),
        (
            "1",
            {"fees": fees(("2008-03-03", "75.00"), ("2008-03-04", "1.00"))},
            "360000.00 + 6200.00 = 366275.00, 150.00 a day",
            "75.00",
            "on the redemption date, and the day after",
        ),
        (
            "1",
            {
                "fees": fees(("2008-02-01", "75.00"), ("2008-02-01", "25.00")),
                "payments": paid(("2008-03-03", "60.00")),
            },
            "360000.00 + 6200.00 = 366240.00, 150.00 a day",
            "40.00",
            "less what was paid of them",
        ),
    ],
)
def test_fees_on_redemption(
    portion: str, given: dict[str, Any], expected: str, unpaid: str, source: str
) -> None:
    found = due(round_note(CRASH, portion=portion), **CRASHED, **given)
    assert (amounts(found), str(found.fees)) == (expected, unpaid), source


def test_a_result_has_the_ledger() -> None:
    given = Facts(**CRASHED, fees=(Fee(day("2008-02-01"), Decimal("75.00"), "counsel"),))
    found = redeem(round_note(CRASH), given).ledger
    assert [(each.kind, each.reason) for each in found] == [("fee", "counsel")]
    found = performing(NOTE, given, day("2008-02-01")).ledger
    assert [each.amount for each in found] == [Decimal("75.00")]


# --- late fees: 5% of what was missed ---

MISSED: dict[str, Any] = {"missed": (day("2008-04-01"),)}


def late(rate: str = "0.05", minimum: str | None = None, after: str | None = None) -> LateFee:
    least = Decimal(minimum) if minimum else None
    return LateFee("Note 5", Decimal(rate), least, Deadline.parse(after) if after else None)


@pytest.mark.parametrize(
    ("fee", "changes", "given", "expected", "source"),
    [
        (late(), {}, MISSED, ["04-02 455.00"], "5% of 9,100.00, from the day after the due date"),
        (late(minimum="454.99"), {}, MISSED, ["04-02 455.00"], "more than the minimum"),
        (late(minimum="455.01"), {}, MISSED, ["04-02 455.01"], "less than the minimum"),
        (late("0", "30.00"), {}, MISSED, ["04-02 30.00"], "a minimum only"),
        (late(after="5 days after due"), {}, MISSED, ["04-07 455.00"], "6 April is the last day"),
        (
            late(after="5 business days after due"),
            {},
            MISSED,
            ["04-09 455.00"],
            "2, 3, 4, 7 and 8 April",
        ),
        (
            late(),
            {},
            {**MISSED, "payments": paid(("2008-04-01", "1000.00"))},
            ["04-02 405.00"],
            "5% of 8,100.00: a part was paid on its day",
        ),
        (
            late(),
            {},
            {**MISSED, "payments": paid(("2008-04-02", "1000.00"))},
            ["04-02 455.00"],
            "a payment the day after comes too late",
        ),
        (
            late(),
            {},
            {"missed": (day("2008-04-01"), day("2008-07-01"))},
            ["04-02 455.00", "07-02 455.00"],
            "of the period that ended then, not of all that is unpaid",
        ),
        (late(), {}, {**MISSED, "paid_to": "2008-04-01"}, [], "nothing was unpaid: none is listed"),
        (
            late(),
            {},
            {**MISSED, "default": "2008-02-01"},
            ["04-02 605.00"],
            "5% of 31 x 100 + 60 x 150",
        ),
        (
            late(),
            {"scheduled": [("2008-04-01", "60000.00"), ("2008-05-01", "1.00")]},
            MISSED,
            ["04-02 3455.00"],
            "with principal due that day: 5% of 69,100.00",
        ),
        (
            late(),
            {"scheduled": [("2008-02-15", "60000.00")]},
            {"missed": (day("2008-02-15"),)},
            ["02-16 3000.00"],
            "no interest date: principal only",
        ),
        (
            late(minimum="25.00"),
            {},
            {"missed": (day("2008-02-20"),)},
            ["02-21 25.00"],
            "nothing that is known fell due",
        ),
        (
            late(),
            {"maturity": "2008-04-01"},
            MISSED,
            ["04-02 18455.00"],
            "maturity: all principal; 5% of 369,100.00",
        ),
        (
            late(),
            {"maturity": "2008-02-15"},
            {"missed": (day("2008-02-15"),)},
            ["02-16 18000.00"],
            "maturity on no interest date",
        ),
        (
            late(minimum="25.00"),
            {"paid_in": PaidIn.NOTES},
            MISSED,
            ["04-02 25.00"],
            "in notes no cash was due",
        ),
        (
            late(),
            {"principal": "1000.00"},
            MISSED,
            ["04-02 1.26"],
            "5% of 25.28 is 1.264",
        ),
        (
            late(),
            {"principal": "1000.00", "rounding": Rounding(RoundingMode.UP)},
            MISSED,
            ["04-02 1.27"],
            "rounded as the terms have it",
        ),
        (late(after="9 days after due"), {}, MISSED, ["04-11 455.00"], "owed on the last day"),
        (late(after="10 days after due"), {}, {**MISSED, "missed": (day("2008-07-01"),)},
         ["07-12 455.00"], "of the second quarter"),
    ],
)  # fmt: skip
def test_late_fees(
    fee: LateFee, changes: dict[str, Any], given: dict[str, Any], expected: list[str], source: str
) -> None:
    found = accrual(round_note(late_fee=fee, **changes), "2008-07-12", **given).ledger
    told = [f"{each.on:%m-%d} {each.amount}" for each in found if each.kind == "late fee"]
    assert told == expected, source


@pytest.mark.parametrize(
    ("until", "owed", "source"),
    [("2008-04-07", 45_500, "owed on the day after the grace"), ("2008-04-06", 0, "not in it")],
)
def test_a_late_fee_is_owed_after_its_grace(until: str, owed: int, source: str) -> None:
    terms = round_note(late_fee=late(after="5 days after due"))
    assert accrual(terms, until, **MISSED).fees == owed, source


@pytest.mark.parametrize(
    ("adjusted", "missed", "expected", "source"),
    [
        # Sunday 1 June 2008: due on Monday the 2nd; five days after it end on the 7th.
        # Unadjusted 152 days, adjusted 153.
        (False, "2008-06-01", "06-08 760.00", "by the interest date"),
        (False, "2008-06-02", "06-08 760.00", "by the day rolled to"),
        (True, "2008-06-01", "06-08 765.00", "by the interest date, adjusted"),
        (True, "2008-06-02", "06-08 765.00", "by the day rolled to, adjusted"),
    ],
)
def test_a_late_fee_counts_from_the_day_rolled_to(
    adjusted: bool, missed: str, expected: str, source: str
) -> None:
    terms = round_note(late_fee=late(after="5 days after due"), dates="06-01 12-01")
    interest = replace(terms.interest, roll=Roll.FOLLOWING, adjusted=adjusted)
    found = accrual(replace(terms, interest=interest), "2008-07-01", missed=(day(missed),)).ledger
    assert [f"{each.on:%m-%d} {each.amount}" for each in found] == [expected], source


@pytest.mark.parametrize(
    ("dates", "missed", "scheduled", "expected", "source"),
    [
        # Due on Monday 2 June 2008; 1 January to 1 June 152 days, 15,200.00; 5% is 760.00.
        ("06-01 12-01", "2008-06-01 2008-06-02", [], "760.00 missed on 2008-06-01 and 2008-06-02",
         "the interest date and the day that it rolls to are one payment"),
        ("06-01 12-01", "2008-05-31 2008-06-01", [("2008-05-31", "60000.00")],
         "3760.00 missed on 2008-05-31 and 2008-06-01",
         "principal of Saturday and interest of Sunday: 5% of 75,200.00"),
        ("05-31 06-01", "2008-05-31 2008-06-01", [], "760.00 missed on 2008-05-31 and 2008-06-01",
         "two interest dates: 15,100.00 of 151 days and 100.00 of one"),
    ],
)  # fmt: skip
def test_what_rolls_to_one_day_has_one_late_fee(
    dates: str, missed: str, scheduled: list[tuple[str, str]], expected: str, source: str
) -> None:
    # Rules 18 and 21: a late fee is a share of what a missed payment left unpaid.
    terms = round_note(late_fee=late(after="5 days after due"), dates=dates, scheduled=scheduled)
    interest, days = replace(terms.interest, roll=Roll.FOLLOWING), tuple(map(day, missed.split()))
    found = accrual(replace(terms, interest=interest), "2008-07-01", missed=days).ledger
    told = [f"{each.on:%m-%d} {each.amount}{each.reason[each.reason.index(' missed'):]}"
            for each in found]  # fmt: skip
    assert told == [f"06-08 {expected}"], source


@pytest.mark.parametrize(
    ("adjusted", "missed", "after", "expected", "source"),
    [
        # Sunday 1 June 2008, preceding: due on Friday 30 May. Unadjusted 152 days, adjusted 150.
        (False, "2008-05-30", None, "06-02 760.00", "owed when the period has ended, not before"),
        (False, "2008-06-01", None, "06-02 760.00", "by the interest date"),
        (True, "2008-05-30", None, "05-31 750.00", "adjusted, the period ends on 30 May"),
        (False, "2008-05-30", "1 days after due", "06-02 760.00", "grace to 31 May, period to 1"),
        (False, "2008-05-30", "5 days after due", "06-05 760.00", "grace to 4 June"),
    ],
)
def test_a_late_fee_is_owed_not_before_the_period_has_ended(
    adjusted: bool, missed: str, after: str | None, expected: str, source: str
) -> None:
    terms = round_note(late_fee=late(after=after), dates="06-01 12-01")
    interest = replace(terms.interest, roll=Roll.PRECEDING, adjusted=adjusted)
    found = accrual(replace(terms, interest=interest), "2008-07-01", missed=(day(missed),)).ledger
    assert [f"{each.on:%m-%d} {each.amount}" for each in found] == [expected], source


def test_interest_on_overdue_interest_is_no_part_of_a_late_fee() -> None:
    # On 1 July 9,100.00 of the quarter are unpaid, beside 230.03 on what was overdue: 5% is 455.00
    overdue = OverdueInterest("Note 3", OverdueRate.BASE)
    terms = round_note(late_fee=late(), overdue_interest=overdue)
    missed = (day("2008-04-01"), day("2008-07-01"))
    found = accrual(terms, "2008-07-12", missed=missed)
    assert [entered(each) for each in found.ledger] == [
        "04-02 late fee 455.00: fees 455.00",
        "07-02 late fee 455.00: fees 455.00",
    ]
    assert found.ledger[-1].reason == "5% of 9,100.00 missed on 2008-07-01"


def test_fees_and_late_fees_end_no_line() -> None:
    terms = round_note(late_fee=late())
    given: Any = {**MISSED, "fees": fees(("2008-02-15", "75.00"))}
    assert lines(terms, "2008-07-12", **given) == lines(NOTE, "2008-07-12")
    found = accrual(terms, "2008-07-12", **given)
    assert (ledger(found), found.fees) == (
        ["02-15 fee 75.00: fees 75.00", "04-02 late fee 455.00: fees 455.00"],
        53_000,
    )


def test_a_fee_inside_a_line_is_owed_before_what_ends_it() -> None:
    # The fee of 15 February is there when 100.00 are paid on 20 February.
    given: Any = {"fees": fees(("2008-02-15", "75.00")), "payments": paid(("2008-02-20", "100.00"))}
    assert ledger(accrual(NOTE, "2008-04-01", **given)) == [
        "02-15 fee 75.00: fees 75.00",
        "02-20 payment 100.00: fees 75.00, interest 25.00",
    ]


def test_what_is_left_of_accrued_interest_bounds_that_on_overdue_interest() -> None:
    account = Account(1000, accrued=10, upon=8)
    account.less(5)
    assert (account.accrued, account.upon) == (5, 5)


def test_a_late_fee_says_what_it_is_a_share_of() -> None:
    (entry,) = accrual(round_note(late_fee=late()), "2008-05-01", **MISSED).ledger
    assert (entry.clause, entry.reason) == ("Note 5", "5% of 9,100.00 missed on 2008-04-01")
    all_paid = {**MISSED, "payments": paid(("2008-04-01", "9100.00"))}
    found = accrual(round_note(late_fee=late(minimum="25.00")), "2008-05-01", **all_paid).ledger
    assert found[-1].reason == "5% of 0.00 missed on 2008-04-01, at least 25.00"


# --- conversion ---


def right(accrued: OnConversion = OnConversion.FORFEITED, price: str = "7") -> Terms:
    return round_note(conversion=ConversionTerm("Note 6", Decimal(price), accrued))


@pytest.mark.parametrize(
    ("terms", "conversion", "line", "reason", "source"),
    [
        # 31 days: 3,100.00, of which 775.00 on a quarter of the principal
        (
            right(),
            ("2008-02-01", "90000.00"),
            "+3100.00 -0.00 ^0.00 ~2325.00 =270000.00",
            "12,857 shares and 1.00 in cash for 1/7 of a share at 7;"
            " accrued interest of 775.00 forfeited",
            "forfeited; 90,000 / 7 = 12,857 1/7, at the conversion price",
        ),
        (
            right(),
            ("2008-02-01", "90000.00", "8.05"),
            "+3100.00 -0.00 ^0.00 ~2325.00 =270000.00",
            "12,857 shares and 1.15 in cash for 1/7 of a share at 8.05;"
            " accrued interest of 775.00 forfeited",
            "at the share price given",
        ),
        (
            right(OnConversion.PAID),
            ("2008-02-01", "90000.00"),
            "+3100.00 -775.00 ^0.00 ~2325.00 =270000.00",
            "12,857 shares and 1.00 in cash for 1/7 of a share at 7;"
            " accrued interest of 775.00 paid",
            "paid in cash",
        ),
        (
            right(OnConversion.CONVERTED),
            ("2008-02-01", "90000.00", "8.05"),
            "+3100.00 -0.00 ^0.00 ~2325.00 =270000.00",
            "12,967 shares and 6.90 in cash for 6/7 of a share at 8.05;"
            " accrued interest of 775.00 converted",
            "converted too: 90,775 / 7 = 12,967 6/7",
        ),
        (
            right(price="1.40"),
            ("2008-02-01", "360000.00"),
            "+3100.00 -0.00 ^0.00 ~0.00 =0.00",
            "257,142 shares and 1.20 in cash for 6/7 of a share at 1.4;"
            " accrued interest of 3,100.00 forfeited",
            "the whole; 360,000 / 1.40 = 257,142 6/7",
        ),
    ],
)
def test_conversion(
    terms: Terms, conversion: tuple[str, str], line: str, reason: str, source: str
) -> None:
    found = accrual(terms, "2008-02-01", conversions=conversions(conversion))
    assert lines(terms, "2008-02-01", conversions=conversions(conversion))[0].endswith(line), source
    (entry,) = found.ledger
    assert (entry.kind, entry.clause, entry.reason) == ("conversion", "Note 6", reason), source


def test_interest_on_what_is_converted_is_rounded_half_up() -> None:
    # 1,000.00: 31 days at 10% are 8.61, of which half is 4.305
    terms = replace(right(OnConversion.PAID), principal=Decimal("1000.00"))
    found = accrual(terms, "2008-02-01", conversions=conversions(("2008-02-01", "500.00")))
    assert entered(found.ledger[0]) == "02-01 conversion 500.00: principal 500.00, interest 4.31"
    assert str(found.lines[0].accrued) == "4.30"


def test_later_interest_is_on_what_is_left() -> None:
    # 270,000 x 10% / 360 = 75.00 a day, 60 days
    given = conversions(("2008-02-01", "90000.00"))
    assert lines(right(), "2008-04-01", conversions=given)[1] == (
        "080201-080401 60d 0.10 base 270000.00 +4500.00 -0.00 ^0.00 ~6825.00 =270000.00"
    )


@pytest.mark.parametrize(
    ("price", "amount", "share_price", "places", "expected", "source"),
    [
        (
            "8",
            "1",
            "0.20",
            2,
            "0 shares and 0.03 in cash for 1/8 of a share at 0.2",
            "0.025: half up",
        ),
        ("8", "1", "0.19", 2, "0 shares and 0.02 in cash for 1/8 of a share at 0.19", "0.02375"),
        ("8", "17", "100", 0, "2 shares and 13 in cash for 1/8 of a share at 100", "12.5 yen"),
        ("8", "1", None, 3, "0 shares and 1.000 in cash for 1/8 of a share at 8", "fils"),
    ],
)
def test_shares(
    price: str, amount: str, share_price: str | None, places: int, expected: str, source: str
) -> None:
    at = Decimal(share_price) if share_price else None
    assert str(converted(Decimal(price), Decimal(amount), at, places)) == expected, source


def test_shares_in_parts() -> None:
    found = converted(Decimal("8"), Decimal("1"), None, 2)
    assert found == Shares(0, Fraction(1, 8), Decimal("1.00"), Decimal("8"))
    assert str(found.cash) == "1.00"


def refusals() -> Iterator[tuple[Terms, dict[str, Any], str]]:
    yield (
        NOTE,
        {"conversions": conversions(("2008-02-01", "1.00"))},
        "conversions.2008-02-01: a conversion on 2008-02-01, and these terms have no right to"
        " convert; give the terms' conversion: its clause and price",
    )
    yield (
        right(),
        {"conversions": conversions(("2008-02-01", "360000.01"))},
        "conversions.2008-02-01.principal: the conversion of 2008-02-01 is of 360,000.01, more than"
        " the principal of 360,000.00 outstanding on that day; write at most 360000.00",
    )
    yield (
        right(),
        {"conversions": conversions(("2008-01-02", "300000.00"), ("2008-02-01", "60000.01"))},
        "conversions.2008-02-01.principal: the conversion of 2008-02-01 is of 60,000.01, more than"
        " the principal of 60,000.00 outstanding on that day; write at most 60000.00",
    )
    yield (
        right(),
        {"conversions": conversions(("2008-01-02", "360000.00"), ("2008-02-01", "1.00")),
         "paid_to": "2008-04-01"},
        "conversions.2008-02-01.principal: the conversion of 2008-02-01 is of 1.00, more than"
        " the principal of 0.00 outstanding on that day; leave it out",
    )  # fmt: skip
    for kind, made in (("conversion", conversions), ("fee", fees)):
        yield (
            right(),
            {f"{kind}s": made(("2008-01-01", "1.00"))},
            f"{kind}s.2008-01-01.on: the {kind} of 2008-01-01 is not after the issue date"
            " 2008-01-01; write a later day",
        )
        yield (
            right(),
            {f"{kind}s": made(("2008-02-01", "0.001"))},
            f"{kind} 0.001 has more than 2 decimals; USD amounts have at most 2",
        )


@pytest.mark.parametrize(("terms", "given", "expected"), list(refusals()))
def test_what_cannot_be_booked_is_refused(
    terms: Terms, given: dict[str, Any], expected: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        accrual(terms, "2008-02-02", **given)
    assert str(caught.value) == expected


def test_what_comes_after_the_last_day_is_not_booked() -> None:
    given: dict[str, Any] = {
        "fees": fees(("2008-02-02", "1.00")),
        "conversions": conversions(("2008-02-02", "90000.00")),
    }
    found = accrual(right(), "2008-02-01", **given)
    assert (found.ledger, found.fees, len(found.lines)) == ((), 0, 1)
