"""What pydantic and the core find wrong, as complaints at a path of the document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.scenario.builder import MOST_PROBLEMS, short
from notecalc.scenario.values import TAGS

_M = TypeVar("_M", bound=BaseModel)
_KINDS = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at `path` of a document, not yet placed in a file.

    It is the key itself that is wrong where `key` is set.
    """

    path: tuple[str | int, ...]
    what: str
    remedy: str
    key: bool = False


def validated(
    model: type[_M], tree: object, currency: str = "USD"
) -> tuple[_M | None, list[Complaint]]:
    """`tree` as a document, or all that is wrong with it."""
    try:
        return model.model_validate(tree, context={"currency": currency}), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [each for one in found[:MOST_PROBLEMS] for each in _complaints(model, one)]


def of_core(problems: Iterable[Problem]) -> list[Complaint]:
    """The core's problems as complaints, up to a number that can be read."""
    return [
        Complaint(tuple(each.path.split(".")) if each.path else (), each.what, each.remedy)
        for each in islice(problems, MOST_PROBLEMS)
    ]


def inner(annotation: object) -> type[BaseModel] | None:
    """The document that a field of this annotation may hold, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(inner, get_args(annotation))), None)


def holds_list(annotation: object) -> bool:
    """Whether a field of this annotation may hold a list."""
    return get_origin(annotation) is list or any(map(holds_list, get_args(annotation)))


def keys(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a document by the key that a file has for them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _complaints(model: type[BaseModel], error: Mapping[str, Any]) -> Iterator[Complaint]:
    path = tuple(step for step in error["loc"] if step not in TAGS)
    kind = error["type"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, NotecalcError):
        for each in cause.problems:
            yield Complaint(path, each.what, each.remedy)
    elif kind == "missing":
        key = str(path[-1])
        fields = keys(_model_at(model, path[:-1]))
        example = (fields[key].examples or ["…"])[0]
        yield Complaint(path[:-1], f"{key} is missing", f"write {key}: {example}", key=True)
    elif kind == "extra_forbidden":
        fields = keys(_model_at(model, path[:-1]))
        problem = unknown("key", short(str(path[-1])), fields)
        yield Complaint(path, problem.what, problem.remedy, key=True)
    elif kind == "too_long":
        most = error["ctx"]["max_length"]
        yield Complaint(path, f"there are more than {most} entries", f"write at most {most}")
    elif kind in _KINDS:
        what = f"{_standing(error['input'])} stands where {_KINDS[kind]} is wanted"
        yield Complaint(path, what, _example(model, path))
    else:
        yield Complaint(path, error["msg"], "")


def _standing(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return short(repr(value))


def _example(model: type[BaseModel], path: Sequence[str | int]) -> str:
    names = [step for step in path if isinstance(step, str)]
    field = keys(_model_at(model, names[:-1])).get(names[-1]) if names else None
    if field is not None and field.examples and names[-1] == path[-1]:
        return f"write {names[-1]}: {field.examples[0]}"
    return "write keys with values"


def _model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel]:
    for step in path:
        field = keys(model).get(str(step))
        if field is not None:
            model = inner(field.annotation) or model
    return model
