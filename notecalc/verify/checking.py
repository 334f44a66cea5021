"""Whether a statement agrees with its input, and every difference where it does not."""

from collections.abc import Iterator, Mapping
from typing import Any

from notecalc import __version__
from notecalc.errors import NotecalcError
from notecalc.money import several
from notecalc.statement import as_json
from notecalc.verify.bounds import refused
from notecalc.verify.model import Carried, Difference, Verdict
from notecalc.verify.reading import statements
from notecalc.verify.recomputing import Anew, by_the_name, hash_of, recomputed
from notecalc.verify.values import by_path, kept, reads, same
from notecalc.verify.whole import whole

_WORDS = ("reason", "clause", "governing")
_NAMED = 5


def verify(path: str) -> tuple[Verdict, ...]:
    """Each statement of a file recomputed and compared.

    Raises NotecalcError where the file is no statement, is cut off or is out of bounds.
    """
    try:
        return tuple(_verdict(path, each) for each in statements(path))
    except RecursionError:
        raise refused(path, "its figures are nested too deeply", "name a statement") from None


def _verdict(path: str, carried: Carried) -> Verdict:
    made, version = carried.made, carried.made["notecalc"]
    differences = list(_input(made))
    name = carried.figures.get("scenario")
    try:
        anew = recomputed(carried)
    except NotecalcError as error:
        why = str(error.problems[0])
        differences.append(Difference("input", why, "terms and facts that compute", "input"))
        return Verdict(path, _text(name), version, 0, 0, tuple(differences), (), "nothing")
    stood = {name: each for name, each in carried.figures.items() if name not in anew.left}
    should = by_path(anew.figures)
    differences += _calendar(made, anew)
    found, warnings = _figures(by_path(stood), should, version)
    differences += found
    shown = [each for each in carried.shown if each.path in should or each.path == "schedule"]
    differences += _shown(carried, should)
    more = whole(carried, anew)
    differences += more.differences
    warnings += (*_warnings(carried, anew), *more.warnings)
    return Verdict(
        path,
        _text(name),
        version,
        len(should),
        len(shown),
        tuple(differences),
        tuple(warnings),
        more.compared,
    )


def _text(name: Any) -> str | None:
    return name if isinstance(name, str) else None


def _input(made: Mapping[str, Any]) -> Iterator[Difference]:
    found = hash_of(made["input"])
    if found != made["input_sha256"]:
        what = f"the input was changed: its text has the hash {found[:16]}…"
        yield Difference("input_sha256", what, f"{made['input_sha256'][:16]}…", "input")


def _calendar(made: Mapping[str, Any], anew: Anew) -> Iterator[Difference]:
    calendar = anew.result.calendar
    if made["calendar"] != calendar.name:
        yield Difference("calendar", made["calendar"], calendar.name, "calendar")
    if made["calendar_fingerprint"] != calendar.fingerprint:
        yield Difference(
            "calendar_fingerprint",
            f"the closed days of another list, {made['calendar_fingerprint'][:40]}",
            f"{calendar.fingerprint}, those of {calendar.name} now",
            "calendar",
        )


def _figures(
    stands: Mapping[str, str], should: Mapping[str, str], version: str
) -> tuple[list[Difference], list[str]]:
    """Where the figures that a statement carries differ from those computed anew.

    What an older version did not have, or worded otherwise, is a warning.
    """
    found: list[Difference] = []
    older = version != __version__
    missing: list[str] = []
    worded: list[str] = []
    for path in dict.fromkeys((*stands, *should)):
        here, there = stands.get(path), should.get(path)
        if path == "notecalc":
            if here != version:
                found.append(Difference(path, str(here), version))
        elif here is None or there is None:
            if older:
                missing.append(path)
            else:
                found.append(Difference(path, here or "nothing", there or "nothing"))
        elif not same(here, there):
            if older and _is_word(path):
                worded.append(path)
            else:
                found.append(Difference(path, here, there))
    told = []
    if older:
        told.append(f"made by notecalc {version[:40]}, recomputed by {__version__}")
    if missing:
        told.append(f"only one of the versions has {_listed(missing)}")
    if worded:
        told.append(f"the versions word otherwise {_listed(worded)}")
    return found, told


def _is_word(path: str) -> bool:
    return path.startswith("warnings.") or path.rpartition(".")[2] in _WORDS


def _listed(paths: list[str]) -> str:
    more = f" and {several(len(paths) - _NAMED, 'more', 'more')}" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def _shown(carried: Carried, should: Mapping[str, str]) -> Iterator[Difference]:
    """Where what the reader sees differs from the figures computed anew."""
    for each in carried.shown:
        wanted = should.get(each.path)
        if each.path == "schedule":  # how many lines are shown
            wanted = should.get("schedule.length", "0")
        if wanted is None:
            if each.value and each.path.startswith("schedule."):
                yield Difference(each.path, each.value, "nothing", "as shown")
            continue
        # A spreadsheet keeps fifteen digits; each of them stands as text on its sheet Check.
        if not same(each.value, wanted) and not (
            carried.kind == "xlsx" and kept(each.value, wanted)
        ):
            yield Difference(each.path, each.value or "nothing", wanted, "as shown")
        elif each.text is not None and not reads(each.text, wanted):
            yield Difference(each.path, each.text.strip()[:80], wanted, "as read")


def _warnings(carried: Carried, anew: Anew) -> Iterator[str]:
    if carried.made["calendar_fingerprint"] != anew.result.calendar.fingerprint:
        yield f"by the calendar as it is now {_moved(carried.figures, anew.figures)}"
    yield from _by_the_name(carried, anew)
    for name in anew.left:
        yield f"{name} was not recomputed: what it was asked with is not in the file"
    if carried.unread:
        yield carried.unread


def _by_the_name(carried: Carried, anew: Anew) -> Iterator[str]:
    """What the calendar itself would move, where a statement has a list in place of it."""
    own = anew.result.calendar
    try:
        named = by_the_name(carried, anew)
    except NotecalcError as error:
        yield f"made by a list of its own: {error.problems[0].what}"
        return
    if named is None or named.calendar.fingerprint == own.fingerprint:
        return
    figures = as_json(named, terms_name=anew.terms_name, scenario=anew.scenario)
    moved = _moved(anew.figures, figures)
    yield f"made by a list of its own: by {own.name} as it is now {moved}"


def _moved(stands: Mapping[str, Any], should: Mapping[str, Any]) -> str:
    """What another list of closed days does to the dates, and which days of it are known."""
    days = [{_day(each) for each in found.get("skipped") or ()} for found in (stands, should)]
    told = [
        *(f"{day} counted as closed then, not now" for day in sorted(days[0] - days[1])),
        *(f"{day} counts as closed now, not then" for day in sorted(days[1] - days[0])),
    ]
    then, now = by_path(stands), by_path(should)
    paths = [path for path in (then | now) if path.startswith("timeline.") and not _is_word(path)]
    dates = [
        f"{path.removeprefix('timeline.')} {then.get(path, 'none')} moves to"
        f" {now.get(path, 'none')}"
        for path in paths
        if then.get(path) != now.get(path)
    ]
    known = "; ".join(told) or "no closed day that moved a deadline differs"
    return f"{'; '.join(dates) or 'no date moves'} ({known})"


def _day(found: Any) -> str:
    if not isinstance(found, dict):
        return str(found)
    return f"{found.get('date')} {found.get('name')}"
