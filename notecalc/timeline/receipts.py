"""When a notice counts as received: as the facts say, else by the terms' rules for its way."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from notecalc.calendars import Calendar, Roll
from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.facts import Facts, Notice
from notecalc.facts.knowledge import path_of
from notecalc.terms import Terms

if TYPE_CHECKING:
    from notecalc.terms import Delivery


class Receipt(NamedTuple):
    """A notice, the day on which it was received, and why then (nothing: as the facts say)."""

    notice: Notice
    received: date
    why: str = ""
    clause: str = ""

    def names(self, event: str) -> bool:
        """Whether the notice is of this event of default."""
        return not self.notice.of or event in self.notice.of


def receipts(terms: Terms, facts: Facts, calendar: Calendar) -> tuple[Receipt, ...]:
    """Every notice with its receipt, in the order of sending. Raises all problems at once."""
    if facts.notice is None and not facts.notices:
        return ()
    notices = facts.every_notice
    problems = [
        each
        for notice in notices
        if notice.of or notice.by
        for each in _wrong(notice, terms, path_of(facts, notice))
    ]
    if problems:
        raise NotecalcError(*problems)
    return tuple([_receipt(each, terms, calendar, path_of(facts, each)) for each in notices])


def _wrong(notice: Notice, terms: Terms, path: str) -> Iterator[Problem]:
    if notice.of:
        ids = [event.id for event in terms.events_of_default]
        for each in notice.of:
            if each not in ids:
                yield unknown("event of default", each, ids, f"{path}.of")
    known = [each.by for each in terms.deliveries]
    if notice.by and known and notice.by not in known and notice.received is None:
        yield unknown("way to send a notice", notice.by, known, f"{path}.by")


def _receipt(notice: Notice, terms: Terms, calendar: Calendar, path: str) -> Receipt:
    if notice.received is not None:
        return Receipt(notice, notice.received)
    if not notice.by:
        return Receipt(notice, notice.sent)
    rule = next((each for each in terms.deliveries if each.by == notice.by), None)
    if rule is None:
        return Receipt(notice, notice.sent)
    if rule.cut_off is None:
        assert rule.deemed is not None  # checked when the terms were made
        end = rule.deemed.end(notice.sent, calendar)
        return Receipt(notice, end, f"by {rule.by}, {rule.deemed.told}", rule.clause)
    return _by_hour(notice, rule, calendar, path)


def _by_hour(notice: Notice, rule: "Delivery", calendar: Calendar, path: str) -> Receipt:
    if notice.at is None:
        raise NotecalcError(
            Problem(
                f"the notice of {notice.sent} went by {rule.by}, and"
                f" {f'{rule.clause} asks' if rule.clause else 'the terms ask'} whether that was"
                f" before {rule.cut_off:%H:%M}",
                "give its hour, such as 16:30, or the day it was received",
                f"{path}.at",
            )
        )
    assert rule.cut_off is not None  # the caller has seen it
    sent = f"by {rule.by} at {notice.at:%H:%M}"
    if calendar.is_business_day(notice.sent) and notice.at < rule.cut_off:
        why = f"{sent}, before {rule.cut_off:%H:%M} on a Business Day: received that day"
        return Receipt(notice, notice.sent, why, rule.clause)
    closed = calendar.why_closed(notice.sent)
    late = f"not before {rule.cut_off:%H:%M}" if closed is None else closed
    following = calendar.roll(notice.sent + timedelta(days=1), Roll.FOLLOWING)
    why = f"{sent}, {late}: received on the next Business Day"
    return Receipt(notice, following, why, rule.clause)
