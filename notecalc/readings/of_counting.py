"""Questions of counting the days of a cure period: which days count, from when, which first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.facts import Facts
from notecalc.readings.question import (
    Answer,
    Case,
    Question,
    by_law,
    by_notice,
    cures,
    notice_of,
    noticed,
    same,
)
from notecalc.terms import CalendarTerm, Terms, choose
from notecalc.timeline.receipts import receipts


def _by_days_of(names: tuple[str, ...]) -> Callable[[Terms, Facts], Case]:
    def read(terms: Terms, facts: Facts) -> Case:
        own = terms.calendar
        frozen = own.frozen if names == own.names else None
        return choose(terms, calendar=CalendarTerm(names, own.closed, frozen)), facts

    return read


_EITHER = (Unit.BUSINESS_DAYS, Unit.DAYS)
_BANKS, _FEDERAL, _EXCHANGE, _NO_HOLIDAY = ("us-banks",), ("us-federal",), ("nyse",), ("weekends",)
_BOTH = ("us-banks", "nyse")
_ARGUED = {
    _BANKS: "either side: days on which banks in New York are open, the usual definition",
    _FEDERAL: "either side: days on which the federal government is open",
    _EXCHANGE: "either side: days on which securities trade",
    _BOTH: "the issuer: a day counts only where both are open",
    _NO_HOLIDAY: "the holder: no words take holidays out",
}


def _calendars(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    own = terms.calendar.names
    american = set(own) & {*_BANKS, *_FEDERAL, *_EXCHANGE}
    asked = [own, *_ARGUED] if american else [own, _NO_HOLIDAY]
    return tuple(
        Answer(
            "+".join(each),
            f"Business Days are those of {'+'.join(each)}",
            _ARGUED.get(each, "as the terms have it"),
            _by_days_of(each),
        )
        for each in dict.fromkeys(asked)
    )


def _receipt(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    notice = notice_of(facts)
    if notice is None or not by_notice(terms) or notice.received == notice.sent:
        return ()
    known = notice.received is not None

    def counted_from(anchor: Anchor) -> Callable[[Terms, Facts], Case]:
        def moved(cure: Deadline) -> Deadline:
            return replace(cure, after=anchor) if cure.needs_notice else cure

        return lambda terms, facts: (cures(terms, moved, payments=False), facts)

    def arrived_later(terms: Terms, facts: Facts) -> Case:
        sent = notice_of(facts)
        if sent is not None:
            arrived = terms.calendar.resolve().add(sent.sent, 1)
            facts = replace(facts, notice=replace(sent, received=arrived))
        return counted_from(Anchor.NOTICE_RECEIVED)(terms, facts)

    return (
        Answer(
            "sent",
            "the cure period runs from sending",
            "the holder",
            # A notice whose receipt is not dated counts as received when sent: nothing changes.
            counted_from(Anchor.NOTICE) if known else same,
        ),
        Answer(
            "received",
            "the cure period runs from receipt"
            + ("" if known else ", taken as the next Business Day"),
            "the issuer",
            counted_from(Anchor.NOTICE_RECEIVED) if known else arrived_later,
        ),
    )


def _first_day(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()

    def counting_it(terms: Terms, facts: Facts) -> Case:
        calendar = terms.calendar.resolve()

        def less_one(cure: Deadline) -> Deadline:
            start = _started(terms, facts, cure)
            if not cure.needs_notice or cure.unit not in _EITHER or start is None or not cure.count:
                return cure
            if cure.unit is Unit.BUSINESS_DAYS and not calendar.is_business_day(start):
                return cure
            return replace(cure, count=cure.count - 1)

        return cures(terms, less_one, payments=False), facts

    return (
        Answer(
            "not-counted",
            "the day after the notice is day 1",
            f"the issuer: {by_law(terms, '20', 'usage')} leaves the first day out",
            same,
        ),
        Answer("counted", "the day of the notice is day 1", "the holder", counting_it),
    )


def _started(terms: Terms, facts: Facts, cure: Deadline) -> date | None:
    """The day from which a cure period runs, after the first notice."""
    if cure.after is not Anchor.NOTICE_RECEIVED:
        return facts.sent
    noticed = receipts(terms, facts, terms.calendar.resolve())
    return noticed[0].received if noticed else None


def _cure_clauses(terms: Terms) -> Iterator[str]:
    return (f"{each.clause}: cure {each.cure}" for each in by_notice(terms))


CALENDAR = Question(
    "calendar",
    "Which days are Business Days?",
    lambda terms: [
        f"calendar: {terms.calendar}{', assumed' if 'calendar' in terms.assumed else ''}"
    ],
    _calendars,
)
RECEIPT = Question(
    "receipt", "Does the cure period run from sending or from receipt?", _cure_clauses, _receipt
)
FIRST_DAY = Question(
    "first_day", "Does the day of the notice count as day 1?", _cure_clauses, _first_day
)
