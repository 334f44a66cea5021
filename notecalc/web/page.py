"""The page for people: the whole of it, the parts that change as one types, the downloads."""

import json
from collections.abc import Mapping
from typing import Any

from notecalc import __version__
from notecalc.errors import NotecalcError
from notecalc.service.answers import numbered
from notecalc.web import view, worth
from notecalc.web.asked import Asked, read
from notecalc.web.form import SLOTS, by_slot, form, slots, typed
from notecalc.web.notes import Notes
from notecalc.web.rendering import files_of_page, render
from notecalc.web.solving import Solved, offer, opening, solve_whole

_BESIDE = ("day", "raised", "was", "wrong")
_STALE = (
    "Not worked out anew: something beside a field is to be mended. Below stands the last result."
)
_HTMX = {
    "allowEval": False,
    "disableInheritance": True,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "defaultSettleDelay": 0,
}
"""Nothing is evaluated, no style is put into the page, and no answer is kept in the browser."""


class UnansweredError(NotecalcError):
    """What is wrong with what was asked, with what was asked as far as it can be read."""

    def __init__(self, asked: Asked, others: Mapping[str, str], error: NotecalcError) -> None:
        super().__init__(*error.problems)
        self.asked, self.others = asked, others


class Page:
    """The page of some notes: what an address asks, as markup."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def solved(self, query: str, by: str = "") -> Solved:
        """What an address asks, answered. Raises UnansweredError.

        `by` is the part of the page by which it was asked for: of the slider, its day counts.
        """
        asked = Asked({})
        others: dict[str, str] = {}
        try:
            asked, others = read(query, _BESIDE)
            asked = typed(asked) if "notice" in asked.values else opening(self.notes, asked)
            asked = self._moved(asked, others.get("day", ""), by)
            return solve_whole(asked, self.notes)
        except NotecalcError as error:
            raise UnansweredError(asked, others, error) from None

    def _moved(self, asked: Asked, day: str, by: str) -> Asked:
        if by != "day" or not (day.isascii() and day.isdigit() and len(day) < 7):
            return asked
        plain, _, _ = offer(asked.changed(notice=(), received=()), self.notes)
        return asked.changed(notice=[str(numbered(plain, int(day)))])

    def whole(self, query: str, wrong: NotecalcError | None = None) -> str:
        """The page; where what was asked is wrong, with the last good answer that is known.

        `wrong` is what is wrong beside the address.
        """
        problems = by_slot(wrong.problems) if wrong else {}
        solved = None
        try:
            solved = self.solved(query)
            asked = solved.asked
        except UnansweredError as error:
            problems, asked = by_slot(error.problems), error.asked
            for last in (error.others.get("was", ""), ""):
                try:
                    solved = self.solved(last)
                    break
                except UnansweredError:
                    continue
        filled = {
            **self._filling(asked, solved),
            "problems": problems,
            "stale": _STALE,
        }
        if solved is not None:
            after = view.rest(solved)
            filled |= after | view.due(solved) | worth.questions(solved)
            filled["date_cards"] = after["cards"]
        return render("web/page.html", filled)

    def live(self, solved: Solved, by: str, raised: str, wrong: str = "") -> str:
        """The parts that change, `by` being the part that a person uses now, which stays.

        `wrong` are the fields beside which something was said before.
        """
        filled = self._filling(solved.asked, solved)
        fresh = raised != filled["raised"] or by not in ("note", "day")
        more = {"problems": {}, "stale": "", "by": by, "slots": slots(wrong)}
        return render(
            "web/live.html", {**filled, **view.due(solved), **more, "fresh_choices": fresh}
        )

    def problems(self, error: NotecalcError, wrong: str = "") -> str:
        """What is wrong, each beside its field; the answer stays."""
        found = by_slot(error.problems)
        told = [name for name in SLOTS if name in found or name in slots(wrong)]
        return render("web/problems.html", {"problems": found, "slots": told, "stale": _STALE})

    def rest(self, solved: Solved) -> str:
        """What the answer rests on: dates, pictures, lines, assumptions."""
        return render("web/rest.html", view.rest(solved))

    def questions(self, solved: Solved) -> str:
        """What each open question is worth."""
        return render("web/questions.html", worth.questions(solved))

    def _filling(self, asked: Asked, solved: Solved | None) -> dict[str, Any]:
        """What the form and the head of the page are filled with."""
        head = {
            "version": __version__,
            "mark": files_of_page()[1],
            "htmx_config": json.dumps(_HTMX),
        }
        return {**form(self.notes, asked, solved), **head}
