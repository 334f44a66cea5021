"""The reasons of the dated events, in words; each is built when it is read."""

from datetime import date

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor, Deadline
from notecalc.terms import DefaultFrom, Occurs
from notecalc.timeline.clocks import Clock


def said(day: date) -> str:
    """A date with its weekday: ``Tue 2008-10-14``."""
    return f"{day:%a} {day}"


def counted(deadline: Deadline, start: date, end: date, calendar: Calendar) -> str:
    """How a deadline was counted, and which holidays it skipped."""
    what = deadline.after.value if isinstance(deadline.after, Anchor) else ""
    anchor = f"{what} on {said(start)}" if what else said(start)
    rule = str(deadline).partition(" after ")
    rolled = f", {rule[2].partition(', ')[2]}" if deadline.roll else ""
    skipped = [f"{said(day)} {name}" for day, name in deadline.skipped(start, calendar)]
    bites = f"; not a Business Day: {', '.join(skipped)}" if skipped else ""
    stays = (
        "; a closed day, which no term moves" if deadline.stays_on_closed_day(end, calendar) else ""
    )
    return f"{rule[0]} after {anchor}{rolled}{bites}{stays}"


def closing() -> str:
    """Why the closing stands in the timeline."""
    return "the closing, from which covenants count"


def breach(clock: Clock) -> str:
    """Why the breach is on its day."""
    if clock.covenant is not None:
        return f"the day after the covenant deadline {said(clock.due)}, not performed"
    if clock.event.payment is not None:
        return f"the day after the due date {said(clock.due)}, not paid"
    return "the day it happened"


def notice(sent: date, received: date, starts_cure: bool) -> str:
    """When the notice was sent and received, and whether a cure period runs from it."""
    arrived = "" if received == sent else f"; received on {said(received)}"
    read = "" if starts_cure else "; read as no notice of the breach: it starts no cure period"
    return f"notice of default sent{arrived}{read}"


def cured(clock: Clock, sent: date | None) -> str:
    """What the cure did."""
    cure, deadline = clock.event.cure, clock.cure_deadline
    if cure is None:
        return "too late: this event of default is automatic and has no cure period"
    if clock.default is not None:
        if clock.event.occurs is Occurs.AFTER_CURE and deadline is not None:
            return f"too late: the cure deadline was {said(deadline)}"
        return f"too late: the Event of Default was on {said(clock.default)}"
    if cure.needs_notice and clock.cured is not None and (sent is None or clock.cured < sent):
        return "the breach was cured before any notice of it: a good defence"
    if deadline is None:
        return "cured before any cure period ran out"
    return f"cured on or before the cure deadline {said(deadline)}"


def waived(clock: Clock) -> str:
    """What the waiver did."""
    if clock.default is not None:
        return f"too late: not before the Event of Default {said(clock.default)}"
    return "waived before an Event of Default"


def event_of_default(clock: Clock) -> str:
    """Why the Event of Default is on its day."""
    if clock.event.occurs is Occurs.AT_BREACH and clock.event.cure is not None:
        return "reading at-breach: the breach is the Event of Default, cure period or not"
    if clock.event.occurs is Occurs.AT_NOTICE and clock.event.cure is not None:
        return "reading at-notice: the notice says that the Event of Default has occurred"
    if clock.cure_deadline is None:
        return "automatic: the day of the breach"
    return f"the day after the cure deadline {said(clock.cure_deadline)}, not cured, not waived"


def default_rate_from(reading: DefaultFrom, governing: str) -> str:
    """Which reading put the start of the default rate on its day."""
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
    return f"reading {reading.value}: {words[reading]}"


def redemption(given: bool, default: date, sent: date | None, calendar: Calendar, on: date) -> str:
    """Why redemption is on its day."""
    if given:
        return "the redemption date given"
    after = f"the Event of Default {said(default)}"
    if sent is not None:
        after += f" and the notice {said(sent)}"
    earliest = max(default, sent or default)
    moved = "" if on == earliest else f"; {said(earliest)} is {calendar.why_closed(earliest)}"
    return f"assumed: the first Business Day on or after {after}{moved}"
