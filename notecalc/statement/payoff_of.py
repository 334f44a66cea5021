"""The payoff statement of a result: what is told beside it, found."""

from datetime import date

from notecalc.claim import claim_of
from notecalc.facts import Facts
from notecalc.readings import default_rate_starts, price
from notecalc.readings.good_through import Payoff, good_through
from notecalc.readings.later import learned_after
from notecalc.redemption import Result
from notecalc.statement.payoff import PayoffStatement


def payoffs(result: Result, until: date | None = None) -> tuple[Payoff, ...]:
    """What is due on each Business Day up to `until`: ten after the redemption date, if None."""
    if until is None and result.redemption is not None:
        until = result.calendar.add(result.redemption.date, 10)
    return good_through(result.terms, result.facts, until) if until is not None else ()


def payoff_statement(
    result: Result,
    terms_name: str,
    scenario: str | None,
    until: date | None = None,
    known: tuple[date, Facts] | None = None,
) -> PayoffStatement:
    """The statement, its table of amounts up to `until` as `payoffs` has it.

    `known` is the day whose knowledge was asked for with all the facts, those learned later too.
    """
    redemption, filed = result.redemption, result.facts.happened.petition
    due = redemption is not None
    # A redemption before the petition stands, unless the statement speaks for a day after both.
    spoken = result.facts.as_of or (redemption.date if redemption else filed)
    stayed = filed is not None and spoken is not None and filed <= spoken
    day, facts = known or (None, None)
    return PayoffStatement(
        result,
        terms_name,
        scenario,
        default_rate_starts(result.terms, result.facts) if due else (),
        price(result.terms, result.facts),
        payoffs(result, until) if due and (until or not stayed) else (),
        claim_of(result) if stayed else None,
        day,
        learned_after(result.terms, facts, day) if day and facts else (),
        facts,
        None if stayed else claim_of(result),
    )
