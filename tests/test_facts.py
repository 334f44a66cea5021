"""What happened: checked when it is given, the same in whatever order it is given."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from core_strategies import day, paid

import notecalc.facts
import notecalc.terms
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Notice, Payment

SENT, RECEIVED = day("2008-09-29"), day("2008-10-02")


@pytest.mark.parametrize("package", [notecalc.facts, notecalc.terms])
def test_a_package_names_what_it_has_not(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{package.__name__}' has no attribute 'If'"):
        package.If  # noqa: B018


@pytest.mark.parametrize(
    ("notice", "sent", "source"),
    [
        (None, None, "no notice"),
        (SENT, SENT, "a date alone is the sending"),
        (Notice(SENT), SENT, "sent, with no day of receipt"),
        (Notice(SENT, RECEIVED), SENT, "rule 13: the first sent, not the receipt"),
    ],
)
def test_when_the_notice_was_sent(
    notice: Notice | date | None, sent: date | None, source: str
) -> None:
    assert Facts(notice=notice).sent == sent, source


def test_nothing_happened_unless_it_is_given() -> None:
    facts = Facts()
    assert facts.notice is facts.redeem_on is facts.as_of is facts.paid_to is None
    assert (facts.missed, facts.payments) == ((), ())
    assert [dict(each) for each in (facts.cured, facts.waived, facts.occurred)  # type: ignore[arg-type]
            ] == [{}, {}, {}]  # fmt: skip


def test_missed_dates_are_sorted_and_counted_once() -> None:
    given = (day("2008-10-01"), day("2008-07-01"), day("2008-10-01"))
    assert Facts(missed=given).missed == (day("2008-07-01"), day("2008-10-01"))


def test_payments_are_sorted_and_every_one_counts() -> None:
    given = paid(("2008-10-01", "5.00"), ("2008-07-01", "1.00"), ("2008-10-01", "5.00"))
    expected = paid(("2008-07-01", "1.00"), ("2008-10-01", "5.00"), ("2008-10-01", "5.00"))
    assert Facts(payments=given).payments == expected
    two = paid(("2008-10-01", "7.00"), ("2008-10-01", "5.00"))
    assert Facts(payments=two) == Facts(payments=two[::-1]), "two on one day, in either order"


def test_facts_do_not_change() -> None:
    facts: Any = Facts()
    with pytest.raises(FrozenInstanceError):
        facts.notice = SENT


EVERYTHING = Facts(
    notice=Notice(day("2008-03-10"), day("2008-03-20")),
    redeem_on=day("2009-01-05"),
    cured={"one": day("2008-04-10"), "two": day("2008-05-10")},
    waived=day("2008-06-10"),
    missed=(day("2008-07-10"), day("2008-08-10")),
    paid_to=day("2008-01-01"),
    payments=paid(("2008-09-10", "5.00"), ("2008-10-10", "6.00")),
    occurred={"crash": day("2008-11-10")},
)


@pytest.mark.parametrize(
    ("by", "gone", "source"),
    [
        ("2008-03-09", "notice one two waived 07-10 08-10 09-10 10-10 crash", "before it all"),
        ("2008-03-10", "one two waived 07-10 08-10 09-10 10-10 crash", "sent that day"),
        ("2008-04-10", "two waived 07-10 08-10 09-10 10-10 crash", "cured that day"),
        ("2008-06-09", "waived 07-10 08-10 09-10 10-10 crash", "the day before the waiver"),
        ("2008-06-10", "07-10 08-10 09-10 10-10 crash", "waived that day"),
        ("2008-07-10", "07-10 08-10 09-10 10-10 crash", "a payment is missed the day after"),
        ("2008-07-11", "08-10 09-10 10-10 crash", "rule 2: missed, the day after it was due"),
        ("2008-09-10", "10-10 crash", "paid that day"),
        ("2008-11-09", "crash", "the day before"),
        ("2008-11-10", "", "everything"),
    ],
)
def test_what_had_happened_by_a_day(by: str, gone: str, source: str) -> None:
    cured = dict(EVERYTHING.cured)  # type: ignore[arg-type]
    lost = gone.split()
    expected = replace(
        EVERYTHING,
        notice=None if "notice" in lost else EVERYTHING.notice,
        cured={name: on for name, on in cured.items() if name not in lost},
        waived={} if "waived" in lost else EVERYTHING.waived,
        missed=tuple(each for each in EVERYTHING.missed if f"{each:%m-%d}" not in lost),
        payments=tuple(each for each in EVERYTHING.payments if f"{each.on:%m-%d}" not in lost),
        occurred={} if "crash" in lost else EVERYTHING.occurred,
    )
    assert EVERYTHING.by(day(by)) == expected, source


def test_no_notice_stays_none() -> None:
    assert Facts().by(day("2008-01-01")) == Facts()


OUTSIDE = "1899-12-31 is outside 1900 to 2199; write a date in those years"
EARLY = day("1899-12-31")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"notice": EARLY}, "notice.sent"),
        ({"redeem_on": EARLY}, "redeem_on"),
        ({"as_of": EARLY}, "as_of"),
        ({"paid_to": EARLY}, "paid_to"),
        ({"cured": EARLY}, "cured"),
        ({"cured": {"covenant": EARLY}}, "cured.covenant"),
        ({"waived": EARLY}, "waived"),
        ({"waived": {"covenant": EARLY}}, "waived.covenant"),
        ({"occurred": {"crash": EARLY}}, "occurred.crash"),
        ({"missed": (EARLY,)}, "missed"),
        ({"payments": (Payment(EARLY, Decimal(1)),)}, "payments"),
    ],
)
def test_every_date_is_checked_and_named(given: dict[str, Any], path: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(**given)
    problem = caught.value.problems[0]
    assert f"{problem.path}: {problem.what}; {problem.remedy}" == f"{path}: {OUTSIDE}"


def test_all_wrong_dates_are_told_together() -> None:
    noon = datetime(2008, 9, 29, 12)
    with pytest.raises(NotecalcError) as caught:
        Facts(notice=noon, redeem_on=EARLY)
    time = "datetime.datetime(2008, 9, 29, 12, 0) is not a date"
    told = [(each.path, each.what) for each in caught.value.problems]
    assert told == [
        ("notice.sent", time),
        ("redeem_on", "1899-12-31 is outside 1900 to 2199"),
    ]


def test_the_day_of_receipt_is_checked_where_it_is_another() -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(notice=Notice(SENT, EARLY))
    assert [(each.path, each.what) for each in caught.value.problems] == [
        ("notice.received", "1899-12-31 is outside 1900 to 2199")
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"missed": day("2008-09-30")}, "missed: datetime.date(2008, 9, 30) is no tuple of dates"),
        ({"missed": ("2008-09-30",)}, "missed: ('2008-09-30',) is no tuple of dates"),
        ({"payments": (day("2008-09-30"),)}, "payments: (datetime.date(2008, 9, 30),) is no tuple"
         " of Payments"),
    ],
)  # fmt: skip
def test_facts_of_another_type_are_refused(given: dict[str, Any], expected: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(**given)
    assert str(caught.value) == f"{expected}; give a tuple"


def test_money_is_a_decimal() -> None:
    amount: Any = 1.5
    with pytest.raises(NotecalcError) as caught:
        Facts(payments=(Payment(SENT, Decimal(1)), Payment(SENT, amount)))
    assert str(caught.value) == "payments: 1.5 is no Decimal; give a Decimal"


def test_a_notice_is_not_received_before_it_is_sent() -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(notice=Notice(SENT, day("2008-09-28")))
    assert str(caught.value) == (
        "notice.received: the notice was received on 2008-09-28, before it was sent on 2008-09-29;"
        " write the day of receipt, on or after the sending"
    )


def test_there_is_no_other_kind_of_fact() -> None:
    with pytest.raises(ImportError, match="cannot import name 'Refund'"):
        from notecalc.facts import Refund  # noqa: F401
