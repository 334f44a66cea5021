"""The model of what happened to a note, as it happened and as it became known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.errors import NotecalcError
from notecalc.facts import checks, knowledge
from notecalc.facts.notice import Notice

if TYPE_CHECKING:
    from notecalc.facts.events import (
        Amendment,
        Conversion,
        Fee,
        Forbearance,
        Judgment,
        PartialCure,
        Payment,
    )

_LISTED = (
    "notices",
    "payments",
    "fees",
    "partly_cured",
    "forbearances",
    "amendments",
    "conversions",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to the note. Raises NotecalcError with every problem.

    `notices` are those beside `notice`; `cured` and `waived` are a date for the only open clock
    or dates by event-of-default id; `missed` are due dates of payments not made; `occurred` dates
    the happenings (such as an insolvency) that are events of default by themselves; `as_of` is
    the day at which the state is asked for (every deadline is past where it is not given);
    `paid_to` the day up to which interest was paid; `share_price` the market price of a share on
    redemption. `known_on` says when facts that are dates became known, by their path, as
    ``cured.covenant`` or ``missed.2008-09-30``. The order in which facts are listed means nothing.
    """

    notice: Notice | date | None = None
    redeem_on: date | None = None
    as_of: date | None = None
    cured: date | Mapping[str, date] = field(default_factory=dict, hash=False)
    waived: date | Mapping[str, date] = field(default_factory=dict, hash=False)
    missed: tuple[date, ...] = ()
    paid_to: date | None = None
    payments: "tuple[Payment, ...]" = ()
    occurred: Mapping[str, date] = field(default_factory=dict, hash=False)
    notices: tuple[Notice, ...] = ()
    fees: "tuple[Fee, ...]" = ()
    partly_cured: "tuple[PartialCure, ...]" = ()
    forbearances: "tuple[Forbearance, ...]" = ()
    amendments: "tuple[Amendment, ...]" = ()
    conversions: "tuple[Conversion, ...]" = ()
    share_price: Decimal | None = None
    petition: date | None = None
    judgment: "Judgment | None" = None
    known_on: Mapping[str, date] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        problems = list(checks.problems(self))
        if problems:
            raise NotecalcError(*problems)
        put = object.__setattr__
        if self.missed:
            put(self, "missed", tuple(sorted(set(self.missed))))
        for name in _LISTED:
            if listed := getattr(self, name):
                put(self, name, tuple(sorted(listed, key=knowledge.place)))
        for name in ("cured", "waived", "occurred", "known_on"):
            given = getattr(self, name)
            if not isinstance(given, date):
                put(self, name, dict(given))  # what the caller does to its own changes nothing

    @property
    def every_notice(self) -> tuple[Notice, ...]:
        """Every notice, in the order in which they were sent."""
        given = self.notice
        if given is None:
            return self.notices
        one = given if isinstance(given, Notice) else Notice(given)
        return tuple(sorted((one, *self.notices), key=knowledge.place)) if self.notices else (one,)

    @property
    def sent(self) -> date | None:
        """The day the first notice was sent."""
        if self.notices:
            return self.every_notice[0].sent
        return self.notice.sent if isinstance(self.notice, Notice) else self.notice

    @property
    def happened(self) -> "Facts":
        """The facts that had happened by the end of `as_of`; all, where it is not given."""
        return self if self.as_of is None else self.by(self.as_of)

    def by(self, day: date) -> "Facts":
        """The facts that had happened by the end of `day`."""
        return self._with(lambda happened, known: happened <= day)

    def missed_by_day(self, roll: Callable[[date], date] | None) -> dict[date, tuple[date, ...]]:
        """The due dates missed, by the day on which each was to be paid: the day rolled to."""
        found: dict[date, tuple[date, ...]] = {}
        for due in self.missed:
            day = roll(due) if roll else due
            found[day] = (*found.get(day, ()), due)
        return found

    def as_known_on(self, day: date) -> "Facts":
        """The facts that were known by the end of `day`, whenever they happened."""
        return self._with(lambda happened, known: known <= day)

    def _with(self, keep: knowledge.Keep) -> "Facts":
        return replace(self, **knowledge.kept(self, keep))
