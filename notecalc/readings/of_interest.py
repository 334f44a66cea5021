"""Questions of interest: by which day count, in cash or notes, compounding or not."""

from collections.abc import Callable
from dataclasses import replace

from notecalc.daycount import DayCount
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.readings.question import Answer, Case, Question
from notecalc.terms import Retroactive, Terms, choose


def _counted_by(day_count: DayCount) -> Callable[[Terms, Facts], Case]:
    return lambda terms, facts: (choose(terms, day_count=day_count), facts)


def _paid(paid_in: PaidIn) -> Callable[[Terms, Facts], Case]:
    return lambda terms, facts: (choose(terms, paid_in=paid_in), facts)


_DAY_COUNTS = (
    DayCount.ACT_365F,
    DayCount.ACT_360,
    DayCount.THIRTY_360,
    DayCount.ACT_ACT_ISDA,
    DayCount.ACT_ACT_ICMA,
)


def _day_counts(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    own, dates = terms.interest.day_count, terms.interest.dates
    counts = [own, *(each for each in _DAY_COUNTS if dates or not each.needs_reference)]
    return tuple(
        Answer(
            each.value,
            each.value,
            "whoever it pays",
            _counted_by(each),
        )
        for each in dict.fromkeys(counts)
    )


def _paid_in(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    both = [each for each in PaidIn if terms.interest.rate(each) is not None]
    both = [
        each
        for each in both
        if terms.default_rates.rate(each, terms.interest.rate(each) or terms.base_rate) is not None
    ]
    told = {
        PaidIn.CASH: ("in cash, up to the paid-to date", "the issuer, if it paid"),
        PaidIn.NOTES: ("in further notes", "the holder: such notes were issued"),
    }
    return tuple(
        Answer(
            each.value,
            *told[each],
            _paid(each),
        )
        for each in both
    )


def _retroactive(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    def read(claim: Retroactive) -> Callable[[Terms, Facts], Case]:
        return lambda terms, facts: (
            replace(terms, default_rates=replace(terms.default_rates, retroactive=claim)),
            facts,
        )

    return (
        Answer(
            "compounds",
            "it compounds, as if notes had been issued for it",
            "the holder",
            read(Retroactive.COMPOUNDS),
        ),
        Answer(
            "stands",
            "it stands beside the notes issued, without interest",
            "the issuer",
            read(Retroactive.STANDS),
        ),
    )


DAY_COUNT = Question("day_count", "By which day count?", "in no paper at hand", _day_counts)
PAID_IN = Question(
    "paid_in",
    "Is interest paid in cash or in notes?",
    "Note 2 gives a rate for each; notes were issued on 1 April and 1 October 2008",
    _paid_in,
)
RETROACTIVE = Question(
    "retroactive",
    "Does default interest for periods already settled in notes compound?",
    "Note 2 is silent; the notes were issued at the rate before default",
    _retroactive,
)
