"""What happened: notice, cure, waiver, missed payments, payments. `Facts` is checked when made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from notecalc.dates import check_date
from notecalc.errors import NotecalcError, Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of default: when it was sent, and when received (when sent, where not given).

    `starts_cure` is whether it counts as a notice of the breach, from which cure periods run.
    """

    sent: date
    received: date | None = None
    starts_cure: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid by the issuer outside the interest payments of rule 9."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to the note. Raises NotecalcError with every problem.

    `cured` and `waived` are a date for the only open clock or dates by event-of-default id;
    `missed` are due dates of payments not made; `occurred` dates the happenings (such as an
    insolvency) that are events of default by themselves; `as_of` is the day at which the state
    is asked for (every deadline is past where it is not given); `paid_to` the day up to which
    interest was paid.
    """

    notice: Notice | date | None = None
    redeem_on: date | None = None
    as_of: date | None = None
    cured: date | Mapping[str, date] = field(default_factory=dict, hash=False)
    waived: date | Mapping[str, date] = field(default_factory=dict, hash=False)
    missed: tuple[date, ...] = ()
    paid_to: date | None = None
    payments: tuple[Payment, ...] = ()
    occurred: Mapping[str, date] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise NotecalcError(*problems)
        put = object.__setattr__
        put(self, "missed", tuple(sorted(set(self.missed))) if self.missed else ())
        put(self, "payments", tuple(sorted(self.payments, key=_when)) if self.payments else ())
        for name in ("cured", "waived", "occurred"):
            given = getattr(self, name)
            if not isinstance(given, date):
                put(self, name, dict(given))  # what the caller does to its own changes nothing

    @property
    def sent(self) -> date | None:
        """The day the notice was sent."""
        return self.notice.sent if isinstance(self.notice, Notice) else self.notice

    @property
    def received(self) -> date | None:
        """The day the notice was received: the day it was sent, where no other is given."""
        if isinstance(self.notice, Notice) and self.notice.received is not None:
            return self.notice.received
        return self.sent

    @property
    def starts_cure(self) -> bool:
        """Whether there is a notice from which cure periods run."""
        return self.notice.starts_cure if isinstance(self.notice, Notice) else bool(self.notice)

    @property
    def known(self) -> "Facts":
        """The facts that had happened by the end of `as_of`; all, where it is not given."""
        return self if self.as_of is None else self.by(self.as_of)

    def by(self, day: date) -> "Facts":
        """The facts that had happened by the end of `day`."""
        sent = self.sent
        return replace(
            self,
            notice=self.notice if sent is not None and sent <= day else None,
            cured=_until(self.cured, day),
            waived=_until(self.waived, day),
            missed=tuple(due for due in self.missed if due < day),
            payments=tuple(payment for payment in self.payments if payment.on <= day),
            occurred=_until(self.occurred, day),
        )


def _until(dates: date | Mapping[str, date], day: date) -> Any:
    if isinstance(dates, date):
        return dates if dates <= day else {}
    return {name: each for name, each in dates.items() if each <= day}


def _when(payment: Payment) -> tuple[date, Decimal]:
    return payment.on, payment.amount


def _dated(facts: Facts) -> Iterator[tuple[str, date]]:
    for path, day in (
        ("notice.sent", facts.sent),
        ("notice.received", facts.received if facts.received != facts.sent else None),
        ("redeem_on", facts.redeem_on),
        ("as_of", facts.as_of),
        ("paid_to", facts.paid_to),
    ):
        if day is not None:
            yield path, day
    for path, dates in (
        ("cured", facts.cured),
        ("waived", facts.waived),
        ("occurred", facts.occurred),
    ):
        if isinstance(dates, dict | Mapping):
            for name, day in dates.items():
                yield f"{path}.{name}", day
        else:
            yield path, dates
    for due in facts.missed:
        yield "missed", due
    for payment in facts.payments:
        yield "payments", payment.on


def _problems(facts: Facts) -> Iterator[Problem]:
    for path, kind, given in (
        ("missed", date, facts.missed),
        ("payments", Payment, facts.payments),
    ):
        if not isinstance(given, tuple | list) or any(not isinstance(x, kind) for x in given):
            yield Problem(f"{given!r} is no tuple of {kind.__name__}s", "give a tuple", path)
            return
    for payment in facts.payments:
        if not isinstance(payment.amount, Decimal):
            yield Problem(f"{payment.amount!r} is no Decimal", "give a Decimal", "payments")
    wrong = False
    for path, day in _dated(facts):
        try:
            check_date(day)
        except NotecalcError as error:
            wrong = True
            yield from (each.at(path) for each in error.problems)
    if not wrong and facts.sent and facts.received and facts.received < facts.sent:
        yield Problem(
            f"the notice was received on {facts.received}, before it was sent on {facts.sent}",
            "write the day of receipt, on or after the sending",
            "notice.received",
        )
