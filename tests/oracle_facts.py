"""The slow second implementation of rules 13 to 26: facts over time, and the money they move.

Written from docs/rules.md alone, like ``oracle``, whose calendars, day counts and clocks it uses.
``oracle_facts(case)`` computes one case; a case is one of ``oracle`` with more keys, named as the
fields of the terms and the facts are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from oracle import (
    ONE_DAY,
    Calendar,
    Clock,
    Counter,
    Deadline,
    Json,
    Note,
    Period,
    Periods,
    RefusedError,
    _cents,
    _clocks,
    _day,
    _days_in,
    _half_up,
    _money,
    _note,
    _percent,
    _rate,
    _set_facts_of_clocks,
    _shortest,
    _state,
)
from oracle_walk import BUCKETS, FEES, INTEREST, OPEN, PRINCIPAL, UPON, Meter, Walker, _mode

# --------------------------------------------------------------------------- reading the case


@dataclass
class Sent:
    """A notice."""

    sent: date
    received: date | None
    of: list[str]
    principal: int | None


@dataclass
class Happened:
    """The facts of a case that had happened by the as-of date and were known by the day asked."""

    as_of: date | None
    notices: list[Sent] = field(default_factory=list)
    missed: list[date] = field(default_factory=list)
    occurred: dict[str, date] = field(default_factory=dict)
    payments: dict[date, list[int]] = field(default_factory=dict)
    fees: list[tuple[date, int]] = field(default_factory=list)
    forbearances: list[tuple[date, date, bool]] = field(default_factory=list)
    amendments: list[Json] = field(default_factory=list)
    conversions: list[tuple[date, int]] = field(default_factory=list)
    partial: list[Json] = field(default_factory=list)

    def happened(self, day: date) -> bool:
        return self.as_of is None or day <= self.as_of

    @property
    def sent(self) -> date | None:
        return min((notice.sent for notice in self.notices), default=None)

    def forborne(self, day: date) -> tuple[date, date, bool] | None:
        return next((each for each in self.forbearances if each[0] <= day <= each[1]), None)


@dataclass
class Rolled(Period):
    """A period, and the day on which its interest is to be paid."""

    due: date


class RolledPeriods(Periods):
    """Interest periods of terms that roll interest dates (rule 21)."""

    def __init__(
        self, issue: date, dates: list[str], roll: Callable[[date], date], adjusted: bool
    ) -> None:
        super().__init__(issue, dates)
        self.roll, self.adjusted = roll, adjusted
        self.made: list[Rolled] = []
        self.ends: set[date] = set()
        self.reached = issue

    def _upto(self, day: date) -> list[Rolled]:
        """The periods, at least up to the first that ends after the day."""
        while not self.made or self.made[-1].end <= day:
            scheduled = super().next_grid(self.reached)
            due = self.roll(scheduled)
            end = due if self.adjusted else scheduled
            start = self.made[-1].end if self.made else self.issue
            if end > start:
                grid_start = super().last_grid(self.reached)
                self.made.append(Rolled(start, end, grid_start, scheduled, due))
                self.ends.add(end)
            self.reached = scheduled
        return self.made

    def is_interest_date(self, day: date) -> bool:
        self._upto(day)
        return day in self.ends

    def containing(self, day: date) -> Rolled:
        return next(each for each in reversed(self._upto(day)) if each.start <= day < each.end)

    def accrued_to(self, day: date) -> date:
        """The end of the period whose interest is due on the day, or the day."""
        for each in self._upto(day + 20 * ONE_DAY):
            if day in (each.end, each.due):
                return each.end
        return day

    def last_or_issue(self, day: date) -> date:
        return self.containing(day).start

    def next_end(self, day: date) -> date:
        return self.containing(day).end


class RolledCounter(Counter):
    """ACT/ACT ICMA where a period reaches beyond its interest date: by the days of each full
    period between interest dates as they are (ISDA 2006 section 4.16(c))."""

    periods: RolledPeriods

    def fraction(self, end: date, period: Period) -> Fraction:
        if self.name != "ACT/ACT ICMA" or not self.periods.adjusted:
            return super().fraction(end, period)
        return sum((self._share(day) for day in _days_in(period.start, end)), Fraction(0))

    def per_diem(self, day: date, period: Period) -> Fraction:
        if self.name != "ACT/ACT ICMA" or "ICMA per diem is of the period's start" in OPEN:
            return super().per_diem(day, period)
        return self._share(day)

    def _share(self, day: date) -> Fraction:
        grid = self.periods
        full = (Periods.next_grid(grid, day) - Periods.last_grid(grid, day)).days
        return Fraction(1, self.frequency * full)


def _periods(note: Note, interest: Json) -> RolledPeriods:
    rolls = {
        None: lambda day: day,
        "following": note.calendar.following,
        "modified following": note.calendar.modified_following,
        "preceding": note.calendar.preceding,
    }
    roll, adjusted = rolls[interest.get("roll")], bool(interest.get("adjusted"))
    periods = RolledPeriods(note.issue, note.periods.dates, roll, adjusted)
    old = note.counter
    note.counter = RolledCounter(old.name, old.calendar, old.maturity, old.frequency)
    note.counter.periods = periods
    return periods


def _received(notice: Json, terms: Json, calendar: Calendar) -> date:
    sent = _day(notice["sent"])
    if notice.get("received"):
        return _day(notice["received"])
    ways = [rule["by"] for rule in terms.get("deliveries", [])]
    if notice.get("by") and notice["by"] not in ways:
        raise RefusedError("unknown way of sending")
    for rule in terms.get("deliveries", []):
        if rule["by"] != notice.get("by"):
            continue
        if rule.get("cut_off"):
            at = time.fromisoformat(notice["at"])
            if calendar.is_open(sent) and at < time.fromisoformat(rule["cut_off"]):
                return sent
            return calendar.following(sent + ONE_DAY)
        return Deadline.parse(rule["deemed"]).after(sent, calendar)
    return sent


def _on(given: Json) -> date:
    return _day(given["start"] if "start" in given else given["on"])


def _notices(
    case: Json, note: Note, facts: Happened, stays: Callable[[date, Any], bool]
) -> list[Sent]:
    terms, scenario, found = case["terms"], case["scenario"], []
    notice = scenario.get("notice")
    notice = {"sent": notice} if isinstance(notice, str) else notice
    for each in [*([notice] if notice else []), *scenario.get("notices", [])]:
        sent = _day(each["sent"])
        if each.get("received") and _day(each["received"]) < sent:
            raise RefusedError("received before sent")
        if stays(sent, each.get("known")):
            received = _received(each, terms, note.calendar)
            arrived = received if facts.happened(received) else None
            held = _cents(each["principal"]) if each.get("principal") else None
            found.append(Sent(sent, arrived, each.get("of", []), held))
    return found


def _facts(case: Json, note: Note, periods: RolledPeriods) -> Happened:
    scenario = case["scenario"]
    as_known = _day(scenario["as_known_on"]) if scenario.get("as_known_on") else None
    facts = Happened(_day(scenario["as_of"]) if scenario.get("as_of") else None)
    known_on = scenario.get("known_on", {})

    def stays(day: date, known: Any) -> bool:
        known = _day(known or day)
        return facts.happened(day) and (as_known is None or known <= as_known)

    facts.notices = _notices(case, note, facts, stays)
    due_days = []
    for text in sorted(set(scenario.get("missed", []))):
        day = _day(text)
        if stays(day + ONE_DAY, known_on.get(f"missed.{text}")):
            due_days.append(periods.roll(day))
    facts.missed = sorted(set(due_days))
    for key, text in scenario.get("occurred", {}).items():
        if stays(_day(text), known_on.get(f"occurred.{key}")):
            facts.occurred[key] = _day(text)
    given = {
        name: [each for each in scenario.get(name, []) if stays(_on(each), each.get("known"))]
        for name in (
            "payments",
            "fees",
            "forbearances",
            "amendments",
            "partly_cured",
            "conversions",
        )
    }
    for each in given["payments"]:
        facts.payments.setdefault(_on(each), []).append(_cents(each["amount"]))
    facts.fees = [(_on(each), _cents(each["amount"])) for each in given["fees"]]
    facts.forbearances = [
        (_on(each), _day(each["end"]), each.get("suspends_rate", False))
        for each in given["forbearances"]
    ]
    facts.amendments = sorted(given["amendments"], key=_on)
    facts.partial = given["partly_cured"]
    facts.conversions = [(_on(each), _cents(each["principal"])) for each in given["conversions"]]
    return facts


# --------------------------------------------------------------------------- clocks


def _paused_end(
    rule: Deadline, start: date, calendar: Calendar, paused: Callable[[date], bool]
) -> date:
    """The end of a cure period in which some days do not count (rule 14)."""
    if rule.unit == "business day":
        needed, counts = rule.n, calendar.is_open
    else:
        plain = Deadline(rule.n, rule.unit, rule.anchor, None).after(start, calendar)
        needed, counts = (plain - start).days, lambda day: True
    end = start
    while needed:
        end += ONE_DAY
        if counts(end) and not paused(end):
            needed -= 1
    return Deadline(0, "day", rule.anchor, rule.roll).after(end, calendar)


def _start(clock: Clock, note: Note, facts: Happened) -> None:
    """Set the cure deadline and the event of default, where the clock has started."""
    if clock.cure is None:
        clock.event_of_default = clock.breach
        return
    name = clock.cure.anchor
    anchor: date | None
    if clock.needs_notice:
        own = [n for n in facts.notices if n.sent >= clock.breach]
        own = [n for n in own if not n.of or clock.of in n.of]
        if name == "notice":
            anchor = min((n.sent for n in own), default=None)
        else:
            anchor = min((n.received for n in own if n.received), default=None)
    elif name == "due":
        anchor = clock.due or clock.deadline or clock.breach
    else:
        anchor = {"closing": note.closing, "issue": note.issue}.get(name) or _day(name)
    if anchor is not None:
        clock.cure_deadline = _paused_end(
            clock.cure, anchor, note.calendar, lambda day: facts.forborne(day) is not None
        )
        clock.event_of_default = clock.cure_deadline + ONE_DAY


def _known_cures(case: Json) -> Json:
    """The scenario's cures and waivers, those known by the day asked."""
    scenario = case["scenario"]
    as_known = scenario.get("as_known_on")
    if not as_known:
        return dict(scenario)
    found = dict(scenario)
    for key in ("cured", "waived"):
        given = scenario.get(key, {})
        if isinstance(given, dict):
            learned = scenario.get("known_on", {})
            found[key] = {
                of: day
                for of, day in given.items()
                if str(learned.get(f"{key}.{of}", day)) <= str(as_known)
            }
        elif str(scenario.get("known_on", {}).get(key, given)) > str(as_known):
            found[key] = {}
    return found


def _run_clocks(case: Json, note: Note, facts: Happened) -> list[Clock]:
    clocks = _clocks(note, facts)  # type: ignore[arg-type]
    running = {clock.of for clock in clocks}
    for notice in facts.notices:
        if notice.of and not running.intersection(notice.of):
            raise RefusedError("notice of an event of default that has no breach")
        named = [clock for clock in clocks if not notice.of or clock.of in notice.of]
        early = [c for c in named if c.needs_notice or c.deadline is not None]
        early = [c for c in early if notice.sent < c.breach]
        if early and not any(clock.breach <= notice.sent for clock in named):
            raise RefusedError("notice of a breach that has not happened")
    for clock in clocks:
        _start(clock, note, facts)
    scenario = _known_cures(case)
    for key in ("cured", "waived"):
        _set_facts_of_clocks(clocks, scenario, facts, key)  # type: ignore[arg-type]
    for partial in facts.partial:
        if not any(c.of == partial["of"] and c.breach <= _day(partial["on"]) for c in clocks):
            raise RefusedError("partial cure before the breach, or of none")
    for clock in clocks:
        if clock.cured and clock.waived and clock.waived < clock.cured:
            late = clock.event_of_default is None or clock.waived < clock.event_of_default
            if late:  # waived first: there is nothing left to cure
                clock.state = "waived"
                continue
        clock.state = _state(clock, facts)  # type: ignore[arg-type]
    return clocks


# --------------------------------------------------------------------------- rates


@dataclass
class Rates:
    """The rates on a day: amended (rule 16), and which one is borne (rules 6, 14 and 15)."""

    note: Note
    terms: Json
    facts: Happened
    spans: list[tuple[date, date | None]]

    def __post_init__(self) -> None:
        mode = {"cash": "cash", "notes": "note"}[self.note.paid_in]
        self.memo: list[tuple[date, Fraction, Fraction]] = []
        self.below = False
        base, default = self.note.base, self.note.default
        margin = self.terms["default_rates"].get("margin")
        for each in self.facts.amendments:
            if each.get(f"{mode}_rate") is not None:
                base = _rate(each[f"{mode}_rate"])
                if margin is not None:
                    default = base + _rate(margin)
            if each.get(f"default_{mode}_rate") is not None:
                default, margin = _rate(each[f"default_{mode}_rate"]), None
            self.below = self.below or default < base
            self.memo.append((_day(each["on"]), base, default))

    def both(self, day: date) -> tuple[Fraction, Fraction]:
        found = self.note.base, self.note.default
        for on, base, default in self.memo:
            if on <= day:
                found = base, default
        return found

    def is_default(self, day: date) -> bool:
        if not any(start <= day and (end is None or day < end) for start, end in self.spans):
            return False
        forborne = self.facts.forborne(day)
        return forborne is None or not forborne[2]

    def borne(self, day: date) -> tuple[Fraction, str]:
        base, default = self.both(day)
        return (default, "default") if self.is_default(day) else (base, "base")

    def of_overdue(self, day: date) -> Fraction:
        term = self.terms.get("overdue_interest")
        if not term or self.note.paid_in == "notes":
            return Fraction(0)
        base, default = self.both(day)
        return default if term.get("rate", "default") == "default" else base


def _reading_day(note: Note, facts: Happened, ripe: list[Clock], governing: date) -> date:
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


def _spans(
    terms: Json, ripe: list[Clock], governing: date, rate_from: date
) -> list[tuple[date, date | None]]:
    """When the default rate runs (rule 15)."""
    until = terms["default_rates"].get("until", "redemption")
    if until == "redemption":
        return [(rate_from, None)]
    found: list[tuple[date, date | None]] = []
    for clock in ripe:
        assert clock.event_of_default is not None
        own = clock.event_of_default
        start = rate_from if own == governing else max(own, rate_from)
        ends = [day for day in (clock.waived, clock.cured if until == "cure" else None) if day]
        found.append((start, min(ends, default=None)))
    return [(start, end) for start, end in found if end is None or start < end]


# --------------------------------------------------------------------------- history


def _paid_by_company(
    note: Note, terms: Json, facts: Happened, rates: Rates, paid_to: date, last: date
) -> dict[date, int]:
    """Rule 9: what the Company paid on each interest date up to the paid-to date."""
    rounding = terms.get("rounding", {})
    mode, per = rounding.get("mode", "nearest"), rounding.get("per", "line")
    order = terms.get("waterfall", list(BUCKETS))
    accrued_on = (terms.get("conversion") or {}).get("accrued", "forfeited")
    assert accrued_on in ("paid", "forfeited", "converted")
    paid: dict[date, int] = {}
    principal, fees, day = note.principal, 0, note.issue
    while day < paid_to:
        period = note.periods.containing(day)
        start, exact, booked, opened, already = day, Fraction(0), 0, 0, 0
        meter = Meter(note, mode, per)
        while day < period.end:
            day += ONE_DAY
            fees += sum(cents for on, cents in facts.fees if on == day)
            payment = sum(facts.payments.get(day, [])) if day <= last else 0
            converted = [cents for on, cents in facts.conversions if on == day and day <= last]
            amended = day < period.end and rates.both(day)[0] != rates.both(start)[0]
            splits = "fees end lines" in OPEN and any(on == day for on, _ in facts.fees)
            if "the rate of overdue interest ends lines where nothing is overdue" in OPEN:
                splits = splits or rates.of_overdue(day) != rates.of_overdue(start)
            if not (payment or converted or amended or splits or day == period.end):
                continue
            rate = rates.both(start)[0]
            _, fraction = note.counter.of_line(start, day, period)
            exact += principal * rate * fraction
            line = meter.of(principal, rate, start, day, period)
            opened, booked, start = opened + line, booked + line, day
            for bucket in order:
                owed = {FEES: fees, INTEREST: opened, PRINCIPAL: principal}.get(bucket, 0)
                part = min(payment, max(owed, 0))
                payment -= part
                if bucket == FEES:
                    fees -= part
                elif bucket == INTEREST:
                    opened, already = opened - part, already + part
                elif bucket == PRINCIPAL:
                    principal -= part
            for cents in converted:
                if principal:
                    share = Fraction(min(cents, principal), principal)
                    settled = _half_up(share * opened)
                    opened -= settled
                    already += settled
                principal = max(0, principal - cents)
        whole = booked if per == "per diem" else _mode(exact, mode)
        paid[period.end] = max(0, whole - already)
    return paid


def _paid_to(note: Note, facts: Happened, case: Json, governing: date, redemption: date) -> date:
    scenario, periods = case["scenario"], note.periods
    assert isinstance(periods, RolledPeriods)
    if scenario.get("paid_to"):
        day = _day(scenario["paid_to"])
        if day != note.issue and not periods.is_interest_date(day):
            raise RefusedError("paid-to date is no interest date")
        if day > redemption:
            raise RefusedError("paid-to date after the redemption date")
        return day
    by = facts.sent if facts.sent is not None else governing
    first = facts.missed[0] if facts.missed else None
    found = note.issue
    for each in periods._upto(max(by, redemption) + timedelta(days=40)):
        if each.due <= by and (first is None or each.due < first) and each.due < redemption:
            found = each.end
    return found


# --------------------------------------------------------------------------- the price


def _make_whole(note: Note, terms: Json, rates: Rates, redemption: date) -> Fraction | None:
    """The make-whole price per unit of principal (rule 22)."""
    term = terms["redemption"].get("make_whole")
    if not term:
        return None
    until = _day(term["until"]) if term.get("until") else note.maturity
    if until is None:
        raise RefusedError("a make-whole price without an end")
    if until <= redemption:
        return Fraction(1) if "make-whole is par from its end on" in OPEN else None
    periods, counter = note.periods, note.counter
    base, each = rates.both(redemption)[0], _rate(term["rate"]) / periods.frequency
    factor, value, grown, begin = Fraction(1), Fraction(0), Fraction(1), redemption
    while True:
        period = periods.containing(begin)
        end = min(period.end, until)
        full = (period.grid_end - period.grid_start).days
        if (end - begin).days == full:
            factor *= 1 + each
        else:
            factor *= 1 + each * Fraction((end - begin).days, full)
        coupon = base * counter.fraction(end, period)
        value += coupon / factor
        grown *= 1 + coupon
        begin = end
        if end == until:
            break
    whole = grown / factor if note.paid_in == "notes" else value + 1 / factor
    return whole - base * counter.fraction(redemption, periods.containing(redemption))


def _price(note: Note, case: Json, rates: Rates, redemption: date) -> Fraction:
    term = case["terms"]["redemption"]
    stated = note.price
    for each in sorted(term.get("prices", []), key=lambda each: str(each["start"])):
        if _day(each["start"]) <= redemption:
            stated = _percent(each["price"])
    candidates = [stated]
    if term.get("minimum"):
        candidates.append(_percent(term["minimum"]))
    whole = _make_whole(note, case["terms"], rates, redemption)
    if whole is not None:
        candidates.append(whole)
    share_price = case["scenario"].get("share_price")
    if term.get("conversion_value") and share_price is not None:
        candidates.append(
            Fraction(str(share_price)) / Fraction(str(case["terms"]["conversion"]["price"]))
        )
    return max(candidates)


# --------------------------------------------------------------------------- the whole


def _opened(case: Json, note: Note, facts: Happened) -> date | None:
    """Rule 23: the day on which notices of enough principal had been sent."""
    needed = _percent(case["terms"]["redemption"]["holders_needed"])
    held = Fraction(0)
    for notice in sorted(facts.notices, key=lambda each: each.sent):
        held += note.principal if notice.principal is None else notice.principal
        if held >= needed * note.principal:
            return notice.sent
    return None


def _redemption(case: Json, note: Note, facts: Happened, first: date, start: date) -> date | None:
    """The redemption date (rules 3, 4, 14 and 23); None where nothing is due yet."""
    scenario, least = case["scenario"], [first]
    if facts.sent is not None:
        least.append(facts.sent)
    if case["terms"]["redemption"].get("holders_needed"):
        opened = _opened(case, note, facts)
        if opened is None:
            return None
        least.append(opened)
    if scenario.get("redeem_on"):
        day = _day(scenario["redeem_on"])
        if day < min(first, start):
            raise RefusedError("redemption before the event of default")
        if any(day < each for each in least[1:]):
            raise RefusedError("redemption before the notice")
        if facts.forborne(day):
            raise RefusedError("redemption in a forbearance")
        return day
    day = note.calendar.following(max(least))
    while (forborne := facts.forborne(day)) is not None:
        day = note.calendar.following(forborne[1] + ONE_DAY)
    return day


def _timeline(note: Note, facts: Happened, clocks: list[Clock], first: Clock | None) -> list[Any]:
    found: list[Any] = [("closing", None, note.closing, True)]
    found += [("notice", None, notice.sent, True) for notice in facts.notices]
    for clock in clocks:
        ours = clock is first
        if clock.deadline is not None:
            found.append(("covenant_deadline", clock.of, clock.deadline, ours))
        if not facts.happened(clock.breach):
            continue
        found.append(("breach", clock.of, clock.breach, ours))
        for name in ("cure_deadline", "cured", "waived"):
            if getattr(clock, name) is not None:
                found.append((name, clock.of, getattr(clock, name), ours))
        if clock.state == "default":
            found.append(("event_of_default", clock.of, clock.event_of_default, ours))
    return found


def _compute(case: Json) -> Json:
    note = _note(case["terms"], case["scenario"].get("readings", {}))
    note.periods = _periods(note, case["terms"]["interest"])
    dated = [each["start"] for each in case["terms"]["redemption"].get("prices", [])]
    if len(set(dated)) < len(dated):
        raise RefusedError("two prices from one day")
    facts = _facts(case, note, note.periods)
    clocks = _run_clocks(case, note, facts)
    ripe = [clock for clock in clocks if clock.state == "default"]
    governing = min((c.event_of_default for c in ripe if c.event_of_default), default=None)
    first = next((clock for clock in ripe if clock.event_of_default == governing), None)
    timeline = _timeline(note, facts, clocks, first)
    result: Json = {"state": "default", "redemption": None, "schedule": [], "ledger": []}
    result["timeline"] = timeline
    if first is None or governing is None:
        states = [clock.state for clock in clocks]
        ranked = ("curing", "breach", "waived", "cured", "performing")
        result["state"] = next((state for state in ranked if state in states), "performing")
        return result
    rate_from = _reading_day(note, facts, ripe, governing)
    rates = Rates(note, case["terms"], facts, _spans(case["terms"], ripe, governing, rate_from))
    days = (rate_from + number * ONE_DAY for number in range(4000))
    begins = next((day for day in days if rates.is_default(day)), None)
    if begins is not None:
        timeline.append(("default_rate_from", None, begins, True))
    redemption = _redemption(case, note, facts, governing, rate_from)
    if redemption is None:
        return result
    timeline.append(("redemption", None, redemption, True))
    moved = [*facts.payments, *(on for on, _ in facts.conversions)]
    if any(day <= note.issue for day in moved):
        raise RefusedError("payment on or before the issue date")
    if rates.below:
        raise RefusedError("default rate amended below the base rate")
    company: dict[date, int] = {}
    if note.paid_in == "cash":
        paid_to = _paid_to(note, facts, case, governing, redemption)
        company = _paid_by_company(note, case["terms"], facts, rates, paid_to, redemption)
    walk = Walker(case, note, facts, rates, company).to(redemption)
    book = walk.book
    priced = _half_up(_price(note, case, rates, redemption) * book.principal)
    accrued = book.accrued + book.owed[UPON]
    before_fees = _half_up(note.portion * (priced + accrued))
    of_principal = _half_up(note.portion * priced)
    share = note.counter.per_diem(redemption, note.periods.containing(redemption))
    a_day = book.principal * rates.borne(redemption)[0]
    a_day += book.overdue * rates.of_overdue(redemption)
    result["redemption"] = {
        "date": redemption,
        "principal": of_principal,
        "accrued_interest": before_fees - of_principal,
        "fees": book.owed[FEES],
        "total": before_fees + book.owed[FEES],
        "per_diem": _mode(a_day * share, case["terms"].get("rounding", {}).get("mode", "nearest")),
        "outstanding": book.principal,
    }
    result["schedule"] = walk.lines
    result["ledger"] = walk.entries
    return result


def written(value: Any, key: str = "") -> Any:
    """A result as text and numbers that compare with another's."""
    if isinstance(value, dict):
        return {str(name): written(each, str(name)) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [written(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return _shortest(value)
    if isinstance(value, int) and not isinstance(value, bool) and key != "days":
        return _money(value)
    return value


def oracle_facts(case: Json) -> Json:
    """The answer by the rules, or {"error": kind}."""
    try:
        found = _compute(case)
    except RefusedError as problem:
        return {"error": str(problem)}
    answer: Json = written(found)
    return answer


def claim(case: Json) -> Json:
    """Rule 25: principal and interest accrued to the petition date, at the rate then in force."""
    petition = _day(case["scenario"]["petition"])
    note = _note(case["terms"], case["scenario"].get("readings", {}))
    note.periods = _periods(note, case["terms"]["interest"])
    facts = _facts(case, note, note.periods)
    clocks = _run_clocks(case, note, facts)
    ripe = [c for c in clocks if c.state == "default" and c.event_of_default]
    ripe = [c for c in ripe if c.event_of_default and c.event_of_default < petition]
    spans: list[tuple[date, date | None]] = []
    governing = petition
    if ripe:
        governing = min(c.event_of_default for c in ripe if c.event_of_default)
        rate_from = _reading_day(note, facts, ripe, governing)
        spans = _spans(case["terms"], ripe, governing, rate_from)
    rates = Rates(note, case["terms"], facts, spans)
    company: dict[date, int] = {}
    if note.paid_in == "cash":
        paid_to = _paid_to(note, facts, case, governing, petition)
        company = _paid_by_company(note, case["terms"], facts, rates, paid_to, petition)
    book = Walker(case, note, facts, rates, company).to(petition).book
    answer: Json = written(
        {
            "principal": book.principal,
            "accrued_interest": book.accrued + book.owed[UPON],
            "fees": book.owed[FEES],
        }
    )
    return answer
