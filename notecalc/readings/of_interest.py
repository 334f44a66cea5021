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


_ARGUED = {
    DayCount.ACT_365F: "the issuer: a day is 1/365 of a year's interest",
    DayCount.ACT_360: "the holder: a day is 1/360 of a year's interest",
    DayCount.THIRTY_360: "either side: the usage for corporate notes in the United States",
    DayCount.ACT_ACT_ISDA: "either side: a leap year's day is 1/366",
    DayCount.ACT_ACT_ICMA: "either side: the usage for bonds with regular interest dates",
}


def _day_counts(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    own, dates = terms.interest.day_count, terms.interest.dates
    counts = [own, *(each for each in _ARGUED if dates or not each.needs_reference)]
    return tuple(
        Answer(
            each.value,
            f"days are counted by {each.value}",
            _ARGUED.get(each, "as the terms have it"),
            _counted_by(each),
        )
        for each in dict.fromkeys(counts)
    )


def _paid_in(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    told = {
        PaidIn.CASH: ("interest is paid in cash", "the issuer, where it paid so"),
        PaidIn.NOTES: ("interest is paid in further notes", "the holder, where notes were issued"),
    }
    return tuple(
        Answer(each.value, *told[each], _paid(each))
        for each in PaidIn
        if (base := terms.interest.rate(each)) is not None
        and terms.default_rates.rate(each, base) is not None
    )


def _retroactive(terms: Terms, facts: Facts) -> tuple[Answer, ...]:
    if terms.interest.note_rate is None:
        return ()

    def read(claim: Retroactive) -> Callable[[Terms, Facts], Case]:
        return lambda terms, facts: (
            replace(terms, default_rates=replace(terms.default_rates, retroactive=claim)),
            facts,
        )

    return (
        Answer(
            Retroactive.COMPOUNDS.value,
            "it compounds, as if notes had been issued for it",
            "the holder",
            read(Retroactive.COMPOUNDS),
        ),
        Answer(
            Retroactive.STANDS.value,
            "it stands beside the notes issued, without interest",
            "the issuer: the notes issued for those periods settled them",
            read(Retroactive.STANDS),
        ),
    )


def _interest_clause(terms: Terms, name: str, value: str) -> str:
    where = terms.interest.clause or "interest"
    assumed = ", assumed" if f"interest.{name}" in terms.assumed else ""
    return f"{where}: {value}{assumed}"


DAY_COUNT = Question(
    "day_count",
    "By which day count does interest accrue?",
    lambda terms: [_interest_clause(terms, "day_count", terms.interest.day_count.value)],
    _day_counts,
)
PAID_IN = Question(
    "paid_in",
    "Is interest paid in cash or in notes?",
    lambda terms: [_interest_clause(terms, "paid_in", f"paid in {terms.interest.paid_in.value}")],
    _paid_in,
)
RETROACTIVE = Question(
    "retroactive",
    "Does default interest for periods already settled in notes compound?",
    lambda terms: [f"{terms.default_rates.clause}: it {terms.default_rates.retroactive.value}"],
    _retroactive,
)
