"""What a file of scenarios holds, once it is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from notecalc.errors import Problem
from notecalc.facts import Facts
from notecalc.readings.figure import Figure, Theirs
from notecalc.readings.sweep import Span
from notecalc.scenario.changes import Place
from notecalc.scenario.complaints import Complaint, of_core
from notecalc.scenario.expect import Expectation
from notecalc.scenario.source import Source
from notecalc.terms import Terms

_READINGS = {
    "default_rates.from": "default_from",
    "default_rates.until": "default_until",
    "interest.paid_in": "paid_in",
    "interest.day_count": "day_count",
    "calendar": "calendar",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """Other terms that a scenario is compared with, by the name that the file has for them."""

    name: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happened to a note, on which terms, and what is expected of the result.

    `terms_name` is the built-in name where the file refers to the terms by it, else their own;
    `index` the number in the file, from 0; `line` where the scenario begins; `good_through` the
    last day of the table of amounts that it asks for; `reconcile` the figure to be reconciled
    and `theirs` what goes with it;
    `price_readings` whether each open question is to be priced; `sweep` the days to be swept and
    `compare` the paper to be compared with; `as_known_on` the day whose knowledge is asked for,
    `facts` being all that the file tells.
    """

    name: str | None
    terms: Terms
    terms_name: str
    facts: Facts
    expect: tuple[Expectation, ...] = ()
    file: str = ""
    line: int = 0
    index: int = 0
    _source: Source | None = field(default=None, repr=False, compare=False)
    good_through: date | None = None
    reconcile: Figure | None = None
    price_readings: bool = False
    sweep: Span | None = None
    compare: Paper | None = None
    theirs: Theirs | None = None
    as_known_on: date | None = None

    @property
    def known_facts(self) -> Facts:
        """The facts as known on `as_known_on`; all of them, where it is not given."""
        day = self.as_known_on
        return self.facts if day is None else self.facts.as_known_on(day)

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems found on the way to a result, each where the file says what caused it.

        One that has a place in another file keeps it.
        """
        if self._source is None:
            return tuple(problems)
        at = Place(self._source, ("scenarios", self.index))
        found: list[Problem] = []
        for each in problems:
            if each.file:
                found.append(each)
            else:
                found += (at.problem(of_facts(one)) for one in of_core([each]))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Broken:
    """A scenario that cannot be used, and why."""

    name: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """The scenarios of a file, in its order."""

    file: str
    scenarios: tuple[Scenario | Broken, ...]


def of_facts(complaint: Complaint) -> Complaint:
    """A complaint of a term that a reading may have set, at the reading."""
    reading = _READINGS.get(".".join(map(str, complaint.path)))
    path = ("readings", reading) if reading else complaint.path
    if path[:1] == ("calendar",):  # within a list of closed days
        path = ("readings", *path)
    return Complaint(path, complaint.what, complaint.remedy, complaint.key)
