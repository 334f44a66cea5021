"""What each open question is worth, and the address of each answer to it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from notecalc import service
from notecalc.money import grouped
from notecalc.readings import PricedQuestion
from notecalc.service.answers import BY_OPTION
from notecalc.statement.objects import move_words
from notecalc.statement.questions import MOST_NAMED
from notecalc.web import pictures
from notecalc.web.solving import Solved


class Row(NamedTuple):
    """An answer to an open question: what it says and gives, and the address that takes it."""

    says: str
    chosen: bool
    total: str
    difference: str
    more: tuple[str, ...]
    query: str | None


class Asks(NamedTuple):
    """An open question with its answers, and how far they go."""

    id: str
    asks: str
    words: str
    stake: str
    worth: bool
    elsewhere: str
    rows: tuple[Row, ...]
    bar: pictures.Bar | None


def questions(solved: Solved) -> dict[str, Any]:
    """What each open question is worth, the largest stake first."""
    note = solved.note._replace(name=solved.answer.terms_name)
    found = service.questions(note, solved.facts)
    drawn = pictures.bars(found.spreads())
    asked = [
        Asks(
            each.question.id,
            each.question.asks,
            each.words,
            grouped(each.stake),
            bool(each.stake),
            "" if each.stake else _elsewhere(each),
            tuple(_rows(solved, each)),
            drawn.get(each.question.asks),
        )
        for each in found.questions
    ]
    return {
        "asked": asked,
        "turns": [str(each) for each in found.points],
        "currency": solved.answer.result.terms.currency,
        "total": solved.answer.result.redemption and solved.answer.result.redemption.total,
    }


def _rows(solved: Solved, priced: PricedQuestion) -> Iterator[Row]:
    base = solved.answer.result.redemption
    for row in priced.answers:
        told = [f"argued by {row.answer.argued_by}" if row.answer.argued_by else ""]
        if row.refused:
            told.append(row.refused)
        elif words := move_words(row.moves):
            told.append(words)
        if row.at_same_date is not None and base is not None:
            told.append(f"{_signed(row.at_same_date)} if redeemed on {base.date} all the same")
        total = "" if row.refused else "nothing due" if row.total is None else grouped(row.total)
        yield Row(
            row.answer.says,
            row.chosen,
            total,
            "" if row.refused or row.chosen else _signed(row.difference),
            tuple(each for each in told if each),
            None
            if row.chosen or row.refused
            else _taking(solved, priced.question.id, row.answer.id),
        )


def _elsewhere(priced: PricedQuestion) -> str:
    """Under which other answers a question that is worth nothing alone is worth something."""
    found = [f"{grouped(each.stake)} if {each.answer.says}" for each in priced.elsewhere]
    if not found:
        return "Worth nothing under any one other answer either."
    more = len(found) - MOST_NAMED
    return f"Worth {'; '.join(found[:MOST_NAMED])}{f'; and under {more} more' if more > 0 else ''}."


def _signed(amount: Any) -> str:
    return f"{amount:+,f}" if amount else grouped(amount)


def _taking(solved: Solved, question: str, answer: str) -> str | None:
    """The query of the state in which a question is answered so."""
    choice = next((each for each in solved.choices if each.question.id == question), None)
    if choice is None or answer not in [each.id for each in choice.answers]:
        return None
    given = () if answer == choice.taken else (answer,)
    if question in BY_OPTION:
        return solved.asked.changed(**{BY_OPTION[question]: given}).query()
    others = [
        text for text in solved.asked.values.get("answer", ()) if text.partition("=")[0] != question
    ]
    return solved.asked.changed(answer=[*others, *(f"{question}={each}" for each in given)]).query()
