"""A breach in a letter: what was not performed, the time to cure it, and what became of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from notecalc.deadlines import Anchor
from notecalc.redemption import Result
from notecalc.statement.letters.model import clause, longhand, plain_day, sentence, spelled
from notecalc.timeline import Clock, State


def lead(clock: Clock) -> str:
    """What a breach is of: the covenant, the payment or the happening, with its clause."""
    if clock.covenant is not None:
        return f"Covenant, {clause(clock.covenant.clause)}."
    if clock.event.payment is not None:
        return f"Payment due on {plain_day(clock.due)}, {clause(clock.event.clause)}."
    return f"{sentence(clock.of.replace('-', ' ')).rstrip('.')}, {clause(clock.event.clause)}."


def breached(clock: Clock, result: Result) -> str:
    """What was not performed, by when, how that was counted, and from when the breach dates."""
    dated = longhand(clock.breach)
    if clock.covenant is not None:
        counted = _reason(result, "covenant_deadline", clock)
        return (
            f"The covenant was to be performed on or before {longhand(clock.due)}, that is"
            f" {counted}. It was not performed by then: [describe the failure]. The breach dates"
            f" from {dated}."
        )
    if clock.event.payment is not None:
        moved = (
            f", which falls on {' and '.join(map(longhand, clock.rolled))}"
            " and is moved off a closed day,"
            if clock.rolled
            else ""
        )
        return (
            f"The payment due on {longhand(clock.due)}{moved} [amount and what it was for] was not"
            f" made. The breach dates from {dated}."
        )
    return f"This happened on {longhand(clock.due)}: [describe what happened]."


def time_to_cure(clock: Clock, result: Result) -> str:
    """The time to cure, its last day and how it was counted, and what became of the breach."""
    cited, rule = clause(clock.event.clause), clock.event.cure
    if rule is None:
        return (
            f"Under {cited} there is no time to cure: the Event of Default occurred on"
            f" {longhand(clock.breach)}."
            if clock.state is State.DEFAULT
            else f"Under {cited} there is no time to cure. {_became(clock, result)}"
        )
    length = str(rule).partition(" after ")[0]
    if clock.cure_deadline is None:
        since = rule.after.value if isinstance(rule.after, Anchor) else plain_day(rule.after)
        return (
            f"{cited} allows {length} after {since} to cure. By the facts given that time has not"
            f" begun: it runs from [the day that counts]. {_became(clock, result)}"
        ).rstrip()
    counted = _reason(result, "cure_deadline", clock)
    last = longhand(clock.cure_deadline)
    tense = "is" if clock.state is State.CURING else "was"
    return (
        f"{cited} allows {length} to cure.{_started(clock, result)} The last day to cure {tense}"
        f" {last} ({counted}).{_in_part(clock, result)} {_became(clock, result)}"
    )


def _started(clock: Clock, result: Result) -> str:
    """Which notice the time to cure runs from, where that is not plain from its dates."""
    rule, noticed = clock.event.cure, result.timeline.noticed
    if rule is None or not rule.needs_notice:
        return ""
    received = rule.after is Anchor.NOTICE_RECEIVED
    found = next(
        (
            each
            for each in noticed
            if each.names(clock.of)
            and each.notice.starts_cure
            and each.notice.sent >= clock.breach
            and clock.start == (each.received if received else each.notice.sent)
        ),
        None,
    )
    if found is None or (len(noticed) == 1 and found.received == found.notice.sent):
        return ""
    sent, cited = longhand(found.notice.sent), f" ({found.clause})" if found.clause else ""
    why = f", {found.why}{cited}" if found.why else ""
    when = (
        "the same day" if found.received == found.notice.sent else f"on {longhand(found.received)}"
    )
    return f" It runs from the notice sent on {sent}, received {when}{spelled(why)}."


def _in_part(clock: Clock, result: Result) -> str:
    """What was done of it, and that it is not a cure."""
    parts = [each for each in result.facts.happened.partly_cured if each.of == clock.of]
    return "".join(
        f" On {longhand(each.on)} a part of what is asked for was done"
        f"{f' ({each.what})' if each.what else ''}, which is no cure."
        for each in parts
        if each.on >= clock.breach
    )


def _became(clock: Clock, result: Result) -> str:
    if clock.state is State.DEFAULT:
        governs = " It governs." if _several(result) and clock is result.timeline.governing else ""
        return f"An Event of Default occurred on {_default(clock)}.{governs}{_late(clock, result)}"
    if clock.state is State.CURED and clock.cured is not None:
        why = _reason(result, "cured", clock).removeprefix("cured ")
        return f"The breach was cured on {longhand(clock.cured)}: {why}."
    if clock.state is State.WAIVED and clock.waived is not None:
        return f"The breach was waived on {longhand(clock.waived)}, before an Event of Default."
    if clock.state is State.CURING and clock.cure_deadline is not None:
        return (
            "If the breach is not cured by then, an Event of Default occurs on"
            f" {longhand(day_after(clock))}."
        )
    return ""


def _late(clock: Clock, result: Result) -> str:
    """A cure or a waiver that came too late, where there was one."""
    told = ""
    if clock.cured is not None:
        told = f" The cure of {longhand(clock.cured)} was {_reason(result, 'cured', clock)}."
    if clock.waived is not None:
        told += f" A waiver dated {longhand(clock.waived)} is on record."
    return told


def late_waivers(result: Result) -> Iterator[str]:
    """A waiver after the Event of Default: what it does to an election no paper says."""
    ripe = [each for each in result.timeline.clocks if each.state is State.DEFAULT]
    for day in sorted({each.waived for each in ripe if each.waived is not None}):
        yield (
            f"A waiver dated {longhand(day)} is on record; whether this election may still be made"
            " is not stated by the papers."
        )


def _several(result: Result) -> bool:
    return sum(each.state is State.DEFAULT for each in result.timeline.clocks) > 1


def _default(clock: Clock) -> str:
    assert clock.default is not None  # asked of clocks that ripened only
    return longhand(clock.default)


def day_after(clock: Clock) -> date:
    """The day on which a breach that is not cured becomes an Event of Default."""
    assert clock.cure_deadline is not None  # asked in a cure period only
    return max(clock.cure_deadline + timedelta(days=1), clock.breach)


def _reason(result: Result, event: str, clock: Clock) -> str:
    found = (
        each.reason
        for each in result.timeline.events
        if each.event == event and each.of == clock.of and each.date in _dates(clock)
    )
    return spelled(next(found, ""))


def _dates(clock: Clock) -> tuple[date | None, ...]:
    return clock.due, clock.cure_deadline, clock.cured, clock.waived


def last_day(clock: Clock) -> date:
    """The last day to cure."""
    assert clock.cure_deadline is not None  # asked in a cure period only
    return clock.cure_deadline
