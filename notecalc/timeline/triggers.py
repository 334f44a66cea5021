"""The breaches that start clocks, and what must hold between them and the other facts."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor
from notecalc.errors import Problem, unknown
from notecalc.facts import Facts
from notecalc.facts.knowledge import path_of
from notecalc.terms import Covenant, EventOfDefault, Terms
from notecalc.timeline.receipts import Receipt

if TYPE_CHECKING:
    from notecalc.facts import PartialCure

DAY = timedelta(days=1)


class Trigger(NamedTuple):
    """A breach: of which event of default, when it was due; for a payment, by which days."""

    event: EventOfDefault
    covenant: Covenant | None
    due: date
    breach: date
    scheduled: tuple[date, ...] = ()

    def __str__(self) -> str:
        if self.covenant:
            return f"the deadline of covenant {self.covenant.id!r} ({self.covenant.clause})"
        what = "the payment" if self.event.payment else "the happening"
        return f"{what} of event of default {self.event.id!r} ({self.event.clause})"


def anchored(terms: Terms, anchor: Anchor | date) -> date:
    """The date of an anchor that the terms alone fix."""
    if isinstance(anchor, date):
        return anchor
    return terms.closing_date if anchor is Anchor.CLOSING else terms.issue_date


def triggers(terms: Terms, facts: Facts, calendar: Calendar) -> Iterator[Trigger]:
    """The breaches that the facts tell of, in the order of the terms.

    What was missed and rolls to one day was to be paid on that day: one breach (rule 21).
    """
    roll = terms.interest_dates(calendar).roll
    for event in terms.events_of_default:
        if event.covenant is not None:
            covenant = terms.covenant(event.covenant)
            assert covenant is not None  # checked when the terms were made
            due = covenant.deadline.end(anchored(terms, covenant.deadline.after), calendar)
            yield Trigger(event, covenant, due, due + DAY)
        elif event.payment is not None:
            for due, missed in facts.missed_by_day(roll).items():
                yield Trigger(event, None, due, due + DAY, missed)
        elif event.id in facts.occurred:
            happened = facts.occurred[event.id]
            yield Trigger(event, None, happened, happened)


def problems(
    terms: Terms, facts: Facts, found: list[Trigger], noticed: tuple[Receipt, ...]
) -> list[Problem]:
    """What is wrong between the facts and the breaches."""
    return [
        *_before_issue(terms, facts),
        *_unknown_happenings(terms, facts),
        *(
            each
            for receipt in noticed
            for each in _unsupported_notice(found, receipt, path_of(facts, receipt.notice))
        ),
        *(each for part in facts.partly_cured for each in _wrong_part(part, found)),
        *stayed(facts),
    ]


def stayed(facts: Facts) -> Iterator[Problem]:
    """A judgment after the petition, which stays it (11 U.S.C. 362(a)(1))."""
    petition, judgment = facts.petition, facts.judgment
    if petition is not None and judgment is not None and judgment.on > petition:
        yield Problem(
            f"the judgment of {judgment.on} is after the petition of {petition}, which stays"
            " proceedings against the debtor (11 U.S.C. 362(a)(1))",
            f"write a judgment up to {petition}, or leave one of them out",
            "judgment",
        )


def early_amendments(terms: Terms, facts: Facts) -> Iterator[Problem]:
    """The amendments of a note that was not issued yet."""
    for each in facts.amendments:
        if each.on < terms.issue_date:
            yield Problem(
                f"the amendment of {each.on} is before the issue date {terms.issue_date}",
                f"write a day from {terms.issue_date} on, or change the rates of the terms",
                f"amendments.{each.on}.on",
            )


def _before_issue(terms: Terms, facts: Facts) -> Iterator[Problem]:
    yield from early_amendments(terms, facts)
    if not (facts.missed or facts.occurred):
        return
    issued = f"the issue on {terms.issue_date}"
    for due in facts.missed:
        if due <= terms.issue_date:
            yield Problem(
                f"the payment missed on {due} was not due after {issued}",
                "write a due date of this note",
                f"missed.{due}",
            )
    for name, day in facts.occurred.items():
        if day < terms.issue_date:
            yield Problem(
                f"{name!r} of {day} was before {issued}",
                "write the day it happened to this note",
                f"occurred.{name}",
            )


def _unknown_happenings(terms: Terms, facts: Facts) -> Iterator[Problem]:
    if not facts.occurred:
        return
    happenings = [
        event.id for event in terms.events_of_default if not (event.covenant or event.payment)
    ]
    for name in facts.occurred:
        if name in happenings:
            continue
        if happenings:
            yield unknown("happening", name, happenings, f"occurred.{name}")
        else:
            yield Problem(
                f"no event of default of these terms is a happening such as {name!r}",
                "add one without covenant and payment, or leave it out",
                f"occurred.{name}",
            )


def _unsupported_notice(found: list[Trigger], receipt: Receipt, path: str) -> Iterator[Problem]:
    sent = receipt.notice.sent
    named = [trigger for trigger in found if receipt.names(trigger.event.id)]
    if any(trigger.breach <= sent for trigger in named):
        return
    if not named and receipt.notice.of:
        what = f"the notice of {sent} is of {receipt.notice.of[0]!r}, which has no breach"
        yield Problem(what, "give the missed payment or the happening too", f"{path}.of")
    for trigger in named:
        if trigger.covenant or (trigger.event.cure and trigger.event.cure.needs_notice):
            yield Problem(
                f"the notice of {sent} is of a breach that has not happened: it is not after"
                f" {trigger}, {trigger.due}",
                f"write a notice date from {trigger.breach} on",
                path,
            )


def _wrong_part(part: "PartialCure", found: list[Trigger]) -> Iterator[Problem]:
    mine = [trigger for trigger in found if trigger.event.id == part.of]
    if not mine:
        ids = list(dict.fromkeys(trigger.event.id for trigger in found))
        yield unknown("breach", part.of, ids, f"partly_cured.{part.on}.of")
    elif all(part.on < trigger.breach for trigger in mine):
        yield Problem(
            f"the partial cure of {part.on} is before the breach of {mine[0].breach}: {mine[0]},"
            f" {mine[0].due}",
            f"write a date from {mine[0].breach} on",
            f"partly_cured.{part.on}.on",
        )


def assign(
    path: str, given: date | Mapping[str, date], terms: Terms, found: list[Trigger]
) -> tuple[dict[str, date], list[Problem]]:
    """The dates by event-of-default id, and what is wrong with them."""
    if not given:
        return {}, []
    names = list(dict.fromkeys(trigger.event.id for trigger in found))
    if isinstance(given, date):
        open_then = {each.event.id for each in found if each.breach <= given}
        # A date before every breach is refused below, with the first breach that it misses.
        first = min(found, key=lambda each: each.breach, default=None)
        candidates = open_then or ({first.event.id} if first else set())
        if len(candidates) != 1:
            listed = ", ".join(f"{{{name}: {given}}}" for name in names if name in candidates)
            what = "several clocks are open" if candidates else "no clock is running"
            remedy = f"say which: {listed}" if candidates else "leave it out"
            return {}, [Problem(f"{path} on {given}: {what}", remedy, path)]
        given = {next(iter(candidates)): given}
    problems = []
    word = {"cured": "cure", "waived": "waiver"}[path]
    for name, day in given.items():
        mine = [trigger for trigger in found if trigger.event.id == name]
        if name not in {event.id for event in terms.events_of_default}:
            ids = [event.id for event in terms.events_of_default]
            problems.append(unknown("event of default", name, ids, f"{path}.{name}"))
        elif not mine:
            problems.append(
                Problem(
                    f"{name!r} has no breach in the facts",
                    "give the missed payment or the happening too",
                    f"{path}.{name}",
                )
            )
        elif all(day < trigger.breach for trigger in mine):
            problems.append(
                Problem(
                    f"the {word} of {day} is before the breach of {mine[0].breach}: {mine[0]},"
                    f" {mine[0].due}",
                    f"write a date from {mine[0].breach} on",
                    f"{path}.{name}",
                )
            )
    return dict(given), problems
