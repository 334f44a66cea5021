"""What an address asks: the command line's options by name, in one order, so that a state of the
page has one address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from notecalc.errors import NotecalcError, Problem, refuse, unknown
from notecalc.service.options import OPTIONS, Option

ANSWER = Option("answer", "QUESTION=ANSWER", "An answer to an open question.", many=True)
"""What the page takes beside the command line's options: an answer to an open question."""

EVERY = (*OPTIONS, ANSWER)
"""Every option that an address may hold."""

MOST_VALUES = 200
MOST_CHARACTERS = 2_000
MOST_PACKED = 40_000
"""How long a value may be; terms that travel in an address may be longer."""

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of options by name; names without a value are left out."""

    values: Values

    def one(self, name: str) -> str | None:
        """The value of an option that is given once."""
        found = self.values.get(name)
        return found[0] if found else None

    def given(self) -> dict[str, Any]:
        """The values as the reader of options takes them."""
        return {
            each.key: self.values.get(each.name, ()) if each.many else self.one(each.name)
            for each in OPTIONS
        }

    def changed(self, **values: Iterable[str]) -> "Asked":
        """With other values, `_` in a name for a dash; none takes an option away."""
        found = dict(self.values)
        for name, texts in values.items():
            found[name.replace("_", "-")] = tuple(texts)
        return Asked({name: texts for name, texts in found.items() if texts})

    def query(self) -> str:
        """The values as an address has them, in the order of the options."""
        pairs = [(each.name, text) for each in EVERY for text in self.values.get(each.name, ())]
        return urlencode(pairs)


def read(query: str, beside: Iterable[str] = ()) -> tuple[Asked, dict[str, str]]:
    """What the query of an address asks, and the values of names that are `beside` options.

    NotecalcError with every name that is unknown, given twice or too long.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_VALUES)
    except ValueError:
        raise refuse(f"there are more than {MOST_VALUES} values", "leave some out") from None
    options = {each.name: each for each in EVERY}
    found: dict[str, tuple[str, ...]] = {}
    others: dict[str, str] = {}
    problems: list[Problem] = []
    for name, text in pairs:
        if name in beside:
            others[name] = text
            continue
        option = options.get(name)
        if option is None:
            problems.append(unknown("option", name[:40], options))
            continue
        problems += _complaints(option, text, again=name in found)
        found[name] = (*found.get(name, ()), text)
    if problems:
        raise NotecalcError(*problems)
    return Asked(found), others


def _complaints(option: Option, text: str, *, again: bool) -> Iterable[Problem]:
    path = f"--{option.name}"
    most = MOST_PACKED if option.name == "terms" else MOST_CHARACTERS
    if len(text) > most:
        yield Problem(f"this is {len(text):,} characters long", f"write at most {most:,}", path)
    if again and not option.many:
        yield Problem("this is given more than once", "give it once", path)
