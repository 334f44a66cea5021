"""Hypothesis strategies for whatever terms and facts a file may hold."""

from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from notecalc.calendars import Roll
from notecalc.dates import FIRST_DATE, LAST_DATE
from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Judgment,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.money import (
    PaidIn,
    Rounding,
    RoundingMode,
    RoundingPer,
    from_minor,
    minor_units,
)
from notecalc.periods import MonthDay
from notecalc.terms import (
    Bucket,
    CalendarTerm,
    ConversionTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    DefaultUntil,
    Delivery,
    EventOfDefault,
    Group,
    Holder,
    Interest,
    LateFee,
    MakeWhole,
    Occurs,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    Ownership,
    PriceFrom,
    RedemptionTerm,
    Reported,
    Retroactive,
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
ids = (
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,11}", fullmatch=True)
    | st.sampled_from(("null", "yes", "0", "1e3", "a" * 80))
).filter(lambda name: name != "on")
rates = st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-9))
shares = st.integers(1, 10**9).map(lambda n: Decimal(n).scaleb(-9))
prices = st.integers(1, 10**25).map(lambda n: Decimal(n).scaleb(-10))
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
counts = st.integers(0, 10**12)
rolls = st.none() | st.sampled_from(Roll)
fixed = st.sampled_from((Anchor.CLOSING, Anchor.ISSUE)) | days


def deadlines(after: st.SearchStrategy[Anchor | date]) -> st.SearchStrategy[Deadline]:
    return st.builds(Deadline, st.integers(0, 9999), st.sampled_from(Unit), after, rolls)


def amounts(currency: str) -> st.SearchStrategy[Decimal]:
    places = minor_units(currency)
    return st.integers(1, 10**15).map(lambda n: from_minor(n, places))


after_due = deadlines(st.just(Anchor.DUE))
deliveries = st.builds(Delivery, texts.filter(str.strip), texts, hours) | st.builds(
    Delivery, texts.filter(str.strip), texts, st.none(), deadlines(st.just(Anchor.NOTICE))
)
dated_prices = st.builds(PriceFrom, days, shares)


def start_of(price: PriceFrom) -> date:
    return price.start


def way_of(rule: Delivery) -> str:
    return rule.by


month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: MonthDay(d.month, d.day))


def same_in_2001(day: MonthDay) -> date:
    return day.on(2001)


reported = st.builds(
    Reported,
    *[st.none() | counts] * 4,
    st.none() | rates,
)


@st.composite
def owned(
    draw: st.DrawFn, money: st.SearchStrategy[Decimal]
) -> tuple[tuple[Holder, ...], Ownership]:
    """Any holders, and what their ownership is measured by."""
    every = draw(st.lists(ids, unique=True, max_size=5))
    given = [draw(st.sampled_from((each, None))) for each in every[:3]]
    known = [each for each in given if each is not None]
    holders = [
        Holder(
            draw(texts),
            draw(counts),
            draw(counts),
            draw(counts),
            draw(st.none() | money),
            each,
            draw(st.none() | reported),
        )
        for each in given
    ]
    members = st.lists(st.sampled_from(known or ["none"]), unique=True, min_size=1).map(tuple)
    groups = tuple(
        Group(each, draw(texts), draw(members), draw(st.none() | reported))
        for each in (every[3:] if known else [])
    )
    count = draw(st.none() | st.integers(1, 10**12))
    if count is None:
        return tuple(holders), Ownership(groups=groups)
    return tuple(holders), Ownership(count, draw(st.none() | days), draw(texts), groups)


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
                draw(st.sampled_from(Occurs)),
            )
        )
    above = draw(rates)
    holders, ownership = draw(owned(money))
    after_issue = st.dates(date.fromordinal(issue.toordinal() + 1), LAST_DATE)
    maturity = draw(st.none() | after_issue)
    conversion = draw(
        st.none() | st.builds(ConversionTerm, texts, prices, st.sampled_from(OnConversion))
    )
    roll = draw(rolls)
    day_count = draw(st.sampled_from([each for each in DayCount if each.accrues]))
    adjusts = roll is not None and day_count is not DayCount.ACT_ACT_ICMA
    until = st.none() | after_issue if maturity else after_issue
    return Terms(
        name=draw(texts),
        currency=currency,
        issue_date=issue,
        maturity_date=maturity,
        closing_date=draw(days),
        principal=draw(money),
        calendar=CalendarTerm(tuple(names), tuple(closed)),
        interest=Interest(
            cash if not only or paid_in is PaidIn.CASH else None,
            note if not only or paid_in is PaidIn.NOTES else None,
            paid_in,
            tuple(sorted(dates)),
            day_count,
            draw(texts),
            roll,
            adjusts and draw(st.booleans()),
        ),
        covenants=covenants,
        events_of_default=tuple(events),
        default_rates=DefaultRates(
            draw(texts),
            cash + above if margin is None else None,
            note + above if margin is None else None,
            margin,
            draw(st.sampled_from(DefaultFrom)),
            draw(st.sampled_from(Retroactive)),
            draw(st.sampled_from(DefaultUntil)),
        ),
        redemption=RedemptionTerm(
            draw(texts),
            draw(st.sampled_from((Decimal("0.5"), Decimal(1)))),
            Decimal("1.01"),
            tuple(draw(st.lists(dated_prices, max_size=3, unique_by=start_of))),
            draw(st.none() | shares),
            draw(st.none() | st.builds(MakeWhole, texts, rates, until)),
            conversion is not None and draw(st.booleans()),
            draw(st.none() | shares),
        ),
        scheduled_payments=tuple(
            draw(st.lists(st.builds(ScheduledPayment, after_issue, money), max_size=2))
        ),
        holders=holders,
        ownership=ownership,
        assumed=tuple(
            draw(
                st.lists(
                    st.sampled_from(
                        (
                            "principal",
                            "calendar",
                            "interest.dates",
                            "default_rates.from",
                            "default_rates.until",
                            "waterfall",
                            "rounding.per",
                        )
                    ),
                    max_size=3,
                )
            )
        ),
        waterfall=tuple(draw(st.permutations(list(Bucket)))),
        rounding=Rounding(
            draw(st.sampled_from(RoundingMode)), draw(st.sampled_from(RoundingPer)), draw(texts)
        ),
        overdue_interest=draw(
            st.none()
            | st.builds(OverdueInterest, texts, st.sampled_from(OverdueRate), st.booleans())
        ),
        late_fee=draw(
            st.none()
            | st.builds(LateFee, texts, shares, st.none() | money, st.none() | after_due)
            | st.builds(LateFee, texts, st.just(Decimal(0)), money, st.none() | after_due)
        ),
        conversion=conversion,
        deliveries=tuple(draw(st.lists(deliveries, max_size=3, unique_by=way_of))),
    )


dated = st.dictionaries((ids | texts).filter(lambda name: name != "on"), days, max_size=3)


@st.composite
def known(draw: st.DrawFn, kind: Any, *more: st.SearchStrategy[Any]) -> Any:
    """A fact of a day, perhaps known later."""
    on = draw(days)
    fields = [draw(each) for each in more]
    return kind(on, *fields, draw(st.none() | st.dates(on, LAST_DATE)))


@st.composite
def notices(draw: st.DrawFn, currency: str) -> Notice:
    """A notice with all that there may be to it."""
    sent = draw(days)
    return Notice(
        sent,
        draw(st.none() | st.dates(sent, LAST_DATE)),
        draw(st.booleans()),
        draw(texts),
        draw(st.none() | hours),
        tuple(draw(st.lists(texts, max_size=2))),
        draw(st.none() | amounts(currency)),
        draw(st.none() | st.dates(sent, LAST_DATE)),
    )


@st.composite
def forbearances(draw: st.DrawFn) -> tuple[Forbearance, ...]:
    """Forbearances one after the other, listed in any order."""
    ends = sorted(draw(st.lists(days, max_size=6, unique=True)))
    found = [
        Forbearance(one, other, draw(st.booleans()), draw(texts), draw(st.none() | days))
        for one, other in list(pairwise(ends))[::2]
    ]
    return tuple(draw(st.permutations(found)))


@st.composite
def amendments(draw: st.DrawFn) -> tuple[Amendment, ...]:
    """Amendments of different days, each default rate at least its base rate."""
    found = []
    for on in draw(st.lists(days, max_size=3, unique=True)):
        cash, note, above = draw(st.none() | rates), draw(st.none() | rates), draw(rates)
        found.append(
            Amendment(
                on,
                draw(texts),
                cash,
                note,
                draw(st.sampled_from((None, (cash or Decimal(0)) + above))),
                draw(st.sampled_from((None, (note or Decimal(0)) + above))),
                draw(st.none() | days),
            )
        )
    return tuple(found)


@st.composite
def facts(draw: st.DrawFn, currency: str = "USD") -> Facts:
    """Any facts that are valid, whether or not they fit a note."""
    money = amounts(currency)
    bare: dict[str, Any] = {
        "cured": draw(days | dated),
        "waived": draw(days | dated),
        "occurred": draw(dated),
        "missed": tuple(draw(st.lists(days, max_size=3))),
        "petition": draw(st.none() | days),
    }
    return Facts(
        notice=draw(st.none() | days | notices(currency)),
        redeem_on=draw(st.none() | days),
        as_of=draw(st.none() | days),
        paid_to=draw(st.none() | days),
        notices=tuple(draw(st.lists(notices(currency), max_size=3))),
        payments=tuple(draw(st.lists(known(Payment, money), max_size=3))),
        fees=tuple(draw(st.lists(known(Fee, money, texts), max_size=2))),
        partly_cured=tuple(draw(st.lists(known(PartialCure, texts, texts), max_size=2))),
        forbearances=draw(forbearances()),
        amendments=draw(amendments()),
        conversions=tuple(draw(st.lists(known(Conversion, money, st.none() | prices), max_size=2))),
        share_price=draw(st.none() | prices),
        judgment=draw(st.none() | known(Judgment, rates, st.booleans(), texts)),
        known_on=draw(known_on(bare)),
        **bare,
    )


@st.composite
def known_on(draw: st.DrawFn, given: dict[str, Any]) -> dict[str, date]:
    """When some of the facts that are dates became known, by path."""
    happened: dict[str, date] = {}
    for path in ("cured", "waived", "occurred"):
        day = given[path]
        if isinstance(day, date):
            happened[path] = day
        else:
            happened |= {f"{path}.{name}": on for name, on in day.items()}
    if given["petition"] is not None:
        happened["petition"] = given["petition"]
    for due in given["missed"]:
        if due < LAST_DATE:
            happened[f"missed.{due}"] = due + timedelta(days=1)
    chosen = draw(st.sets(st.sampled_from(sorted(happened)))) if happened else set()
    return {path: draw(st.dates(happened[path], LAST_DATE)) for path in sorted(chosen)}
