"""Hypothesis strategies for whatever terms and facts a file may hold."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from notecalc.calendars import Roll
from notecalc.dates import FIRST_DATE, LAST_DATE
from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.facts import Facts, Notice, Payment
from notecalc.money import PaidIn, from_minor, minor_units
from notecalc.periods import MonthDay
from notecalc.terms import (
    CalendarTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    EventOfDefault,
    Holder,
    Interest,
    RedemptionTerm,
    ScheduledPayment,
    Terms,
)

AWKWARD = (
    "", " ", "null", "~", "Null", "yes", "12", "1e3", "2008-09-29", "#x", "a #b", "a: b", "- a",
    "? a", "{a}", "[a]", "a, b", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "'", '"', "a'b\"c",
    "\\", "\n", "a\n", "\n a\n\n b ", "\ta", "\r\n", "\x85", "\u2028", "\ufeff", "\x00", "\x7f",
    "é", "漢字", "😀", "---", "...", "--- a", "=", "<<", "a" * 300, "a " * 80, "0o7", "1_000",
    "12:30:45", "a:", ":a",
)  # fmt: skip

days = st.dates(FIRST_DATE, LAST_DATE)
covered_days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
texts = st.sampled_from(AWKWARD) | st.text(max_size=20)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,11}", fullmatch=True) | st.sampled_from(
    ("null", "yes", "0", "1e3", "a" * 80)
)
rates = st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-9))
counts = st.integers(0, 10**12)
rolls = st.none() | st.sampled_from(Roll)
fixed = st.sampled_from((Anchor.CLOSING, Anchor.ISSUE)) | days


def deadlines(after: st.SearchStrategy[Anchor | date]) -> st.SearchStrategy[Deadline]:
    return st.builds(Deadline, st.integers(0, 9999), st.sampled_from(Unit), after, rolls)


def amounts(currency: str) -> st.SearchStrategy[Decimal]:
    places = minor_units(currency)
    return st.integers(1, 10**15).map(lambda n: from_minor(n, places))


month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: MonthDay(d.month, d.day))


def same_in_2001(day: MonthDay) -> date:
    return day.on(2001)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Any terms that are valid."""
    issue = draw(st.dates(FIRST_DATE, date(2190, 1, 1)))
    currency = draw(st.sampled_from(("USD", "EUR", "JPY", "BHD", "XYZ")))
    money = amounts(currency)
    names = draw(
        st.lists(
            st.sampled_from(("us-banks", "nyse", "london", "weekends", "us-banks+nyse", " nyse ")),
            min_size=1,
            max_size=3,
        )
    )
    closed = draw(st.lists(covered_days, max_size=3))
    paid_in = draw(st.sampled_from(PaidIn))
    cash, note = draw(rates), draw(rates)
    only = draw(st.booleans())
    margin = draw(st.none() | rates)
    covenants = tuple(
        Covenant(each, draw(texts), draw(deadlines(fixed)))
        for each in draw(st.lists(ids, unique=True, max_size=3))
    )
    dates = draw(st.lists(month_days, min_size=1, max_size=4, unique_by=same_in_2001))
    events = []
    for each in draw(st.lists(ids, unique=True, min_size=1, max_size=4)):
        kinds = ["payment", "happening", *(["covenant"] if covenants else [])]
        kind = draw(st.sampled_from(kinds))
        events.append(
            EventOfDefault(
                each,
                draw(texts),
                draw(st.sampled_from(covenants)).id if kind == "covenant" else None,
                "any" if kind == "payment" else None,
                draw(st.none() | deadlines(st.sampled_from(Anchor) | days)),
            )
        )
    above = draw(rates)
    after_issue = st.dates(date.fromordinal(issue.toordinal() + 1), LAST_DATE)
    return Terms(
        name=draw(texts),
        currency=currency,
        issue_date=issue,
        maturity_date=draw(st.none() | after_issue),
        closing_date=draw(days),
        principal=draw(money),
        calendar=CalendarTerm(tuple(names), tuple(closed)),
        interest=Interest(
            cash if not only or paid_in is PaidIn.CASH else None,
            note if not only or paid_in is PaidIn.NOTES else None,
            paid_in,
            tuple(sorted(dates)),
            draw(st.sampled_from([each for each in DayCount if each.accrues])),
            draw(texts),
        ),
        covenants=covenants,
        events_of_default=tuple(events),
        default_rates=DefaultRates(
            draw(texts),
            cash + above if margin is None else None,
            note + above if margin is None else None,
            margin,
            draw(st.sampled_from(DefaultFrom)),
        ),
        redemption=RedemptionTerm(
            draw(texts), draw(st.sampled_from((Decimal("0.5"), Decimal(1)))), Decimal("1.01")
        ),
        scheduled_payments=tuple(
            draw(st.lists(st.builds(ScheduledPayment, after_issue, money), max_size=2))
        ),
        holders=tuple(
            draw(
                st.lists(
                    st.builds(Holder, texts, counts, counts, counts, st.none() | money), max_size=3
                )
            )
        ),
        assumed=tuple(
            draw(
                st.lists(
                    st.sampled_from(
                        ("principal", "calendar", "interest.dates", "default_rates.from")
                    ),
                    max_size=3,
                )
            )
        ),
    )


dated = st.dictionaries(ids | texts, days, max_size=3)


@st.composite
def facts(draw: st.DrawFn, currency: str = "USD") -> Facts:
    """Any facts that are valid, whether or not they fit a note."""
    sent = draw(days)
    received = st.none() | st.dates(sent, LAST_DATE)
    return Facts(
        notice=draw(st.sampled_from((None, sent)) | st.builds(Notice, st.just(sent), received)),
        redeem_on=draw(st.none() | days),
        as_of=draw(st.none() | days),
        cured=draw(days | dated),
        waived=draw(days | dated),
        missed=tuple(draw(st.lists(days, max_size=3))),
        paid_to=draw(st.none() | days),
        payments=tuple(draw(st.lists(st.builds(Payment, days, amounts(currency)), max_size=3))),
        occurred=draw(dated),
    )
