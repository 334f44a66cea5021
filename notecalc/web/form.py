"""The form of the page: what stands in its fields, what can be chosen, what is wrong with which."""

from typing import Any

from notecalc.errors import NotecalcError, Problem
from notecalc.money import grouped
from notecalc.service.answers import BY_OPTION, Choice, Walk, walk
from notecalc.terms import BUILT_IN
from notecalc.web.asked import Asked
from notecalc.web.notes import Notes
from notecalc.web.solving import Solved, chosen

_LISTS = ("missed", "cured", "waived")
_MORE = (
    ("received", "Notice received", "YYYY-MM-DD"),
    ("missed", "Payments missed, by due date", "2008-09-30"),
    ("cured", "Cured", "YYYY-MM-DD or covenant=YYYY-MM-DD"),
    ("waived", "Waived", "YYYY-MM-DD or covenant=YYYY-MM-DD"),
    ("paid-to", "Interest paid up to", "YYYY-MM-DD"),
    ("as-of", "State as of", "YYYY-MM-DD"),
)
_FIELDS = ("principal", "notice", "redeem-on", *(name for name, _, _ in _MORE))
_CHOSEN = (*BY_OPTION.values(), "answer", "terms")
SLOTS = ("terms", "paid-in", *_FIELDS, "answer", "other", "file")
"""The places beside fields where the page says what is wrong."""


def form(notes: Notes, asked: Asked, solved: Solved | None) -> dict[str, Any]:
    """What the form is filled with: the values as they were typed."""
    values = {name: ", ".join(asked.values.get(name, ())) for name in _FIELDS}
    others = [
        (name, text)
        for name, texts in asked.values.items()
        if name not in (*_FIELDS, *_CHOSEN)
        for text in texts
    ]
    plain = solved.plain.terms if solved else BUILT_IN[next(iter(BUILT_IN))]
    offered = [_Offered(each, chosen(asked, each)) for each in (solved.choices if solved else ())]
    sent = solved.facts.sent if solved else None
    paced = _walk(solved)
    return {
        "title": plain.name,
        "query": solved.asked.query() if solved else "",
        "solved": solved,
        "notes": _named(notes, solved),
        "terms_value": asked.one("terms") or notes.first,
        "values": values,
        "currency": plain.currency,
        "own_principal": grouped(plain.principal),
        "paid_in": next((each for each in offered if each.name == "paid-in"), None),
        "choices": [each for each in offered if each.name != "paid-in"],
        "raised": " ".join(f"{each.question.id}:{len(each.answers)}" for each in offered),
        "more": _MORE,
        "more_open": any(values[name] for name, _, _ in _MORE),
        "carried": others,
        "without_carried": asked.changed(**{name: () for name, _ in others}).query(),
        "sent": sent,
        "sent_closed": sent and solved and solved.answer.result.calendar.why_closed(sent),
        "walk": paced,
        "before_query": _sent_on(solved, paced and paced.before),
        "after_query": _sent_on(solved, paced and paced.after),
        "assumed_day": _assumed_day(solved),
    }


def _named(notes: Notes, solved: Solved | None) -> list[tuple[str, str]]:
    """The notes to choose among: those built in, the one the page opens with, the one shown."""
    found = {name: terms.name for name, terms in BUILT_IN.items()}
    for name in (notes.first, solved.asked.one("terms") if solved else None):
        if name and name not in found:
            found[name] = notes.find(name).terms.name
    return list(found.items())


class _Offered:
    """A choice of the form: its question and answers, and which is chosen."""

    def __init__(self, choice: Choice, chosen: str) -> None:
        self.question, self.answers, self.taken = choice.question, choice.answers, choice.taken
        self.chosen = chosen
        self.name = BY_OPTION.get(choice.question.id, "answer")

    def value(self, answer: str) -> str:
        """What the form sends for an answer."""
        return answer if self.name != "answer" else f"{self.question.id}={answer}"


def by_slot(problems: tuple[Problem, ...]) -> dict[str, list[str]]:
    """What is wrong by the field beside which it is said."""
    found: dict[str, list[str]] = {}
    for each in problems:
        name = each.path.removeprefix("--")
        slot = name if name in SLOTS else "answer" if name in _CHOSEN else "other"
        said = str(each if slot == "other" else each.at(""))
        found.setdefault(slot, []).append(said)
    return found


def slots(wrong: str) -> tuple[str, ...]:
    """The fields that a page says something is wrong with."""
    named = wrong.split()
    return tuple(name for name in SLOTS if name in named)


def typed(asked: Asked) -> Asked:
    """What a form asks: fields left empty are not asked, dates in one field are each their own."""
    found = {name: [text.strip() for text in texts] for name, texts in asked.values.items()}
    for name in _LISTS:
        found[name] = [
            each for text in found.get(name, ()) for each in text.replace(",", " ").split()
        ]
    return Asked({name: tuple(filter(None, texts)) for name, texts in found.items() if any(texts)})


def _walk(solved: Solved | None) -> Walk | None:
    if solved is None or (sent := solved.facts.sent) is None:
        return None
    try:
        return walk(solved.note, sent)
    except NotecalcError:
        return None


def _sent_on(solved: Solved | None, day: object) -> str:
    return solved.asked.changed(notice=[str(day)]).query() if solved and day else ""


def _assumed_day(solved: Solved | None) -> object:
    if solved is None or solved.facts.redeem_on is not None:
        return None
    due = solved.answer.result.redemption
    return due.date if due else None
