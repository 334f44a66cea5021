"""A claim in bankruptcy: what was owed at the petition, and what the contract would have run to.

The claim is principal and interest accrued before the petition date (11 U.S.C. 502(b)(2)), at the
rate then in force; neither price nor portion of a redemption belongs to it, and a note that
performs has one too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from notecalc.calendars import Calendar
from notecalc.facts import Facts, Judgment
from notecalc.facts.knowledge import dated as dated_facts
from notecalc.money import from_minor, minor_units, percent, to_minor
from notecalc.redemption import Result, priced
from notecalc.schedule import Accrual, Basis, Line, accrue
from notecalc.terms import Terms
from notecalc.timeline import Timeline, interest_paid_to, performed_to, timeline
from notecalc.timeline.reasons import said
from notecalc.timeline.running import default_day
from notecalc.timeline.warnings import past_maturity, warnings

CLAUSE = "11 U.S.C. 502(b)(2)"

RUN_ON = "interest and fees after the petition are in it, payments and conversions are not"
"""What of the time after the petition the contract that is run on takes in."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What the contract would have run to on a day, and how that is more than the claim.

    `difference` is `interest_after` the petition, `fees_after` it, and what `price_and_portion`
    of a redemption add or take away. `because` says what day it is.
    """

    on: date
    because: str
    principal: Decimal
    accrued_interest: Decimal
    fees: Decimal
    total: Decimal
    interest_after: Decimal
    fees_after: Decimal
    price_and_portion: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class AtPetition:
    """The claim at the petition date, in units of the currency.

    `interest` is all of it: `base_interest`, `default_interest` and `overdue_interest` (on
    overdue interest). `rate` was in force on the last day counted, `why` says why. `contract` is
    None where nothing would be due by the contract on any day that is known. Where it is a claim
    on a `judgment`, `principal` is its amount.
    """

    on: date
    principal: Decimal
    base_interest: Decimal
    default_interest: Decimal
    overdue_interest: Decimal
    fees: Decimal
    interest: Decimal
    total: Decimal
    rate: Decimal
    rate_clause: str
    why: str
    contract: Contract | None
    judgment: Judgment | None = None


def at_petition(
    terms: Terms, facts: Facts, calendar: Calendar, until: date | None, because: str
) -> tuple[AtPetition, Result, tuple[str, ...]]:
    """The claim at the petition of the facts, the accrual that it is the end of, its warnings.

    The contract runs to `until`; to the redemption date of rule 4, where that is None.
    """
    on = facts.petition
    assert on is not None  # asked where there is a petition
    before = replace(facts.by(on), as_of=on, redeem_on=None)
    dated = timeline(terms, replace(before, paid_to=None), calendar)
    governing = dated.governing
    default = default_day(governing) if governing else None
    done = performed_to(before, default, on, terms.interest_dates(calendar).roll)
    paid_to = interest_paid_to(terms, before, calendar, done, on)
    stands = dated._replace(redemption=on, performed_to=done, paid_to=paid_to)
    accrual = _accrued(terms, before, calendar, stands, on)
    owed = _Owed.of(terms, accrual)
    contract = _contract(terms, facts, calendar, stands, owed, until, because)
    told = [
        *_left_out(facts, on, contract),
        *warnings(terms, before, dated.clocks, calendar, done, paid_to, on, "the petition date"),
    ]
    if contract is not None:
        told += past_maturity(terms, contract.on, "the day to which the contract is run,")
    last, places = accrual.lines[-1], minor_units(terms.currency)
    interest = owed.accrued
    # What was paid may be a cent more than its lines: that cent is taken off the later interest.
    upon = min(accrual.upon, max(interest, 0))
    at_default = min(accrual.default, max(interest - upon, 0))
    found = AtPetition(
        on,
        from_minor(owed.principal, places),
        from_minor(interest - at_default - upon, places),
        from_minor(at_default, places),
        from_minor(upon, places),
        from_minor(owed.fees, places),
        from_minor(interest, places),
        from_minor(owed.total, places),
        last.rate,
        last.clause,
        _why(dated, last, on),
        contract,
    )
    result = Result(terms, before, calendar, stands, accrual.lines, None, accrual.ledger)
    return found, result, tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class _Owed:
    """What stands on a day, in whole minor units."""

    principal: int
    accrued: int
    fees: int

    @classmethod
    def of(cls, terms: Terms, accrual: Accrual) -> "_Owed":
        places, last = minor_units(terms.currency), accrual.lines[-1]
        return cls(
            to_minor(last.closing_principal, places),
            to_minor(last.accrued, places),
            accrual.fees,
        )

    @property
    def total(self) -> int:
        return self.principal + self.accrued + self.fees


def _accrued(
    terms: Terms, facts: Facts, calendar: Calendar, dated: Timeline, until: date
) -> Accrual:
    return accrue(
        terms,
        facts.happened,
        calendar,
        until=until,
        performed_to=dated.performed_to,
        at_default=dated.at_default,
        paid_to=dated.paid_to,
    )


def _contract(
    terms: Terms,
    facts: Facts,
    calendar: Calendar,
    claim: Timeline,
    owed: _Owed,
    until: date | None,
    because: str,
) -> Contract | None:
    """The contract run on from the claim, as if no petition had been filed.

    What it adds after the petition counts (interest, fees, late fees); what would take off does
    not (payments, conversions): the difference from the claim is what had not matured.
    """
    petition = claim.redemption
    assert petition is not None  # the petition date stands there
    as_was = replace(
        facts,
        redeem_on=until,
        paid_to=None,
        payments=tuple(each for each in facts.payments if each.on <= petition),
        conversions=tuple(each for each in facts.conversions if each.on <= petition),
    )
    dated = timeline(terms, as_was, calendar)
    on = until or dated.redemption
    if on is None:
        return None
    if until is None:
        because = "assumed: the redemption date of the contract"
        if on < petition:
            because = f"assumed: the petition date; the contract could be redeemed on {said(on)}"
            on = petition
    due_on = None if dated.redemption is None else on
    run = dated._replace(redemption=due_on, performed_to=claim.performed_to, paid_to=claim.paid_to)
    accrual = _accrued(terms, as_was, calendar, run, on)
    then, places = _Owed.of(terms, accrual), minor_units(terms.currency)
    principal, interest, total = then.principal, then.accrued, then.total
    if due := priced(terms, as_was, calendar, run).redemption:
        principal = to_minor(due.principal, places)
        interest = to_minor(due.accrued_interest, places)
        total = to_minor(due.total, places)
    amounts = (
        principal,
        interest,
        then.fees,
        total,
        then.principal + then.accrued - owed.principal - owed.accrued,
        then.fees - owed.fees,
        total - then.total,
        total - owed.total,
    )
    return Contract(on, because, *(from_minor(each, places) for each in amounts))


def _why(dated: Timeline, last: Line, petition: date) -> str:
    """Which rate was in force on the last day before the petition, and why."""
    started, day = dated.default_from, said(petition - timedelta(days=1))
    if last.basis is Basis.DEFAULT:
        assert started is not None  # or no line were at the default rate
        which = f"the default rate had started on {said(started)}, before the petition"
    elif started is None:
        which = (
            f"no Event of Default by the petition date (state {dated.state.value}): the base rate"
        )
    elif started >= petition:
        which = (
            f"the default rate starts on {said(started)}, not before the petition: the base rate"
        )
    else:
        which = (
            f"the default rate started on {said(started)} and did not run on the last day"
            " counted: the base rate"
        )
    return f"{percent(last.rate)} in force on {day}, the last day counted; {which}"


def _left_out(facts: Facts, petition: date, contract: Contract | None) -> Iterator[str]:
    """What came after the petition, and whether the contract that is run on takes it in."""
    last = contract and min(contract.on, facts.as_of or contract.on)
    for fact in dated_facts(facts):
        if fact.happened <= petition:
            continue
        told = f"{fact.what} is after the petition of {petition}: no part of the claim"
        if last and fact.path in ("payments", "conversions"):
            told += ", nor of the contract run on, in which nothing is paid or converted after it"
        elif last and fact.happened <= last:
            told += ", but of the contract run on"
        yield told
