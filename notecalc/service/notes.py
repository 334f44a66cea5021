"""One note answered: its terms found, its result with the names it goes by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from notecalc import __version__, statement
from notecalc.errors import Problem
from notecalc.facts import Facts
from notecalc.readings import Reading, default_rate_starts
from notecalc.redemption import Result, performing, redeem
from notecalc.terms import BUILT_IN, Terms

if TYPE_CHECKING:
    from notecalc.claim import Claim
    from notecalc.readings import PricedQuestion
    from notecalc.readings.compare import Comparison
    from notecalc.readings.good_through import Payoff
    from notecalc.readings.later import Learned
    from notecalc.readings.likeness import ReconciledSchedule
    from notecalc.readings.reconciliation import Reconciled
    from notecalc.readings.sweep import Span, SweepRow
    from notecalc.statement.payoff import PayoffStatement


class Note(NamedTuple):
    """Terms and the name by which results speak of them."""

    terms: Terms
    name: str

    def by_list(self, path: str) -> "Note":
        """The note with the closed days listed in a file in place of its calendar's."""
        from notecalc.scenario.frozen import read_frozen

        term = self.terms.calendar
        pinned = replace(term, frozen=read_frozen(path, str(term)))
        return Note(replace(self.terms, calendar=pinned), self.name)


def find_terms(name: str, changes: Mapping[str, str] | None = None) -> Note:
    """The terms of a built-in name or of a file, with `changes` by path (as `set` in a scenario).

    Raises NotecalcError with every problem of the file.
    """
    built_in = BUILT_IN.get(name)
    if built_in is not None and not changes:
        return Note(built_in, name)
    from notecalc.scenario import load_terms, set_terms

    terms = built_in or load_terms(name)
    if changes:
        terms = set_terms(terms, changes)
    return Note(terms, name if built_in else terms.name)


class Answer(NamedTuple):
    """A result with the names it goes by, ready to be shown.

    What else was asked of it is None where it was not; `compared` has the other paper's name;
    `told` is what was ignored in a file, `all_facts` those that were known later too.
    """

    result: Result
    terms_name: str
    scenario: str | None = None
    unmet: tuple[Problem, ...] = ()
    file: str = ""
    good_through: tuple["Payoff", ...] | None = None
    reconciled: "Reconciled | None" = None
    questions: "tuple[PricedQuestion, ...] | None" = None
    claim: "Claim | None" = None
    as_known_on: date | None = None
    learned: "tuple[Learned, ...] | None" = None
    all_facts: Facts | None = None
    swept: "tuple[Span, tuple[SweepRow, ...]] | None" = None
    compared: "tuple[str, Comparison] | None" = None
    scheduled: "ReconciledSchedule | None" = None
    told: tuple[str, ...] = ()

    @property
    def starts(self) -> tuple[Reading, ...]:
        """The note under every reading of where the default rate starts."""
        return default_rate_starts(self.result.terms, self.result.facts)

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the result, last what it was computed from (for `verify`)."""
        found = statement.as_json(self.result, terms_name=self.terms_name, scenario=self.scenario)
        if self.good_through is not None:
            from notecalc.statement.series import good_through_json

            found["good_through"] = good_through_json(self.good_through)
        if self.reconciled is not None:
            from notecalc.statement.reconciled import figure_json

            found["reconcile"] = figure_json(self.reconciled)
        if self.scheduled is not None:
            from notecalc.statement.reconciled import schedule_json

            found["reconcile_schedule"] = schedule_json(self.scheduled)
        if self.questions is not None:
            from notecalc.statement.questions import question_json

            found["questions"] = [question_json(each) for each in self.questions]
        if self.swept is not None:
            from notecalc.readings.sweep import has_fees
            from notecalc.statement.sweeps import span_json

            span, rows = self.swept
            fees = has_fees(self.result.terms, self.result.facts)
            found["sweep"] = span_json(rows, span, fees=fees)
        if self.compared is not None:
            from notecalc.statement.compared import comparison_object

            paper, comparison = self.compared
            found["compare"] = comparison_object(comparison, self.terms_name, paper)
        if self.claim is not None:
            from notecalc.statement.claims import claim_parts

            found["claim"] = claim_parts(self.claim)
        if self.as_known_on is not None:
            from notecalc.statement.later import learned_json

            found["as_known_on"] = str(self.as_known_on)
            found["learned_later"] = [learned_json(each) for each in self.learned or ()]
        from notecalc.export.embedded import input_of

        known = self.as_known_on and self.all_facts and (self.as_known_on, self.all_facts)
        found["input"] = input_of(self.result, scenario=self.scenario, known=known or None)
        return found

    def carried(self) -> dict[str, Any]:
        """What a statement carries of its own making, so that it can be verified."""
        from notecalc.export.embedded import embedded

        return embedded(self.result, terms_name=self.terms_name, scenario=self.scenario)

    @property
    def steps(self) -> tuple[statement.Step, ...]:
        """Every date and amount of the answer, step by step."""
        steps = statement.explain(self.result)
        if self.result.terms.conversion is not None:
            from notecalc.statement.conversion import explain_conversion

            steps += explain_conversion(self.result)
        steps += statement.explain_payoffs(self.good_through or ())
        if self.as_known_on is not None:
            from notecalc.statement.later import explain_learned

            learned, currency = self.learned or (), self.result.terms.currency
            steps += explain_learned(self.as_known_on, learned, currency)
        return steps

    def explained(self) -> dict[str, Any]:
        """The steps that explain the answer, as a JSON object."""
        return {
            "notecalc": __version__,
            "schema": 1,
            "terms": self.terms_name,
            "steps": [statement.step_json(step) for step in self.steps],
        }

    def summary_row(self) -> list[statement.Cell]:
        """The result in one row, in the columns of `statement.SUMMARY`."""
        return statement.summary_row(
            self.result, terms_name=self.terms_name, scenario=self.scenario
        )

    @property
    def kinds(self) -> Mapping[str, type]:
        """The columns of `as_rows`, each with what its cells are."""
        from notecalc.statement import typed

        return typed.SUMMARY_KINDS if self.good_through is None else typed.GOOD_THROUGH_KINDS

    def as_rows(self) -> tuple[Sequence[str], list[list[statement.Cell]]]:
        """The result as columns and rows: its good-through table, else one row."""
        if self.good_through is None:
            return statement.SUMMARY, [self.summary_row()]
        from notecalc.statement.series import GOOD_THROUGH, good_through_cells

        return GOOD_THROUGH, [good_through_cells(row) for row in self.good_through]


def answer(
    note: Note, facts: Facts, name: str | None = None, expected: Mapping[str, str] | None = None
) -> Answer:
    """What is due on the note after the facts, and which expectations do not hold."""
    if not expected:
        return Answer(redeem(note.terms, facts), note.name, name)
    from notecalc.scenario import expectations, unmet

    hoped = expectations(expected, note.terms)
    result = redeem(note.terms, facts)
    remedy = "mend the facts or the expectation"
    wrong = tuple(Problem(what, remedy, "expect") for _, what in unmet(hoped, result))
    return Answer(result, note.name, name, wrong)


def as_known_on(answer: Answer, facts: Facts, day: date) -> Answer:
    """The answer for what was known on `day`, with what each of `facts` learned later changed."""
    from notecalc.readings.later import learned_after

    learned = learned_after(answer.result.terms, facts, day)
    return answer._replace(as_known_on=day, learned=learned, all_facts=facts)


def good_through(answer: Answer, until: date) -> Answer:
    """The answer with what is due on each Business Day up to `until`."""
    from notecalc.readings.good_through import good_through

    result = answer.result
    return answer._replace(good_through=good_through(result.terms, result.facts, until))


def payoffs(answer: Answer, until: date | None = None) -> "tuple[Payoff, ...]":
    """What is due on each Business Day up to `until`: ten after the redemption date, if None."""
    from notecalc.statement.payoff_of import payoffs

    return payoffs(answer.result, until)


def payoff_statement(answer: Answer, until: date | None = None) -> "PayoffStatement":
    """The payoff statement of an answer, its table of amounts up to `until` as `payoffs` has it."""
    from notecalc.statement.payoff_of import payoff_statement

    known = answer.as_known_on and answer.all_facts and (answer.as_known_on, answer.all_facts)
    return payoff_statement(answer.result, answer.terms_name, answer.scenario, until, known or None)


def accrue(note: Note, facts: Facts, until: date) -> Answer:
    """The accrual of a note that performs, to `until`."""
    return Answer(performing(note.terms, facts, until), note.name)
