"""A workbook or a page made anew from its input, and compared as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import islice, takewhile

from notecalc import __version__
from notecalc.errors import NotecalcError
from notecalc.money import several
from notecalc.verify.model import Carried, Difference
from notecalc.verify.recomputing import Anew
from notecalc.verify.values import kept

MOST_CELLS = 200
"""How many differing cells are named; of the others it is said how many they are."""

MOST_PASSAGES = 10
"""How many differing passages are named."""

_MOST_ALIGNED = 2000
_AROUND = 4
_LONGEST = 200
_NONE = ("", "", "")
_FORMAT = 2
_Cell = tuple[str, str, str]
_PARTS = {
    "xlsx": "the cells of its sheets, but for the figures named above,",
    "html": "its text, but for the figures that are marked in it,",
}


@dataclass(frozen=True, slots=True)
class Whole:
    """What comparing a whole file found, and how much of the file was compared."""

    compared: str = "every figure"
    differences: tuple[Difference, ...] = ()
    warnings: tuple[str, ...] = ()


def whole(carried: Carried, anew: Anew) -> Whole:
    """A document compared with the one that the same input makes.

    Another version may lay it out otherwise: its figures are compared, and a warning says so.
    """
    if carried.kind not in _PARTS:
        return Whole("every figure that it carries" if carried.kind == "pdf" else "every figure")
    if carried.made["notecalc"] != __version__:
        part = _PARTS[carried.kind].replace("named above", "that notecalc names")
        why = f"{part} were not compared: another version may lay them out otherwise"
        return Whole(warnings=(why.replace("its text", "the words of its text"),))
    try:
        if carried.kind == "xlsx":
            of = "every cell" if carried.computed else "every cell but the values of formulas"
            return Whole(of, tuple(_cells(carried, _workbook(anew))))
        text = carried.content.decode("utf-8")
        found = tuple(_page(text, _report(carried, anew)))
        return Whole("every figure and the whole text", found)
    except (NotecalcError, ValueError, TypeError, KeyError) as error:
        why = str(error.problems[0]) if isinstance(error, NotecalcError) else str(error)
        stands = f"what cannot be made anew: {why[:_LONGEST]}"
        return Whole(
            differences=(Difference("report", stands, "what the input makes", "as a whole"),)
        )


def _workbook(anew: Anew) -> bytes:
    from notecalc.export.xlsx import xlsx

    return xlsx(anew.result, terms_name=anew.terms_name, scenario=anew.scenario)


def _report(carried: Carried, anew: Anew) -> str:
    """The page as it was asked for: on its paper, with its good-through days."""
    from notecalc.export.report import PAPERS, report_html
    from notecalc.statement.payoff_of import payoff_statement

    asked = carried.made.get("report")
    asked = asked if isinstance(asked, dict) else {}
    paper, until = asked.get("paper", "a4"), asked.get("good_through")
    if paper not in PAPERS:
        raise ValueError(f"there is no paper {str(paper)[:20]!r}")
    day = date.fromisoformat(until) if until is not None else None
    found = payoff_statement(anew.result, anew.terms_name, anew.scenario, day, anew.known)
    return report_html(found, paper=paper)


def _cells(carried: Carried, wanted: bytes) -> Iterator[Difference]:
    """Each cell, sheet and name that differs: by its formula, its cached value or its format."""
    from notecalc.export.xlsx.reading import cells, laid_over

    content = carried.content
    should = cells(wanted)
    try:
        stands = cells(content)
    except Exception:  # readers of others' formats fail in as many ways as there are files
        yield Difference("cells", "what cannot be read", "as the input makes them", "as a whole")
        return
    differing = {
        each: which
        for each in dict.fromkeys((*should, *stands))
        if (which := _which(stands.get(each), should.get(each), computed=carried.computed))
    }
    for place, which in islice(differing.items(), MOST_CELLS):
        here, there = stands.get(place), should.get(place)
        counted = _is_formula(here) or _is_formula(there)
        # A constant is its own value: it is named once.
        for at in which if counted else which[:1]:
            where = ("formula" if counted else "cell", "cached value", "format")[at]
            yield Difference(place, _said(here, at), _said(there, at), where)
    if len(differing) > MOST_CELLS:
        more = several(len(differing) - MOST_CELLS, "more cell")
        yield Difference("cells", f"{more} that differ", "as the input makes them", "as a whole")
    for name in sorted(laid_over(content) - laid_over(wanted)):
        yield Difference(name, "what can lie over cells", "nothing", "part of the file")


def _which(here: _Cell | None, there: _Cell | None, *, computed: bool) -> list[int]:
    """In which of formula, value and format a cell differs."""
    if here == there:
        return []
    stands, should = here or _NONE, there or _NONE
    # Where no formula has a value, that of one is nothing; a formula made a constant is found.
    skipped = 1 if not computed and _is_formula(there) else None
    return [
        at
        for at in range(3)
        if at != skipped
        and stands[at] != should[at]
        and (at == _FORMAT or not kept(stands[at], should[at]))
    ]


def _is_formula(found: _Cell | None) -> bool:
    return found is not None and found[0].startswith("=") and found[0] != found[1]


def _said(found: _Cell | None, at: int) -> str:
    return (found[at][:_LONGEST] if found else "") or "nothing"


def _page(text: str, wanted: str) -> Iterator[Difference]:
    """The first passages that differ; where none does, the first tag or style that does."""
    if text.split() == wanted.split():
        return
    from notecalc.export.report.reading import passages

    (texts, tags), (as_texts, as_tags) = passages(text), passages(wanted)
    found = list(_passages(texts, as_texts))
    yield from found[:MOST_PASSAGES]
    if len(found) > MOST_PASSAGES:
        more = several(len(found) - MOST_PASSAGES, "more passage")
        yield Difference("shown", f"{more} that differ", "as the input makes them", "as a whole")
    if tags != as_tags:
        at = _common(tags, as_tags)
        here, there = ("".join(each[at : at + 1]) or "nothing" for each in (tags, as_tags))
        at = _common(here, there)
        cut = slice(max(0, at - 60), at + 60)
        yield Difference("tags", here[cut] or "nothing", there[cut] or "nothing", "as marked")
    elif not found:
        yield Difference(
            "page", "what was changed beside its text", "the page of the input", "as a whole"
        )


def _passages(stands: Sequence[str], should: Sequence[str]) -> Iterator[Difference]:
    start = _common(stands, should)
    end = _common(stands[start:][::-1], should[start:][::-1])
    here, there = stands[start : len(stands) - end], should[start : len(should) - end]
    parts: list[tuple[int, int, int, int]] = [(0, len(here), 0, len(there))]
    if max(len(here), len(there)) <= _MOST_ALIGNED:
        matched = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
        parts = [tuple(each) for kind, *each in matched if kind != "equal"]  # type: ignore[misc]
    for first, last, as_first, as_last in parts:
        if first == last and as_first == as_last:
            continue
        before = " ".join(stands[max(0, start + first - _AROUND) : start + first]).split()
        yield _passage(before, here[first:last], there[as_first:as_last])


def _passage(before: list[str], stands: Sequence[str], should: Sequence[str]) -> Difference:
    """A passage with some words around, cut to the words that differ."""
    here, there = " ".join(stands).split(), " ".join(should).split()
    same = _common(here, there)
    end = _common(here[same:][::-1], there[same:][::-1])
    before = [*before, *here[: max(0, same - _AROUND)]][-2 * _AROUND :]
    told = []
    for words in (here, there):
        part = words[max(0, same - _AROUND) : len(words) - end + min(end, _AROUND)]
        text = " ".join(part)
        told.append(repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"))
    return Difference("shown", told[0], told[1], f"after {' '.join(before)[-80:]!r}")


def _common(stands: Sequence[str], should: Sequence[str]) -> int:
    """How many at the start are the same."""
    pairs = zip(stands, should, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
