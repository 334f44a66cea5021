"""One note of a book by the single-note engine, which is the reference and says what is wrong."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from notecalc.calendars import Calendar
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.redemption import Redemption, priced
from notecalc.terms import DefaultRates, Interest, Terms
from notecalc.timeline import State, Timeline, timeline


class Asked(NamedTuple):
    """A row of a book: what it says of the note; None where it leaves that to the terms."""

    principal: Decimal
    issue_date: date
    notice: date
    cured: date | None
    redeem_on: date | None
    base_rate: Decimal | None
    default_rate: Decimal | None
    price: Decimal | None


class Answer(NamedTuple):
    """What a book says of a note, or why it cannot."""

    state: State | None = None
    covenant_deadline: date | None = None
    cure_deadline: date | None = None
    event_of_default: date | None = None
    default_rate_from: date | None = None
    redemption: Redemption | None = None
    error: str = ""


_MOST_KEPT = 10_000


@dataclass(slots=True)
class Single:
    """The single-note engine for notes of the same terms; what dates refuse is kept for the next.

    In a book many rows have the dates of another.
    """

    terms: Terms
    calendar: Calendar
    refused: dict[Asked, str] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Answer:
        """The answer for a row."""
        dates = asked._replace(principal=self.terms.principal)
        if why := self.refused.get(dates):
            return Answer(error=why)
        facts = Facts(notice=asked.notice, cured=asked.cured or {}, redeem_on=asked.redeem_on)
        try:
            terms = noted(self.terms, asked)
            dated = timeline(terms, facts, self.calendar)
        except NotecalcError as error:
            if len(self.refused) >= _MOST_KEPT:
                self.refused = {}
            self.refused[dates] = why = said(error)
            return Answer(error=why)
        try:
            return _answer(dated, priced(terms, facts, self.calendar, dated).redemption)
        except NotecalcError as error:
            return Answer(error=said(error))


def said(error: NotecalcError) -> str:
    """The problems of a row in one line."""
    return " | ".join(str(each) for each in error.problems)


def noted(terms: Terms, asked: Asked) -> Terms:
    """The terms with what a row says. A closing on the issue date moves with it."""
    follows = terms.closing_date == terms.issue_date
    interest, rates, redemption = terms.interest, terms.default_rates, terms.redemption
    return replace(
        terms,
        principal=asked.principal,
        issue_date=asked.issue_date,
        closing_date=asked.issue_date if follows else terms.closing_date,
        interest=interest if asked.base_rate is None else _based(interest, asked.base_rate),
        default_rates=(
            rates
            if asked.default_rate is None
            else _defaulted(rates, interest.paid_in, asked.default_rate)
        ),
        redemption=redemption if asked.price is None else replace(redemption, price=asked.price),
    )


def _based(interest: Interest, rate: Decimal) -> Interest:
    if interest.paid_in is PaidIn.CASH:
        return replace(interest, cash_rate=rate)
    return replace(interest, note_rate=rate)


def _defaulted(rates: DefaultRates, paid_in: PaidIn, rate: Decimal) -> DefaultRates:
    """A default rate of a row stands in the place of a margin, too."""
    if paid_in is PaidIn.CASH:
        return replace(rates, cash_rate=rate, margin=None)
    return replace(rates, note_rate=rate, margin=None)


def _answer(dated: Timeline, due: Redemption | None) -> Answer:
    clock = dated.governing or next(iter(dated.clocks), None)
    return Answer(
        dated.state,
        clock.due if clock is not None and clock.covenant is not None else None,
        clock.cure_deadline if clock is not None else None,
        clock.default if clock is not None else None,
        dated.default_from,
        due,
    )
