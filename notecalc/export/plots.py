"""Plots, drawn with matplotlib, which comes with the extra `plot` and is imported only here.

The same figures give the same file, byte for byte, with one version of matplotlib.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from textwrap import fill
from typing import TYPE_CHECKING, Any

from notecalc.errors import refuse
from notecalc.export import optional, whole
from notecalc.statement.characters import safe
from notecalc.statement.pictures import owed
from notecalc.timeline.triggers import DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from notecalc.redemption import Result
    from notecalc.statement.questions import Spread

Series = Mapping[str, Sequence[tuple[date, Decimal | None]]]
"""Amounts over days, by name; None where there is none."""

_KINDS = ("svg", "png")
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")  # Okabe and Ito


def check(path: str) -> None:
    """Refuse a file that is no plot's, and plots where matplotlib is not installed."""
    if path.rpartition(".")[2].lower() not in _KINDS:
        raise refuse(f"{path} is no name of a plot", "name a file that ends in .svg or .png")
    optional("matplotlib", "plot")


def over_dates(path: str, series: Series, *, title: str, unit: str) -> None:
    """Draw amounts in `unit` over days, a line for each series, to a file .svg or .png.

    Raises NotecalcError where there is nothing to draw or the file cannot be written.
    """
    check(path)
    if all(amount is None for points in series.values() for _, amount in points):
        raise refuse("nothing is due on any of these days", "give days on which something is")
    figure = optional("matplotlib.figure", "plot").Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.add_subplot()
    for colour, (name, points) in zip(_COLOURS, series.items(), strict=False):
        days = [day for day, _ in points]
        amounts = [float("nan") if amount is None else float(amount) for _, amount in points]
        axes.plot(days, amounts, label=name, color=colour, linewidth=1.5)
    axes.set_title(title, loc="left")
    axes.set_ylabel(unit)
    axes.yaxis.set_major_formatter(lambda amount, _: f"{amount:,.2f}")
    axes.grid(alpha=0.3)
    if len(series) > 1:
        axes.legend(frameon=False)
    save(figure, path)


def tornado(path: str, spreads: "Sequence[Spread]", *, title: str, unit: str) -> None:
    """Draw how far the answers to each question go below and above the total, the widest on top.

    Amounts are in `unit`. Bars to the left are hatched, so that the sides tell apart in black and
    white too; † marks a bar with another redemption date. Raises NotecalcError where there is
    nothing to draw or the file cannot be written.
    """
    check(path)
    if not spreads:
        raise refuse("no amount turns on any question", "give facts by which something is due")
    figure = optional("matplotlib.figure", "plot").Figure(
        figsize=(9, 1.4 + 0.5 * len(spreads)), layout="constrained"
    )
    axes = figure.add_subplot()
    least = [(each.least, each.least_by, each.dates[0]) for each in spreads]
    most = [(each.most, each.most_by, each.dates[1]) for each in spreads]
    labels: list[Text] = []
    for ends, colour, hatch in ((least, 1, "////"), (most, 0, "")):
        bars = axes.barh(
            range(len(spreads)), [float(each) for each, _, _ in ends], height=0.6, hatch=hatch,
            color=_COLOURS[colour], edgecolor="black", linewidth=0.6,
        )  # fmt: skip
        told = [
            f" {answer} {amount:+,.2f}{' †' if moved else ''} " if amount else ""
            for amount, answer, moved in ends
        ]
        labels += axes.bar_label(bars, told, fontsize=8)
    axes.set_yticks(range(len(spreads)), [fill(each.asks, 34) for each in spreads], fontsize=8)
    axes.invert_yaxis()
    axes.axvline(0, color="black", linewidth=1)
    axes.set_title(title, loc="left", fontsize=9)
    axes.set_xlabel(f"difference from the total, {unit}")
    axes.xaxis.set_major_formatter(lambda amount, _: f"{amount:,.10g}")
    axes.grid(axis="x", alpha=0.3)
    axes.set_axisbelow(True)
    axes.locator_params(axis="x", nbins=6)
    _widen(figure, axes, labels)
    save(figure, path)


def plot(result: "Result", path: str) -> None:
    """Draw what is owed as a stair over the days, and above it the dates of the timeline.

    A stair, as amounts change on dates alone: interest is on a step at the end of its line. To a
    file .svg or .png. Raises NotecalcError where nothing accrued or the file cannot be written.
    """
    check(path)
    points = owed(result)
    if not points:
        raise refuse(
            f"there is no schedule to draw: the state is {result.state.value}",
            "give facts by which something is due",
        )
    figure = optional("matplotlib.figure", "plot").Figure(figsize=(9, 6), layout="constrained")
    above, axes = figure.subplots(2, sharex=True, height_ratios=(2, 3))
    _dates(above, result)
    days = [day for each in points for day in (each.date, each.date)]
    axes.plot(
        days, [float(each) for point in points for each in (point.before, point.after)],
        drawstyle="steps-post", color=_COLOURS[0], linewidth=1.5,
    )  # fmt: skip
    if (due := result.redemption) is not None:
        axes.plot([due.date], [float(due.total)], marker="o", color=_COLOURS[1])
        axes.annotate(
            f"{due.total:,f} on {due.date} ", (due.date, float(due.total)), ha="right", va="bottom"
        )
    if (start := result.timeline.default_from) is not None:
        axes.axvspan(start, points[-1].date, color=_COLOURS[1], alpha=0.12, label="default rate")
        axes.legend(frameon=False, loc="upper left")
    axes.set_ylabel(f"owed, {result.terms.currency}")
    axes.yaxis.set_major_formatter(lambda amount, _: f"{amount:,.2f}")
    axes.grid(alpha=0.3)
    save(figure, path)


def _dates(axes: Any, result: "Result") -> None:
    """The dated events, each on a line of its own, so that no two labels meet."""
    events = result.timeline.events
    first, last = min(each.date for each in events), max(each.date for each in events)
    for at, event in enumerate(events):
        name = event.event.replace("_", " ") + (f" ({event.of})" if event.of else "")
        colour = _COLOURS[1] if event.governing else _COLOURS[5]
        axes.plot([event.date], [at], marker="o", color=colour, markersize=4)
        early = event.date - first < last - event.date
        axes.annotate(
            f"{name} {event.date}", (event.date, at), xytext=(6 if early else -6, 0),
            textcoords="offset points", ha="left" if early else "right", va="center", fontsize=7,
            parse_math=False,
        )  # fmt: skip
    margin = max((last - first) / 20, DAY)
    axes.set_xlim(first - margin, last + margin)
    axes.invert_yaxis()
    axes.set_yticks([])
    title = fill(safe(result.terms.name), 100)
    axes.set_title(title, loc="left", fontsize=9, parse_math=False)


def _widen(figure: "Figure", axes: "Axes", labels: "Sequence[Text]") -> None:
    """Widen the axis until every label stands inside it: labels stay as wide as they are."""
    for _ in range(20):
        figure.draw_without_rendering()
        inside = axes.get_window_extent()
        boxes = [each.get_window_extent() for each in labels if each.get_text()]
        left = max(inside.x0 - min(box.x0 for box in boxes), 0)
        right = max(max(box.x1 for box in boxes) - inside.x1, 0)
        if not left and not right:
            return
        low, high = axes.get_xlim()
        a_pixel = (high - low) / inside.width
        axes.set_xlim(low - 1.1 * left * a_pixel, high + 1.1 * right * a_pixel)


def save(figure: "Figure", path: str) -> None:
    """Write a figure, without the date and the names that change from run to run."""
    kind = path.rpartition(".")[2].lower()
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
    told = {"svg.hashsalt": "notecalc", "svg.fonttype": "none"}
    with optional("matplotlib", "plot").rc_context(told), whole(path) as file:
        figure.savefig(file, format=kind, dpi=150, metadata=metadata)
