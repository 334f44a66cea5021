"""What the papers leave open, priced, and the other side's figures reconciled."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.redemption import redeem
from notecalc.service.notes import Note

if TYPE_CHECKING:
    from notecalc.readings.combinations import Done
    from notecalc.readings.departure import TheirLine
    from notecalc.readings.figure import Figure
    from notecalc.readings.likeness import ReconciledSchedule
    from notecalc.readings.reconciliation import Reconciled
    from notecalc.statement.questions import Questions


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


def need_compared(
    note: Note,
    facts: Facts,
    figure: "Reconciled | None",
    schedule: "ReconciledSchedule | None",
) -> None:
    """Refuse where nothing was compared, with the reason that the case as it is has for it."""
    compared = figure is None or figure.nearest is not None
    if compared and (schedule is None or schedule.found):
        return
    result = redeem(note.terms, facts)
    if result.redemption is not None:
        what = "no base rate within the bounds is at most the default rate"
        raise refuse(what, "write a least rate that is lower", "reconcile.rate_between")
    dated = [f"{each.event.replace('_', ' ')} {each.date}" for each in result.timeline.events]
    told = "; ".join([f"the state is {result.state.value}", *dated])
    what = f"nothing can be compared, no reading leaves anything due: {told}"
    raise refuse(what, "give other facts, or other terms")


def their_schedule(path: str, currency: str) -> "tuple[tuple[TheirLine, ...], list[str]]":
    """The other side's schedule from a CSV file, and warnings of what in it is ignored."""
    from notecalc.interop import read_schedule

    return read_schedule(path, currency)


def reconcile_schedule(
    note: Note,
    facts: Facts,
    rows: "Sequence[TheirLine]",
    within: Decimal,
    most: int = 5,
    done: "Done | None" = None,
) -> "ReconciledSchedule":
    """From which readings the other side's schedule departs least, the `most` nearest of them."""
    from notecalc.readings.combinations import unheard
    from notecalc.readings.likeness import reconcile_schedule

    tell = done or unheard
    return reconcile_schedule(note.terms, facts, rows, within=within, most=most, done=tell)
