"""Questions of how a deadline is counted: in Business Days or calendar days, rolled or not."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from notecalc.calendars import Roll
from notecalc.deadlines import Deadline, Unit
from notecalc.facts import Facts
from notecalc.readings.question import Answer, Case, Question, by_law, cures, same
from notecalc.terms import Covenant, Terms

_EITHER = (Unit.BUSINESS_DAYS, Unit.DAYS)


def _counted_in(deadline: Deadline, unit: Unit) -> Deadline:
    return replace(deadline, unit=unit) if deadline.unit in _EITHER else deadline


def _covenant_days(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if not any(each.deadline.unit in _EITHER for each in terms.covenants):
        return ()

    def read(unit: Unit) -> Callable[[Terms, Facts], Case]:
        def moved(covenant: Covenant) -> Covenant:
            return replace(covenant, deadline=_counted_in(covenant.deadline, unit))

        return lambda terms, facts: (
            replace(terms, covenants=tuple(map(moved, terms.covenants))),
            facts,
        )

    return (
        Answer(
            "business",
            "the days of the covenant are Business Days",
            "the issuer: the breach is later",
            read(Unit.BUSINESS_DAYS),
        ),
        Answer(
            "calendar",
            "the days of the covenant are calendar days",
            "the holder: the breach is earlier, and days means days",
            read(Unit.DAYS),
        ),
    )


def _grace(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    graces = [each.cure for each in terms.events_of_default if each.payment and each.cure]
    if not facts.missed or not any(cure.unit in _EITHER for cure in graces):
        return ()

    def read(unit: Unit) -> Callable[[Terms, Facts], Case]:
        return lambda terms, facts: (
            cures(terms, lambda cure: _counted_in(cure, unit), payments=True),
            facts,
        )

    return (
        Answer(
            "business",
            "the days of grace are Business Days",
            "the issuer: the grace is longer",
            read(Unit.BUSINESS_DAYS),
        ),
        Answer(
            "calendar",
            "the days of grace are calendar days",
            "the holder: the grace is shorter",
            read(Unit.DAYS),
        ),
    )


def _rolls(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if all(each.roll is not None for each in _movable(terms)):
        return ()

    def rolled(deadline: Deadline) -> Deadline:
        stays = deadline.unit is Unit.BUSINESS_DAYS or deadline.roll is not None
        return deadline if stays else replace(deadline, roll=Roll.FOLLOWING)

    def moved(terms: Terms, facts: Facts) -> Case:
        terms = cures(cures(terms, rolled, payments=True), rolled, payments=False)
        covenants = tuple(replace(c, deadline=rolled(c.deadline)) for c in terms.covenants)
        return replace(terms, covenants=covenants), facts

    return (
        Answer("stays", "a deadline on a closed day stays there", "the holder", same),
        Answer(
            "following",
            "a deadline on a closed day moves to the next Business Day",
            f"the issuer: {by_law(terms, '25', 'the governing law may move it')}",
            moved,
        ),
    )


def _movable(terms: Terms) -> Iterator[Deadline]:
    """The deadlines that are counted in calendar days, or would be under another answer."""
    yield from (each.deadline for each in terms.covenants)
    for event in terms.events_of_default:
        if event.cure and (event.payment or event.cure.unit is not Unit.BUSINESS_DAYS):
            yield event.cure


def _covenant_clauses(terms: Terms) -> Iterator[str]:
    return (f"{each.clause}: {each.deadline}" for each in terms.covenants)


def _grace_clauses(terms: Terms) -> Iterator[str]:
    events = terms.events_of_default
    return (f"{each.clause}: cure {each.cure}" for each in events if each.payment and each.cure)


def _movable_clauses(terms: Terms) -> Iterator[str]:
    yield from _covenant_clauses(terms)
    yield from _grace_clauses(terms)


COVENANT_DAYS = Question(
    "covenant_days",
    "Are the covenant's days Business Days or calendar days?",
    _covenant_clauses,
    _covenant_days,
)
GRACE = Question(
    "grace",
    "Are the days of grace for a payment Business Days or calendar days?",
    _grace_clauses,
    _grace,
)
ROLL = Question(
    "roll",
    "Does a deadline in calendar days that ends on a closed day move?",
    _movable_clauses,
    _rolls,
)
