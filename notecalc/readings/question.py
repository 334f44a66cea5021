"""What an open question is: its answers, the words it hangs on, who argues for what.

An answer is a change of terms or facts, so that what it gives is the engine run on the changed
case. An answer that changes nothing is how the note is read already.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from notecalc.deadlines import Deadline
from notecalc.facts import Facts, Notice
from notecalc.terms import EventOfDefault, Terms

Case = tuple[Terms, Facts]
"""A note's terms and what happened to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its id, what it says, who argues for it, the case under it.

    What it says is a clause that can follow "only if".
    """

    id: str
    says: str
    argued_by: str
    read: Callable[[Terms, Facts], Case]


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: its id, the question, the terms it hangs on, its answers.

    `hangs_on` gives those terms as they are written, each with its clause; `answers` is empty
    where the case does not raise the question.
    """

    id: str
    asks: str
    hangs_on: Callable[[Terms], Iterable[str]]
    answers: Callable[[Terms, Facts], tuple[Answer, ...]]


def same(terms: Terms, facts: Facts) -> Case:
    """The case as it is."""
    return terms, facts


_READ = [each.name for each in fields(Terms) if each.name != "assumed"]


def key(case: Case) -> tuple[object, ...]:
    """What tells a case from others: its terms but for which are assumed, and what answers move."""
    terms, facts = case
    happened = facts.notice, tuple(sorted(facts.occurred.items()))
    return (*(getattr(terms, name) for name in _READ), *happened)


def alike(one: Case, other: Case) -> bool:
    """Whether an answer changes nothing."""
    return key(one) == key(other)


def notice_of(facts: Facts) -> Notice | None:
    """The notice, where there is one."""
    return Notice(facts.notice) if isinstance(facts.notice, date) else facts.notice


def noticed(terms: Terms, facts: Facts) -> bool:
    """Whether a notice was sent under terms that count a cure period from one."""
    return facts.sent is not None and bool(by_notice(terms))


def by_notice(terms: Terms) -> tuple[EventOfDefault, ...]:
    """The events of default whose cure period counts from a notice."""
    return tuple(each for each in terms.events_of_default if each.cure and each.cure.needs_notice)


def by_law(terms: Terms, section: str, otherwise: str) -> str:
    """What an argument rests on: New York's General Construction Law, where its law governs."""
    if terms.governing_law in ("", "New York"):
        return f"N.Y. General Construction Law section {section}"
    return otherwise


def events(
    terms: Terms, change: Callable[[EventOfDefault], EventOfDefault]
) -> tuple[EventOfDefault, ...]:
    """The events of default, each changed."""
    return tuple(change(event) for event in terms.events_of_default)


def cures(terms: Terms, change: Callable[[Deadline], Deadline], *, payments: bool) -> Terms:
    """The terms with the cure periods of missed payments, or of all others, changed."""

    def changed(event: EventOfDefault) -> EventOfDefault:
        if event.cure is None or (event.payment is not None) is not payments:
            return event
        return replace(event, cure=change(event.cure))

    return replace(terms, events_of_default=events(terms, changed))
