"""Every figure of a result's JSON object by a path, by which documents mark what they show."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from notecalc.timeline import Event


def event_paths(events: Iterable[Event]) -> tuple[str, ...]:
    """The path of each event: ``timeline.cure_deadline.covenant``, ``timeline.notice``.

    Where a clock has an event more than once, as with two payments missed, the later ones have
    their count at the end: ``timeline.breach.payment.2``.
    """
    return tuple(_paths((each.event, each.of) for each in events))


def figure_values(found: Mapping[str, Any]) -> dict[str, str]:
    """Each value of a result's JSON object (`as_json`) as text by its path.

    Members of lists go by their place from 0, ``schedule.3.interest``, events by `event_paths`.
    """
    rest = {name: value for name, value in found.items() if name != "timeline"}
    events = found["timeline"]
    paths = _paths((each["event"], each["of"]) for each in events)
    return {
        **dict(_leaves(rest, "")),
        **{path: each["date"] for path, each in zip(paths, events, strict=True)},
    }


def _paths(events: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for event, of in events:
        path = f"timeline.{event}.{of}" if of else f"timeline.{event}"
        seen[path] = seen.get(path, 0) + 1
        yield path if seen[path] == 1 else f"{path}.{seen[path]}"


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        parts: Iterable[tuple[object, Any]] = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    else:
        if value is not None:
            yield path, str(value)
        return
    for name, each in parts:
        yield from _leaves(each, f"{path}.{name}" if path else str(name))
