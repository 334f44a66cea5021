"""A claim in bankruptcy and a judgment as tables, rows and JSON."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from notecalc import __version__
from notecalc.claim import CLAUSE, RUN_ON, AtPetition, Claim, Contract, Judged
from notecalc.claim.judgment import YEAR
from notecalc.money import grouped, percent, plain
from notecalc.statement.claim_steps import explain_claim
from notecalc.statement.objects import step_json
from notecalc.statement.tables import Cell, Table
from notecalc.timeline.reasons import said

ROWS = ("part", "date", "what", "amount", "clause")
"""The columns of a claim as rows."""

YEARS = ("from", "to", "days", "bears interest", "interest", "total")
"""The columns of the years of a judgment."""


def claim_tables(found: Claim) -> Iterator[Table]:
    """The claim at the petition, what the contract would have run to, the judgment by years."""
    currency = found.terms.currency
    if (at := found.petition) is not None:
        title = f"{claim_words(at)} at the petition date, {said(at.on)} ({CLAUSE})"
        yield Table(title, ("", currency), tuple(_at_petition(at)))
        if (then := at.contract) is not None:
            title = f"What the {_of(at)} would have run to, {said(then.on)}"
            yield Table(title, ("", currency), tuple(_run_to(at, then)))
            yield Table(
                f"Beyond the claim, unmatured at the petition ({CLAUSE})",
                ("", currency),
                tuple(_beyond(then)),
            )
    if (order := found.judgment) is not None:
        given = order.order
        named = f" ({given.clause})" if given.source == given.clause else ""
        title = f"Judgment of {said(given.on)}{named}"
        yield Table(title, ("", currency), tuple(_judgment(order)))
        how = "compounded each year" if given.compounds else "simple"
        law = "" if given.interest_source == given.source else f" ({given.interest_source})"
        title = f"Interest on the judgment, {percent(given.rate)} {how}, a year of {YEAR} days{law}"
        rows: list[tuple[Cell, ...]] = [tuple(each) for each in order.years]
        if rows:
            yield Table(title, YEARS, tuple(rows))


def claim_words(at: AtPetition, written: Callable[[date], str] = said) -> str:
    """What kind of claim it is: of the note, or on the judgment that the note merged into."""
    return f"Claim on the judgment of {written(at.judgment.on)}" if at.judgment else "Claim"


def _of(at: AtPetition) -> str:
    return "judgment" if at.judgment else "contract"


def claim_lines(found: Claim) -> tuple[str, ...]:
    """What a reader must know beside the figures: the rate in force, the days assumed."""
    lines = []
    if (at := found.petition) is not None:
        lines.append(f"rate: {at.why} ({at.rate_clause})")
        if at.contract is None:
            lines.append(
                "contract: no Event of Default makes anything due on a day that is known; give"
                " a day (until) to run it to"
            )
        else:
            lines.append(f"{_of(at)} run to {said(at.contract.on)}: {at.contract.because}")
            if not at.judgment:
                lines.append(f"contract run on from the petition: {RUN_ON}")
    if (order := found.judgment) is not None:
        lines.append(f"interest on the judgment to {said(order.until)}: {order.because}")
    return tuple(lines)


def claim_brief(found: Claim) -> tuple[str, ...]:
    """A claim and a judgment in a line each."""
    lines, currency = [], found.terms.currency
    if (at := found.petition) is not None:
        fees = f" + {grouped(at.fees)}" if at.fees else ""
        lines.append(
            f"  claim{' on the judgment' if at.judgment else ''} at {at.on}:"
            f" {grouped(at.principal)} + {grouped(at.interest)}{fees}"
            f" = {grouped(at.total)} {currency}"
        )
    if (order := found.judgment) is not None:
        lines.append(
            f"  judgment of {order.order.on}: {grouped(order.amount)}, to {order.until}"
            f" {grouped(order.total)} {currency}, per diem {grouped(order.per_diem)}"
        )
    return tuple(lines)


def _at_petition(at: AtPetition) -> Iterator[tuple[str, Decimal]]:
    if at.judgment:
        yield "judgment", at.principal
        yield "interest on the judgment", at.base_interest
    else:
        yield "principal", at.principal
        yield "interest at the base rate", at.base_interest
    if at.default_interest:
        yield "interest at the default rate", at.default_interest
    if at.overdue_interest:
        yield "interest on overdue interest", at.overdue_interest
    if at.fees:
        yield "fees", at.fees
    yield "total", at.total


def _run_to(at: AtPetition, then: Contract) -> Iterator[tuple[str, Decimal]]:
    yield "judgment" if at.judgment else "principal", then.principal
    yield "interest on the judgment" if at.judgment else "accrued interest", then.accrued_interest
    if then.fees:
        yield "fees", then.fees
    yield "total", then.total


def _beyond(then: Contract) -> Iterator[tuple[str, Decimal]]:
    yield "interest after the petition", then.interest_after
    if then.fees_after:
        yield "fees after the petition", then.fees_after
    if then.price_and_portion:
        yield "price and portion of redemption", then.price_and_portion
    yield "difference", then.difference


def _judgment(order: Judged) -> Iterator[tuple[str, Decimal]]:
    yield "principal", order.due.principal
    yield "accrued interest", order.due.accrued_interest
    if order.due.fees:
        yield "fees", order.due.fees
    yield "judgment", order.amount
    yield f"interest to {order.until}", order.interest
    yield "total", order.total
    yield "per diem", order.per_diem


def claim_rows(found: Claim) -> list[list[Cell]]:
    """Every figure of a claim as a row, in the columns of `ROWS`."""
    rows: list[list[Cell]] = []
    if (at := found.petition) is not None:
        rows += [["petition", at.on, what, amount, CLAUSE] for what, amount in _at_petition(at)]
        if (then := at.contract) is not None:
            part, clause = "contract", found.terms.redemption.clause
            if at.judgment:
                part, clause = "judgment run on", at.judgment.interest_source
            rows += [[part, then.on, what, amount, clause] for what, amount in _run_to(at, then)]
            rows += [["beyond", then.on, what, amount, CLAUSE] for what, amount in _beyond(then)]
    if (order := found.judgment) is not None:
        rows += _judgment_rows(order)
    return rows


def _judgment_rows(order: Judged) -> Iterator[list[Cell]]:
    given = order.order
    for what, amount in _judgment(order):
        bears = what == "per diem" or what.startswith("interest to ")
        clause = given.interest_source if bears else given.source
        yield ["judgment", given.on, what, amount, clause]
    for each in order.years:
        yield ["year", each.end, "interest", each.interest, given.interest_source]
        yield ["year", each.end, "total", each.total, given.interest_source]


def claim_json(found: Claim, *, terms_name: str) -> dict[str, Any]:
    """A claim as a JSON object, with the steps that explain it."""
    return {
        "notecalc": __version__,
        "schema": 1,
        "terms": terms_name,
        **claim_parts(found),
        "steps": [step_json(each) for each in explain_claim(found)],
        "assumed": list(found.result.assumed),
        "warnings": list(found.warnings),
    }


def claim_parts(found: Claim) -> dict[str, Any]:
    """The petition and the judgment of a claim as JSON objects, null where there is none."""
    at, order = found.petition, found.judgment
    return {
        "petition": None if at is None else _petition_json(at),
        "judgment": None if order is None else _judgment_json(order),
    }


def _petition_json(at: AtPetition) -> dict[str, Any]:
    then = at.contract
    amounts = ("principal", "base_interest", "default_interest", "overdue_interest", "fees",
               "interest", "total")  # fmt: skip
    return {
        "date": str(at.on),
        "clause": CLAUSE,
        "of_judgment": at.judgment is not None,
        **{name: str(getattr(at, name)) for name in amounts},
        "rate": plain(at.rate),
        "rate_clause": at.rate_clause,
        "rate_reason": at.why,
        "contract": None if then is None else _contract_json(then),
    }


def _contract_json(then: Contract) -> dict[str, Any]:
    amounts = ("principal", "accrued_interest", "fees", "total", "interest_after", "fees_after",
               "price_and_portion", "difference")  # fmt: skip
    return {
        "date": str(then.on),
        "because": then.because,
        **{name: str(getattr(then, name)) for name in amounts},
    }


def _judgment_json(order: Judged) -> dict[str, Any]:
    return {
        "date": str(order.order.on),
        "clause": order.order.source,
        "interest_clause": order.order.interest_source,
        "rate": plain(order.order.rate),
        "compounds": order.order.compounds,
        "amount": str(order.amount),
        "until": str(order.until),
        "because": order.because,
        "interest": str(order.interest),
        "total": str(order.total),
        "per_diem": str(order.per_diem),
        "years": [
            {
                "start": str(each.start),
                "end": str(each.end),
                "days": each.days,
                "balance": str(each.balance),
                "interest": str(each.interest),
                "total": str(each.total),
            }
            for each in order.years
        ],
    }
