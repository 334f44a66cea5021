"""What a payoff statement tells: what is due, when, to whom and why, as tables and sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc import __version__
from notecalc.calendars import day_sources
from notecalc.claim import Claim
from notecalc.facts import Facts
from notecalc.money import grouped, percent
from notecalc.ownership import Share, shares
from notecalc.readings import PricedQuestion, Reading
from notecalc.readings.good_through import Payoff
from notecalc.readings.later import Learned
from notecalc.redemption import Result
from notecalc.statement.explain import explain_redemption
from notecalc.statement.tables import Cell, Table, assumed_lines, schedule_table
from notecalc.timeline import State
from notecalc.timeline.clocks import Clock
from notecalc.timeline.reasons import said

HOLDER = "the holder of the note"
"""To whom is paid where no holder's notes are known."""

_NOT_DUE = {
    State.PERFORMING: "nothing has been left unperformed",
    State.CURED: "the breach was cured in time",
    State.WAIVED: "the breach was waived before an Event of Default",
    State.BREACH: "there is a breach, and no cure period has begun to run",
    State.CURING: "the cure period still runs",
}
_DECIDES = {
    State.PERFORMING: "covenant_deadline",
    State.CURED: "cured",
    State.WAIVED: "waived",
    State.BREACH: "breach",
    State.CURING: "cure_deadline",
    State.DEFAULT: "event_of_default",
}
_DROPPED = ("overdue_interest", "paid", "capitalized")


@dataclass(frozen=True, slots=True)
class PayoffStatement:
    """A result and what is told beside it: the readings, the open questions, good-through days.

    `claim` is that at a petition before the redemption, `later` that at one after it;
    `as_known_on` the day whose knowledge was asked for, `learned` what was learned after it,
    `all_facts` with what was.
    """

    result: Result
    terms_name: str
    scenario: str | None
    starts: tuple[Reading, ...]
    questions: tuple[PricedQuestion, ...]
    payoffs: tuple[Payoff, ...]
    claim: Claim | None = None
    as_known_on: date | None = None
    learned: tuple[Learned, ...] = ()
    all_facts: Facts | None = None
    later: Claim | None = None


def due_table(result: Result) -> Table:
    """What is due, part by part, each with its clause and how it was found; last the per diem."""
    rows: list[tuple[Cell, ...]] = []
    for step in explain_redemption(result):
        if step.what == "total" and result.redemption and (fees := result.redemption.fees):
            rows.append(("fees", step.clause, "fees and expenses owed and unpaid", fees))
        rows.append((step.what, step.clause, step.why, step.value))
    return Table("Amount due", ("", "clause", "how", result.terms.currency), tuple(rows))


def payees_table(found: Iterable[Share], currency: str) -> Table:
    """Who gets what, where the notes are theirs."""
    rows = tuple((each.name, each.principal, each.amount) for each in found)
    return Table("To whom", ("holder", "principal", currency), rows)


def payees(result: Result) -> tuple[Share, ...]:
    """The holders with their parts; none where it is not known whose the notes are."""
    return shares(result)


def to_whom(result: Result) -> str:
    """To whom is paid, in words; of holders whose notes are not known, that they are not."""
    if found := payees(result):
        return "1 holder" if len(found) == 1 else f"{len(found)} holders"
    named = result.terms.holders
    if not named:
        return HOLDER
    whose = (
        "whose notes they are is not stated"
        if any(each.principal is None for each in named)
        else "the notes stated as theirs are not the whole note"
    )
    who = HOLDER if len(named) == 1 else "the holders of the note"
    return f"{who} ({len(named)} named; {whose})"


def why_nothing(result: Result) -> str:
    """Why nothing is due on redemption, in a sentence."""
    as_of = f" on {result.facts.as_of}" if result.facts.as_of else ""
    return f"Nothing is due on redemption{as_of}: {_NOT_DUE[result.state]}."


def clocks_table(result: Result) -> Table:
    """Where each event of default stands, the day that decides, its clause and its reason."""
    rows = tuple(_clock_row(clock, result) for clock in result.timeline.clocks)
    return Table(
        "Where each event of default stands",
        ("event of default", "clause", "state", "decided by", "reason"),
        rows,
    )


def _clock_row(clock: Clock, result: Result) -> tuple[Cell, ...]:
    name = _DECIDES[clock.state]
    decisive = [
        each
        for each in result.timeline.events
        if (each.event, each.of) == (name, clock.of)
        and (name != "breach" or each.date == clock.breach)
    ]
    first = decisive[0] if decisive else None
    what, on = (name.replace("_", " "), first.date) if first else ("due date", clock.due)
    state = clock.state.value + (" (governs)" if clock is result.timeline.governing else "")
    return (
        clock.of,
        clock.event.clause,
        state,
        f"{what}, {said(on)}",
        first.reason if first else "",
    )


def cited_schedule(result: Result) -> tuple[Table, tuple[str, ...]]:
    """The lines of the schedule with the clause of each, and the columns that nothing stands in.

    Those columns are left out of the table.
    """
    whole = schedule_table(result)
    empty = {
        place
        for place, name in enumerate(whole.columns)
        if name in _DROPPED and not any(row[place] for row in whole.rows)
    }
    kept = [place for place in range(len(whole.columns)) if place not in empty]
    rows = (
        (*(row[place] for place in kept), line.clause)
        for row, line in zip(whole.rows, result.schedule, strict=True)
    )
    columns = (*(whole.columns[place] for place in kept), "clause")
    table = whole._replace(columns=columns, rows=tuple(rows))
    return table, tuple(whole.columns[place] for place in sorted(empty))


def questions_table(questions: Iterable[PricedQuestion], currency: str) -> Table:
    """The open questions, how each is answered here and what turns on it, largest first."""
    rows = tuple(
        (
            each.question.asks,
            each.words,
            each.chosen.answer.says if each.chosen else "as the terms have it",
            each.stake,
        )
        for each in questions
    )
    columns = ("question", "the papers", "answered here", f"at stake, {currency}")
    return Table("What the papers leave open, one answer changed at a time", columns, rows)


def assumed_table(result: Result) -> Table:
    """Each assumed term and what is assumed."""
    parts = (line.partition(": ") for line in assumed_lines(result))
    return Table(
        "Assumed, in no paper at hand", ("term", "taken as"), tuple((a, b) for a, _, b in parts)
    )


def holidays_table(result: Result) -> Table:
    """The closed days that moved a deadline, with their names and who says that they are closed."""
    skipped = result.skipped
    sources = day_sources(result.calendar) if skipped else {}
    rows = tuple((day, name, sources.get(day, "")) for day, name in skipped)
    return Table("Closed days that moved a deadline", ("date", "holiday", "source"), rows)


def record_table(statement: PayoffStatement, input_sha256: str) -> Table:
    """By what the statement was computed, and from which input."""
    result, terms = statement.result, statement.result.terms
    calendar = result.calendar
    rows: list[tuple[Cell, ...]] = [
        ("program", f"notecalc {__version__}"),
        ("terms", statement.terms_name),
        ("default rate from", terms.default_rates.start.value),
        ("interest paid in", terms.interest.paid_in.value),
        ("day count", terms.interest.day_count.value),
        ("base rate, default rate", f"{percent(terms.base_rate)}, {percent(terms.default_rate)}"),
        ("Business Days", f"{calendar.name}, {calendar.first.year} to {calendar.last.year}"),
        ("calendar fingerprint", calendar.fingerprint),
        *(("calendar source", source) for source in calendar.sources),
        ("input, SHA-256", input_sha256),
    ]
    return Table("How this statement was computed", ("", ""), tuple(rows))


def principal_line(result: Result) -> str:
    """The principal at issue and how interest is paid."""
    terms = result.terms
    return (
        f"{grouped(terms.principal)} {terms.currency} of principal at issue,"
        f" interest paid in {terms.interest.paid_in.value}"
    )


def stake(statement: PayoffStatement) -> tuple[Decimal, Decimal] | None:
    """The least and the most due under the readings of where the default rate starts."""
    found = [each.redemption.total for each in statement.starts if each.redemption]
    return (min(found), max(found)) if found else None


def created(result: Result) -> date:
    """The day that documents are dated by: the redemption date, else a fixed one."""
    return result.redemption.date if result.redemption else date(1980, 1, 1)
