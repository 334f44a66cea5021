"""Answers to the questions that the papers leave open, chosen by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from notecalc.calendars import Calendar, Roll
from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.facts import Facts
from notecalc.readings.pricing import raised
from notecalc.readings.question import Answer, Question, alike
from notecalc.readings.questions import QUESTIONS
from notecalc.redemption import redeem
from notecalc.service.notes import Note
from notecalc.service.reader import Reader

BY_OPTION = {
    "default_from": "default-from",
    "calendar": "calendar",
    "day_count": "day-count",
    "paid_in": "paid-in",
}
"""The questions that have an option of their own, whose values are the ids of their answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that a case raises, its answers, and the id of the one taken as it is."""

    question: Question
    answers: tuple[Answer, ...]
    taken: str


def choices(note: Note, facts: Facts) -> tuple[Choice, ...]:
    """The questions that the case raises, in the order in which they are answered."""
    case = note.terms, facts
    return tuple(
        Choice(question, answers, next((a.id for a in answers if _fits(a, case)), ""))
        for question, answers in raised(*case)
    )


def _fits(answer: Answer, case: tuple[object, Facts]) -> bool:
    try:
        return alike(answer.read(*case), case)  # type: ignore[arg-type]
    except NotecalcError:
        return False


def read_answers(reader: Reader, texts: Iterable[str]) -> Mapping[str, str]:
    """Answers written QUESTION=ANSWER, each question once and one that there is."""
    found = reader.pairs("--answer", "QUESTION=ANSWER", texts, str)
    known = [each.id for each in QUESTIONS if each.id not in BY_OPTION]
    reader.problems += [
        unknown("question", name[:40], known, "--answer") for name in found if name not in known
    ]
    return {name: each for name, each in found.items() if name in known}


def answered(note: Note, facts: Facts, answers: Mapping[str, str]) -> tuple[Note, Facts]:
    """The case under answers by question. NotecalcError with all that do not fit the case."""
    case, problems, left = (note.terms, facts), [], dict(answers)
    for question, offered in raised(*case):
        given = left.pop(question.id, None)
        if given is None:
            continue
        answer = next((each for each in offered if each.id == given), None)
        if answer is None:
            ids = [each.id for each in offered]
            problems.append(unknown(f"answer to {question.id}", given[:40], ids, "--answer"))
            continue
        try:
            case = answer.read(*case)
        except NotecalcError as error:
            problems += [each.at("--answer") for each in error.problems]
    problems += [
        Problem(f"the case does not raise the question {name}", "leave it out", "--answer")
        for name in left
    ]
    if problems:
        raise NotecalcError(*problems)
    return Note(case[0], note.name), case[1]


def first_notice(note: Note) -> date | None:
    """The first Business Day on which a notice of default has a breach to tell of, if any."""
    try:
        events = redeem(note.terms, Facts()).timeline.events
        breaches = [each.date for each in events if each.event == "breach"]
        calendar = note.terms.calendar.resolve()
        return calendar.roll(min(breaches), Roll.FOLLOWING) if breaches else None
    except NotecalcError:
        return None


@dataclass(frozen=True, slots=True)
class Walk:
    """The Business Days on which a notice could go, numbered: the first, the last, the one taken.

    `before` and `after` are the Business Days next to the one taken, None beyond the calendar.
    """

    first: int
    last: int
    taken: int
    before: date | None
    after: date | None


def walk(note: Note, sent: date) -> Walk:
    """The Business Days from the first breach to maturity, and as far as `sent`."""
    calendar = note.terms.calendar.resolve()
    start, end = first_notice(note) or note.terms.issue_date, note.terms.maturity_date or sent
    numbers = [_number(calendar, each) for each in (start, end, sent)]
    open_day = calendar.is_business_day(sent)
    return Walk(
        min(numbers),
        max(numbers),
        numbers[-1],
        _step(calendar, sent, -1),
        _step(calendar, sent, 1) if open_day else calendar.roll(sent, Roll.FOLLOWING),
    )


def _number(calendar: Calendar, day: date) -> int:
    within = min(max(day, calendar.first), calendar.last)
    return calendar.count(calendar.first, within)


def _step(calendar: Calendar, day: date, by: int) -> date | None:
    try:
        return calendar.add(day, by)
    except NotecalcError:
        return None


def numbered(note: Note, number: int) -> date:
    """The Business Day of a number. NotecalcError where the calendar does not cover it."""
    calendar = note.terms.calendar.resolve()
    day = calendar.roll(calendar.first, Roll.FOLLOWING)
    return calendar.add(day, number) if number else day
