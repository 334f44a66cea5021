"""What must hold across the terms of a note, each broken rule a problem at its path."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.dates import check_date
from notecalc.deadlines import Anchor
from notecalc.errors import Problem, problems_at, unknown
from notecalc.money import PaidIn, check_amount, check_rate, percent
from notecalc.terms import holder_checks, money_checks

if TYPE_CHECKING:
    from notecalc.terms.model import Terms

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.ASCII)


def problems(terms: "Terms") -> list[Problem]:
    """Every problem of the terms, in the order of the terms."""
    checks = (
        _dates, _amounts, _calendar, _interest, _default, _covenants, _events,
        money_checks.problems, _holders, _assumed,
    )  # fmt: skip
    return [problem for check in checks for problem in check(terms)]


def _dates(terms: "Terms") -> Iterator[Problem]:
    given = {"issue_date": terms.issue_date, "closing_date": terms.closing_date}
    if terms.maturity_date is not None:
        given["maturity_date"] = terms.maturity_date
    wrong = [
        problem for path, day in given.items() for problem in problems_at(path, check_date, day)
    ]
    yield from wrong
    if not wrong and terms.maturity_date is not None and terms.maturity_date <= terms.issue_date:
        yield Problem(
            f"the note matures on {terms.maturity_date}, not after its issue on {terms.issue_date}",
            "write a later maturity date",
            "maturity_date",
        )
    for each in terms.scheduled_payments:
        wrong = list(problems_at("scheduled_payments", check_date, each.due))
        yield from wrong
        if not wrong and each.due <= terms.issue_date:
            yield Problem(
                f"principal falls due on {each.due}, not after the issue on {terms.issue_date}",
                "write the day it falls due",
                "scheduled_payments",
            )


def _amounts(terms: "Terms") -> Iterator[Problem]:
    if not isinstance(terms.principal, Decimal):
        yield Problem(f"{terms.principal!r} is no Decimal", "give a Decimal", "principal")
        return
    if not _CURRENCY.fullmatch(terms.currency):
        yield Problem(
            f"{terms.currency[:20]!r} is not a currency",
            "write its three capital letters, such as USD",
            "currency",
        )
        return
    yield from problems_at("principal", check_amount, terms.principal, terms.currency, "principal")
    for payment in terms.scheduled_payments:
        yield from problems_at(
            "scheduled_payments", check_amount, payment.principal, terms.currency
        )
    for name, share in (
        ("portion", terms.redemption.portion),
        ("price", terms.redemption.price),
    ):
        path = f"redemption.{name}"
        yield from problems_at(path, check_rate, share, name)
        if share.is_finite() and (share == 0 or (name == "portion" and share > 1)):
            yield Problem(
                f"a {name} of {percent(share)} is not possible",
                "write a share above 0%, at most 100%" if name == "portion" else "write 100%",
                path,
            )


def _calendar(terms: "Terms") -> Iterator[Problem]:
    yield from problems_at("calendar", terms.calendar.resolve)


def _interest(terms: "Terms") -> Iterator[Problem]:
    interest = terms.interest
    for path, rate in (("cash_rate", interest.cash_rate), ("note_rate", interest.note_rate)):
        if rate is not None:
            yield from problems_at(f"interest.{path}", check_rate, rate)
    if interest.rate(interest.paid_in) is None:
        wanted = "cash_rate" if interest.paid_in is PaidIn.CASH else "note_rate"
        yield Problem(
            f"interest is paid in {interest.paid_in.value} and there is no {wanted}",
            f"give interest.{wanted}",
            "interest.paid_in",
        )
    days = {each.on(2001) for each in interest.dates}
    if len(days) < len(interest.dates):
        yield Problem(
            "an interest date is there twice",
            "write each day of the year once",
            "interest.dates",
        )
    count = interest.day_count
    if not count.accrues:
        yield Problem(
            f"day count {count.value} counts every line as a whole year",
            "write the day count of the note, such as ACT/365F",
            "interest.day_count",
        )
    if count.needs_reference and not interest.dates:
        yield Problem(
            f"day count {count.value} needs interest dates",
            "give interest.dates, such as [06-30, 12-31]",
            "interest.day_count",
        )


def _default(terms: "Terms") -> Iterator[Problem]:
    rates, interest = terms.default_rates, terms.interest
    given = [("cash_rate", rates.cash_rate), ("note_rate", rates.note_rate)]
    for path, rate in [*given, ("margin", rates.margin)]:
        if rate is not None:
            yield from problems_at(f"default_rates.{path}", check_rate, rate)
            if not rate.is_finite():
                return
    if rates.margin is not None and any(rate is not None for _, rate in given):
        yield Problem(
            "there are both default rates and a margin", "give one of them", "default_rates"
        )
    for paid_in in PaidIn:
        base = interest.rate(paid_in)
        if base is None or not base.is_finite():
            continue
        default = rates.rate(paid_in, base)
        path = "cash_rate" if paid_in is PaidIn.CASH else "note_rate"
        if default is None and paid_in is interest.paid_in:
            yield Problem(
                f"there is no default rate for interest paid in {paid_in.value}",
                f"give default_rates.{path} or default_rates.margin",
                "default_rates",
            )
        elif default is not None and default.is_finite() and default < base:
            yield Problem(
                f"the default rate {percent(default)} is below the base rate {percent(base)}",
                f"write at least {percent(base)}",
                f"default_rates.{path}",
            )


def _covenants(terms: "Terms") -> Iterator[Problem]:
    yield from _ids("covenants", [each.id for each in terms.covenants])
    for covenant in terms.covenants:
        if covenant.deadline.needs_notice or covenant.deadline.after is Anchor.DUE:
            yield Problem(
                f"a covenant's deadline does not count from what follows it: {covenant.deadline}",
                "count it from closing, issue or a date",
                f"covenants.{covenant.id}.deadline",
            )


def _events(terms: "Terms") -> Iterator[Problem]:
    names = [each.id for each in terms.covenants]
    yield from _ids("events_of_default", [each.id for each in terms.events_of_default])
    if not terms.events_of_default:
        yield Problem("there is no event of default", "give at least one", "events_of_default")
    for event in terms.events_of_default:
        path = f"events_of_default.{event.id}"
        if event.id == "on":
            what = "an event of default may not be called 'on', which in facts is the key of a date"
            yield Problem(what, "write another id", path)
        if event.covenant is not None and event.payment is not None:
            yield Problem("this is of a covenant and of a payment", "give one of them", path)
        if event.payment not in (None, "any"):
            yield unknown("payment", event.payment or "", ["any"], f"{path}.payment")
        if event.covenant is not None and event.covenant not in names:
            if names:
                yield unknown("covenant", event.covenant, names, f"{path}.covenant")
            else:
                yield Problem(f"there is no covenant {event.covenant!r}", "give covenants", path)


def _holders(terms: "Terms") -> Iterator[Problem]:
    yield from _ids("holders", [each.id for each in terms.holders if each.id is not None])
    yield from _ids("ownership.groups", [each.id for each in terms.ownership.groups])
    yield from holder_checks.problems(terms)


def _ids(path: str, names: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if not _ID.fullmatch(name):
            yield Problem(
                f"{name[:40]!r} is not an id", "use letters, digits, - and _ (at most 80)", path
            )
        elif name in seen:
            yield Problem(f"the id {name!r} is there twice", "give each its own", path)
        seen.add(name)


def _assumed(terms: "Terms") -> Iterator[Problem]:
    for path in terms.assumed:
        if not _has_term(terms, path):
            yield Problem(
                f"{path[:80]!r} is assumed but is not a term of this note",
                "write the path of a term, such as interest.day_count",
                "assumed",
            )


def _has_term(terms: object, path: str) -> bool:
    found = terms
    for name in path.split("."):
        if isinstance(found, tuple):
            found = next((each for each in found if name in _names(each)), None)
        else:
            found = getattr(found, {"from": "start"}.get(name, name), None)
        if found is None:
            return False
    return True


def _names(each: object) -> tuple[object, ...]:
    """The names by which an entry of a list goes in a path: its id, its way, its first day."""
    return tuple(
        str(getattr(each, key)) for key in ("id", "by", "start", "due") if hasattr(each, key)
    )
