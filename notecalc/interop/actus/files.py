"""A file of ACTUS contracts: JSON, one contract, a list of them, or an object of them by name.

A contract is its terms, or an object with its `terms` and the rates observed beside them: ACTUS's
`dataObserved`, or `observed_rates`, a list of dates and values.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.interop.actus.contract import Contract
from notecalc.interop.actus.reader import read

MOST_BYTES = 5_000_000


class Named(NamedTuple):
    """A contract of a file and what it is called there."""

    name: str
    contract: Contract


def read_file(path: str) -> list[Named]:
    """The contracts of the file at `path`. Raises NotecalcError with the problems of all."""
    try:
        items = list(_items(_json(path)))
    except NotecalcError as error:
        raise NotecalcError(*(_in_file(each, path) for each in error.problems)) from None
    found, problems = [], list[Problem]()
    for name, item in items:
        try:
            found.append(_contract(name, item))
        except NotecalcError as error:
            within = f"{name}." if len(items) > 1 else ""
            at = (each.at(f"{within}{each.path}".rstrip(".")) for each in error.problems)
            problems += [_in_file(each, path) for each in at]
    if problems:
        raise NotecalcError(*problems)
    return found


def _in_file(problem: Problem, path: str) -> Problem:
    return Problem(problem.what, problem.remedy, problem.path, path, problem.line, problem.column)


def _json(path: str) -> Any:
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise refuse(f"the file cannot be read: {why}", "check its name") from None
    if len(data) > MOST_BYTES:
        raise refuse(f"the file is larger than {MOST_BYTES // 10**6} MB", "split it")
    try:
        # Decimals are kept as written, and an integer of any length is one.
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_float=Decimal,
            parse_int=Decimal,
        )
    except UnicodeDecodeError:
        raise refuse("this is not UTF-8", "save it as UTF-8") from None
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg.lower()}"
        raise NotecalcError(Problem(what, "mend it", "", "", error.lineno, error.colno)) from None
    except RecursionError:
        raise refuse("this is nested too deeply", "write a contract, or a list of them") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise refuse(f"the key {twice[:80]!r} is there twice", "keep one of them")
    return found


def _items(content: Any) -> Iterator[tuple[str, Any]]:
    """The contracts of a file, each with its name or its number from 1."""
    if isinstance(content, list):
        yield from ((str(number), each) for number, each in enumerate(content, 1))
    elif isinstance(content, Mapping) and not content.keys() & {"terms", "contractType"}:
        yield from content.items()
    else:
        yield "1", content


def _contract(name: str, item: Any) -> Named:
    terms = item.get("terms", item) if isinstance(item, Mapping) else None
    if not isinstance(terms, Mapping):
        raise refuse("this is no contract", 'write its terms, such as {"contractType": "PAM", …}')
    if terms is item:
        return Named(str(terms.get("contractID") or name), read(terms))
    for key in ("to", "eventsObserved"):
        if item.get(key):
            raise refuse("this cannot be carried", "leave it out", key)
    called = str(terms.get("contractID") or item.get("identifier") or name)
    return Named(called, read(terms, [*_listed(item), *_observed(item, terms)]))


def _listed(item: Mapping[str, Any]) -> list[Any]:
    found = item.get("observed_rates") or []
    if not isinstance(found, list):
        raise refuse("this is no list", "write a list of dates and values", "observed_rates")
    return found


def _observed(item: Mapping[str, Any], terms: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rates of ACTUS's `dataObserved` to which the contract resets."""
    code = str(terms.get("marketObjectCodeOfRateReset", ""))
    try:
        data = (item.get("dataObserved") or {}).get(code, {"data": []})["data"]
        return [{"date": each["timestamp"], "value": each["value"]} for each in data]
    except (AttributeError, KeyError, TypeError):
        what = "these are no observed rates"
        raise refuse(
            what, 'write {CODE: {"data": [{"timestamp", "value"}]}}', "dataObserved"
        ) from None
