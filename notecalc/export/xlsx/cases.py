"""What the formulas of a schedule are about: each line with its interest period and its money.

The engine says which lines there are; here stands what a spreadsheet needs beside them: from
where days are counted, the year fraction as two integers, what was received at a line's end and
what the Company had paid by then (rule 9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.flow import Flow, Flows, pays_converted, tracks
from notecalc.export.xlsx.history import Past, history
from notecalc.export.xlsx.rates import all_rates
from notecalc.export.xlsx.spans import Span, periods, span
from notecalc.money import PaidIn, minor_units, to_minor
from notecalc.redemption import Result
from notecalc.schedule import Line
from notecalc.terms import Terms


class Row(NamedTuple):
    """A line of the schedule with what its formulas refer to.

    `flow` is None where nothing moves on any day; `settled` is whether the end of its period is
    one that history fixes; `opens` is the index of the first line of its period.
    """

    line: Line
    span: Span
    flow: Flow | None
    ends_period: bool
    settled: bool
    opens: int


@dataclass(frozen=True, slots=True)
class Case:
    """A result as rows, with the history by which the Company paid."""

    result: Result
    rows: tuple[Row, ...]
    history: tuple[Past, ...]
    scale: int
    tracks: frozenset[str]

    @property
    def terms(self) -> Terms:
        """The terms of the result."""
        return self.result.terms

    @property
    def unit(self) -> int:
        """Minor units in one of the currency."""
        return int(10 ** minor_units(self.terms.currency))

    @property
    def wide(self) -> int:
        """The characters that the largest amount takes, with separators."""
        amounts = (self.terms.principal, *(each.line.closing_principal for each in self.rows))
        return len(f"{2 * max(amounts):,f}")

    def minor(self, amount: Decimal) -> int:
        """An amount of the engine in minor units."""
        return to_minor(amount, minor_units(self.terms.currency))


def case(result: Result) -> Case:
    """The rows of a result."""
    flows, tracked = Flows(result), tracks(result)
    moving = tuple(flows.lines(result)) if flows.days or tracked else ()
    scale = exact.rate_scale(float(max(all_rates(result))))
    past = tuple(history(result, flows, scale))
    ends = {each.span.period.end: each.paid for each in past if each.paid is not None}
    found = Case(result, tuple(_rows(result, moving, set(ends))), past, scale, tracked)
    if all(_agrees(found, row, ends[row.line.end]) for row in found.rows if row.settled):
        return found
    # History by terms that no formula here knows: what was paid is the engine's.
    return Case(result, tuple(_rows(result, moving, set())), (), scale, tracked)


def _agrees(found: Case, row: Row, paid: int) -> bool:
    """Whether the engine has a line settled as history says here."""
    if found.terms.interest.paid_in is PaidIn.NOTES:
        return row is found.rows[-1] or found.minor(row.line.capitalized) == paid
    flow, given = row.flow, 0
    if flow:
        given = flow.received + flow.scheduled + pays_converted(found.terms) * flow.gone.accrued
    return found.minor(row.line.paid) == paid + given


def _rows(result: Result, moving: Sequence[Flow], settled: set[date]) -> Iterator[Row]:
    coming = periods(result)
    period, to_end, opens = next(coming), 0, 0
    for index, line in enumerate(result.schedule):
        while period.end <= line.start:
            period, to_end, opens = next(coming), 0, index
        to_end += line.days
        last, flow = line.end == period.end, moving[index] if moving else None
        part = span(result.terms, period, line.start, line.end, line.days, to_end, line.fraction)
        yield Row(line, part, flow, last, last and line.end in settled, opens)
