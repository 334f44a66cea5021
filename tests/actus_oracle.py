"""The ACTUS PAM contract as its technical specification tells it: states moved event by event.

It shares no code with notecalc: exact fractions, its own cycles, shifts and day counts. It is for
contracts whose interest periods and rate resets do not overtake each other.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

ORDER = ["IED", "IP", "IPCI", "FP", "RR", "PRD", "TD", "MD"]
DAY = timedelta(days=1)


@dataclass
class Loan:
    """A contract in plain values: rates and amounts as texts, cycles as (number, unit, stub)."""

    status: date
    exchange: date
    maturity: date
    principal: str
    rate: str
    count: str
    anchor: date
    cycle: tuple[int, str, int]
    month_end: bool = False
    shift: str = "NOS"
    grows_to: date | None = None
    reset_anchor: date | None = None
    reset_cycle: tuple[int, str, int] = (1, "M", 1)
    observed: dict[date, str] = field(default_factory=dict)
    spread: str = "0"
    times: str = "1"
    premium: str = "0"
    accrued: str | None = None
    fee: tuple[str, str] | None = None
    bought: tuple[date, str] | None = None
    ended: tuple[date, str] | None = None

    def terms(self) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """The contract as ACTUS writes it."""
        cycle = "P{}{}L{}".format(*self.cycle)
        found: dict[str, Any] = {
            "contractType": "PAM", "contractID": "random", "contractRole": "RPA",
            "currency": "EUR", "statusDate": str(self.status), "calendar": "MF",
            "initialExchangeDate": str(self.exchange), "maturityDate": str(self.maturity),
            "notionalPrincipal": self.principal, "nominalInterestRate": self.rate,
            "dayCountConvention": self.count, "cycleOfInterestPayment": cycle,
            "cycleAnchorDateOfInterestPayment": str(self.anchor),
            "endOfMonthConvention": "EOM" if self.month_end else "SD",
            "businessDayConvention": self.shift, "premiumDiscountAtIED": self.premium,
            "accruedInterest": self.accrued,
            "capitalizationEndDate": str(self.grows_to) if self.grows_to else None,
        }  # fmt: skip
        if self.reset_anchor:
            found["cycleAnchorDateOfRateReset"] = str(self.reset_anchor)
            found["cycleOfRateReset"] = "P{}{}L{}".format(*self.reset_cycle)
            found |= {"rateSpread": self.spread, "rateMultiplier": self.times}
        if self.fee:
            found |= {"feeBasis": self.fee[0], "feeRate": self.fee[1], "cycleOfFee": cycle}
            found["cycleAnchorDateOfFee"] = str(self.anchor)
        for name, trade in (("Purchase", self.bought), ("Termination", self.ended)):
            if trade:
                found[f"{name.lower()}Date"], found[f"priceAt{name}Date"] = str(trade[0]), trade[1]
        return found, [{"date": str(on), "value": rate} for on, rate in self.observed.items()]

    def days(self, anchor: date, cycle: tuple[int, str, int]) -> list[date]:
        """The days of a cycle before maturity, by the stub that it has."""
        number, unit, short = cycle
        found, n = [anchor], 1
        while (day := _stepped(anchor, number * n, unit, self.month_end)) < self.maturity:
            found.append(day)
            n += 1
        if day != self.maturity and not short and len(found) > 1:
            del found[-1]
        return found

    def moved(self, day: date) -> tuple[date, date]:
        """The day of the event, and that of the calculation."""
        if self.shift == "NOS":
            return day, day
        on = _business_day(day, self.shift[2:])
        on = max(on, self.exchange) if day >= self.exchange else on
        on = min(on, self.maturity)
        return on, on if self.shift[:2] == "SC" else day


def _stepped(anchor: date, steps: int, unit: str, month_end: bool) -> date:
    if unit in "DW":
        return anchor + steps * (7 if unit == "W" else 1) * DAY
    month = anchor.month - 1 + steps * {"M": 1, "Q": 3, "H": 6, "Y": 12}[unit]
    year, month = anchor.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    stays = month_end and anchor.day == monthrange(anchor.year, anchor.month)[1]
    return date(year, month, last if stays else min(anchor.day, last))


def _business_day(day: date, rule: str) -> date:
    step = DAY if rule.endswith("F") else -DAY
    on = day
    while on.weekday() > 4:
        on += step
    if rule.startswith("M") and on.month != day.month:
        on = day
        while on.weekday() > 4:
            on -= step
    return on


def fraction(count: str, start: date, end: date) -> Fraction:
    """The year fraction, by the formulas of the ACTUS dictionary."""
    if count == "30E360":
        months = 12 * (end.year - start.year) + end.month - start.month
        return Fraction(30 * months + min(end.day, 30) - min(start.day, 30), 360)
    if count == "AA":
        found, day = Fraction(0), start
        while day < end:  # day by day, each over the days of its year
            found += Fraction(1, 366 if isleap(day.year) else 365)
            day += DAY
        return found
    return Fraction((end - start).days, {"A360": 360, "A365": 365}[count])


def _planned(loan: Loan) -> Iterator[tuple[date, str, date, Fraction]]:
    """Events unsorted: the day, the type, the day of calculation, and the rate of a reset."""
    none = Fraction(0)
    yield loan.exchange, "IED", loan.exchange, none
    yield loan.maturity, "MD", loan.maturity, none
    limit = loan.moved(loan.grows_to) if loan.grows_to else None
    pays = {calc: on for on, calc in map(loan.moved, loan.days(loan.anchor, loan.cycle))}
    fees = dict(pays)
    if limit:  # it stands in for what falls on its day
        pays = {calc: on for calc, on in pays.items() if on != limit[0]} | {limit[1]: limit[0]}
    pays[loan.maturity] = fees[loan.maturity] = loan.maturity
    for calc, on in pays.items():
        yield on, "IPCI" if limit and calc <= limit[1] else "IP", calc, none
    for calc, on in fees.items() if loan.fee else ():
        yield on, "FP", calc, none
    for day in loan.days(loan.reset_anchor, loan.reset_cycle) if loan.reset_anchor else ():
        on, calc = loan.moved(day)
        if on in loan.observed:
            rate = Fraction(loan.observed[on]) * Fraction(loan.times) + Fraction(loan.spread)
            yield on, "RR", calc, rate
    for name, trade in (("PRD", loan.bought), ("TD", loan.ended)):
        if trade:
            yield trade[0], name, trade[0], none


def events(loan: Loan) -> list[tuple[str, str, Fraction, Fraction]]:
    """The events after the status date: date, type, payoff, nominal after it."""
    planned = sorted(_planned(loan), key=lambda each: (each[0], ORDER.index(each[1])))
    began = loan.exchange <= loan.status
    nominal = Fraction(loan.principal) if began else Fraction(0)
    rate = Fraction(loan.rate) if began else Fraction(0)
    accrued, fees, at = Fraction(loan.accrued or 0), Fraction(0), loan.status
    if began and loan.accrued is None:
        past = [calc for _, kind, calc, _ in planned if kind[:2] == "IP" and calc <= loan.status]
        before = max([loan.exchange, *past])
        accrued = fraction(loan.count, before, loan.status) * rate * nominal
    basis, fee = loan.fee or ("A", "0")
    found: list[tuple[date, str, Fraction, Fraction]] = []
    for on, kind, calc, reset in planned:
        if on <= loan.status or calc > loan.maturity:
            continue
        grown = fraction(loan.count, at, calc) * nominal
        accrued, payoff, at = accrued + grown * rate, Fraction(0), calc
        fees += grown * Fraction(fee) if basis == "N" else 0
        if kind == "IED":
            nominal, rate = Fraction(loan.principal), Fraction(loan.rate)
            payoff = -nominal - Fraction(loan.premium)
        elif kind == "IP":
            payoff, accrued = accrued, Fraction(0)
        elif kind == "IPCI":
            nominal, accrued = nominal + accrued, Fraction(0)
        elif kind == "FP":
            payoff, fees = (fees, Fraction(0)) if basis == "N" else (Fraction(fee), fees)
        elif kind == "RR":
            rate = reset
        elif kind == "PRD" and loan.bought:
            payoff = -Fraction(loan.bought[1]) - accrued
        elif kind == "TD" and loan.ended:
            payoff, nominal = Fraction(loan.ended[1]) + accrued, Fraction(0)
        else:
            payoff, nominal = nominal, Fraction(0)
        found.append((on, kind, payoff, nominal))
        if kind == "TD":
            break
    first = (loan.bought[0], ORDER.index("PRD")) if loan.bought else None
    kept = [each for each in found if not first or (each[0], ORDER.index(each[1])) >= first]
    return [(str(on), kind, payoff, nominal) for on, kind, payoff, nominal in kept]
