"""What each open question is worth: one answer changed at a time, and every combination."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import from_minor, minor_units
from notecalc.readings.question import Answer, Case, Question, alike
from notecalc.readings.questions import QUESTIONS
from notecalc.readings.words import words
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms

_DATES = (
    "covenant_deadline",
    "cure_deadline",
    "event_of_default",
    "default_rate_from",
    "redemption",
)


@dataclass(frozen=True, slots=True)
class Priced:
    """An answer and what it gives.

    `chosen` is how the note is read already; `moves` are the governing dates that differ from
    then; `difference` is the total less the chosen one, in units of the currency. Where the
    answer leaves nothing due, `total` is None and the difference is the whole. `refused` says
    why it does not fit the facts. `at_same_date` is the difference with the redemption date left
    as it is, None where the answer does not move it or does not fit it.
    """

    answer: Answer
    chosen: bool
    result: Result | None
    moves: tuple[tuple[str, date | None], ...]
    total: Decimal | None
    difference: Decimal
    refused: str = ""
    at_same_date: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An answer to another question, and the stake that a question has under it."""

    question: Question
    answer: Answer
    stake: Decimal


@dataclass(frozen=True, slots=True)
class PricedQuestion:
    """A question with every answer priced, and the words of the papers that it hangs on.

    `stake` is the widest gap between two totals, nothing due counting as 0.00. Where there is
    none, `elsewhere` are the answers to one other question that make one, the widest first.
    """

    question: Question
    words: str
    answers: tuple[Priced, ...]
    stake: Decimal
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def chosen(self) -> Priced | None:
        """The answer by which the note is read already, if any is."""
        return next((each for each in self.answers if each.chosen), None)


def price(terms: Terms, facts: Facts) -> tuple[PricedQuestion, ...]:
    """Each open question that the case raises, the one with most at stake first.

    One answer is changed at a time; of a question that is worth nothing so, one answer to another
    with it. Raises NotecalcError where the case as it is does not fit.
    """
    base = redeem(terms, facts)
    priced = []
    for question, answers in raised(terms, facts):
        rows: list[Priced] = []
        for answer in answers:
            taken = any(row.chosen for row in rows)
            rows.append(_priced(answer, (terms, facts), base, taken=taken))
        totals = [owed(base), *(owed(row.result) for row in rows if row.result)]
        stake = max(totals) - min(totals)
        priced.append(PricedQuestion(question, words(question, terms), tuple(rows), stake))
    found = (each if each.stake else _with_others(each, priced, (terms, facts)) for each in priced)
    return tuple(sorted(found, key=lambda each: -each.stake))


def raised(terms: Terms, facts: Facts) -> Iterator[tuple[Question, tuple[Answer, ...]]]:
    """The questions that the case raises, with their answers."""
    for question in QUESTIONS:
        answers = question.answers(terms, facts)
        if len(answers) > 1:
            yield question, answers


def _priced(answer: Answer, case: Case, base: Result, *, taken: bool) -> Priced:
    """An answer priced; where one before it is `taken` as chosen, it is not."""
    chosen = False
    try:
        read = answer.read(*case)
        chosen = alike(read, case) and not taken
        result = base if chosen else redeem(*read)
    except NotecalcError as error:
        return Priced(answer, chosen, None, (), None, Decimal(0), error.problems[0].what)
    total = result.redemption.total if result.redemption else None
    return Priced(
        answer,
        chosen,
        result,
        moved(base, result),
        total,
        owed(result) - owed(base),
        at_same_date=at_same_date(base, result),
    )


def _with_others(
    question: PricedQuestion, questions: Sequence[PricedQuestion], case: Case
) -> PricedQuestion:
    """A question with its stakes under each answer to one other question."""
    found: list[Elsewhere] = []
    for other in questions:
        for row in other.answers:
            if other is question or row.chosen or row.result is None:
                continue
            totals = [owed(row.result), *_together(question, other.question, row.answer, case)]
            if stake := max(totals) - min(totals):
                found.append(Elsewhere(other.question, row.answer, stake))
    return replace(question, elsewhere=tuple(sorted(found, key=lambda each: -each.stake)))


def _together(
    question: PricedQuestion, other: Question, answer: Answer, case: Case
) -> Iterator[Decimal]:
    """What is due under an answer to another question and each to this one, the earlier first."""
    later = QUESTIONS.index(question.question) > QUESTIONS.index(other)
    for row in question.answers:
        if row.chosen:
            continue
        first, second = (answer, row.answer) if later else (row.answer, answer)
        try:
            yield owed(redeem(*second.read(*first.read(*case))))
        except NotecalcError:
            continue


def moved(base: Result, result: Result) -> tuple[tuple[str, date | None], ...]:
    """The governing dates of a result that differ from those of `base`."""
    before, after = governing_dates(base), governing_dates(result)
    return tuple((name, after.get(name)) for name in _DATES if before.get(name) != after.get(name))


def at_same_date(base: Result, result: Result) -> Decimal | None:
    """The difference in the total with the redemption date of `base`, where it is another.

    None where it is the same, where nothing is due, and where that date does not fit.
    """
    was, due = base.redemption, result.redemption
    if was is None or due is None or was.date == due.date:
        return None
    try:
        held = redeem(result.terms, replace(result.facts, redeem_on=was.date)).redemption
    except NotecalcError:
        return None
    return held.total - was.total if held else None


def owed(result: Result) -> Decimal:
    """The total due, 0.00 where nothing is, in units of the currency."""
    if result.redemption is not None:
        return result.redemption.total
    return from_minor(0, minor_units(result.terms.currency))


def governing_dates(result: Result) -> dict[str, date]:
    """The dates of a result by event: those that govern, else the first listed."""
    found: dict[str, date] = {}
    for event in result.timeline.events:
        if event.governing or event.event not in found:
            found[event.event] = event.date
    return found
