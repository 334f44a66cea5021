"""Request to answer: what the command line and the local page both call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notecalc import __version__, statement
from notecalc.calendars import CALENDARS, Calendar, business_calendar, day_sources
from notecalc.deadlines import Deadline, Step
from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.readings import Reading, default_rate_starts
from notecalc.redemption import Result, performing, redeem
from notecalc.terms import BUILT_IN, LIQUIDMETAL_2007, LIQUIDMETAL_SOURCES, Terms

if TYPE_CHECKING:
    from notecalc.readings import PricedQuestion
    from notecalc.readings.combinations import Done
    from notecalc.readings.departure import TheirLine
    from notecalc.readings.figure import Figure
    from notecalc.readings.good_through import Payoff
    from notecalc.readings.likeness import ReconciledSchedule
    from notecalc.readings.reconciliation import Reconciled
    from notecalc.statement.questions import Questions


@dataclass(frozen=True, slots=True)
class Note:
    """Terms and the name by which results speak of them."""

    terms: Terms
    name: str


def find_terms(name: str, changes: Mapping[str, str] | None = None) -> Note:
    """The terms of a built-in name or of a file, with `changes` by path (as `set` in a scenario).

    Raises NotecalcError with every problem of the file.
    """
    built_in = BUILT_IN.get(name)
    if built_in is not None and not changes:
        return Note(built_in, name)
    from notecalc.scenario import load_terms, set_terms

    terms = built_in or load_terms(name)
    if changes:
        terms = set_terms(terms, changes)
    return Note(terms, name if built_in else terms.name)


@dataclass(frozen=True, slots=True)
class Answer:
    """A result with the names it goes by, ready to be shown."""

    result: Result
    terms_name: str
    scenario: str | None = None
    unmet: tuple[Problem, ...] = ()
    file: str = ""
    good_through: tuple["Payoff", ...] | None = None
    reconciled: "Reconciled | None" = None
    questions: "tuple[PricedQuestion, ...] | None" = None

    @property
    def starts(self) -> tuple[Reading, ...]:
        """The note under every reading of where the default rate starts."""
        return default_rate_starts(self.result.terms, self.result.facts)

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the result."""
        found = statement.as_json(self.result, terms_name=self.terms_name, scenario=self.scenario)
        if self.good_through is not None:
            from notecalc.statement.series import good_through_json

            found["good_through"] = good_through_json(self.good_through)
        if self.reconciled is not None:
            from notecalc.statement.reconciled import figure_json

            found["reconcile"] = figure_json(self.reconciled)
        if self.questions is not None:
            from notecalc.statement.questions import question_json

            found["questions"] = [question_json(each) for each in self.questions]
        return found

    def explained(self, steps: Sequence[statement.Step]) -> dict[str, Any]:
        """The steps that explain the result, as a JSON object."""
        return {
            "notecalc": __version__,
            "schema": 1,
            "terms": self.terms_name,
            "steps": [statement.step_json(step) for step in steps],
        }

    def summary_row(self) -> list[statement.Cell]:
        """The result in one row, in the columns of `statement.SUMMARY`."""
        return statement.summary_row(
            self.result, terms_name=self.terms_name, scenario=self.scenario
        )

    def as_rows(self) -> tuple[Sequence[str], list[list[statement.Cell]]]:
        """The result as columns and rows: its good-through table, else one row."""
        if self.good_through is None:
            return statement.SUMMARY, [self.summary_row()]
        from notecalc.statement.series import GOOD_THROUGH, good_through_cells

        return GOOD_THROUGH, [good_through_cells(row) for row in self.good_through]


def answer(
    note: Note, facts: Facts, name: str | None = None, expected: Mapping[str, str] | None = None
) -> Answer:
    """What is due on the note after the facts, and which expectations do not hold."""
    if not expected:
        return Answer(redeem(note.terms, facts), note.name, name)
    from notecalc.scenario import expectations, unmet

    hoped = expectations(expected, note.terms)
    result = redeem(note.terms, facts)
    remedy = "mend the facts or the expectation"
    wrong = tuple(Problem(what, remedy, "expect") for _, what in unmet(hoped, result))
    return Answer(result, note.name, name, wrong)


def questions(
    note: Note,
    facts: Facts,
    claims: Mapping[str, str] | None = None,
    *,
    whole: bool = False,
    done: "Done | None" = None,
) -> "Questions":
    """What each open question is worth, and on what each date turns.

    With `claims`, what would have to be true for them; with `whole`, every combination of answers
    too. `done` is told how many steps of how many have been made.
    """
    from notecalc import readings
    from notecalc.readings.combinations import unheard
    from notecalc.statement.questions import Questions

    terms, tell = note.terms, done or unheard
    priced = readings.price(terms, facts)
    return Questions(
        redeem(terms, facts),
        note.name,
        priced,
        readings.tipping_points(terms, facts, priced),
        readings.asserted(terms, facts, claims, tell) if claims else None,
        readings.grid(terms, facts, tell) if whole else None,
    )


def good_through(answer: Answer, until: date) -> Answer:
    """The answer with what is due on each Business Day up to `until`."""
    from notecalc.readings.good_through import good_through

    result = answer.result
    return replace(answer, good_through=good_through(result.terms, result.facts, until))


def reconcile(
    note: Note, facts: Facts, figure: "Figure", done: "Done | None" = None
) -> "Reconciled":
    """Which readings reproduce the other side's figure; `done` is told how far it is."""
    from notecalc.readings.combinations import unheard
    from notecalc.readings.reconciliation import reconcile

    return reconcile(
        note.terms,
        facts,
        figure.amount,
        within=figure.within,
        principal=figure.principal,
        rate=figure.rate,
        done=done or unheard,
    )


def their_schedule(path: str, currency: str) -> "tuple[tuple[TheirLine, ...], list[str]]":
    """The other side's schedule from a CSV file, and warnings of what in it is ignored."""
    from notecalc.interop import read_schedule

    return read_schedule(path, currency)


def reconcile_schedule(
    note: Note,
    facts: Facts,
    rows: "Sequence[TheirLine]",
    within: Decimal,
    most: int,
    done: "Done",
) -> "ReconciledSchedule":
    """From which readings the other side's schedule departs least, the `most` nearest of them."""
    from notecalc.readings.likeness import reconcile_schedule

    return reconcile_schedule(note.terms, facts, rows, within=within, most=most, done=done)


def scenario_files(paths: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The files that `paths` name, folders in name order, and what is wrong with the others."""
    from notecalc import scenario

    files: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files += scenario.scenario_files([path])
        except NotecalcError as error:
            problems += error.problems
    return files, problems


def run_file(path: str) -> Iterator[Answer | NotecalcError]:
    """Each scenario of a file answered, or what is wrong with it."""
    from notecalc.readings import price
    from notecalc.scenario import Broken, check_expectations, read_scenarios

    try:
        read = read_scenarios(path)
    except NotecalcError as error:
        yield error
        return
    for each in read.scenarios:
        if isinstance(each, Broken):
            yield NotecalcError(*each.problems)
            continue
        try:
            result = redeem(each.terms, each.facts)
            figure = each.reconcile
            note = Note(each.terms, each.terms_name)
            reconciled = reconcile(note, each.facts, figure) if figure else None
            unmet = tuple(check_expectations(each, result, reconciled))
            found = Answer(
                result,
                each.terms_name,
                each.name,
                unmet,
                path,
                reconciled=reconciled,
                questions=price(each.terms, each.facts) if each.price_readings else None,
            )
            yield good_through(found, each.good_through) if each.good_through else found
        except NotecalcError as error:
            yield NotecalcError(*each.located(error.problems))


def check_file(path: str) -> list[Problem]:
    """What is wrong with a scenario or terms file, which is not run."""
    from notecalc.scenario import check_document

    return check_document(path)


def accrue(note: Note, facts: Facts, until: date) -> Answer:
    """The accrual of a note that performs, to `until`."""
    return Answer(performing(note.terms, facts, until), note.name)


@dataclass(frozen=True, slots=True)
class Count:
    """A deadline counted from a date."""

    deadline: Deadline
    start: date
    end: date
    calendar: Calendar

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count, day by day."""
        return tuple(self.deadline.steps(self.start, self.calendar))

    @property
    def closed(self) -> str:
        """Why the last day is closed, where the count stays on it all the same."""
        stays = self.deadline.stays_on_closed_day(self.end, self.calendar)
        return (self.calendar.why_closed(self.end) or "") if stays else ""

    def as_json(self) -> dict[str, Any]:
        """The count as a JSON object."""
        return {
            "deadline": str(self.deadline),
            "calendar": self.calendar.name,
            "calendar_fingerprint": self.calendar.fingerprint,
            "end": str(self.end),
            "closed": self.closed,
            "steps": [
                {"date": str(step.day), "number": step.number, "note": step.note}
                for step in self.steps
            ],
        }


def count_deadline(text: str, calendar_name: str) -> Count:
    """Count "N units after DATE" by a calendar. Raises NotecalcError with every problem."""
    problems: list[Problem] = []
    found: list[Any] = []
    for read, given in ((Deadline.parse, text), (business_calendar, calendar_name)):
        try:
            found.append(read(given))
        except NotecalcError as error:
            problems += error.problems
    if not problems and not isinstance(found[0].after, date):
        problems.append(
            Problem(
                f"{text!r} counts from {found[0].after.value}, which only terms date",
                "write a date, such as 10 business days after 2008-09-29",
            )
        )
    if problems:
        raise NotecalcError(*problems)
    deadline, calendar = found
    return Count(deadline, deadline.after, deadline.end(deadline.after, calendar), calendar)


def calendars() -> statement.Table:
    """The calendars that come with notecalc: what each lists, who says so, the years covered."""
    rows = tuple(
        (each.name, f"{each.first_year}-{each.last_year}", f"{each.what} ({each.source})")
        for each in CALENDARS
    )
    return statement.Table("Calendars", ("name", "years", "lists"), rows)


def closed_days(name: str, year: int | None) -> statement.Table:
    """The closed weekdays of a calendar, with names and sources."""
    calendar = business_calendar(name)
    if year is not None:
        calendar.is_business_day(date(year, 1, 1))  # an error where the year is not covered
    sources = day_sources(calendar)
    rows = tuple(
        (day, f"{day:%a}", holiday, sources[day])
        for day, holiday in sorted(calendar.closed.items())
        if year is None or day.year == year
    )
    title = f"Closed weekdays of {calendar.name} ({calendar.fingerprint})"
    return statement.Table(title, ("date", "day", "name", "source"), rows)


def terms_table(note: Note) -> statement.Table:
    """A note's terms by path: value, clause or source, whether assumed."""
    from notecalc.scenario import terms_document

    own = note.terms.name == LIQUIDMETAL_2007.name
    sourced = terms_document(LIQUIDMETAL_2007) if own else {}
    document = terms_document(note.terms)
    return statement.terms_table(note.terms, document, sourced, LIQUIDMETAL_SOURCES)
