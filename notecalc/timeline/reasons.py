"""The reasons of the dated events, in words; each is built when it is read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor, Deadline, Pause
from notecalc.money import grouped, percent
from notecalc.terms import DefaultFrom, DefaultUntil, Occurs
from notecalc.timeline.clocks import Clock
from notecalc.timeline.receipts import Receipt

if TYPE_CHECKING:
    from notecalc.facts import Amendment, Conversion, Forbearance, Judgment


def said(day: date) -> str:
    """A date with its weekday: ``Tue 2008-10-14``."""
    return f"{day:%a} {day}"


def counted(
    deadline: Deadline,
    start: date,
    end: date,
    calendar: Calendar,
    paused: tuple[Pause, ...] = (),
) -> str:
    """How a deadline was counted, which holidays it skipped and where it stood still."""
    what = deadline.after.value if isinstance(deadline.after, Anchor) else ""
    anchor = f"{what} on {said(start)}" if what else said(start)
    rule = str(deadline).partition(" after ")
    rolled = f", {rule[2].partition(', ')[2]}" if deadline.roll else ""
    skipped = [f"{said(day)} {name}" for day, name in deadline.skipped(start, calendar, paused)]
    bites = f"; not a Business Day: {', '.join(skipped)}" if skipped else ""
    # what begins on a day that the deadline only rolled to stopped no count
    counted_to = replace(deadline, roll=None).end(start, calendar, paused) if paused else end
    stood = [
        f"{why} from {said(first)} to {said(last)}"
        for first, last, why in paused
        if first < counted_to and last > start
    ]
    still = f"; standing still in the {' and the '.join(stood)}" if stood else ""
    stays = (
        "; a closed day, which no term moves" if deadline.stays_on_closed_day(end, calendar) else ""
    )
    return f"{rule[0]} after {anchor}{rolled}{bites}{still}{stays}"


def closing() -> str:
    """Why the closing stands in the timeline."""
    return "the closing, from which covenants count"


def breach(clock: Clock) -> str:
    """Why the breach is on its day."""
    if clock.covenant is not None:
        return f"the day after the covenant deadline {said(clock.due)}, not performed"
    if clock.event.payment is not None:
        days = " and ".join(map(said, clock.rolled))
        rolled = f", rolled from {days}" if days else ""
        return f"the day after the due date {said(clock.due)}{rolled}, not paid"
    return "the day it happened"


def notice(receipt: Receipt) -> str:
    """When the notice was sent and received, and whether a cure period runs from it."""
    sent, received, told = receipt.notice.sent, receipt.received, receipt.notice
    arrived = "" if received == sent else f"; received on {said(received)}"
    clause = f" ({receipt.clause})" if receipt.clause else ""
    deemed = f": {receipt.why}{clause}" if receipt.why else ""
    of = f" of {' and '.join(told.of)}" if told.of else ""
    by = f" by holders of {grouped(told.principal)}" if told.principal is not None else ""
    read = "" if told.starts_cure else "; read as no notice of the breach: it starts no cure period"
    return f"notice of default sent{of}{by}{arrived}{deemed}{read}"


def forbearance(agreed: "Forbearance") -> str:
    """What the forbearance does."""
    rate = "does not run" if agreed.suspends_rate else "goes on"
    return (
        f"to {said(agreed.end)}: no cure period is counted, no redemption falls in it; the default"
        f" rate {rate}"
    )


def last_day() -> str:
    """Why the end of a forbearance stands in the timeline."""
    return "the last day of it"


def partly(what: str) -> str:
    """What a partial cure did."""
    return f"a part of what is asked for{f' ({what})' if what else ''}: it stops no clock"


def amendment(changed: "Amendment") -> str:
    """Which rates an amendment sets."""
    names = {
        "cash rate": changed.cash_rate,
        "note rate": changed.note_rate,
        "default cash rate": changed.default_cash_rate,
        "default note rate": changed.default_note_rate,
    }
    rates = [f"{name} {percent(rate)}" for name, rate in names.items() if rate is not None]
    return f"from this day: {', '.join(rates) or 'no rate is changed'}"


def acceleration(share: Decimal) -> str:
    """Why the note is accelerated on its day."""
    return f"holders of at least {percent(share)} of principal had given notice"


def conversion(made: "Conversion") -> str:
    """What was converted."""
    return f"{grouped(made.principal)} of principal converted into shares"


def petition() -> str:
    """What a petition does to the claim."""
    return "a claim in bankruptcy stops here: interest unmatured on this day is not allowed"


def judgment(given: "Judgment") -> str:
    """What a judgment bears."""
    how = "compounded each year" if given.compounds else "simple"
    return f"judgment for what is due on this day, which bears {percent(given.rate)}, {how}"


def default_rate_until(suspended: "Forbearance | None", until: DefaultUntil) -> str:
    """Why the default rate stops on its day."""
    if suspended is not None:
        return f"suspended by the {suspended.clause} to {said(suspended.end)}"
    what = "a waiver" if until is DefaultUntil.WAIVER else "a cure or a waiver"
    return f"reading {until.value}: the default rate runs until {what}, and the base rate again"


def cured(clock: Clock, sent: date | None, until: DefaultUntil) -> str:
    """What the cure did."""
    cure, deadline = clock.event.cure, clock.cure_deadline
    ends = _ends_rate(clock, until) if until is DefaultUntil.CURE else ""
    if cure is None:
        return f"too late: this event of default is automatic and has no cure period{ends}"
    if clock.default is not None:
        if clock.event.occurs is Occurs.AFTER_CURE and deadline is not None:
            return f"too late: the cure deadline was {said(deadline)}{ends}"
        return f"too late: the Event of Default was on {said(clock.default)}{ends}"
    if cure.needs_notice and clock.cured is not None and (sent is None or clock.cured < sent):
        return "the breach was cured before any notice of it: a good defence"
    if deadline is None:
        return "cured before any cure period ran out"
    return f"cured on or before the cure deadline {said(deadline)}"


def waived(clock: Clock, until: DefaultUntil) -> str:
    """What the waiver did."""
    if clock.default is not None:
        ends = _ends_rate(clock, until)
        return f"too late: not before the Event of Default {said(clock.default)}{ends}"
    return "waived before an Event of Default"


def _ends_rate(clock: Clock, until: DefaultUntil) -> str:
    """What a cure or a waiver after the Event of Default does to the default rate (rule 15)."""
    if clock.default is None or until is DefaultUntil.REDEMPTION:
        return ""
    return f"; but this default bears no default rate from this day (until: {until.value})"


def event_of_default(clock: Clock) -> str:
    """Why the Event of Default is on its day."""
    if clock.event.occurs is Occurs.AT_BREACH and clock.event.cure is not None:
        return "reading at-breach: the breach is the Event of Default, cure period or not"
    if clock.event.occurs is Occurs.AT_NOTICE and clock.event.cure is not None:
        return "reading at-notice: the notice says that the Event of Default has occurred"
    if clock.cure_deadline is None:
        return "automatic: the day of the breach"
    return f"the day after the cure deadline {said(clock.cure_deadline)}, not cured, not waived"


def default_rate_from(reading: DefaultFrom, governing: str, start: date, first: date) -> str:
    """Which reading put the start of the default rate on its day; `first` is when it first runs."""
    words = {
        DefaultFrom.EVENT_OF_DEFAULT: f"the governing Event of Default ({governing})",
        DefaultFrom.NOTICE: "the day the notice was sent",
        DefaultFrom.BREACH: "the earliest breach among the clocks that ripen",
        DefaultFrom.INTEREST_DATE: (
            f"the last interest date on or before the governing Event of Default ({governing}),"
            " or the issue date"
        ),
        DefaultFrom.ISSUE: "the issue date",
    }
    stood = f"; cured, waived or suspended from {said(start)} to this day" if first != start else ""
    return f"reading {reading.value}: {words[reading]}{stood}"


def default_rate_again() -> str:
    """Why the default rate starts anew."""
    return "the default rate runs again: an Event of Default continues"


def redemption(
    given: bool,
    default: date,
    sent: date | None,
    calendar: Calendar,
    on: date,
    forbearances: "tuple[Forbearance, ...]" = (),
) -> str:
    """Why redemption is on its day."""
    if given:
        return "the redemption date given"
    after = f"the Event of Default {said(default)}"
    if sent is not None:
        after += f" and the notice {said(sent)}"
    earliest = max(default, sent or default)
    stays = [each for each in forbearances if earliest <= each.end and each.start < on]
    closed = "" if stays and stays[0].covers(earliest) else calendar.why_closed(earliest)
    moved = f"; {said(earliest)} is {closed}" if closed else ""
    for each in stays:
        moved += f"; none is in the {each.clause}, which ends on {said(each.end)}"
    return f"assumed: the first Business Day on or after {after}{moved}"
