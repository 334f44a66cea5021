"""A slow second implementation of the rules, for differential tests.

Written from the rules (docs/rules.md) alone: it shares no code with notecalc.  It walks
day by day, counts money in whole cents and everything else in fractions, and takes its holidays
from QuantLib.  ``oracle(case)`` computes one case; ``random_case(rng)`` makes one.
"""

from __future__ import annotations

import calendar as _cal
import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

import QuantLib as ql  # noqa: N813

Json = dict[str, Any]
ONE_DAY = timedelta(days=1)

DAY_COUNTS = (
    "ACT/360",
    "ACT/365F",
    "ACT/365L",
    "NL/365",
    "30/360",
    "30U/360",
    "30E/360",
    "30E/360 ISDA",
    "ACT/ACT ISDA",
    "ACT/ACT ICMA",
    "BUS/252",
)
READINGS = ("event-of-default", "notice", "breach", "interest-date", "issue")


class RefusedError(Exception):
    """The rules refuse the case; the text is a short kind."""


# --------------------------------------------------------------------------- reading the case


def _day(text: Any) -> date:
    return text if isinstance(text, date) else date.fromisoformat(str(text))


def _rate(text: Any) -> Fraction:
    text = str(text).strip()
    if text.endswith("%"):
        return Fraction(text[:-1].strip()) / 100
    value = Fraction(text)
    if value >= 1:
        raise RefusedError("rate needs %")
    return value


def _cents(text: Any) -> int:
    value = Fraction(str(text)) * 100
    if value.denominator != 1:
        raise RefusedError("amount has more than two decimals")
    return int(value)


def _half_up(value: Fraction) -> int:
    """To the nearest whole number, halves away from zero."""
    whole = (abs(value) * 2 + 1) // 2
    return int(whole if value >= 0 else -whole)


def _money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _shortest(rate: Fraction) -> str:
    digits = 0
    while (rate * 10**digits).denominator != 1:
        digits += 1
        if digits > 40:
            raise AssertionError("a rate that is no decimal")
    scaled = str(int(rate * 10**digits)).rjust(digits + 1, "0")
    return scaled if digits == 0 else f"{scaled[:-digits]}.{scaled[-digits:]}"


# --------------------------------------------------------------------------- calendars


def _quantlib(name: str) -> Any:
    if name == "us-banks":
        return ql.UnitedStates(ql.UnitedStates.FederalReserve)
    if name == "nyse":
        return ql.UnitedStates(ql.UnitedStates.NYSE)
    if name == "weekends":
        return ql.WeekendsOnly()
    if name == "target":
        return ql.TARGET()
    if name == "london":
        return ql.UnitedKingdom(ql.UnitedKingdom.Settlement)
    raise RefusedError(f"unknown calendar {name}")


class Calendar:
    def __init__(self, spec: Any) -> None:
        closed: list[Any] = []
        if isinstance(spec, dict):
            closed = list(spec.get("closed", []))
            spec = spec["name"]
        names = spec.split("+") if isinstance(spec, str) else list(spec)
        self.closed = {_day(text) for text in closed}
        self.parts: list[Any] = []
        for part in names:
            if isinstance(part, dict):
                self.parts.append(Calendar(part))
            else:
                self.parts.append(_quantlib(part))
        self.memo: dict[date, bool] = {}

    def is_open(self, day: date) -> bool:
        if day not in self.memo:
            self.memo[day] = self._is_open(day)
        return self.memo[day]

    def _is_open(self, day: date) -> bool:
        if day.weekday() >= 5 or day in self.closed:
            return False
        for part in self.parts:
            if isinstance(part, Calendar):
                if not part.is_open(day):
                    return False
            elif not part.isBusinessDay(ql.Date(day.day, day.month, day.year)):
                return False
        return True

    def following(self, day: date) -> date:
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def preceding(self, day: date) -> date:
        while not self.is_open(day):
            day -= ONE_DAY
        return day

    def modified_following(self, day: date) -> date:
        rolled = self.following(day)
        return self.preceding(day) if rolled.month != day.month else rolled


# --------------------------------------------------------------------------- deadlines


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + (day.month - 1) + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, _cal.monthrange(year, month)[1]))


DEADLINE = re.compile(
    r"(?P<n>\d+) (?P<unit>business day|day|week|month|year)s? after (?P<anchor>[a-z0-9 -]+?)"
    r"(?:, rolled (?P<roll>following|modified following|preceding))?"
)


@dataclass
class Deadline:
    n: int
    unit: str
    anchor: str
    roll: str | None

    @classmethod
    def parse(cls, text: str) -> Deadline:
        found = DEADLINE.fullmatch(text.strip())
        if not found:
            raise RefusedError(f"no deadline: {text}")
        return cls(int(found["n"]), found["unit"], found["anchor"], found["roll"])

    def after(self, day: date, calendar: Calendar) -> date:
        end = day
        if self.unit == "business day":
            counted = 0
            while counted < self.n:
                end += ONE_DAY
                if calendar.is_open(end):
                    counted += 1
        elif self.unit == "day":
            for _ in range(self.n):
                end += ONE_DAY
        elif self.unit == "week":
            end = day + timedelta(days=7 * self.n)
        elif self.unit == "month":
            end = _add_months(day, self.n)
        else:
            end = _add_months(day, 12 * self.n)
        if self.roll == "following":
            end = calendar.following(end)
        elif self.roll == "preceding":
            end = calendar.preceding(end)
        elif self.roll == "modified following":
            end = calendar.modified_following(end)
        return end


# --------------------------------------------------------------------------- interest periods


def _grid_of_year(year: int, dates: list[str]) -> tuple[date, ...]:
    return _grid(year, tuple(dates))


@lru_cache(maxsize=4096)
def _grid(year: int, dates: tuple[str, ...]) -> tuple[date, ...]:
    days = set()
    for text in dates:
        month, day = (int(part) for part in text.split("-"))
        days.add(date(year, month, min(day, _cal.monthrange(year, month)[1])))
    return tuple(sorted(days))


@dataclass
class Period:
    start: date
    end: date
    grid_start: date  # of the full period of the yearly grid (differs in a first stub only)
    grid_end: date


class Periods:
    """Interest dates, unadjusted, without end; the first period starts on the issue date."""

    def __init__(self, issue: date, dates: list[str]) -> None:
        self.issue = issue
        self.dates = dates
        self.frequency = len(set(dates))

    def is_interest_date(self, day: date) -> bool:
        return day > self.issue and day in _grid_of_year(day.year, self.dates)

    def next_grid(self, day: date) -> date:
        """The first interest date strictly after the day."""
        both = _grid_of_year(day.year, self.dates) + _grid_of_year(day.year + 1, self.dates)
        return min(d for d in both if d > day)

    def last_grid(self, day: date) -> date:
        """The last interest date of the yearly grid on or before the day."""
        both = _grid_of_year(day.year - 1, self.dates) + _grid_of_year(day.year, self.dates)
        return max(d for d in both if d <= day)

    def last_or_issue(self, day: date) -> date:
        """The last interest date on or before the day, or the issue date."""
        return max(self.issue, self.last_grid(day))

    def containing(self, day: date) -> Period:
        """The period with start <= day < end."""
        start, end = self.last_or_issue(day), self.next_grid(day)
        return Period(start, end, self.last_grid(start), end)


# --------------------------------------------------------------------------- day counts


def _leap(year: int) -> bool:
    return _cal.isleap(year)


def _end_of_february(day: date) -> bool:
    return day.month == 2 and (day + ONE_DAY).month == 3


def _days_in(start: date, end: date) -> list[date]:
    """Every day of [start, end)."""
    days, day = [], start
    while day < end:
        days.append(day)
        day += ONE_DAY
    return days


@dataclass
class Counter:
    name: str
    calendar: Calendar
    maturity: date | None
    frequency: int

    def __post_init__(self) -> None:
        if self.name not in DAY_COUNTS:
            raise RefusedError(f"unknown day count {self.name}")

    def days(self, start: date, end: date) -> int:
        """The day count's own days from start to end."""
        if start == end:
            return 0
        if self.name == "BUS/252":
            return sum(1 for day in _days_in(start, end) if self.calendar.is_open(day))
        if self.name == "NL/365":  # a 29 February counts as no day when it is reached
            reached = [day + ONE_DAY for day in _days_in(start, end)]
            return sum(1 for day in reached if (day.month, day.day) != (2, 29))
        if self.name.startswith("30"):
            return self._thirty(start, end)
        return len(_days_in(start, end))

    def _thirty(self, start: date, end: date) -> int:
        d1, d2 = start.day, end.day
        if self.name == "30/360":  # ISDA 2006 4.16(f)
            if d1 == 31:
                d1 = 30
            if d2 == 31 and d1 == 30:
                d2 = 30
        elif self.name == "30U/360":  # with the end-of-February rule, always
            if _end_of_february(start) and _end_of_february(end):
                d2 = 30
            if _end_of_february(start):
                d1 = 30
            if d2 == 31 and d1 >= 30:
                d2 = 30
            if d1 == 31:
                d1 = 30
        elif self.name == "30E/360":  # ISDA 2006 4.16(g)
            d1, d2 = min(d1, 30), min(d2, 30)
        else:  # 30E/360 ISDA: 4.16(h)
            if d1 == 31 or _end_of_february(start):
                d1 = 30
            if d2 == 31 or (_end_of_february(end) and end != self.maturity):
                d2 = 30
        return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (d2 - d1)

    def _days_of_365l(self, period: Period) -> int:
        if self.frequency == 1:  # ICMA Rule 251: whether 29 February lies in the period
            reached = [day + ONE_DAY for day in _days_in(period.start, period.end)]
            return 366 if any((day.month, day.day) == (2, 29) for day in reached) else 365
        return 366 if _leap(period.end.year) else 365

    def fraction(self, end: date, period: Period) -> Fraction:
        """The fraction of a year from the start of the period to a day in it."""
        start, days = period.start, self.days(period.start, end)
        if self.name == "ACT/360" or self.name.startswith("30"):
            return Fraction(days, 360)
        if self.name in ("ACT/365F", "NL/365"):
            return Fraction(days, 365)
        if self.name == "ACT/365L":
            return Fraction(days, self._days_of_365l(period))
        if self.name == "BUS/252":
            return Fraction(days, 252)
        if self.name == "ACT/ACT ISDA":
            in_leap = sum(1 for day in _days_in(start, end) if _leap(day.year))
            return Fraction(in_leap, 366) + Fraction(days - in_leap, 365)
        full = len(_days_in(period.grid_start, period.grid_end))
        return Fraction(days, self.frequency * full)

    def of_line(self, start: date, end: date, period: Period) -> tuple[int, Fraction]:
        """Days and fraction of a line: to its end less to its start (rule 7)."""
        days = self.days(period.start, end) - self.days(period.start, start)
        return days, self.fraction(end, period) - self.fraction(start, period)

    def per_diem(self, day: date, period: Period) -> Fraction:
        """The year's share of one day (rule 11)."""
        if self.name == "BUS/252":
            return Fraction(1 if self.calendar.is_open(day) else 0, 252)
        if self.name == "ACT/360" or self.name.startswith("30"):
            return Fraction(1, 360)
        if self.name in ("ACT/365F", "NL/365"):
            return Fraction(1, 365)
        if self.name == "ACT/365L":  # rule 11 asks for the year only
            return Fraction(1, 366 if _leap(period.end.year) else 365)
        if self.name == "ACT/ACT ISDA":
            return Fraction(1, 366 if _leap(day.year) else 365)
        full = len(_days_in(period.grid_start, period.grid_end))
        return Fraction(1, self.frequency * full)


# --------------------------------------------------------------------------- terms and facts


@dataclass
class Note:
    issue: date
    closing: date
    maturity: date | None
    principal: int
    calendar: Calendar
    periods: Periods
    counter: Counter
    paid_in: str
    base: Fraction
    default: Fraction
    default_from: str
    portion: Fraction
    price: Fraction
    covenants: Json
    events: list[Json]


def _note(terms: Json, readings: Json) -> Note:
    issue = _day(terms["issue_date"])
    calendar = Calendar(readings.get("calendar", terms["calendar"]))
    interest, rates = terms["interest"], terms["default_rates"]
    base = {mode: _rate(interest[f"{mode}_rate"]) for mode in ("cash", "note")}
    if "margin" in rates:
        default = {mode: rate + _rate(rates["margin"]) for mode, rate in base.items()}
    else:
        default = {mode: _rate(rates[f"{mode}_rate"]) for mode in base}
    if any(default[mode] < base[mode] for mode in base):
        raise RefusedError("default rate below the base rate")
    paid_in = readings.get("paid_in", interest["paid_in"])
    mode = {"cash": "cash", "notes": "note"}[paid_in]
    default_from = readings.get("default_from", rates.get("from", "event-of-default"))
    if default_from not in READINGS:
        raise RefusedError("unknown reading")
    periods = Periods(issue, [str(text) for text in interest["dates"]])
    maturity = _day(terms["maturity_date"]) if terms.get("maturity_date") else None
    day_count = readings.get("day_count", interest["day_count"])
    redemption = terms.get("redemption", {})
    return Note(
        issue=issue,
        closing=_day(terms.get("closing_date", issue)),
        maturity=maturity,
        principal=_cents(terms["principal"]),
        calendar=calendar,
        periods=periods,
        counter=Counter(day_count, calendar, maturity, periods.frequency),
        paid_in=paid_in,
        base=base[mode],
        default=default[mode],
        default_from=default_from,
        portion=_percent(redemption.get("portion", "100%")),
        price=_percent(redemption.get("price", "100%")),
        covenants={covenant["id"]: covenant for covenant in terms.get("covenants", [])},
        events=list(terms.get("events_of_default", [])),
    )


def _percent(text: Any) -> Fraction:
    text = str(text)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


@dataclass
class Clock:
    of: str
    deadline: date | None  # of the covenant
    due: date | None  # of the payment missed
    breach: date
    cure: Deadline | None  # none: automatic
    cure_deadline: date | None = None
    event_of_default: date | None = None  # when it would come, if nothing stops it
    cured: date | None = None
    waived: date | None = None
    state: str = "performing"

    @property
    def needs_notice(self) -> bool:
        return self.cure is not None and self.cure.anchor in ("notice", "notice received")


@dataclass
class Facts:
    as_of: date | None
    sent: date | None
    received: date | None
    missed: list[date]
    occurred: dict[str, date]
    payments: dict[date, int] = field(default_factory=dict)

    def happened(self, day: date) -> bool:
        return self.as_of is None or day <= self.as_of


def _facts(scenario: Json) -> Facts:
    as_of = _day(scenario["as_of"]) if scenario.get("as_of") else None
    facts = Facts(as_of, None, None, [], {})
    sent: date | None = None
    received: date | None = None
    notice = scenario.get("notice")
    if isinstance(notice, dict):
        sent = _day(notice["sent"])
        received = _day(notice["received"]) if notice.get("received") else None
        if received is not None and received < sent:
            raise RefusedError("received before sent")
    elif notice:
        sent = received = _day(notice)
    facts.sent = sent if sent is not None and facts.happened(sent) else None
    facts.received = received if received is not None and facts.happened(received) else None
    missed = {_day(text) for text in scenario.get("missed", [])}
    facts.missed = sorted(day for day in missed if facts.happened(day))
    for key, text in scenario.get("occurred", {}).items():
        if facts.happened(_day(text)):
            facts.occurred[key] = _day(text)
    for payment in scenario.get("payments", []):
        on = _day(payment["on"])
        if facts.happened(on):
            facts.payments[on] = facts.payments.get(on, 0) + _cents(payment["amount"])
    return facts


# --------------------------------------------------------------------------- clocks


def _clocks(note: Note, facts: Facts) -> list[Clock]:
    """Every clock that runs, events of default as listed, missed payments by due date."""
    clocks = []
    for event in note.events:
        cure = Deadline.parse(event["cure"]) if event.get("cure") else None
        if event.get("covenant"):
            rule = Deadline.parse(note.covenants[event["covenant"]]["deadline"])
            anchor = {"closing": note.closing, "issue": note.issue}.get(rule.anchor)
            deadline = rule.after(anchor or _day(rule.anchor), note.calendar)
            clocks.append(Clock(event["id"], deadline, None, deadline + ONE_DAY, cure))
        elif event.get("payment"):
            for due in facts.missed:
                clocks.append(Clock(event["id"], None, due, due + ONE_DAY, cure))
        elif event["id"] in facts.occurred:
            day = facts.occurred[event["id"]]
            clocks.append(Clock(event["id"], None, None, day, cure))
    return clocks


def _start(clock: Clock, note: Note, facts: Facts) -> None:
    """Set the cure deadline and the event of default, where the clock has started."""
    if clock.cure is None:
        clock.event_of_default = clock.breach
        return
    anchor: date | None
    name = clock.cure.anchor
    if clock.needs_notice:
        if facts.sent is None or facts.sent < clock.breach:
            return
        anchor = facts.sent if name == "notice" else facts.received
    elif name == "due":
        anchor = clock.due or clock.deadline or clock.breach
    elif name == "closing":
        anchor = note.closing
    elif name == "issue":
        anchor = note.issue
    else:
        anchor = _day(name)
    if anchor is not None:
        clock.cure_deadline = clock.cure.after(anchor, note.calendar)
        clock.event_of_default = clock.cure_deadline + ONE_DAY


def _set_facts_of_clocks(clocks: list[Clock], scenario: Json, facts: Facts, key: str) -> None:
    """Cures and waivers: a date for the only open clock, or a date for each event of default."""
    given = scenario.get(key)
    if not given:
        return
    if not isinstance(given, dict):
        day = _day(given)
        if not facts.happened(day):
            return
        chosen = clocks if len(clocks) == 1 else [c for c in clocks if c.breach <= day]
        if len(chosen) != 1:
            raise RefusedError(f"{key}: which clock?")
        given = {chosen[0].of: given}
    for of, text in given.items():
        day = _day(text)
        if not facts.happened(day):
            continue
        reached = [clock for clock in clocks if clock.of == of and clock.breach <= day]
        if not reached:
            raise RefusedError(f"{key} before the breach")
        for clock in reached:
            setattr(clock, key, day)


def _state(clock: Clock, facts: Facts) -> str:
    if not facts.happened(clock.breach):
        return "performing"
    default, deadline = clock.event_of_default, clock.cure_deadline
    if clock.cured and clock.cure is not None and (deadline is None or clock.cured <= deadline):
        return "cured"
    if clock.waived and (default is None or clock.waived < default):
        return "waived"
    if default is not None and facts.happened(default):
        return "default"
    return "breach" if default is None else "curing"


# --------------------------------------------------------------------------- money


@dataclass
class Line:
    start: date
    end: date
    days: int
    rate: Fraction
    basis: str
    principal: int
    interest: int
    paid: int
    capitalized: int
    accrued: int
    closing: int


def _paid_by_company(note: Note, payments: dict[date, int], paid_to: date) -> dict[date, int]:
    """Rule 9: what the Company paid on each interest date up to the paid-to date.

    The world without readings: the base rate throughout, and the payments made.
    """
    paid: dict[date, int] = {}
    principal = note.principal
    start = note.issue
    while start < paid_to:
        period = note.periods.containing(start)
        inside = sorted(day for day in payments if period.start < day < period.end)
        exact = Fraction(0)  # the interest of the period
        open_interest = 0  # the rounded interest of its lines so far, less what was paid of it
        already = 0  # what payments inside the period paid of its interest
        for begin, end in zip([period.start, *inside], [*inside, period.end], strict=True):
            _, fraction = note.counter.of_line(begin, end, period)
            interest = principal * note.base * fraction
            exact += interest
            open_interest += _half_up(interest)
            if end in payments:  # on the interest date, too, the payment comes first (rule 10)
                to_interest = min(payments[end], open_interest)
                open_interest -= to_interest
                already += to_interest
                principal = max(0, principal - (payments[end] - to_interest))
        paid[period.end] = max(0, _half_up(exact) - already)
        start = period.end
    return paid


def _schedule(
    note: Note,
    payments: dict[date, int],
    company: dict[date, int],
    rate_from: date,
    redemption: date,
) -> list[Line]:
    lines: list[Line] = []
    principal, accrued = note.principal, 0
    start = note.issue
    day = note.issue
    while day < redemption:
        day += ONE_DAY
        interest_date = note.periods.is_interest_date(day)
        if not (interest_date or day in (rate_from, redemption) or day in payments):
            continue
        period = note.periods.containing(start)
        default = start >= rate_from
        rate = note.default if default else note.base
        days, fraction = note.counter.of_line(start, day, period)
        interest = _half_up(principal * rate * fraction)
        opening = principal
        accrued += interest
        extra = payments.get(day, 0)
        if extra > accrued + principal:
            raise RefusedError("payment larger than what is owed")
        to_interest = min(extra, max(accrued, 0))
        accrued -= to_interest
        principal -= extra - to_interest
        from_company = company.get(day, 0)
        accrued -= from_company
        capitalized = 0
        if note.paid_in == "notes" and interest_date and day < redemption:
            capitalized, accrued = accrued, 0
            principal += capitalized
        lines.append(
            Line(
                start=start,
                end=day,
                days=days,
                rate=rate,
                basis="default" if default else "base",
                principal=opening,
                interest=interest,
                paid=from_company + extra,
                capitalized=capitalized,
                accrued=accrued,
                closing=principal,
            )
        )
        start = day
    return lines


# --------------------------------------------------------------------------- the whole


def _rate_from(note: Note, facts: Facts, ripe: list[Clock], governing: date) -> date:
    if note.default_from == "event-of-default":
        return governing
    if note.default_from == "notice":
        if facts.sent is None:
            raise RefusedError("default rate from the notice, and no notice")
        return facts.sent
    if note.default_from == "breach":
        return min(clock.breach for clock in ripe)
    if note.default_from == "interest-date":
        return note.periods.last_or_issue(governing)
    return note.issue


def _paid_to(note: Note, facts: Facts, scenario: Json, governing: date, redemption: date) -> date:
    if scenario.get("paid_to"):
        day = _day(scenario["paid_to"])
        if day != note.issue and not note.periods.is_interest_date(day):
            raise RefusedError("paid-to date is no interest date")
        if day > redemption:
            raise RefusedError("paid-to date after the redemption date")
        return day
    day = facts.sent if facts.sent is not None else governing
    while day > note.issue:
        if (
            note.periods.is_interest_date(day)
            and day < redemption
            and (not facts.missed or day < facts.missed[0])
        ):
            return day
        day -= ONE_DAY
    return note.issue


def _run_clocks(note: Note, facts: Facts, scenario: Json) -> list[Clock]:
    clocks = _clocks(note, facts)
    if facts.sent is not None:
        early = [c for c in clocks if c.needs_notice and facts.sent < c.breach]
        if early and not any(clock.breach <= facts.sent for clock in clocks):
            raise RefusedError("notice of a breach that has not happened")
    for clock in clocks:
        _start(clock, note, facts)
    _set_facts_of_clocks(clocks, scenario, facts, "cured")
    _set_facts_of_clocks(clocks, scenario, facts, "waived")
    for clock in clocks:
        clock.state = _state(clock, facts)
    return clocks


def _timeline(note: Note, facts: Facts, clocks: list[Clock], first: Clock | None) -> list[Json]:
    timeline: list[Json] = []

    def add(event: str, clock: Clock | None, day: date) -> None:
        timeline.append(
            {
                "event": event,
                "of": clock.of if clock else None,
                "date": day.isoformat(),
                "governing": clock is None or clock is first,
            }
        )

    add("closing", None, note.closing)
    if facts.sent is not None:
        add("notice", None, facts.sent)
    for clock in clocks:
        if clock.deadline is not None:
            add("covenant_deadline", clock, clock.deadline)
        if not facts.happened(clock.breach):
            continue
        add("breach", clock, clock.breach)
        if clock.cure_deadline is not None:
            add("cure_deadline", clock, clock.cure_deadline)
        if clock.cured is not None:
            add("cured", clock, clock.cured)
        if clock.waived is not None:
            add("waived", clock, clock.waived)
        if clock.state == "default":
            assert clock.event_of_default is not None
            add("event_of_default", clock, clock.event_of_default)
    return timeline


def _compute(case: Json) -> Json:
    scenario = case["scenario"]
    note = _note(case["terms"], scenario.get("readings", {}))
    facts = _facts(scenario)
    if any(day <= note.issue for day in facts.payments):
        raise RefusedError("payment on or before the issue date")
    clocks = _run_clocks(note, facts, scenario)

    ripe = [clock for clock in clocks if clock.state == "default"]
    ripe_on = sorted({clock.event_of_default for clock in ripe if clock.event_of_default})
    first = next((clock for clock in ripe if clock.event_of_default == ripe_on[0]), None)
    timeline = _timeline(note, facts, clocks, first)
    result: Json = {"state": "default", "redemption": None, "schedule": []}
    if first is None:
        states = [clock.state for clock in clocks]
        ranked = ("curing", "breach", "waived", "cured", "performing")
        result["state"] = next((state for state in ranked if state in states), "performing")
        result["timeline"] = _sorted(timeline)
        return result

    assert first.event_of_default is not None
    governing = first.event_of_default
    rate_from = _rate_from(note, facts, ripe, governing)
    if scenario.get("redeem_on"):
        redemption = _day(scenario["redeem_on"])
        if redemption < min(governing, rate_from):
            raise RefusedError("redemption before the event of default")
        if facts.sent is not None and redemption < facts.sent:
            raise RefusedError("redemption before the notice")
    else:
        redemption = governing if facts.sent is None else max(governing, facts.sent)
        redemption = note.calendar.following(redemption)

    payments = {day: cents for day, cents in facts.payments.items() if day <= redemption}
    company: dict[date, int] = {}
    if note.paid_in == "cash":
        paid_to = _paid_to(note, facts, scenario, governing, redemption)
        company = _paid_by_company(note, payments, paid_to)
    lines = _schedule(note, payments, company, rate_from, redemption)

    principal = lines[-1].closing if lines else note.principal
    accrued = lines[-1].accrued if lines else 0
    priced = _half_up(note.price * principal)
    total = _half_up(note.portion * (priced + accrued))
    of_principal = _half_up(note.portion * priced)
    rate = note.default if redemption >= rate_from else note.base
    share = note.counter.per_diem(redemption, note.periods.containing(redemption))
    for event, day in (("default_rate_from", rate_from), ("redemption", redemption)):
        timeline.append({"event": event, "of": None, "date": day.isoformat(), "governing": True})
    result["timeline"] = _sorted(timeline)
    result["redemption"] = {
        "date": redemption.isoformat(),
        "principal": _money(of_principal),
        "accrued_interest": _money(total - of_principal),
        "total": _money(total),
        "per_diem": _money(_half_up(principal * rate * share)),
    }
    result["schedule"] = [
        {
            "start": line.start.isoformat(),
            "end": line.end.isoformat(),
            "days": line.days,
            "rate": _shortest(line.rate),
            "basis": line.basis,
            "principal": _money(line.principal),
            "interest": _money(line.interest),
            "paid": _money(line.paid),
            "capitalized": _money(line.capitalized),
            "accrued": _money(line.accrued),
            "closing_principal": _money(line.closing),
        }
        for line in lines
    ]
    return result


def _sorted(timeline: list[Json]) -> list[Json]:
    return sorted(timeline, key=lambda e: (e["date"], e["event"], e["of"] or ""))


def oracle(case: Json) -> Json:
    """The answer by the rules, or {"error": kind}."""
    try:
        return _compute(case)
    except RefusedError as problem:
        return {"error": str(problem)}


# --------------------------------------------------------------------------- random cases

DATES = (
    ["01-01", "04-01", "07-01", "10-01"],
    ["01-01", "04-01", "07-01", "10-01"],
    ["03-31", "06-30", "09-30", "12-31"],
    ["01-31", "07-31"],
    ["02-29", "08-31"],
    ["02-29"],
    ["02-28", "05-31", "08-31", "11-30"],
    ["02-29", "05-29", "08-29", "11-29"],
    ["12-31"],
    ["06-15"],
    ["03-01"],
    ["01-15", "07-15"],
    ["04-30", "10-30"],
    ["03-15", "06-30"],
    ["01-10", "05-20", "09-30"],
    ["01-30", "03-30", "05-30", "07-30", "09-30", "11-30"],
    [f"{month:02d}-01" for month in range(1, 13)],
    [f"{month:02d}-{(0, 31, 29, 31, 30, 31, 30)[month]}" for month in range(1, 7)]
    + ["07-31", "08-31", "09-30", "10-31", "11-30", "12-31"],
)


def _between(rng: random.Random, low: date, high: date) -> date:
    return low + timedelta(days=rng.randint(0, max(0, (high - low).days)))


def _awkward(rng: random.Random, low: date, high: date, dates: list[str]) -> date:
    """A day of [low, high], often an interest date, a month end or a day beside one."""
    day = _between(rng, low, high)
    kind = rng.random()
    if kind < 0.3:
        day = Periods(low - timedelta(days=800), dates).next_grid(day - ONE_DAY)
    elif kind < 0.4:
        day = date(day.year, day.month, _cal.monthrange(day.year, day.month)[1])
    elif kind < 0.5:
        day = date(day.year, 2, 29 if _leap(day.year) else 28)
    if kind < 0.5 and rng.random() < 0.25:
        day += timedelta(days=rng.choice((-1, 1)))
    return min(max(day, low), high)


def _random_rate(rng: random.Random, low: int, high: int) -> str:
    """Between two rates in thousandths of a percent."""
    step = rng.choice((1, 125, 250, 500, 1000, 1000))
    thousandths = min(high, max(low, rng.randint(low, high) // step * step))
    if rng.random() < 0.2:
        return _shortest(Fraction(thousandths, 100000))
    return f"{_shortest(Fraction(thousandths, 1000))}%"


def _random_deadline(rng: random.Random, anchor: str) -> str:
    unit = rng.choice(
        ("business day", "business day", "business day", "day", "day", "week", "month")
    )
    roll = (
        ""
        if unit == "business day"
        else rng.choice(
            ("", "", ", rolled following", ", rolled modified following", ", rolled preceding")
        )
    )
    n = rng.choice((1, 2, 3, 5, 10, 10, 15, 30)) if unit.endswith("day") else rng.randint(1, 4)
    if unit == "day" and n < 15 and roll:
        n += 15  # else a roll back may pass the day counted from
    if rng.random() < 0.03:
        n, unit, roll = 1, "year", rng.choice(("", ", rolled following"))
    return f"{n} {unit}{'s' if n != 1 else ''} after {anchor}{roll}"


def _random_calendar(rng: random.Random, near: list[date]) -> Any:
    kind = rng.random()
    if kind < 0.45:
        return "us-banks"
    if kind < 0.6:
        return "nyse"
    if kind < 0.7:
        return "weekends"
    if kind < 0.82:
        return rng.choice((["us-banks", "nyse"], ["nyse", "us-banks"], ["weekends", "us-banks"]))
    closed = {_between(rng, day, day + timedelta(days=40)) for day in near for _ in range(5)}
    name = rng.choice(("us-banks", "nyse", "weekends"))
    return {"name": name, "closed": [day.isoformat() for day in sorted(closed)]}


def _random_rates(rng: random.Random) -> tuple[Json, Json]:
    base = {"cash_rate": _random_rate(rng, 0, 12000), "note_rate": _random_rate(rng, 0, 15000)}
    kind = rng.random()
    if kind < 0.12:
        default: Json = dict(base)
    elif kind < 0.35:
        default = {"margin": rng.choice(("2%", "0.02", "0%", "1.5%", "5%", "0.125%"))}
    else:
        default = {}
        for mode, text in base.items():
            low = int(_rate(text) * 100000)
            default[mode] = _random_rate(rng, low, low + rng.choice((1000, 5000, 12000)))
            if _rate(default[mode]) < _rate(text):
                default[mode] = text
    return base, default


def _random_events(rng: random.Random, issue: date) -> tuple[list[Json], list[Json]]:
    covenants: list[Json] = []
    events: list[Json] = []
    for number in range(rng.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        own = _between(rng, issue, issue + timedelta(days=500)).isoformat()
        anchor = rng.choice(("closing", "closing", "issue", own))
        name = f"covenant-{number + 1}"
        covenants.append(
            {"id": name, "clause": f"SPA {number}", "deadline": _random_deadline(rng, anchor)}
        )
        for twin in range(2 if rng.random() < 0.15 else 1):
            event = {"id": f"{name}-{'ab'[twin]}", "clause": "Note 4", "covenant": name}
            kind = rng.random()
            late = _between(rng, issue, issue + timedelta(days=900)).isoformat()
            if kind < 0.7:
                event["cure"] = _random_deadline(rng, "notice")
            elif kind < 0.8:
                event["cure"] = _random_deadline(rng, "notice received")
            elif kind < 0.9:
                event["cure"] = _random_deadline(rng, rng.choice(("closing", "issue", late)))
            events.append(event)
    for number in range(rng.choice((0, 1, 1, 1, 2)) if covenants else 1):
        event = {"id": f"payment-{number + 1}", "clause": "assumed", "payment": "any"}
        kind = rng.random()
        if kind < 0.9:
            event["cure"] = _random_deadline(rng, "due" if kind < 0.7 else "notice")
        events.append(event)
    if rng.random() < 0.25:
        event = {"id": "bankruptcy", "clause": "Note 4(a)(v)"}
        if rng.random() < 0.5:
            event["cure"] = _random_deadline(rng, "notice")
        events.append(event)
    rng.shuffle(events)
    return covenants, events


def _random_terms(rng: random.Random) -> Json:
    issue = _between(rng, date(2003, 1, 1), date(2021, 12, 31))
    dates = list(rng.choice(DATES))
    if rng.random() < 0.4:
        issue = _awkward(rng, issue, issue + timedelta(days=365), dates)
    maturity = _add_months(issue, rng.choice((12, 24, 36, 36, 60)))
    if rng.random() < 0.25:
        maturity = date(maturity.year, 2, 29 if _leap(maturity.year) else 28)
    if maturity <= issue:
        maturity = date(issue.year + 2, 3, 1)
    base, default = _random_rates(rng)
    covenants, events = _random_events(rng, issue)
    default["clause"] = "Note 2"
    if rng.random() < 0.5:
        default["from"] = rng.choice(READINGS[:1] + READINGS[2:])
    terms: Json = {
        "name": "Random Notes",
        "currency": "USD",
        "issue_date": issue.isoformat(),
        "maturity_date": maturity.isoformat(),
        "principal": rng.choice(
            (
                "1000.00",
                "1000.00",
                "1750000.00",
                "18640000.00",
                _money(rng.randint(1, 10**4)),
                _money(rng.randint(10**4, 10**8)),
                _money(rng.randint(10**8, 10**11)),
            )
        ),
        "calendar": _random_calendar(rng, [issue]),
        "interest": {
            **base,
            "paid_in": rng.choice(("cash", "notes")),
            "dates": dates,
            "day_count": rng.choice(DAY_COUNTS),
        },
        "covenants": covenants,
        "events_of_default": events,
        "default_rates": default,
        "redemption": {
            "clause": "Note 4(b)",
            "portion": rng.choice(("100%", "100%", "100%", "50%", "33.333%", "12.5%")),
            "price": rng.choice(("100%", "100%", "100%", "105%", "102.375%", "98.5%", "110%")),
        },
        "holders": [],
        "assumed": [],
    }
    if rng.random() < 0.6:
        closing = issue + timedelta(days=rng.choice((0, 0, 1, 3, 10)))
        terms["closing_date"] = closing.isoformat()
    return terms


def _random_facts(rng: random.Random, terms: Json) -> Json:
    """Notice, missed payments and happenings: what the clocks need to run."""
    note = _note(terms, {})
    scenario: Json = {}
    breaches = [clock.breach for clock in _clocks(note, _facts({}))]
    about = rng.choice(breaches) if breaches else note.issue + timedelta(days=30)
    notice = about + timedelta(days=rng.choice((0, 0, 1, 3, 30, rng.randint(0, 900))))
    notice = _awkward(rng, notice, notice + timedelta(days=150), note.periods.dates)
    cures = [event.get("cure", "") for event in terms["events_of_default"]]
    if rng.random() < 0.85:
        scenario["notice"] = notice.isoformat()
        if any("notice received" in cure for cure in cures) or rng.random() < 0.15:
            received = notice + timedelta(days=rng.choice((0, 1, 2, 5, 12)))
            scenario["notice"] = {"sent": notice.isoformat(), "received": received.isoformat()}
    has_payment = any("payment" in event for event in terms["events_of_default"])
    if has_payment and rng.random() < (0.5 if breaches else 1):
        missed = set()
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            low = max(note.issue + ONE_DAY, notice - timedelta(days=rng.choice((30, 400))))
            due = _awkward(rng, low, notice + timedelta(days=60), note.periods.dates)
            if rng.random() < 0.6:
                due = note.periods.next_grid(due)
            missed.add(due)
        scenario["missed"] = [day.isoformat() for day in sorted(missed)]
    happening = any(event["id"] == "bankruptcy" for event in terms["events_of_default"])
    if happening and rng.random() < 0.6:
        low = max(note.issue + ONE_DAY, notice - timedelta(days=200))
        day = _between(rng, low, notice + timedelta(days=30))
        scenario["occurred"] = {"bankruptcy": day.isoformat()}
    if isinstance(terms["calendar"], dict) and rng.random() < 0.8:
        near = [notice, notice, *(_day(text) for text in scenario.get("missed", []))]
        closed = {_between(rng, day, day + timedelta(days=25)) for day in near for _ in range(3)}
        closed |= {_day(text) for text in terms["calendar"]["closed"]}
        terms["calendar"]["closed"] = [day.isoformat() for day in sorted(closed)]
    scenario["readings"] = {}
    if rng.random() < 0.75:
        readings = READINGS if "notice" in scenario else READINGS[:1] + READINGS[2:]
        scenario["readings"]["default_from"] = rng.choice(readings)
    return scenario


def _add_cures(rng: random.Random, terms: Json, scenario: Json, likely: float) -> None:
    note = _note(terms, {})
    clocks = _run_clocks(note, _facts(scenario), scenario)
    given: dict[str, dict[str, str]] = {"cured": {}, "waived": {}}
    for clock in clocks:
        if rng.random() > likely or any(clock.of in named for named in given.values()):
            continue
        key = rng.choice(("cured", "waived"))
        notice = _facts(scenario).sent or clock.breach
        end = clock.event_of_default or clock.breach + timedelta(days=60)
        around = [clock.breach, notice, end - ONE_DAY, end, end + ONE_DAY, end + ONE_DAY * 9]
        day = rng.choice([*around, _between(rng, clock.breach, end)])
        given[key][clock.of] = max(day, clock.breach).isoformat()
    for key, dates in given.items():
        if dates:
            plain = len(clocks) == 1 and rng.random() < 0.6
            scenario[key] = next(iter(dates.values())) if plain else dates


def _add_money(rng: random.Random, terms: Json, scenario: Json) -> None:
    """Redemption date, payments and paid-to date for a case known to be in default."""
    note = _note(terms, scenario["readings"])
    facts = _facts(scenario)
    clocks = _run_clocks(note, facts, scenario)
    ripe = [clock for clock in clocks if clock.state == "default"]
    governing = min(c.event_of_default for c in ripe if c.event_of_default)
    rate_from = _rate_from(note, facts, ripe, governing)
    low = governing if rng.random() < 0.85 else min(governing, rate_from)
    low = max(low, note.issue + ONE_DAY, facts.sent or note.issue)
    if rng.random() < 0.75:
        span = rng.choice((0, 1, 3, 30, 100, 400))
        day = _awkward(rng, low, low + timedelta(days=span), note.periods.dates)
        if rng.random() < 0.12 and note.maturity is not None:
            day = _awkward(
                rng,
                max(low, note.maturity),
                max(low, note.maturity + timedelta(days=300)),
                note.periods.dates,
            )
        scenario["redeem_on"] = day.isoformat()
        redemption = day
    else:
        redemption = note.calendar.following(max(governing, facts.sent or governing))
    last = min(redemption, facts.as_of or redemption)
    if note.paid_in == "cash" and rng.random() < 0.4:
        choices, day = [note.issue], note.issue
        while (day := note.periods.next_grid(day)) <= last:
            choices.append(day)
        scenario["paid_to"] = rng.choice([*choices, *choices[-3:]]).isoformat()
    payments: list[Json] = []
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        on = _awkward(rng, note.issue + ONE_DAY, last + ONE_DAY * 20, note.periods.dates)
        on = rng.choice((on, on, on, on, redemption, max(rate_from, note.issue + ONE_DAY)))
        size = rng.choice((1, 2, 5, 20, 30, 100, 300, 450))
        cents = max(1, note.principal * size * rng.randint(500, 1000) // 10**6)
        payments.append({"on": on.isoformat(), "amount": _money(cents)})
        if rng.random() < 0.1:
            payments.append({"on": on.isoformat(), "amount": _money(max(1, cents // 3))})
    if payments:
        scenario["payments"] = payments
    if rng.random() < 0.03 and note.paid_in == "notes":
        lines = oracle({"terms": terms, "scenario": scenario}).get("schedule", [])
        if lines:  # all that is owed on the redemption date
            owed = _cents(lines[-1]["accrued"]) + _cents(lines[-1]["closing_principal"])
            payment = {"on": redemption.isoformat(), "amount": _money(max(1, owed))}
            scenario["payments"] = [*payments, payment]


def _spoil(rng: random.Random, terms: Json, scenario: Json, result: Json) -> None:
    """Break one rule of a good case."""
    issue = _day(terms["issue_date"])
    redemption = _day(result["redemption"]["date"])
    events = [e for e in result["timeline"] if e["event"] == "breach"]
    event = rng.choice(events)
    before = (_day(event["date"]) - ONE_DAY * rng.choice((1, 1, 30))).isoformat()
    kind = rng.randrange(9)
    if kind == 0:
        scenario["notice"] = (issue + timedelta(days=rng.choice((0, 1)))).isoformat()
    elif kind == 1:
        earliest = min(_day(e["date"]) for e in events)
        scenario["redeem_on"] = (earliest - ONE_DAY).isoformat()
    elif kind == 2 and "notice" in scenario:
        notice = scenario["notice"]
        sent = _day(notice["sent"] if isinstance(notice, dict) else notice)
        scenario["redeem_on"] = (sent - ONE_DAY).isoformat()
    elif kind in (3, 4):
        scenario[("cured", "waived")[kind - 3]] = {event["of"]: before}
    elif kind == 5:
        terms["interest"].update(cash_rate="12.5%", note_rate="15.5%")
        terms["default_rates"] = {"clause": "Note 2", "cash_rate": "12%", "note_rate": "15%"}
    elif kind == 6:
        day = issue - timedelta(days=rng.choice((0, 1, 400)))
        scenario["payments"] = [{"on": day.isoformat(), "amount": "1.00"}]
    elif kind == 7:
        amount = _money(_cents(terms["principal"]) * 9)
        day = _between(rng, issue + ONE_DAY, redemption)
        scenario["payments"] = [{"on": day.isoformat(), "amount": amount}]
    elif terms["interest"]["paid_in"] == "cash":
        periods = Periods(issue, terms["interest"]["dates"])
        late = periods.next_grid(redemption)
        day = rng.choice((late, late, _between(rng, issue + ONE_DAY, redemption)))
        scenario["paid_to"] = day.isoformat()


def _settled(case: Json) -> bool:
    """Whether the rules answer the case: no cure that ends before there is anything to cure."""
    note = _note(case["terms"], case["scenario"]["readings"])
    facts = _facts(case["scenario"])
    clocks = _clocks(note, facts)
    for clock in clocks:
        _start(clock, note, facts)
        if clock.cure and clock.event_of_default and clock.event_of_default <= clock.breach:
            return False
        if clock.breach <= note.issue:
            return False
    return facts.as_of not in facts.missed


def _attempt(rng: random.Random, want: str) -> Json:
    terms = _random_terms(rng)
    scenario = _random_facts(rng, terms)
    case = {"terms": terms, "scenario": scenario}
    _add_cures(rng, terms, scenario, 0.12 if want != "quiet" else rng.choice((0, 0.5, 1)))
    if rng.random() < (0.1 if want != "quiet" else 0.5):
        days = [_day(event["date"]) for event in oracle(case).get("timeline", [])] or [
            _day(terms["issue_date"])
        ]
        day = rng.choice([*days, *days, _between(rng, min(days), max(days) + ONE_DAY * 300)])
        scenario["as_of"] = (day + ONE_DAY * rng.choice((-1, 0, 0, 1, 5, 60))).isoformat()
    result = oracle(case)
    if result.get("state") == "default" and want != "quiet":
        _add_money(rng, terms, scenario)
        if want == "error":
            result = oracle(case)
            if "error" not in result:
                _spoil(rng, terms, scenario, result)
    return case


def random_case(rng: random.Random) -> Json:
    """A case of about the kinds that people bring: 82% in default, 13% not, 5% refused."""
    draw = rng.random()
    want = "default" if draw < 0.82 else "quiet" if draw < 0.95 else "error"
    while True:
        try:
            case = _attempt(rng, want)
            if not _settled(case):
                continue
        except RefusedError:
            continue
        result = oracle(case)
        if want == "error" and "error" in result:
            return case
        if want == "default" and result.get("schedule"):
            return case
        if want == "quiet" and result.get("state", "default") != "default":
            return case
