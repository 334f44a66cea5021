"""The events of an ACTUS contract: its interest comes from the one engine, in unrounded units.

A contract that capitalizes interest and then pays it is two notes, the second issued where the
first ends. ACTUS rounds nothing: the notes are in `UNROUNDED`, whose minor unit is 10^-20.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from notecalc.calendars import business_calendar
from notecalc.facts import Facts
from notecalc.facts.events import Amendment
from notecalc.interop.actus.contract import Contract, Payday, Reset, Trade
from notecalc.money import UNROUNDED, PaidIn, add
from notecalc.periods import Period
from notecalc.schedule import Line, accrue
from notecalc.terms import (
    CalendarTerm,
    DefaultRates,
    EventOfDefault,
    Interest,
    RedemptionTerm,
    Terms,
)

ORDER = ("IED", "IP", "IPCI", "FP", "RR", "PRD", "TD", "MD")
"""The events of one day, in their order."""

_DAY = timedelta(days=1)
_NOTHING = Decimal(0)
_CLAUSE = "ACTUS"


class Flow(NamedTuple):
    """An event: what is paid to its holder (below zero: by it), and the nominal after it."""

    on: date
    type: str
    payoff: Decimal
    nominal: Decimal

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands among the events."""
        return self.on, ORDER.index(self.type)


def flows(contract: Contract) -> list[Flow]:
    """The events of a contract after its status date, in their order, signs as its role has them.

    What came before a purchase is the seller's; nothing comes after a termination.
    """
    found = list(_with_nominal(contract))
    bought, ended = contract.purchase, contract.termination
    if bought is not None:
        found = [flow for flow in found if flow.place >= (bought.on, ORDER.index("PRD"))]
    if ended is not None:
        found = [flow for flow in found if flow.place <= (ended.on, ORDER.index("TD"))]
    return [_signed(flow, contract.owed) for flow in found if flow.on > contract.status]


def _signed(flow: Flow, owed: bool) -> Flow:
    if not owed:
        return flow
    turned = (value.copy_negate() if value else value for value in (flow.payoff, flow.nominal))
    return Flow(flow.on, flow.type, *turned)


def _with_nominal(contract: Contract) -> Iterator[Flow]:
    """The events in their order; those that leave the nominal as it is bear it."""
    nominal = contract.principal
    for flow in sorted(_all(contract), key=lambda each: each.place):
        if flow.type in ("RR", "FP", "PRD"):
            yield flow._replace(nominal=nominal)
        else:
            nominal = flow.nominal
            yield flow


def _all(contract: Contract) -> Iterator[Flow]:
    lines = _lines(contract, contract.maturity)
    at_start = _principal(contract)
    paid_out = add(contract.principal, contract.premium).copy_negate()
    yield Flow(contract.exchange, "IED", paid_out, contract.principal)
    yield from _payments(contract, lines, at_start)
    for reset in contract.resets:
        yield Flow(reset.on, "RR", _NOTHING, _NOTHING)
    for payday, amount in _fees(contract):
        yield Flow(payday.on, "FP", amount, _NOTHING)
    if (bought := contract.purchase) is not None:
        yield Flow(bought.on, "PRD", _price(contract, bought).copy_negate(), _NOTHING)
    if (ended := contract.termination) is not None:
        yield Flow(ended.on, "TD", _price(contract, ended), _NOTHING)
    yield Flow(contract.matures, "MD", lines[-1].closing_principal, _NOTHING)


def _payments(contract: Contract, lines: Sequence[Line], at_start: Decimal) -> Iterator[Flow]:
    """Interest paid (IP) or capitalized (IPCI) on each payday, what had accrued first of all."""
    ends = {line.end: line for line in lines}
    accrued = contract.accrued
    for payday in contract.paydays:
        line = ends.get(payday.to)  # there is none to the day on which the contract starts
        nominal = line.closing_principal if line else at_start
        if contract.grows_to and payday.to <= contract.grows_to:
            yield Flow(payday.on, "IPCI", _NOTHING, nominal)
        else:
            yield Flow(payday.on, "IP", add(line.paid if line else _NOTHING, accrued), nominal)
        accrued = _NOTHING


def _price(contract: Contract, trade: Trade) -> Decimal:
    """The price of a trade with the interest accrued on its day."""
    lines = _lines(contract, trade.on)
    price = add(trade.price, lines[-1].accrued) if lines else trade.price
    paid = any(payday.to <= trade.on for payday in contract.paydays)
    return price if paid else add(price, contract.accrued)


def _fees(contract: Contract) -> Iterator[tuple[Payday, Decimal]]:
    """What each fee comes to. One on the nominal accrues as interest at its rate would."""
    fees = contract.fees
    if fees is None:
        return
    if not fees.yearly:
        yield from ((payday, fees.rate) for payday in fees.paydays)
        return
    start, accrued = max(contract.exchange, contract.status), fees.accrued
    after = [payday for payday in fees.paydays if payday.to > start]
    note = _note(contract, contract.principal, start, PaidIn.CASH, [Reset(start, start, fees.rate)])
    paid = {line.end: line.paid for line in _run(note, Facts(), after, contract.maturity)}
    for payday in fees.paydays:
        yield payday, add(paid.get(payday.to, _NOTHING), accrued)
        accrued = _NOTHING


def _principal(contract: Contract) -> Decimal:
    """The nominal on the first day, with what is capitalized on it."""
    first = contract.paydays[0].to if contract.paydays else None
    grows = contract.grows_to is not None and first == contract.start <= contract.grows_to
    return add(contract.principal, contract.accrued) if grows else contract.principal


def _lines(contract: Contract, until: date) -> list[Line]:
    """The lines of interest to a day, all of it paid or capitalized when it falls due."""
    start, principal = contract.start, _principal(contract)
    after = [each for each in contract.paydays if each.to > start]
    found: list[Line] = []
    grows_to = min(until, contract.grows_to or start)
    if start < grows_to:
        grows = [each for each in after if each.to <= grows_to]
        found = _accrued(contract, principal, start, PaidIn.NOTES, grows, grows_to)
        start, principal = grows_to, found[-1].closing_principal
        after = after[len(grows) :]
    if start < until:
        found += _accrued(contract, principal, start, PaidIn.CASH, after, until)
    return found


def _accrued(
    contract: Contract, principal: Decimal, start: date, paid_in: PaidIn, paydays: list[Payday],
    until: date,
) -> list[Line]:  # fmt: skip
    begun = Reset(contract.start, contract.start, contract.rate)
    resets = [begun, *sorted(each for each in contract.resets if each.start < until)]
    note = _note(contract, principal, start, paid_in, resets)
    later = [each for each in resets if each.start > start]
    amendments = (Amendment(each.start, _CLAUSE, each.rate, each.rate) for each in later)
    return _run(note, Facts(amendments=tuple(amendments)), paydays, until)


def _run(note: Terms, facts: Facts, paydays: Iterable[Payday], until: date) -> list[Line]:
    """The engine's lines to a day; what falls due in notes on that day is issued, too."""
    periods, start = [], note.issue_date
    for to, on in paydays:
        periods.append(Period(start, to, (start, to), on, to))
        start = to
    beyond = max(start, until) + _DAY
    periods.append(Period(start, beyond, (start, beyond), beyond, beyond))
    in_cash = note.interest.paid_in is PaidIn.CASH
    issues = not in_cash and any(period.end == until for period in periods)
    done = accrue(
        note, facts, business_calendar("weekends"), until=until + _DAY if issues else until,
        paid_to=until if in_cash else None, periods=periods,
    )  # fmt: skip
    return [line for line in done.lines if line.end <= until]


def _note(
    contract: Contract, principal: Decimal, start: date, paid_in: PaidIn, rates: list[Reset]
) -> Terms:
    """The contract's interest as a note issued on `start`, at the last of the rates begun by it."""
    rate = [each.rate for each in rates if each.start <= start][-1]
    return Terms(
        name=contract.name,
        issue_date=start,
        closing_date=start,
        maturity_date=contract.maturity,
        principal=principal,
        currency=UNROUNDED,
        calendar=CalendarTerm(("weekends",)),
        interest=Interest(rate, rate, paid_in, (), contract.day_count, _CLAUSE),
        events_of_default=(EventOfDefault("payment", _CLAUSE, payment="any"),),
        default_rates=DefaultRates(_CLAUSE, margin=_NOTHING),
        redemption=RedemptionTerm(_CLAUSE),
    )
