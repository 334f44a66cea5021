"""Where a note ends outside its own terms: a claim in bankruptcy, a judgment (rule 25)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from notecalc.claim.judgment import Judged, Year, judged, standing, years_of
from notecalc.claim.petition import CLAUSE, RUN_ON, AtPetition, Contract, at_petition
from notecalc.dates import check_date, is_leap
from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.facts import Facts, Judgment
from notecalc.facts.knowledge import dated
from notecalc.money import from_minor, minor_units, percent, to_minor
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms
from notecalc.timeline.triggers import stayed

__all__ = [
    "CLAUSE",
    "RUN_ON",
    "AtPetition",
    "Claim",
    "Contract",
    "Judged",
    "Year",
    "claim",
    "claim_of",
]

_NEW_YORK = ("", "New York")
_MONEY = ("payments", "fees", "conversions")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a note comes to at a petition, under a judgment, or both. None where there is none.

    `result` is the accrual to the petition, or the redemption on the day of the judgment.
    """

    terms: Terms
    facts: Facts
    result: Result
    petition: AtPetition | None
    judgment: Judged | None
    warnings: tuple[str, ...]


def claim(terms: Terms, facts: Facts, *, until: date | None = None) -> Claim:
    """The claim at the petition of the facts, and the judgment of the facts with its interest.

    `until` is the day to which the contract, or the interest on the judgment, is run: where not
    given, the redemption date given, else a year after the judgment, else the redemption date of
    rule 4. Raises NotecalcError, naming both dates, where the facts do not fit.
    """
    if until is not None:
        check_date(until)
    problems = list(_problems(terms, facts, until))
    if problems:
        raise NotecalcError(*problems)
    to, because, path = facts.redeem_on, "the redemption date given", "redeem_on"
    if until is not None:
        to, because, path = until, "the day given", "until"
    try:
        if facts.judgment is None:
            calendar = terms.calendar.resolve()
            found, result, told = at_petition(terms, facts, calendar, to, because)
            return Claim(terms, facts, result, found, None, told)
    except NotecalcError as error:
        raise NotecalcError(
            *(each.at(path) if each.path == "redeem_on" else each for each in error.problems)
        ) from None
    return _of_judgment(terms, facts, facts.judgment, to, because)


def claim_of(result: Result) -> Claim | None:
    """The claim at the petition of a result; None where none was filed by its as-of date.

    A redemption date before the petition is no day to which the contract could be run.
    """
    facts, on = result.facts, result.facts.happened.petition
    if on is None:
        return None
    early = facts.redeem_on is not None and facts.redeem_on < on
    return claim(result.terms, replace(facts, redeem_on=None) if early else facts)


def _problems(terms: Terms, facts: Facts, until: date | None) -> Iterator[Problem]:
    """What is wrong with the petition and the judgment beside the terms and the other dates."""
    petition, judgment, as_of = facts.petition, facts.judgment, facts.as_of
    if petition is None and judgment is None:
        yield Problem("neither a petition nor a judgment is given", "give one of them", "petition")
        return
    ends = [("petition", petition), ("judgment", judgment.on if judgment else None)]
    for word, on in ends:
        if on is None:
            continue
        if on <= terms.issue_date:
            what = f"the {word} of {on} is not after the issue date {terms.issue_date}"
            yield Problem(what, "write a later day", word)
        if as_of is not None and as_of < on:
            what = f"the {word} of {on} is after the as-of date {as_of}"
            yield Problem(what, f"write an as-of date from {on} on, or none", "as_of")
        for path, day in (("redeem_on", facts.redeem_on), ("until", until)):
            if day is not None and day < on and not (path == "redeem_on" and until is not None):
                what = f"redemption on {day}" if path == "redeem_on" else str(day)
                yield Problem(
                    f"{what} is before the {word} of {on}",
                    f"write a date from {on} on, or none",
                    path,
                )
        if facts.paid_to is not None and facts.paid_to > on:
            yield Problem(
                f"interest paid to {facts.paid_to} is past the {word} of {on}",
                f"write an interest date up to {on}",
                "paid_to",
            )
    yield from stayed(facts)


def _of_judgment(
    terms: Terms, facts: Facts, order: Judgment, until: date | None, because: str
) -> Claim:
    result = _due_on(terms, facts, order)
    if until is None:
        until, because = order.on + relativedelta(years=1), "assumed: one year after the judgment"
        if facts.petition is not None and facts.petition > until:
            until, because = facts.petition, "assumed: the petition date"
    found = judged(order, result, until, because)
    told = [*result.warnings, *_later(facts, order), *_leap_days(terms, order, found)]
    petition = None if facts.petition is None else _merged(terms, found, facts.petition)
    return Claim(terms, facts, result, petition, found, tuple(dict.fromkeys(told)))


def _due_on(terms: Terms, facts: Facts, order: Judgment) -> Result:
    """The note redeemed on the day of the judgment."""
    as_was = replace(
        facts,
        redeem_on=order.on,
        petition=None,
        known_on={at: day for at, day in facts.known_on.items() if at != "petition"},
        payments=tuple(each for each in facts.payments if each.on <= order.on),
        fees=tuple(each for each in facts.fees if each.on <= order.on),
        conversions=tuple(each for each in facts.conversions if each.on <= order.on),
    )
    try:
        result = redeem(terms, as_was)
    except NotecalcError as error:
        raise NotecalcError(
            *(
                replace(
                    each,
                    what=f"no judgment for what was due on {order.on}: {each.what}",
                    path="judgment",
                )
                if each.path == "redeem_on"
                else each
                for each in error.problems
            )
        ) from None
    if result.redemption is None:
        raise refuse(
            f"no judgment for what was due on {order.on}: nothing was due, the state is"
            f" {result.state.value}",
            "give what made the note due, or leave the judgment out",
            "judgment",
        )
    return result


def _merged(terms: Terms, found: Judged, petition: date) -> AtPetition:
    """The claim on a judgment, which the note has merged into, with its interest to then."""
    order, places = found.order, minor_units(terms.currency)
    years = tuple(years_of(order, found.amount, terms.currency, petition))
    total, _ = standing(order, found.amount, years)
    nothing = from_minor(0, places)
    interest = from_minor(to_minor(total, places) - to_minor(found.amount, places), places)
    after = from_minor(to_minor(found.total, places) - to_minor(total, places), places)
    contract = Contract(
        found.until, found.because, found.amount, found.interest, nothing, found.total,
        after, nothing, nothing, after,
    )  # fmt: skip
    why = f"{percent(order.rate)} on the judgment, to the petition"
    return AtPetition(
        petition, found.amount, interest, nothing, nothing, nothing, interest, total,
        order.rate, order.interest_source, why, contract, order,
    )  # fmt: skip


def _later(facts: Facts, order: Judgment) -> Iterator[str]:
    for fact in dated(facts):
        if fact.path in _MONEY and fact.happened > order.on:
            yield (
                f"{fact.what} is after the judgment of {order.on}: left out, and interest runs on"
                " the whole judgment"
            )


def _leap_days(terms: Terms, order: Judgment, found: Judged) -> Iterator[str]:
    """That 29 February is counted, where New York's law may count it with the day before."""
    leaps = sum(
        1
        for year in range(order.on.year, found.until.year + 1)
        if is_leap(year) and order.on <= date(year, 2, 29) < found.until
    )  # fmt: skip
    if leaps and terms.governing_law in _NEW_YORK:
        days = "29 February is" if leaps == 1 else f"{leaps} days of 29 February are"
        yield (
            f"{days} counted in the interest on the judgment; N.Y. General Construction Law"
            " section 58 counts that day and the day before as one"
        )
