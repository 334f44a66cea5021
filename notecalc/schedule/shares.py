"""Principal converted into shares: whole shares, and a fraction paid in cash."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from notecalc.money import from_minor, grouped, half_up, plain


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares issued, and the cash for a fraction of one, at the price used for it."""

    whole: int
    fraction: Fraction
    cash: Decimal
    share_price: Decimal

    def __str__(self) -> str:
        issued = f"{self.whole:,} shares"
        if not self.fraction:
            return issued
        return (
            f"{issued} and {grouped(self.cash)} in cash for {self.fraction} of a share"
            f" at {plain(self.share_price)}"
        )


def converted(price: Decimal, amount: Decimal, share_price: Decimal | None, places: int) -> Shares:
    """What `amount` converts into at `price` a share; cash at `share_price`, to `places` decimals.

    Where no share price is given a fraction is worth the conversion price.
    """
    exact = Fraction(amount) / Fraction(price)
    whole = exact.numerator // exact.denominator
    at = price if share_price is None else share_price
    cash = 10**places * (exact - whole) * Fraction(at)
    return Shares(whole, exact - whole, from_minor(half_up(*cash.as_integer_ratio()), places), at)
