"""What each open question is worth and on what dates turn: as objects, rows and words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from notecalc import __version__
from notecalc.money import grouped
from notecalc.readings import Asserted, Outcome, Priced, PricedQuestion, TippingPoint
from notecalc.redemption import Result
from notecalc.statement.combinations import asserted_json, base_json, grid_json, text
from notecalc.statement.tables import Cell

QUESTIONS = (
    "question",
    "asks",
    "words",
    "stake",
    "answer",
    "says",
    "chosen",
    "total",
    "difference",
    "at_same_redemption_date",
    "moves",
    "argued_by",
    "refused",
)
"""The columns of the open questions, a row for each answer."""


class Spread(NamedTuple):
    """A question, the answers that give least and most, and how far from the total they are.

    `dates` are the redemption dates of the two where they are others than the note's.
    """

    asks: str
    least_by: str
    least: Decimal
    most_by: str
    most: Decimal
    dates: tuple[date | None, date | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Questions:
    """What each open question of a note is worth, and what else was asked of them.

    `outcomes` are those of every combination, `asserted` what would have to be true; None where
    not asked for.
    """

    result: Result
    terms_name: str
    questions: tuple[PricedQuestion, ...]
    points: tuple[TippingPoint, ...]
    asserted: Asserted | None = None
    outcomes: tuple[Outcome, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """The JSON object of all that was asked."""
        found: dict[str, Any] = {
            "notecalc": __version__,
            "schema": 1,
            "terms": self.terms_name,
            "base": base_json(self.result),
            "questions": [question_json(each) for each in self.questions],
            "tipping_points": [tipping_json(each) for each in self.points],
        }
        if self.asserted is not None:
            found["asserted"] = asserted_json(self.asserted)
        if self.outcomes is not None:
            found["grid"] = grid_json(self.outcomes)
        return found

    def spreads(self) -> tuple[Spread, ...]:
        """How far the answers to each question go below and above the total, the widest first.

        Answers by which nothing is due are left out: beside the whole all else would vanish.
        """
        found = []
        for each in self.questions:
            rows = [row for row in each.answers if row.total is not None]
            if not rows:
                continue
            low, high = min(rows, key=_difference), max(rows, key=_difference)
            if low.difference < high.difference:
                least, most = min(low.difference, _NOTHING), max(high.difference, _NOTHING)
                ends = low.answer.id, least, high.answer.id, most
                dates = (
                    self.other_date(low) if least else None,
                    self.other_date(high) if most else None,
                )
                found.append(Spread(each.question.asks, *ends, dates))
        return tuple(sorted(found, key=lambda each: each.least - each.most))

    def other_date(self, row: Priced) -> date | None:
        """The redemption date of an answer, where the note has one and the answer moves it."""
        return dict(row.moves).get("redemption") if self.result.redemption else None

    def moves_redemption(self, question: PricedQuestion) -> bool:
        """Whether an answer to a question moves the redemption date to another."""
        return any(self.other_date(row) for row in question.answers)

    def caption(self) -> str:
        """What the differences are from, and by which answers nothing is due at all."""
        due = self.result.redemption
        total = f"total {grouped(due.total)} {self.result.terms.currency}" if due else "nothing due"
        rows = (row for each in self.questions for row in each.answers)
        none = [row.answer.says for row in rows if row.result and row.total is None and due]
        parts = [total, *(f"nothing is due if {says}" for says in none)]
        if due and any(any(each.dates) for each in self.spreads()):
            parts.append(
                "† the redemption date moves too, and the days between bear interest:"
                f" --redeem-on {due.date} holds it"
            )
        return "; ".join(parts)


_NOTHING = Decimal(0)


def _difference(row: Priced) -> Decimal:
    return row.difference


def question_json(question: PricedQuestion) -> dict[str, Any]:
    """A question with its answers, amounts as text."""
    return {
        "id": question.question.id,
        "asks": question.question.asks,
        "words": question.words,
        "stake": str(question.stake),
        "answers": [
            {
                "id": row.answer.id,
                "says": row.answer.says,
                "chosen": row.chosen,
                "total": text(row.total),
                "difference": None if row.refused else str(row.difference),
                "at_same_redemption_date": text(row.at_same_date),
                "moves": {name: text(day) for name, day in row.moves},
                "argued_by": row.answer.argued_by,
                "refused": row.refused or None,
            }
            for row in question.answers
        ],
        "elsewhere": [
            {
                "question": each.question.id,
                "answer": each.answer.id,
                "says": each.answer.says,
                "stake": str(each.stake),
            }
            for each in question.elsewhere
        ],
    }


def question_rows(questions: Iterable[PricedQuestion]) -> Iterator[list[Cell]]:
    """A row for each answer, in the columns of `QUESTIONS`."""
    for each in questions:
        for row in each.answers:
            yield [
                each.question.id,
                each.question.asks,
                each.words,
                each.stake,
                row.answer.id,
                row.answer.says,
                "yes" if row.chosen else "no",
                row.total,
                None if row.refused else row.difference,
                row.at_same_date,
                ", ".join(f"{name}={day or 'none'}" for name, day in row.moves),
                row.answer.argued_by,
                row.refused,
            ]


MOST_NAMED = 3
"""How many answers are named under which a question is worth something."""


def elsewhere_words(question: PricedQuestion) -> str:
    """Under which answers to one other question a question is worth something, and how much."""
    found = question.elsewhere
    if not found:
        return "Worth nothing under any one other answer either."
    named = [
        f"{grouped(each.stake)} under {each.question.id}: {each.answer.id} ({each.answer.says})"
        for each in found[:MOST_NAMED]
    ]
    more = len(found) - len(named)
    named += [f"something under {more} more"] * bool(more)
    return f"Worth {'; '.join(named)}."


def tipping_json(point: TippingPoint) -> dict[str, Any]:
    """A tipping point with its sentence."""
    return {
        "says": str(point),
        "moves": {name: text(day) for name, day in point.moves},
        "conditions": list(point.conditions),
        "only": point.only,
        "worth": str(point.worth),
        "redemption": text(point.redemption),
    }
