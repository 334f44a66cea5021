"""What must hold of facts whatever the terms, each broken rule a problem at its path."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeGuard

from notecalc.dates import check_date, check_hour
from notecalc.errors import NotecalcError, Problem, problems_at
from notecalc.facts import knowledge
from notecalc.facts.notice import Notice
from notecalc.money import check_price, check_rate, percent

if TYPE_CHECKING:
    from notecalc.facts.model import Facts

_KINDS = {
    "missed": "date",
    "notices": "Notice",
    "payments": "Payment",
    "fees": "Fee",
    "partly_cured": "PartialCure",
    "forbearances": "Forbearance",
    "amendments": "Amendment",
    "conversions": "Conversion",
}
"""What is listed at each path, by the name of its class."""

_BEAR_THEIR_OWN = {"notice", "judgment", *_KINDS} - {"missed"}


def problems(facts: "Facts") -> Iterator[Problem]:
    """Every problem of the facts."""
    listed = [(path, given) for path in _KINDS if (given := getattr(facts, path))]
    for path, given in listed:
        kind = _kind(path)
        if not isinstance(given, tuple | list) or any(not isinstance(x, kind) for x in given):
            yield Problem(f"{given!r} is no tuple of {kind.__name__}s", "give a tuple", path)
            return
    more = listed or facts.judgment or facts.known_on or facts.share_price is not None
    if more:
        yield from _numbers(facts)
    wrong = False
    for path, day in _dates(facts, listed):
        try:
            check_date(day)
        except NotecalcError as error:
            wrong = True
            yield from (each.at(path) for each in error.problems)
    if not wrong:
        told = isinstance(facts.notice, Notice)
        if told or facts.notices:
            yield from _notices(facts)
        if told or more:
            yield from _order(facts)


def _kind(path: str) -> type:
    if path in ("missed", "notices"):
        return date if path == "missed" else Notice
    from notecalc.facts import events  # few notes have them

    kind: type = getattr(events, _KINDS[path])
    return kind


def _dates(facts: "Facts", listed: list[tuple[str, Any]]) -> Iterator[tuple[str, date]]:
    yield from _notice_dates(facts)
    for path in ("redeem_on", "as_of", "paid_to"):
        day = getattr(facts, path)
        if day is not None:
            yield path, day
    for due in facts.missed:
        yield "missed", due
    for path in ("cured", "waived", "occurred"):
        if not (given := getattr(facts, path)):
            continue
        if isinstance(given, Mapping):
            yield from ((f"{path}.{name}", day) for name, day in given.items())
        else:
            yield path, given
    for path, given in listed:
        if path not in ("missed", "notices"):
            yield from ((path, knowledge.when(each)) for each in given)
            yield from ((path, each.known) for each in given if each.known is not None)
    yield from (("forbearances", each.end) for each in facts.forbearances)
    if facts.petition is not None:
        yield "petition", facts.petition
    if facts.judgment is not None:
        yield "judgment.on", facts.judgment.on
        if facts.judgment.known is not None:
            yield "judgment.known", facts.judgment.known
    yield from facts.known_on.items()


def _notice_dates(facts: "Facts") -> Iterator[tuple[str, date]]:
    given = facts.notice
    if given is not None and not isinstance(given, Notice):
        yield "notice.sent", given
    for one in (given, *facts.notices):
        if not isinstance(one, Notice):
            continue
        yield "notice.sent", one.sent
        if one.received is not None and one.received != one.sent:
            yield "notice.received", one.received
        if one.known is not None:
            yield "notice.known", one.known


def _numbers(facts: "Facts") -> Iterator[Problem]:
    for path, amount in (
        *(("payments", each.amount) for each in facts.payments),
        *(("fees", each.amount) for each in facts.fees),
        *(("conversions", each.principal) for each in facts.conversions),
    ):
        if not isinstance(amount, Decimal):
            yield Problem(f"{amount!r} is no Decimal", "give a Decimal", path)
    rates = [
        ("amendments", rate)
        for each in facts.amendments
        for rate in (
            each.cash_rate, each.note_rate, each.default_cash_rate, each.default_note_rate,
        )
        if rate is not None
    ]  # fmt: skip
    if facts.judgment is not None:
        rates.append(("judgment.rate", facts.judgment.rate))
    for path, rate in rates:
        if not isinstance(rate, Decimal):
            yield Problem(f"{rate!r} is no Decimal", "give a Decimal", path)
            continue
        try:
            check_rate(rate)
        except NotecalcError as error:
            yield from (each.at(path) for each in error.problems)
    for index, each in enumerate(facts.conversions):
        yield from _share_price(each.share_price, f"conversions.{index}.share_price")
    yield from _share_price(facts.share_price, "share_price")


def _share_price(price: Decimal | None, path: str) -> Iterator[Problem]:
    if price is not None and not (_number(price) and price > 0):
        yield Problem(f"a share price of {price!s}", "write one above zero, or leave it out", path)
    elif price is not None:
        yield from problems_at(path, check_price, price, "share price")


def _number(given: object) -> TypeGuard[Decimal]:
    return isinstance(given, Decimal) and given.is_finite()


def _notices(facts: "Facts") -> Iterator[Problem]:
    for path, one in knowledge.noticed(facts):
        if one.at is not None:
            yield from problems_at(f"{path}.at", check_hour, one.at)
        held = one.principal
        if held is not None and not isinstance(held, Decimal):
            yield Problem(f"{held!r} is no Decimal", "give a Decimal", f"{path}.principal")
        elif held is not None and not (held.is_finite() and held > 0):
            yield Problem(
                f"the notice of {one.sent} is by holders of {held}",
                "write the principal that they hold, above zero, or none for all",
                f"{path}.principal",
            )
        if one.received is not None and one.received < one.sent:
            yield Problem(
                f"the notice was received on {one.received}, before it was sent on {one.sent}",
                "write the day of receipt, on or after the sending",
                f"{path}.received",
            )


def _order(facts: "Facts") -> Iterator[Problem]:
    for index, each in enumerate(facts.forbearances):
        if each.end < each.start:
            yield Problem(
                f"the forbearance ends on {each.end}, before it starts on {each.start}",
                f"write an end from {each.start} on",
                f"forbearances.{index}.to",
            )
    yield from _overlapping(facts)
    for index, amendment in enumerate(facts.amendments):
        for name, base, default in (
            ("default_cash_rate", amendment.cash_rate, amendment.default_cash_rate),
            ("default_note_rate", amendment.note_rate, amendment.default_note_rate),
        ):
            if _number(base) and _number(default) and default < base:
                yield Problem(
                    f"the amendment of {amendment.on} sets the default rate {percent(default)}"
                    f" below the base rate {percent(base)}",
                    f"write at least {percent(base)}",
                    f"amendments.{index}.{name}",
                )
    dated = list(knowledge.dated(facts))
    for fact in dated:
        if fact.known < fact.happened and not fact.agreed:
            yield Problem(
                f"{fact.what} was known on {fact.known}, before it happened on {fact.happened}",
                f"write a day from {fact.happened} on",
                f"{fact.at}.known",
            )
    dates = [fact.path for fact in dated if fact.path.partition(".")[0] not in _BEAR_THEIR_OWN]
    for path in facts.known_on:
        at = f"known_on.{path}"
        if path.partition(".")[0] in _BEAR_THEIR_OWN:
            what = f"{path!r} is no fact that is a date: it bears its own day of being known"
            yield Problem(what, "in a scenario file write its known: DATE beside it", at)
        elif path not in dates:
            remedy = f"write {' or '.join(dates)}" if dates else "give the fact too"
            yield Problem(f"{path!r} was known but is no fact given", remedy, at)


def _overlapping(facts: "Facts") -> Iterator[Problem]:
    amended: set[date] = set()
    for index, each in enumerate(facts.amendments):
        if each.on in amended:
            yield Problem(
                f"two amendments take effect on {each.on}",
                "write them as one",
                f"amendments.{index}.on",
            )
        amended.add(each.on)
    ordered = sorted(facts.forbearances, key=knowledge.place)
    for one, other in pairwise(ordered):
        if other.start <= one.end:
            yield Problem(
                f"the forbearance from {other.start} starts before the one from {one.start} ends"
                f" on {one.end}",
                "write them as one, or as one after the other",
                f"forbearances.{facts.forbearances.index(other)}.from",
            )
