"""Option values read one by one, every problem kept and placed at its option."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from notecalc.errors import NotecalcError, Problem, refuse

_T = TypeVar("_T")


class Reader:
    """Reads option values, keeping every problem until `done`."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def read(self, option: str, parse: Callable[[str], _T], text: str | None) -> _T | None:
        """The value of an option, None where it is not given or is wrong."""
        if text is None:
            return None
        try:
            return parse(text)
        except NotecalcError as error:
            self.problems += [each.at(option) for each in error.problems]
            return None

    def all(self, option: str, parse: Callable[[str], _T], texts: Iterable[str]) -> list[_T]:
        """The values of an option that may be given more than once."""
        values = [self.read(option, parse, text) for text in texts]
        return [value for value in values if value is not None]

    def pairs(
        self, option: str, form: str, texts: Iterable[str], parse: Callable[[str], _T]
    ) -> dict[str, _T]:
        """The values of an option of the form NAME=VALUE, each name once."""
        found: dict[str, _T] = {}
        for text in texts:
            pair = self.read(option, lambda text: pair_of(text, form), text)
            value = self.read(option, parse, pair[1]) if pair else None
            if pair and pair[0] in found:
                self.problems.append(Problem(f"{pair[0]!r} is given twice", "give it once", option))
            if pair and value is not None:
                found[pair[0]] = value
        return found

    def add(self, error: NotecalcError) -> None:
        """Keep the problems of a check, each at the option that it is about."""
        self.problems += [each.at(_option(each.path)) for each in error.problems]

    def done(self) -> None:
        """Raise what was kept."""
        if self.problems:
            raise NotecalcError(*self.problems)


_FOR_PATH = {"calendar": "--calendar", "principal": "--principal", "payments": "--payment"}
_FOR_PATH |= {
    name.replace("-", "_"): f"--{name}"
    for name in (
        "notice",
        "redeem-on",
        "as-of",
        "cured",
        "waived",
        "missed",
        "occurred",
        "paid-to",
        "good-through",
        "partly-cured",
        "share-price",
        "petition",
        "judgment",
        "until",
    )
}
_FOR_PATH |= {f"{name}s": f"--{name}" for name in ("forbearance", "amendment", "fee", "conversion")}
_FOR_PATH |= {"notice.by": "--sent-by", "notice.at": "--sent-at", "known_on": "--known"}
_FOR_PATH |= {"default_rates.until": "--default-until"}
_FOR_PATH |= {"notice.received": "--received", "notice.sent": "--notice"}
_FOR_PATH |= {"default_rates.from": "--default-from", "interest.paid_in": "--paid-in"}
_FOR_PATH |= {"interest.day_count": "--day-count", "expect": "--expect", "assert": "--assert"}
_FOR_PATH |= {
    f"reconcile.{name.replace('-', '_')}": f"--{name}"
    for name in ("amount", "within", "principal-between", "rate-between")
}


def _option(path: str) -> str:
    if path.endswith(".known"):
        return "--known"
    return _FOR_PATH.get(path) or _FOR_PATH.get(path.partition(".")[0]) or path


def pair_of(text: str, form: str) -> tuple[str, str]:
    """The two sides of NAME=VALUE; NotecalcError where there are none."""
    name, equals, value = text.partition("=")
    if not (equals and name and value):
        raise refuse(f"{text!r} has no two sides", f"write {form}")
    return name, value


def at_options(error: NotecalcError, typed: Mapping[str, str] | None = None) -> NotecalcError:
    """The problems of the engine, each at the option that it is about.

    `typed` are the options that stood for others.
    """
    reader = Reader([])
    reader.add(error)
    names = typed or {}
    return NotecalcError(*(each.at(names.get(each.path, each.path)) for each in reader.problems))
