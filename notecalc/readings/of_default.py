"""Questions of the default: when it occurred, what the notice did, which one is relied on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from notecalc.facts import Facts
from notecalc.readings.question import (
    Answer,
    Case,
    Question,
    by_notice,
    events,
    notice_of,
    noticed,
    same,
)
from notecalc.terms import DefaultFrom, EventOfDefault, Occurs, Terms, choose


def _noticed_clauses(terms: Terms) -> Iterator[str]:
    return (f"{each.clause}: cure {each.cure}" for each in by_notice(terms))


def _occurs(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()

    def read(occurs: Occurs) -> Callable[[Terms, Facts], Case]:
        def change(event: EventOfDefault) -> EventOfDefault:
            noticed = event.cure is not None and event.cure.needs_notice
            return replace(event, occurs=occurs) if noticed else event

        return lambda terms, facts: (
            replace(terms, events_of_default=events(terms, change)),
            facts,
        )

    return (
        Answer(
            Occurs.AFTER_CURE.value,
            "it occurs when the cure period has run out",
            "the issuer: the clause makes it one only when it is not cured in time",
            read(Occurs.AFTER_CURE),
        ),
        Answer(
            Occurs.AT_NOTICE.value,
            "it occurs at the notice",
            "the holder: the notice claims one",
            read(Occurs.AT_NOTICE),
        ),
        Answer(
            Occurs.AT_BREACH.value,
            "it occurs at the breach",
            "the holder: the default was there before any notice",
            read(Occurs.AT_BREACH),
        ),
    )


def _starts_clock(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()

    def read(starts: bool) -> Callable[[Terms, Facts], Case]:
        def change(terms: Terms, facts: Facts) -> Case:
            notice = notice_of(facts)
            if notice is None or notice.starts_cure is starts:
                return terms, facts
            return terms, replace(facts, notice=replace(notice, starts_cure=starts))

        return change

    return (
        Answer(
            "yes",
            "the notice starts the cure period",
            "the holder: it tells of the breach, whatever else it claims",
            read(True),
        ),
        Answer(
            "no",
            "the notice starts no cure period",
            "the issuer: it claims an Event of Default and asks for no cure",
            read(False),
        ),
    )


def _started(at: DefaultFrom) -> Callable[[Terms, Facts], Case]:
    return lambda terms, facts: (choose(terms, default_from=at), facts)


def _rate_start(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    told = {
        DefaultFrom.EVENT_OF_DEFAULT: ("at the Event of Default", "the issuer: not before it"),
        DefaultFrom.NOTICE: ("at the notice", "the holder: from when it was claimed"),
        DefaultFrom.BREACH: ("at the breach", "the holder: from when the breach began"),
        DefaultFrom.INTEREST_DATE: (
            "on the interest date before the Event of Default",
            "the holder or a paying agent: one rate for a period",
        ),
        DefaultFrom.ISSUE: ("at issue", "nobody so far: the upper bound"),
    }
    return tuple(
        Answer(each.value, f"it starts {where}", by, _started(each))
        for each, (where, by) in told.items()
    )


def _relied_on(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts) or not (facts.missed or facts.occurred):
        return ()
    if len(by_notice(terms)) == len(terms.events_of_default):
        return ()

    def only_noticed(terms: Terms, facts: Facts) -> Case:
        kept = by_notice(terms)
        ids = {event.id for event in terms.events_of_default if event not in kept}
        assumed = tuple(
            path for path in terms.assumed if path.partition(".")[2].partition(".")[0] not in ids
        )
        return (
            replace(terms, events_of_default=kept, assumed=assumed),
            replace(
                facts,
                occurred={},
                cured=_less(facts.cured, ids),
                waived=_less(facts.waived, ids),
            ),
        )

    return (
        Answer("any", "the redemption may rely on any that has ripened", "the holder", same),
        Answer(
            "noticed",
            "the redemption relies on the one that was noticed, alone",
            "the issuer: the notice names no other",
            only_noticed,
        ),
    )


def _less(dates: date | Mapping[str, date], ids: set[str]) -> date | Mapping[str, date]:
    """The dates by event of default without those of `ids`."""
    if isinstance(dates, date):
        return dates
    return {name: day for name, day in dates.items() if name not in ids}


OCCURS = Question(
    "occurs",
    "When did the Event of Default occur?",
    _noticed_clauses,
    _occurs,
)
CLOCK = Question(
    "clock",
    "Does a notice that claims an Event of Default also start the cure period?",
    _noticed_clauses,
    _starts_clock,
)
DEFAULT_FROM = Question(
    "default_from",
    "Where does the default rate start?",
    lambda terms: [f"{terms.default_rates.clause}: from {terms.default_rates.start.value}"],
    _rate_start,
)
RELIES_ON = Question(
    "relies_on",
    "Which default does the redemption rely on?",
    lambda terms: [
        f"{terms.redemption.clause}: redemption",
        *(f"{each.clause}: event of default {each.id}" for each in terms.events_of_default),
    ],
    _relied_on,
)
