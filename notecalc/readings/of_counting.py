"""Questions of counting days: which days, from when, business or calendar, rolled or not."""

from collections.abc import Callable
from dataclasses import replace

from notecalc.calendars import Roll
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.facts import Facts, Notice
from notecalc.readings.question import Answer, Case, Question, cures, noticed, same
from notecalc.terms import CalendarTerm, Terms, choose


def _by_days_of(names: tuple[str, ...]) -> Callable[[Terms, Facts], Case]:
    return lambda terms, facts: (
        choose(terms, calendar=CalendarTerm(names, terms.calendar.closed)),
        facts,
    )


_AMERICAN = ("us-banks", "us-federal", "nyse")


def _calendars(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    own = terms.calendar
    names = [own.names, ("weekends",)]
    if set(own.names) & set(_AMERICAN):
        names = [own.names, *((name,) for name in _AMERICAN), ("us-banks", "nyse"), ("weekends",)]
    return tuple(
        Answer(
            "+".join(each),
            f"the days of {'+'.join(each)}",
            "whoever the extra or the missing day helps",
            _by_days_of(each),
        )
        for each in dict.fromkeys(names)
    )


def _first_day(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()

    def counting_it(terms: Terms, facts: Facts) -> Case:
        calendar = terms.calendar.resolve()

        def less_one(cure: Deadline) -> Deadline:
            start = facts.received if cure.after is Anchor.NOTICE_RECEIVED else facts.sent
            counts = cure.unit is Unit.DAYS or (
                cure.unit is Unit.BUSINESS_DAYS
                and start is not None
                and calendar.is_business_day(start)
            )
            noticed = cure.needs_notice and counts and cure.count
            return replace(cure, count=cure.count - 1) if noticed else cure

        return cures(terms, less_one, payments=False), facts

    return (
        Answer("not-counted", "the day after the notice is day 1", "the issuer", same),
        Answer("counted", "the day of the notice is day 1", "the holder", counting_it),
    )


def _receipt(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not noticed(terms, facts):
        return ()

    def counted_from(anchor: Anchor) -> Callable[[Terms, Facts], Case]:
        def moved(cure: Deadline) -> Deadline:
            return replace(cure, after=anchor) if cure.needs_notice else cure

        def read(terms: Terms, facts: Facts) -> Case:
            if anchor is Anchor.NOTICE_RECEIVED and facts.sent == facts.received and facts.sent:
                arrived = terms.calendar.resolve().add(facts.sent, 1)
                facts = replace(facts, notice=Notice(facts.sent, arrived))
            return cures(terms, moved, payments=False), facts

        return read

    given = facts.received != facts.sent
    return (
        Answer("sent", "from sending", "the holder", counted_from(Anchor.NOTICE)),
        Answer(
            "received",
            "from receipt" if given else "from receipt, taken as the next Business Day",
            "the issuer",
            counted_from(Anchor.NOTICE_RECEIVED),
        ),
    )


_EITHER = (Unit.BUSINESS_DAYS, Unit.DAYS)


def _counted_in(deadline: Deadline, unit: Unit) -> Deadline:
    return replace(deadline, unit=unit) if deadline.unit in _EITHER else deadline


def _covenant_days(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not any(each.deadline.unit in _EITHER for each in terms.covenants):
        return ()

    def read(unit: Unit) -> Callable[[Terms, Facts], Case]:
        return lambda terms, facts: (
            replace(
                terms,
                covenants=tuple(
                    replace(each, deadline=_counted_in(each.deadline, unit))
                    for each in terms.covenants
                ),
            ),
            facts,
        )

    return (
        Answer("business", "Business Days", "the notice counts so", read(Unit.BUSINESS_DAYS)),
        Answer("calendar", "calendar days", "the words say days", read(Unit.DAYS)),
    )


def _rolls(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    def rolled(roll: Roll | None) -> Callable[[Terms, Facts], Case]:
        def moved(deadline: Deadline) -> Deadline:
            if deadline.unit is Unit.BUSINESS_DAYS:
                return deadline
            return replace(deadline, roll=roll)

        def read(terms: Terms, facts: Facts) -> Case:
            terms = cures(cures(terms, moved, payments=True), moved, payments=False)
            covenants = tuple(replace(c, deadline=moved(c.deadline)) for c in terms.covenants)
            return replace(terms, covenants=covenants), facts

        return read

    return (
        Answer("stays", "it stays there", "the words, which move nothing", rolled(None)),
        Answer(
            "following",
            "it moves to the next Business Day",
            "N.Y. General Construction Law section 25",
            rolled(Roll.FOLLOWING),
        ),
    )


def _grace(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    graces = [e.cure for e in terms.events_of_default if e.payment and e.cure]
    if not facts.missed or not any(cure.unit in _EITHER for cure in graces):
        return ()

    def read(unit: Unit) -> Callable[[Terms, Facts], Case]:
        return lambda terms, facts: (
            cures(terms, lambda cure: _counted_in(cure, unit), payments=True),
            facts,
        )

    return (
        Answer("business", "Business Days", "the issuer: assumed", read(Unit.BUSINESS_DAYS)),
        Answer("calendar", "calendar days", "the holder", read(Unit.DAYS)),
    )


CALENDAR = Question(
    "calendar", "Which days are Business Days?", "no paper defines them", _calendars
)
FIRST_DAY = Question(
    "first_day",
    "Does the day of the notice count as day 1?",
    "Note 4(a)(iv): “within ten Business Days after notice”",
    _first_day,
)
RECEIPT = Question(
    "receipt",
    "Does the cure period run from sending or from receipt?",
    "Note 4(a)(iv): “notice of such default sent by the Holder”; it went by facsimile and courier",
    _receipt,
)
COVENANT_DAYS = Question(
    "covenant_days",
    "Are the covenant's days Business Days or calendar days?",
    "SPA 4(i): “within five days after the closing”; the Notice: “five business days, by"
    " January 10, 2007”",
    _covenant_days,
)
GRACE = Question(
    "grace",
    "Are the days of grace for a payment Business Days or calendar days?",
    "in no paper at hand; the company dated its default of 30 September to 4 October 2008",
    _grace,
)
ROLL = Question(
    "roll",
    "Does a deadline in calendar days that ends on a closed day move?",
    "no paper says so; N.Y. General Construction Law section 25 may",
    _rolls,
)
