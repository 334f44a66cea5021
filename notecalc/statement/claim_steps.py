"""Every amount of a claim and of a judgment, step by step."""

from collections.abc import Iterator
from fractions import Fraction

from notecalc.claim import CLAUSE, RUN_ON, AtPetition, Claim, Contract, Judged, Year
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
            steps += _contract(at, at.contract, found.terms.redemption.clause)
    return tuple(steps)


def _petition(at: AtPetition) -> Iterator[Step]:
    yield Step("rate in force at the petition", percent(at.rate), at.rate_clause, at.why)
    on = " on the judgment" if at.judgment else ""
    if at.judgment:
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
    yield Step(f"claim{on} at the petition of {at.on}", at.total, CLAUSE, why)


def _contract(at: AtPetition, then: Contract, clause: str) -> Iterator[Step]:
    owed, interest = grouped(then.principal), grouped(then.accrued_interest)
    of, parts = "contract", f"principal {owed}, accrued interest {interest}"
    parts += f", fees {grouped(then.fees)}; {RUN_ON}"
    if at.judgment:
        of, clause = "judgment", at.judgment.interest_source
        parts = f"judgment {owed}, interest on it {interest}"
    yield Step(f"the {of} run to {then.on}", then.total, clause, f"{then.because}: {parts}")
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
        given.source,
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
        given.interest_source,
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
    return Step(what, year.interest, order.order.interest_source, why, (detail, total))
