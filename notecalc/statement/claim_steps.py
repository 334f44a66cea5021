"""Every amount of a claim and of a judgment, step by step."""

from collections.abc import Iterator
from fractions import Fraction

from notecalc.claim import CLAUSE, AtPetition, Claim, Contract, Judged, Year
from notecalc.claim.judgment import YEAR
from notecalc.money import grouped, percent
from notecalc.statement.explain import Step, line_step, unrounded
from notecalc.timeline.reasons import said


def explain_claim(found: Claim) -> tuple[Step, ...]:
    """The lines of the claim, its sums, the contract, the judgment and each year of it."""
    steps = [line_step(line) for line in found.result.schedule]
    if (order := found.judgment) is not None:
        steps += _judgment(order)
    if (at := found.petition) is not None:
        steps += _petition(at)
        if at.contract is not None:
            steps += _contract(at.contract, found.terms.redemption.clause)
    return tuple(steps)


def _petition(at: AtPetition) -> Iterator[Step]:
    yield Step("rate in force at the petition", percent(at.rate), at.rate_clause, at.why)
    if at.of_judgment:
        why = f"judgment {grouped(at.principal)} and interest on it {grouped(at.interest)}"
    else:
        parts = [("interest at the base rate", at.base_interest)]
        parts += [
            (what, amount)
            for what, amount in (
                ("interest at the default rate", at.default_interest),
                ("interest on overdue interest", at.overdue_interest),
                ("fees", at.fees),
            )
            if amount
        ]
        why = ", ".join(
            [f"principal {grouped(at.principal)}", *(f"{w} {grouped(a)}" for w, a in parts)]
        )
    yield Step(f"claim at the petition of {at.on}", at.total, CLAUSE, why)


def _contract(then: Contract, clause: str) -> Iterator[Step]:
    yield Step(
        f"the contract run to {then.on}",
        then.total,
        clause,
        f"{then.because}: principal {grouped(then.principal)}, accrued interest"
        f" {grouped(then.accrued_interest)}, fees {grouped(then.fees)}",
    )
    yield Step(
        "difference, not matured at the petition",
        then.difference,
        CLAUSE,
        f"interest after the petition {grouped(then.interest_after)}, fees after it"
        f" {grouped(then.fees_after)}, price and portion of redemption"
        f" {grouped(then.price_and_portion)}",
    )


def _judgment(order: Judged) -> Iterator[Step]:
    given, due = order.order, order.due
    yield Step(
        f"judgment of {given.on}",
        order.amount,
        given.clause,
        f"as redeemed on {said(given.on)} ({due.clause}): principal {grouped(due.principal)},"
        f" accrued interest {grouped(due.accrued_interest)}, fees {grouped(due.fees)}",
    )
    days = 0
    for year in order.years:
        days += year.days
        yield _year(order, year, year.days if given.compounds else days)
    product = unrounded(Fraction(order.bears) * Fraction(given.rate) / YEAR)
    yield Step(
        "per diem of the judgment",
        order.per_diem,
        given.clause,
        f"{grouped(order.bears)} × {percent(given.rate)} × 1/{YEAR} = {product}, rounded",
    )


def _year(order: Judged, year: Year, days: int) -> Step:
    rate = order.order.rate
    product = Fraction(year.balance) * Fraction(rate) * days / YEAR
    shown = f"{grouped(year.balance)} × {percent(rate)} × {days}/{YEAR} = {unrounded(product)}"
    if order.order.compounds:
        detail = f"{shown}, rounded {grouped(year.interest)}"
        why = "interest of the year bears interest after it"
    else:
        detail = f"{shown}, rounded, less what came before: {grouped(year.interest)}"
        why = f"simple, {days} days since the judgment, rounded once for all of them"
    total = f"total on {said(year.end)}: {grouped(year.total)}"
    what = f"interest on the judgment {year.start} to {year.end}"
    return Step(what, year.interest, order.order.clause, why, (detail, total))
