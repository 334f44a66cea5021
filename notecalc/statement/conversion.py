"""Conversion against redemption as a table, JSON and steps."""

from fractions import Fraction
from typing import Any

from notecalc.equity import PRICE_PLACES, ConversionValue, conversion_value
from notecalc.money import grouped, plain
from notecalc.redemption import Result
from notecalc.statement.explain import Step
from notecalc.statement.tables import Cell, Table
from notecalc.timeline.reasons import said


def conversion_table(found: ConversionValue, currency: str) -> Table:
    """What the shares are worth beside the redemption, and the break-even price of a share."""
    shares = found.shares
    rows: list[tuple[Cell, ...]] = [("whole shares", shares.whole)]
    if shares.fraction:
        rows.append((f"cash for {shares.fraction} of a share", shares.cash))
    if found.share_price is not None:
        rows.append((f"shares at {plain(found.share_price)}, with that cash", found.shares_value))
    rows.append(("cash beside shares", found.beside))
    if found.value is not None:
        rows.append(("conversion", found.value))
    rows.append(("redemption", found.total))
    if found.difference is not None:
        equal = found.greater == "equal"
        which = "equal" if equal else f"{found.greater} is worth more by"
        rows.append((which, abs(found.difference)))
    rows.append(("break-even share price", found.break_even or "follows the share price"))
    title = f"Converted instead on {said(found.on)} ({found.clause}), {currency}"
    return Table(title, ("", "amount"), tuple(rows))


def conversion_json(found: ConversionValue) -> dict[str, Any]:
    """Conversion against redemption as a JSON object; null where a share price is wanted."""
    return {
        "date": str(found.on),
        "clause": found.clause,
        "principal": str(found.principal),
        "interest": str(found.interest),
        "shares": found.shares.whole,
        "fraction": str(found.shares.fraction),
        "fraction_in_cash": str(found.shares.cash),
        "share_price": None if found.share_price is None else plain(found.share_price),
        "shares_value": None if found.shares_value is None else str(found.shares_value),
        "beside": str(found.beside),
        "value": None if found.value is None else str(found.value),
        "redemption": str(found.total),
        "greater": found.greater,
        "difference": None if found.difference is None else str(found.difference),
        "break_even": None if found.break_even is None else str(found.break_even),
    }


def explain_conversion(result: Result) -> tuple[Step, ...]:
    """The shares, their value and the break-even price, each product with its clause."""
    found, right = conversion_value(result), result.terms.conversion
    if found is None or right is None:
        return ()
    amount = Fraction(found.principal) + Fraction(found.interest)
    shown = grouped(found.principal) + (f" + {grouped(found.interest)}" if found.interest else "")
    shares = f"{shown} over {plain(right.price)} = {amount / Fraction(right.price)}"
    steps = [Step("shares on conversion", found.shares.whole, found.clause, f"{shares}, whole")]
    if found.value is not None and found.share_price is not None:
        fraction = f", with {grouped(found.shares.cash)} for the fraction of a share"
        steps.append(
            Step(
                "conversion value",
                found.value,
                found.clause,
                f"{found.shares.whole:,} × {plain(found.share_price)}"
                f"{fraction if found.shares.fraction else ''}, and {grouped(found.beside)} in cash"
                f" beside; redemption is {grouped(found.total)}",
            )
        )
    if found.break_even is not None:
        steps.append(
            Step(
                "break-even share price",
                found.break_even,
                found.clause,
                f"({grouped(found.total)} − {grouped(found.beside)}) over"
                f" {amount / Fraction(right.price)} shares, to {PRICE_PLACES} decimals, half up",
            )
        )
    return tuple(steps)
