"""When each fact happened and when it became known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from notecalc.facts.notice import Notice

if TYPE_CHECKING:
    from notecalc.facts.model import Facts

Keep = Callable[[date, date], bool]
"""Whether a fact is kept, told when it happened and when it became known."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact: where it stands, what it is in a word, when it happened and became known.

    `agreed` is whether it may be known before its day, as an agreement may; `index` its place
    among those listed with it.
    """

    path: str
    word: str
    happened: date
    known: date
    agreed: bool = False
    index: int | None = None

    @property
    def at(self) -> str:
        """The path of the fact itself, listed or not."""
        return self.path if self.index is None else f"{self.path}.{self.index}"

    @property
    def what(self) -> str:
        """The fact in words."""
        if self.path.startswith("missed"):
            return f"the payment missed on {self.happened - _DAY}"
        return f"the {self.word} of {self.happened}"


def when(fact: Any) -> date:
    """The day on which one of the listed facts happened."""
    if isinstance(fact, Notice):
        return fact.sent
    from notecalc.facts.events import Forbearance  # few notes have one

    on: date = fact.start if isinstance(fact, Forbearance) else fact.on
    return on


def place(fact: Any) -> tuple[date, str]:
    """Where one of the listed facts stands among those of its kind: by date, then by the rest."""
    return when(fact), repr(fact)


def dated(facts: "Facts") -> Iterator[Dated]:
    """Every fact with its dates, in the order of the fields of `Facts`."""
    for path, one in noticed(facts):
        yield Dated(path, "notice", one.sent, one.known or one.sent)
    for path, word in (("cured", "cure"), ("waived", "waiver"), ("occurred", "happening")):
        for at, day in _by_id(path, getattr(facts, path)):
            yield _on(facts, at, word, day)
    for due in facts.missed:
        yield _on(facts, f"missed.{due}", "missed payment", due + _DAY)
    for path, word, agreed in (
        ("payments", "payment", False),
        ("fees", "fee", False),
        ("partly_cured", "partial cure", False),
        ("forbearances", "forbearance", True),
        ("amendments", "amendment", True),
        ("conversions", "conversion", False),
    ):
        for index, fact in enumerate(getattr(facts, path)):
            on = when(fact)
            yield Dated(path, word, on, fact.known or on, agreed, index)
    if facts.petition is not None:
        yield _on(facts, "petition", "petition", facts.petition)
    if facts.judgment is not None:
        on = facts.judgment.on
        yield Dated("judgment", "judgment", on, facts.judgment.known or on)


def kept(facts: "Facts", keep: Keep) -> dict[str, Any]:
    """The fields of the facts with only those that are kept."""
    found: dict[str, Any] = {}
    notice = facts.notice
    if notice is not None:
        one = notice if isinstance(notice, Notice) else Notice(notice)
        found["notice"] = notice if keep(one.sent, one.known or one.sent) else None
    for path in ("cured", "waived", "occurred"):
        given = getattr(facts, path)
        here = dict(_by_id(path, given))
        stay = {at for at, day in here.items() if keep(day, _learned(facts, at, day))}
        if isinstance(given, Mapping):
            found[path] = {name: day for name, day in given.items() if f"{path}.{name}" in stay}
        else:
            found[path] = given if stay else {}
    found["missed"] = tuple(
        due
        for due in facts.missed
        if keep(due + _DAY, _learned(facts, f"missed.{due}", due + _DAY))
    )
    for path in ("notices", "payments", "fees", "partly_cured", "forbearances", "amendments",
                 "conversions"):  # fmt: skip
        listed = getattr(facts, path)
        found[path] = tuple(each for each in listed if keep(when(each), each.known or when(each)))
    petition, judgment = facts.petition, facts.judgment
    if petition is not None and not keep(petition, _learned(facts, "petition", petition)):
        found["petition"] = None
    if judgment is not None and not keep(judgment.on, judgment.known or judgment.on):
        found["judgment"] = None
    return {**found, "known_on": _still(facts, found)}


def _still(facts: "Facts", found: Mapping[str, Any]) -> dict[str, date]:
    """What is known of the facts that are kept."""
    paths = {f"missed.{due}" for due in found["missed"]}
    for name in ("cured", "waived", "occurred"):
        paths |= {at for at, _ in _by_id(name, found[name])}
    if found.get("petition", facts.petition) is not None:
        paths.add("petition")
    return {at: day for at, day in facts.known_on.items() if at in paths}


def noticed(facts: "Facts") -> Iterator[tuple[str, Notice]]:
    """Every notice with its path, as listed."""
    ahead = facts.notice is not None
    for index, one in enumerate(notices(facts)):
        yield ("notice" if ahead and not index else f"notices.{index - ahead}"), one


def path_of(facts: "Facts", notice: Notice) -> str:
    """The path of a notice: by its date where it is listed, for the order listed is lost."""
    return f"notices.{notice.sent}" if notice in facts.notices else "notice"


def notices(facts: "Facts") -> Iterator[Notice]:
    """Every notice, as listed."""
    if facts.notice is not None:
        yield facts.notice if isinstance(facts.notice, Notice) else Notice(facts.notice)
    yield from facts.notices


def _by_id(path: str, given: date | Mapping[str, date]) -> Iterator[tuple[str, date]]:
    if isinstance(given, Mapping):
        for name, day in given.items():
            yield f"{path}.{name}", day
    else:
        yield path, given


def _learned(facts: "Facts", path: str, happened: date) -> date:
    return facts.known_on.get(path, happened)


def _on(facts: "Facts", path: str, word: str, happened: date) -> Dated:
    return Dated(path, word, happened, _learned(facts, path, happened))
