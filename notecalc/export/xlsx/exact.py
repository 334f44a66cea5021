"""Interest to the cent in a spreadsheet, whose numbers are binary fractions.

principal × rate × n ÷ d is never formed as one binary fraction: whole minor units and remainders
are kept apart, each an integer below 2^53 and so exact, and only a remainder of less than two
minor units is rounded. What stands here in integers stands in the cells as formulas, and what a
cell shows before anything recalculates it comes from here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from notecalc.money import half_up

PRICE_SCALE = 10**7
"""Prices and portions are taken to this many parts: five decimals of a percent."""

MOST_MINOR = 10**15
"""From this many minor units on an amount has more digits than the fifteen of a spreadsheet."""

_RATES = ("cash_rate", "note_rate", "default_cash_rate", "default_note_rate")


def rate_scale_formula(amended: Sequence[str]) -> str:
    """Into how many parts rates are taken: six decimals of a percent, five above 90%.

    `amended` are the names of the rates that amendments set.
    """
    return f"IF(MAX({','.join((*_RATES, *amended))})>0.9,10^7,10^8)"


def rate_scale(most: float) -> int:
    """What `rate_scale_formula` gives where `most` is the highest rate."""
    return 10**7 if most > 0.9 else 10**8


class Parts(NamedTuple):
    """The steps from principal, in minor units, to interest, as in the helper columns."""

    quotient: int
    product: int
    share: int
    bulk: int
    left: int
    whole: int
    rest: int


HEADS: Mapping[str, str] = {
    "scaled": "rate × scale",
    "quotient": "principal ÷ denom., whole",
    "product": "its rest × num.",
    "share": "principal × fraction, whole",
    "bulk": "that ÷ scale, whole",
    "left": "its rest × rate",
    "whole": "interest, whole minor units",
    "rest": "rest of interest, over denom. × scale",
}
"""The helper columns in order, each with its heading."""


def parts(principal: int, rate: int, n: int, d: int, scale: int) -> Parts:
    """principal × rate ÷ scale × n ÷ d as whole minor units and a rest over d × scale."""
    quotient = principal // d
    product = (principal - quotient * d) * n
    share = quotient * n + product // d
    bulk = share // scale
    left = (share - bulk * scale) * rate
    whole = bulk * rate + left // scale
    rest = left % scale * d + product % d * rate
    return Parts(quotient, product, share, bulk, left, whole, rest)


def rounded(found: Parts, d: int, scale: int) -> int:
    """The minor units that the parts come to, half up."""
    return found.whole + half_up(found.rest, d * scale)


def formulas(at: Mapping[str, str], unit: int, scale: str) -> tuple[tuple[str, str], ...]:
    """The same steps as formulas by column; `at` gives the cell of each column in the row."""
    p, n, d, r = f"ROUND({at['principal']}*{unit},0)", at["n"], at["d"], at["scaled"]
    quotient, product, share = at["quotient"], at["product"], at["share"]
    bulk, left = at["bulk"], at["left"]
    return (
        ("scaled", f"ROUND({at['rate']}*{scale},0)"),
        ("quotient", f"INT({p}/{d})"),
        ("product", f"({p}-{quotient}*{d})*{n}"),
        ("share", f"{quotient}*{n}+INT({product}/{d})"),
        ("bulk", f"INT({share}/{scale})"),
        ("left", f"({share}-{bulk}*{scale})*{r}"),
        ("whole", f"{bulk}*{r}+INT({left}/{scale})"),
        (
            "rest",
            f"({left}-INT({left}/{scale})*{scale})*{d}+({product}-INT({product}/{d})*{d})*{r}",
        ),
    )


def interest(at: Mapping[str, str], unit: int, scale: str) -> str:
    """The formula of the interest of a row."""
    return f"({at['whole']}+ROUND({at['rest']}/({at['d']}*{scale}),0))/{unit}"
