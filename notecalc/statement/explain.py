"""Every date and amount of a result, step by step."""

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from notecalc.money import grouped, percent, several
from notecalc.redemption import Redemption, Result
from notecalc.schedule import Entry, Line
from notecalc.statement.tables import Cell
from notecalc.timeline import Event
from notecalc.timeline.clocks import counted
from notecalc.timeline.reasons import said

if TYPE_CHECKING:
    from notecalc.readings.good_through import Payoff


class Step(NamedTuple):
    """One date or amount explained: what it is, its value, its clause, how it came about."""

    what: str
    value: Cell
    clause: str
    why: str
    detail: tuple[str, ...] = ()


def explain(result: Result) -> tuple[Step, ...]:
    """Every date and amount of a result, step by step."""
    steps = [event_step(event, result) for event in result.timeline.events]
    for line in result.schedule:
        steps.append(line_step(line))
        steps += [
            _explain_entry(each) for each in result.ledger if line.start < each.on <= line.end
        ]
    return (*steps, *explain_redemption(result), *_explain_questions(result))


def explain_payoffs(payoffs: "Iterable[Payoff]") -> tuple[Step, ...]:
    """What is due on each Business Day of a good-through table."""
    return tuple(
        Step(
            f"good through {each.due.date}",
            each.due.total,
            each.due.clause,
            f"as redeemed on {said(each.due.date)}: principal {grouped(each.due.principal)} and"
            f" accrued interest {grouped(each.due.accrued_interest)}",
            (
                f"{several(each.days, 'day')} late cost {grouped(each.late)};"
                f" per diem times days is {grouped(each.by_per_diem)}",
            ),
        )
        for each in payoffs
    )


def event_step(event: Event, result: Result) -> Step:
    """A dated event, its count day by day."""
    detail: tuple[str, ...] = ()
    if event.event in ("covenant_deadline", "cure_deadline"):
        detail = next(
            tuple(str(step) for step in deadline.steps(start, result.calendar, paused))
            for clock in result.timeline.clocks
            for deadline, start, end, paused in counted(clock, result.terms)
            if (clock.of, end) == (event.of, event.date)
        )
    of = f" ({event.of})" if event.of else ""
    return Step(event.event.replace("_", " ") + of, event.date, event.clause, event.reason, detail)


def line_step(line: Line) -> Step:
    """A line of a schedule, multiplied out."""
    detail = [
        f"{grouped(line.principal)} × {percent(line.rate)} × {year_fraction(line)}"
        f" = {unrounded(line.unrounded)}, rounded {grouped(line.interest)}"
    ]
    if line.overdue_interest:
        detail.append(
            f"interest on {grouped(line.overdue)} overdue: {grouped(line.overdue_interest)}"
        )
    if line.paid:
        detail.append(f"paid on {said(line.end)}: {grouped(line.paid)}")
    if line.capitalized:
        detail.append(
            f"added to principal on {said(line.end)}: {grouped(line.capitalized)},"
            f" which makes {grouped(line.closing_principal)}"
        )
    elif line.closing_principal != line.principal:
        detail.append(f"principal from {said(line.end)}: {grouped(line.closing_principal)}")
    detail.append(f"accrued and unpaid after {said(line.end)}: {grouped(line.accrued)}")
    return Step(
        f"interest {line.start} to {line.end}",
        line.interest,
        line.clause,
        f"{line.basis.value} rate {percent(line.rate)}, {several(line.days, 'day')},"
        f" {line.day_count.value}, the last day not counted",
        tuple(detail),
    )


def _explain_entry(entry: Entry) -> Step:
    what = f"{entry.kind} {entry.on}"
    return Step(what, entry.amount, entry.clause, entry.reason)


def year_fraction(line: Line) -> str:
    """The year fraction of a line as days over basis where the day count has one basis."""
    fraction = line.fraction
    basis = Fraction(line.days) / fraction if fraction else Fraction(0)
    if basis.denominator == 1 and basis:
        return f"{line.days}/{basis}"
    return str(fraction)


def unrounded(amount: Fraction) -> str:
    """An exact amount for reading: eight decimals, … where there are more."""
    scaled = amount * 10**8
    digits = Decimal(scaled.numerator // scaled.denominator).scaleb(-8)
    return grouped(digits) + ("" if scaled.denominator == 1 else "…")


def explain_redemption(result: Result) -> tuple[Step, ...]:
    """The amounts due and the per diem, part by part."""
    due, terms = result.redemption, result.terms
    if due is None:
        return ()
    term = terms.redemption
    fees = f", and fees unpaid of {grouped(due.fees)}" if due.fees else ""
    accrued = result.schedule[-1].accrued if result.schedule else Decimal(0)
    return (
        Step(
            "principal due",
            due.principal,
            due.price.clause,
            f"portion {percent(term.portion)} of {grouped(due.outstanding)} outstanding"
            f" at {due.price.what or percent(term.price)}",
        ),
        Step(
            "accrued interest",
            due.accrued_interest,
            due.clause,
            f"portion {percent(term.portion)} of {grouped(accrued)} accrued and unpaid on"
            f" {said(due.date)}, sums of the lines of the schedule",
        ),
        Step("total", due.total, due.clause, f"principal due and accrued interest{fees}"),
        Step(
            "per diem",
            due.per_diem,
            terms.default_rates.clause,
            f"{per_diem_product(due)}, rounded",
        ),
    )


def per_diem_product(due: Redemption) -> str:
    """The per diem multiplied out, before it is rounded."""
    principal = f"{grouped(due.outstanding)} × {percent(due.rate)}"
    if due.overdue:
        rate = exactly(due.overdue_rate)
        principal = f"({principal} + {grouped(due.overdue)} overdue × {rate})"
    return f"{principal} × {due.day_fraction} = {unrounded(due.exact_per_diem)}"


def exactly(rate: Fraction) -> str:
    """A rate that came from a decimal, as people write it."""
    exact = Context(prec=100)  # a rate has 22 digits at most
    return percent(exact.divide(Decimal(rate.numerator), Decimal(rate.denominator)))


def _explain_questions(result: Result) -> Iterator[Step]:
    """The open questions, the one with most at stake first: how each is answered here."""
    from notecalc.readings import price  # wanted here alone
    from notecalc.statement.questions import elsewhere_words

    for each in price(result.terms, result.facts):
        answer = each.chosen.answer.says if each.chosen else "as the terms have it"
        yield Step(
            f"open question {each.question.id}: at stake" + " alone" * (not each.stake),
            each.stake,
            "",
            f"{each.question.asks} Taken here: {answer}."
            + ("" if each.stake else f" {elsewhere_words(each)}"),
        )
