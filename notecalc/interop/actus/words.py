"""The terms of an ACTUS contract read one by one, every problem kept with the term's name.

Terms are texts or numbers, as ACTUS writes both. None is a term that is not there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, Problem, closest, refuse
from notecalc.money import check_amount, check_rate

_T = TypeVar("_T")
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)

END_OF_DAY = "T23:59:59"
"""How a day is written that is meant to its end."""

READ = (
    "contractType", "contractID", "contractRole", "currency", "statusDate", "initialExchangeDate",
    "maturityDate", "notionalPrincipal", "nominalInterestRate", "accruedInterest",
    "premiumDiscountAtIED", "dayCountConvention", "endOfMonthConvention", "calendar",
    "businessDayConvention", "cycleAnchorDateOfInterestPayment", "cycleOfInterestPayment",
    "capitalizationEndDate", "cycleAnchorDateOfRateReset", "cycleOfRateReset", "rateSpread",
    "rateMultiplier", "marketObjectCodeOfRateReset", "feeRate", "feeBasis", "feeAccrued",
    "cycleAnchorDateOfFee", "cycleOfFee", "purchaseDate", "priceAtPurchaseDate",
    "terminationDate", "priceAtTerminationDate",
)  # fmt: skip
"""The terms that are carried."""

IDLE: dict[str, tuple[str, ...] | None] = {
    "contractDealDate": None, "counterpartyID": None, "creatorID": None,
    "legalEntityIDCounterparty": None, "legalEntityIDRecordCreator": None,
    "marketObjectCode": None, "seniority": None,
    "contractPerformance": ("PF",), "scalingEffect": ("OOO", "000"), "prepaymentEffect": ("N",),
    "penaltyType": ("N", "O"), "cyclePointOfInterestPayment": ("E",),
    "cyclePointOfRateReset": ("B",), "quantity": ("1",),
}  # fmt: skip
"""Terms that move no money: any value (None), or these."""


class Words:
    """The terms of one contract; `problems` are those found so far, in the order of reading."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.terms = {
            str(name): value
            for name, value in terms.items()
            if value is not None and str(value).strip() != ""
        }
        self.problems: list[Problem] = []
        for name, value in self.terms.items():
            if name not in READ:
                self._not_read(name, str(value).strip())

    def _not_read(self, name: str, value: str) -> None:
        if name in IDLE:
            idle = IDLE[name]
            if idle is not None and value not in idle:
                what = f"{value[:40]!r} cannot be carried"
                self.refused(name, what, f"write {idle[0]}, or leave it out")
            return
        near = closest(name, READ)
        meant = f"did you mean {near}? or " if near else ""
        self.refused(name[:80], "this term cannot be carried", f"{meant}leave it out")

    def refused(self, name: str, what: str, remedy: str) -> None:
        """Keep a problem of a term."""
        self.problems.append(Problem(what, remedy, name))

    def missing(self, name: str, need: str) -> None:
        """Keep the problem of a term that is not there; `need` says what to write."""
        self.refused(name, "this term is missing", need)

    def done(self) -> None:
        """Raise NotecalcError where there was a problem."""
        if self.problems:
            raise NotecalcError(*self.problems)

    def read(self, name: str, read: Callable[[str], _T], need: str = "") -> _T | None:
        """A term, read; None where it is not there or bad. `need` says what to write for it."""
        if name not in self.terms:
            if need:
                self.missing(name, need)
            return None
        try:
            return read(str(self.terms[name]).strip())
        except NotecalcError as error:
            self.problems += [each.at(name) for each in error.problems]
            return None

    def day(self, name: str, need: str = "") -> date | None:
        """A date, written with or without T00:00:00."""
        return self.read(name, parse_day, need)

    def number(self, name: str, otherwise: str = "0") -> Decimal:
        """A number; `otherwise` where it is not there or bad."""
        found = self.read(name, parse_number)
        return Decimal(otherwise) if found is None else found

    def rate(self, name: str) -> Decimal:
        """A rate a year as a fraction of one; 0 where it is not there or bad."""
        return self.read(name, parse_yearly) or Decimal(0)

    def amount(self, name: str, currency: str, need: str = "") -> Decimal | None:
        """An amount above zero."""

        def read(text: str) -> Decimal:
            found = parse_number(text)
            check_amount(found, currency)
            return found

        return self.read(name, read, need)

    def one_of(self, name: str, options: Mapping[str, _T], otherwise: str = "") -> _T | None:
        """One of the words that are carried; `otherwise` where it is not there and may be so."""
        listed = f"write {' or '.join(options)}"

        def read(text: str) -> _T:
            if text not in options:
                raise refuse(f"{text[:40]!r} cannot be carried", listed)
            return options[text]

        found = self.read(name, read, "" if otherwise else listed)
        return options[otherwise] if otherwise and name not in self.terms else found

    def observed(self, rates: Iterable[Mapping[str, Any]]) -> dict[date, Decimal]:
        """Observed rates, each with a `date` and a `value`, by their days."""
        found: dict[date, Decimal] = {}
        for number, each in enumerate(rates):
            path = f"observed.{number}"
            try:
                day, value = parse_day(str(each["date"]).strip()), str(each["value"]).strip()
                if day in found:
                    raise refuse(f"{day} is there twice", "keep one of them")
                found[day] = parse_number(value)
            except NotecalcError as error:
                self.problems += [one.at(path) for one in error.problems]
            except (KeyError, TypeError):
                self.refused(path, "this is no observed rate", "write its date and its value")
        return found


def parse_day(text: str) -> date:
    """A date, written with or without T00:00:00."""
    day, _, hour = text.partition("T")
    found = parse_date(day)
    if hour not in ("", "00:00", "00:00:00"):
        raise refuse(f"the time of day {hour[:20]} cannot be carried", f"write {day}T00:00:00")
    return found


def parse_number(text: str) -> Decimal:
    """A decimal number, exactly as written."""
    try:
        found = Decimal(text if text.isascii() and "_" not in text and len(text) <= 60 else "")
    except ArithmeticError:
        raise refuse(f"{text[:40]!r} is not a number", "write a decimal such as 0.05") from None
    if not found.is_finite() or abs(found.adjusted()) > 30:
        raise refuse(f"{text[:40]!r} cannot be carried", "write a decimal such as 0.05")
    return found


def parse_yearly(text: str) -> Decimal:
    """A rate a year, as a fraction of one."""
    found = parse_number(text)
    check_rate(found)
    return found


def parse_day_or_its_end(text: str) -> date:
    """A date, written too with the last second of its day."""
    return parse_day(text.removesuffix(END_OF_DAY))


def parse_currency(text: str) -> str:
    """The three letters of a currency."""
    if not _CURRENCY.fullmatch(text):
        raise refuse(f"{text[:20]!r} is not a currency", "write its three capital letters")
    return text
