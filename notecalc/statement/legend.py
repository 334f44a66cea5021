"""What the ids of questions and answers stand for."""

from collections.abc import Iterable, Mapping

from notecalc.facts import Facts
from notecalc.readings import raised, union
from notecalc.readings.combinations import Path
from notecalc.terms import Terms

LEGEND = "The questions, and what the answers named here say"
"""The heading of a legend."""

Named = Mapping[str, frozenset[str]]
"""Answers by question, ids of both."""


def named(needs: Iterable[Named], paths: Iterable[Path], free: Iterable[str] = ()) -> Named:
    """The answers named in needs and in paths; questions that are free with none."""
    found: Named = {name: frozenset() for name in free}
    for each in needs:
        found = union(found, each)
    for path in paths:
        for question, answer in path:
            found = union(found, {question: frozenset((answer,))})
    return found


def legend(terms: Terms, facts: Facts, names: Named) -> tuple[str, ...]:
    """Each question named, as it is asked, and what those of its answers say that are named."""
    return tuple(
        " ".join(
            (
                f"{question.id}: {question.asks}",
                "; ".join(
                    f"{each.id}: {each.says}" for each in answers if each.id in names[question.id]
                ),
            )
        ).rstrip()
        for question, answers in raised(terms, facts)
        if question.id in names
    )
