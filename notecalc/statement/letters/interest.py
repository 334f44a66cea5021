"""What letters say of interest: the rates, from when to when, and how it is reckoned."""

from collections.abc import Iterator
from datetime import date

from notecalc.calendars import Roll
from notecalc.money import PaidIn, RoundingMode, RoundingPer, grouped, percent
from notecalc.redemption import Result
from notecalc.schedule import Spans
from notecalc.schedule.rates import bearing_on, bearings
from notecalc.statement.letters.model import clause, longhand, spelled
from notecalc.terms import OverdueInterest, OverdueRate, Retroactive, Terms
from notecalc.timeline import State
from notecalc.timeline.reasons import amendment

_MODES = {
    RoundingMode.NEAREST: "half up, to the smallest unit of the currency",
    RoundingMode.DOWN: "down to the smallest unit of the currency",
    RoundingMode.UP: "up to the smallest unit of the currency",
}
_ROLLS = {
    Roll.FOLLOWING: "the next Business Day",
    Roll.MODIFIED_FOLLOWING: "the next Business Day, or where that is in another month the one"
    " before",
    Roll.PRECEDING: "the Business Day before",
}


def paid_in_words(terms: Terms) -> str:
    """How interest is paid, after a rate."""
    return "in further notes" if terms.interest.paid_in is PaidIn.NOTES else "in cash"


def rate_words(result: Result) -> str:
    """Which rates the note bears, from when to when, in sentences."""
    terms = result.terms
    base, default = _rates(result)
    paid, cited = paid_in_words(terms), clause(terms.default_rates.clause)
    events = [each for each in result.timeline.events if each.event.startswith("default_rate_")]
    if result.timeline.default_from is not None:
        told = (
            f"Under {cited} interest is {default} a year, paid {paid}, in place of {base}, from"
            f" {longhand(events[0].date)} ({spelled(events[0].reason)})."
        )
        ends = [each for each in events if each.event == "default_rate_until"]
        told += "".join(
            f" From {longhand(each.date)} on it is not: {spelled(each.reason)}." for each in ends
        )
        told += _again(result, [each.date for each in ends])
    elif result.state is State.DEFAULT:
        told = (
            f"Under {cited} interest would be {default} a year, paid {paid}, in place of {base}."
            " By the facts given, a cure, a waiver or a forbearance keeps that rate from running."
        )
    else:
        told = (
            f"Under {cited} interest would on an Event of Default be {default} a year, paid {paid},"
            f" in place of {base} (reading {terms.default_rates.start.value} of where it starts)."
        )
    return told + "".join(_amended(result))


def _rates(result: Result) -> tuple[str, str]:
    """The base and the default rate, as amended by the day the default rate starts."""
    terms, facts = result.terms, result.facts.happened
    if not facts.amendments:
        return percent(terms.base_rate), percent(terms.default_rate)
    day = result.timeline.default_from or facts.as_of or facts.sent or terms.issue_date
    spans: tuple[Spans, ...] = ((), ((terms.issue_date, None),))
    base, default = (bearing_on(bearings(terms, facts, each), day).rate for each in spans)
    return percent(base), percent(default)


def _again(result: Result, ends: list[date]) -> str:
    """Where the default rate runs again after it stood still."""
    starts = [start for start, _ in result.timeline.at_default[1:]]
    days = [longhand(day) for day in starts if ends and day > ends[0]]
    return f" It is again from {' and from '.join(days)}." if days else ""


def _amended(result: Result) -> Iterator[str]:
    """The amendments of the rates, and the rate that came of them."""
    due = result.redemption
    changes = [
        each for each in result.facts.happened.amendments if due is None or each.on <= due.date
    ]
    for each in changes:
        cited = clause(each.clause) if each.source == each.clause else "by the amendment"
        rates = amendment(each).removeprefix("from this day: ")
        yield f" From {longhand(each.on)} ({cited}) the terms are: {rates}."
    if changes and due is not None:
        yield f" On the redemption date principal bears {percent(due.rate)} a year."


def reckoning(terms: Terms) -> str:
    """How interest is reckoned, in a paragraph."""
    interest = terms.interest
    days = ", ".join(f"{date(2000, each.month, each.day):%B} {each.day}" for each in interest.dates)
    return (
        f"Interest periods run between {days} of each year. {_kept(terms)}{_rolled(terms)}"
        f" For each line of the schedule interest is principal × rate × year fraction by"
        f" {interest.day_count.value}, the first day counted and the last not, {_rounded(terms)};"
        " totals are sums of lines."
    )


def _kept(terms: Terms) -> str:
    """What becomes of interest on an interest date."""
    if terms.interest.paid_in is PaidIn.NOTES:
        stands = terms.default_rates.retroactive is Retroactive.STANDS
        return (
            "Interest is paid in further notes: on each of these dates before redemption what has"
            " accrued is added to principal and bears interest from then on."
            + stands
            * (
                " What is claimed beyond the notes that were issued stands beside them and bears"
                " no interest."
            )
        )
    overdue = terms.overdue_interest
    if overdue is None:
        return (
            "Interest is payable in cash on each of these dates; what stands unpaid bears no"
            " interest of its own in this calculation."
        )
    return f"Interest is payable in cash on each of these dates; {_on_overdue(overdue)}."


def _on_overdue(overdue: OverdueInterest) -> str:
    rate = "default rate" if overdue.rate is OverdueRate.DEFAULT else "base rate"
    how = (
        "which on each interest date joins what is overdue and bears interest with it"
        if overdue.capitalized
        else "which bears none itself"
    )
    return (
        f"what stands unpaid after one of them bears interest from then on at the {rate}"
        f" ({clause(overdue.clause)}), {how}"
    )


def _rolled(terms: Terms) -> str:
    """Where a payment goes that falls on a closed day."""
    interest = terms.interest
    if interest.roll is None:
        return ""
    to = "that day" if interest.adjusted else "the interest date itself"
    return (
        f" What falls due on a day that is no Business Day is due on {_ROLLS[interest.roll]};"
        f" interest accrues to {to}."
    )


def _rounded(terms: Terms) -> str:
    """How and when interest is rounded."""
    rounding = terms.rounding
    cited = f" ({rounding.clause})" if rounding.clause else ""
    way = _MODES[rounding.mode] + cited
    if rounding.per is RoundingPer.PERIOD:
        return f"the lines of an interest period rounded once together, {way}"
    if rounding.per is RoundingPer.PER_DIEM:
        return f"the interest of one day rounded once, {way}, and multiplied by the days"
    return f"rounded once, {way}"


def money_words(result: Result) -> Iterator[str]:
    """What payments went to and what fees were added, where there were any."""
    kinds = {each.kind for each in result.ledger}
    if "payment" in kinds:
        order = ", then ".join(each.value for each in result.terms.waterfall)
        yield f"A payment goes to {order}, as far as each is owed."
    fee = result.terms.late_fee
    if fee is not None and "late fee" in kinds:
        rate = f"{percent(fee.rate)} of what was not paid" if fee.rate else ""
        least = f"{grouped(fee.minimum)}" if fee.minimum is not None else ""
        share = f"{rate}, at least {least}" if rate and least else rate or least
        yield f"Under {clause(fee.clause)} a late fee is owed on a payment missed: {share}."
    if kinds & {"fee", "late fee"}:
        yield "Fees bear no interest."


def price_words(result: Result) -> str:
    """The portion redeemed and its price."""
    due, term = result.redemption, result.terms.redemption
    assert due is not None  # the caller has seen that it is due
    portion = percent(term.portion)
    if not due.price.what:
        return f"{portion} of the Note at {percent(term.price)} of principal"
    cited = "" if due.price.clause == due.clause else f" ({clause(due.price.clause)})"
    return f"{portion} of the Note, the price of principal being {spelled(due.price.what)}{cited}"
