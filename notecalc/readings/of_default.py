"""Questions of the default: when it occurred, what the notice did, which one is relied on."""

from collections.abc import Callable
from dataclasses import replace

from notecalc.facts import Facts
from notecalc.readings.question import Answer, Case, Question, events, noticed, same
from notecalc.terms import DefaultFrom, EventOfDefault, Occurs, Terms, choose


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
            "after-cure",
            "when the cure period has run out",
            "the issuer: the clause makes it one only when not cured in time",
            read(Occurs.AFTER_CURE),
        ),
        Answer(
            "at-notice",
            "at the notice",
            "the holder: the notice says that it has occurred",
            read(Occurs.AT_NOTICE),
        ),
        Answer(
            "at-breach",
            "at the breach",
            "the holder: the default was there before any notice",
            read(Occurs.AT_BREACH),
        ),
    )


def _starts_clock(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()
    return (
        Answer("yes", "it starts the cure period", "the holder: it names the breach", same),
        Answer(
            "no",
            "it is no notice of the breach, and no cure period runs",
            "the issuer: it claims an Event of Default and asks for no cure",
            lambda terms, facts: (terms, replace(facts, notice=None)),
        ),
    )


def _started(at: DefaultFrom) -> Callable[[Terms, Facts], Case]:
    return lambda terms, facts: (choose(terms, default_from=at), facts)


def _rate_start(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    told = {
        DefaultFrom.EVENT_OF_DEFAULT: ("the Event of Default", "the issuer"),
        DefaultFrom.NOTICE: ("the notice", "the holder, from when it claimed"),
        DefaultFrom.BREACH: ("the breach", "the holder: that is when the default began"),
        DefaultFrom.INTEREST_DATE: (
            "the interest date before the Event of Default",
            "a paying agent: one rate for a period",
        ),
        DefaultFrom.ISSUE: ("issue", "nobody yet; the upper bound"),
    }
    return tuple(
        Answer(
            each.value,
            f"from {says}",
            by,
            _started(each),
        )
        for each, (says, by) in told.items()
    )


def _relied_on(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    noticed = tuple(e for e in terms.events_of_default if e.cure and e.cure.needs_notice)
    if facts.sent is None or not noticed or not (facts.missed or facts.occurred):
        return ()

    def only_noticed(terms: Terms, facts: Facts) -> Case:
        kept = tuple(e for e in terms.events_of_default if e.cure and e.cure.needs_notice)
        ids = {event.id for event in terms.events_of_default if event not in kept}
        assumed = tuple(
            path for path in terms.assumed if path.partition(".")[2].partition(".")[0] not in ids
        )
        return (
            replace(terms, events_of_default=kept, assumed=assumed),
            replace(facts, occurred={}),
        )

    return (
        Answer("any", "any that has ripened", "the holder", same),
        Answer("noticed", "only the one that was noticed", "the issuer", only_noticed),
    )


OCCURS = Question(
    "occurs",
    "When did the Event of Default occur?",
    "Note 4(a)(iv): “not cured within ten Business Days after notice”; the Notice: Events of"
    " Default “have occurred, remain unwaived, and are continuing”",
    _occurs,
)
CLOCK = Question(
    "clock",
    "Does a notice that claims an Event of Default also start the cure period?",
    "Note 4(a)(iv): “after notice of such default sent by the Holder”",
    _starts_clock,
)
DEFAULT_FROM = Question(
    "default_from",
    "Where does the default rate start?",
    "Note 2: “the Cash Interest Rate shall be twelve percent (12.00%) per annum”, quoted"
    " without its trigger",
    _rate_start,
)
RELIES_ON = Question(
    "relies_on",
    "Which default does the redemption rely on?",
    "Note 4(b) and the Notice, which names the covenant only",
    _relied_on,
)
