"""ACTUS terms of a contract of type PAM (principal at maturity), read; the rest is refused by name.

The words are those of the ACTUS data dictionary, what they mean is the ACTUS technical
specification's; where its tests decide, they do: principal is repaid on the day of maturity as it
is, with the interest to that day, whatever the business day convention; nothing moves beyond it,
or to before the exchange.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from notecalc.calendars import Calendar, business_calendar
from notecalc.errors import NotecalcError
from notecalc.interop.actus.contract import DAY_COUNTS, Contract, Fees, Payday, Reset, Trade
from notecalc.interop.actus.cycles import Cycle, Shift
from notecalc.interop.actus.words import END_OF_DAY, Words, parse_currency, parse_day_or_its_end
from notecalc.money import UNROUNDED, check_rate, exact

_DAY = timedelta(days=1)


def read(terms: Mapping[str, Any], observed: Iterable[Mapping[str, Any]] = ()) -> Contract:
    """The contract of these terms; `observed` are rates, each with a `date` and a `value`.

    Raises NotecalcError with every problem, each at the name of its term.
    """
    return _Reader(terms).contract(observed)


class _Reader:
    """Reads the terms; what many of them need is kept."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        words = self.words = Words(terms)
        words.one_of("contractType", {"PAM": True})
        self.owed = words.one_of("contractRole", {"RPA": False, "RPL": True})
        self.status = words.day("statusDate", "write the day as of which the terms stand")
        self.exchange = words.day("initialExchangeDate", "write the day principal is paid out")
        self.matures = words.read("maturityDate", parse_day_or_its_end, "write the day it matures")
        self.shift = words.read("businessDayConvention", Shift.parse) or Shift()
        self.days = words.one_of("calendar", _calendars(), otherwise="NC")
        ends = {"SD": False, "EOM": True}
        self.month_end = bool(words.one_of("endOfMonthConvention", ends, otherwise="SD"))
        late = str(words.terms.get("maturityDate", "")).strip().endswith(END_OF_DAY)
        self.end = self.matures + _DAY if late and self.matures else self.matures
        if self.exchange and self.end and self.exchange >= self.end:
            what = f"{self.matures} is not after the exchange on {self.exchange}"
            words.refused("maturityDate", what, "write a later day")
        elif self.status and self.end and self.status >= self.end:
            what = f"the contract ended on {self.matures}"
            words.refused("statusDate", what, "write a day before it")

    def contract(self, observed: Iterable[Mapping[str, Any]]) -> Contract:
        words = self.words
        name = words.read("contractID", str)
        currency = words.read("currency", parse_currency, "write it, such as USD")
        principal = words.amount("notionalPrincipal", UNROUNDED, "write it, such as 3000")
        premium = words.number("premiumDiscountAtIED")
        rate, accrued = words.rate("nominalInterestRate"), self._accrued("accruedInterest")
        count = words.one_of("dayCountConvention", DAY_COUNTS)
        paydays, grows_to = self._interest()
        resets = self._resets(observed)
        fees = self._fees(grows_to)
        bought, ended = self._trade("Purchase", paydays), self._trade("Termination", paydays)
        start = self._start(paydays)
        if self.status and self.exchange and self.exchange <= self.status:
            self._not_between("statusDate", self.status, paydays)
        if start and accrued and grows_to and start not in [each.to for each in paydays]:
            what = "this cannot be carried with capitalizationEndDate after the first interest date"
            words.refused("accruedInterest", what, "leave it out, or add it to notionalPrincipal")
        words.done()
        # What is needed is there, or there had been a problem.
        assert start is not None
        assert self.exchange is not None
        assert self.status is not None
        assert self.matures is not None
        assert self.end is not None
        assert principal is not None
        assert count is not None
        return Contract(
            name or "", currency or "", bool(self.owed), self.status, self.exchange, start,
            self.end, self.matures, principal, premium, rate, accrued, count,
            self._kept(paydays, start), grows_to, tuple(resets), fees, bought, ended,
        )  # fmt: skip

    def _accrued(self, name: str) -> Decimal:
        """What had accrued, as its creditor has it: ACTUS writes that of a liability below zero."""
        found = self.words.number(name)
        return found.copy_negate() if self.owed else found

    def _kept(self, paydays: list[Payday], start: date) -> tuple[Payday, ...]:
        """The paydays from the exchange on, and after the day from which amounts accrue."""
        exchange = self.exchange or start
        first = start == exchange and self.status is not None and exchange > self.status
        after = (each for each in paydays if each.to >= exchange)
        return tuple(each for each in after if each.to > start or first)

    def _payday(self, day: date) -> Payday:
        on = self.shift.on(day, self.days)
        if self.exchange and on < self.exchange <= day:
            on = self.exchange
        elif self.matures and on > self.matures >= day:
            on = self.matures
        return Payday(on if self.shift.first else day, on)

    def _cycle(self, what: str) -> list[Payday]:
        """The days of a cycle before maturity; none where its anchor and its step are not given."""
        words = self.words
        anchor = words.day(f"cycleAnchorDateOf{what}")
        cycle = words.read(f"cycleOf{what}", Cycle.parse)
        if not (self.exchange and self.matures) or not (anchor or cycle):
            return []
        if anchor is None and cycle is not None:
            anchor = cycle.after(self.exchange)
        assert anchor is not None  # one of them was given
        if anchor > self.matures:
            told = f"{anchor} is after maturity on {self.matures}"
            words.refused(f"cycleAnchorDateOf{what}", told, "write an earlier day")
        if cycle is None:
            return [self._payday(anchor)] if anchor < self.matures else []
        try:
            days = cycle.dates(anchor, self.matures, self.month_end)
        except NotecalcError as error:
            words.problems += [each.at(f"cycleOf{what}") for each in error.problems]
            return []
        return [self._payday(day) for day in days]

    def _to_maturity(self, paydays: list[Payday]) -> list[Payday]:
        """The paydays in order, with maturity, which nothing moves."""
        if self.end is None or self.matures is None:
            return []
        found = {each.to: each for each in paydays if each.to < self.end}
        found[self.end] = Payday(self.end, self.matures)
        return sorted(found.values())

    def _interest(self) -> tuple[list[Payday], date | None]:
        """The ends of the interest periods, and the one up to which interest is capitalized."""
        words = self.words
        paydays, grows_to = self._cycle("InterestPayment"), words.day("capitalizationEndDate")
        cycle_names = ("cycleAnchorDateOfInterestPayment", "cycleOfInterestPayment")
        given = any(name in words.terms for name in cycle_names)
        if "nominalInterestRate" not in words.terms:
            if given or grows_to:
                words.missing("nominalInterestRate", "write it, such as 0.1")
            return [], None
        if not given:
            words.missing("cycleOfInterestPayment", "write one such as P1ML0")
        last = self._payday(grows_to) if grows_to else None
        if last is None or not (self.exchange and self.end) or last.to < self.exchange:
            return self._to_maturity(paydays), None
        if last.to >= self.end:
            return self._to_maturity(paydays), self.end
        others = [each for each in paydays if each.on != last.on]
        return self._to_maturity([*others, last]), last.to

    def _start(self, paydays: list[Payday]) -> date | None:
        """The day from which interest accrues; None where a problem leaves it open."""
        if not (self.exchange and self.status):
            return None
        told = "accruedInterest" in self.words.terms
        if self.exchange > self.status:
            anchor = paydays[0].to if paydays else self.exchange
            return self.exchange if told else min(self.exchange, anchor)
        past = [each.to for each in paydays if self.exchange < each.to <= self.status]
        return self.status if told else max([self.exchange, *past])

    def _resets(self, observed: Iterable[Mapping[str, Any]]) -> list[Reset]:
        """The rates reset, each to the rate observed on its day."""
        words, market = self.words, "marketObjectCodeOfRateReset"
        days = self._cycle("RateReset")
        spread, times = words.number("rateSpread"), words.number("rateMultiplier", "1")
        named = str(words.terms.get(market, "a market rate")).strip()
        rates = words.observed(observed)
        if not (days and self.exchange and self.status and self.end):
            return []
        found = []
        for each in days:
            if not self.exchange <= each.to < self.end or each.on <= self.status:
                continue
            if each.on not in rates:
                what = f"no rate of {named} is observed on {each.on}"
                words.refused(market, what, "write one, with its date and value")
                continue
            rate = exact(rates[each.on], times, spread)
            try:
                check_rate(rate)
            except NotecalcError as error:
                words.problems += [one.at(market) for one in error.problems]
            found.append(Reset(each.to, each.on, rate))
        return found

    def _fees(self, grows_to: date | None) -> Fees | None:
        words = self.words
        given = [name for name in ("feeRate", "cycleOfFee") if name in words.terms]
        days, accrued = self._cycle("Fee"), self._accrued("feeAccrued")
        if not (given and self.exchange and self.status):
            return None
        if len(given) == 1:
            missing = "feeRate" if given == ["cycleOfFee"] else "cycleOfFee"
            words.missing(missing, f"write it, or leave out {given[0]}")
        yearly = words.one_of("feeBasis", {"A": False, "N": True})
        rate = words.rate("feeRate") if yearly else words.number("feeRate")
        if yearly and grows_to:
            what = "a fee on the nominal cannot be carried with capitalizationEndDate"
            words.refused("feeBasis", what, "write A, or leave the fee out")
        paydays = self._to_maturity(days)
        if days and len(paydays) <= len(days):
            words.refused("cycleOfFee", "two fees move to one day", "write a longer cycle")
        kept = self._kept(paydays, max(self.exchange, self.status))
        return Fees(kept, rate, bool(yearly), accrued)

    def _not_between(self, name: str, day: date, paydays: list[Payday]) -> None:
        """Refuse a day from which interest is counted otherwise than it is paid."""
        for to, on in paydays:
            if min(to, on) <= day < max(to, on):
                told = f"{day} cannot be carried: interest to {to} is paid on {on}"
                self.words.refused(name, told, f"write {max(to, on)}")

    def _trade(self, what: str, paydays: list[Payday]) -> Trade | None:
        words, price = self.words, f"priceAt{what}Date"
        on = words.day(f"{what.lower()}Date")
        if on is None:
            return None
        self._not_between(f"{what.lower()}Date", on, paydays)
        if self.owed:
            told = "the trade of a liability cannot be carried"
            words.refused(f"{what.lower()}Date", told, "write contractRole RPA, and turn the signs")
        if price not in words.terms:
            words.missing(price, "write it, such as 2900")
        if self.exchange and self.matures and not self.exchange <= on <= self.matures:
            told = f"{on} is not from {self.exchange} to {self.matures}, the life of the contract"
            words.refused(f"{what.lower()}Date", told, "write a day in it")
        return Trade(on, words.number(price))


def _calendars() -> dict[str, Calendar | None]:
    return {"NC": None, "MF": business_calendar("weekends")}
