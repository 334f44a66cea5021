"""Facts as the keys of a scenario, in text that reads back equal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from notecalc.facts import Facts, Judgment, Notice
from notecalc.money import plain
from notecalc.scenario.texts import amount, flag, given, rate


def facts_document(facts: Facts, currency: str = "USD") -> dict[str, Any]:
    """The facts as the keys of a scenario, in text."""
    notice: Any = facts.notice
    if isinstance(notice, Notice):
        notice = _notice(notice, currency)
    return given(
        notice=notice,
        notices=[_notice(each, currency) for each in facts.notices] or None,
        redeem_on=facts.redeem_on,
        as_of=facts.as_of,
        cured=_dates(facts, "cured", facts.cured),
        waived=_dates(facts, "waived", facts.waived),
        missed=[_known(facts, f"missed.{day}", day, "due") for day in facts.missed] or None,
        occurred=_dates(facts, "occurred", facts.occurred),
        paid_to=facts.paid_to,
        petition=facts.petition and _known(facts, "petition", facts.petition),
        judgment=facts.judgment and _judgment(facts.judgment),
        share_price=None if facts.share_price is None else plain(facts.share_price),
        **_listed(facts, currency),
    )


def _listed(facts: Facts, currency: str) -> dict[str, Any]:
    """The facts that are listed, each with more to it than a date."""
    lists = {
        "payments": [
            given(on=each.on, amount=amount(each.amount, currency), known=each.known)
            for each in facts.payments
        ],
        "fees": [
            given(on=each.on, amount=amount(each.amount, currency), what=each.what,
                  known=each.known)
            for each in facts.fees
        ],
        "partly_cured": [
            given(on=each.on, of=each.of, what=each.what or None, known=each.known)
            for each in facts.partly_cured
        ],
        "forbearances": [
            {
                "from": str(each.start),
                **given(
                    to=each.end,
                    clause=each.clause,
                    default_rate="suspended" if each.suspends_rate else None,
                    known=each.known,
                ),
            }
            for each in facts.forbearances
        ],
        "amendments": [
            given(
                on=each.on,
                clause=each.clause,
                cash_rate=rate(each.cash_rate),
                note_rate=rate(each.note_rate),
                default_cash_rate=rate(each.default_cash_rate),
                default_note_rate=rate(each.default_note_rate),
                known=each.known,
            )
            for each in facts.amendments
        ],
        "conversions": [
            given(
                on=each.on,
                principal=amount(each.principal, currency),
                share_price=None if each.share_price is None else plain(each.share_price),
                known=each.known,
            )
            for each in facts.conversions
        ],
    }  # fmt: skip
    return {name: entries for name, entries in lists.items() if entries}


def _notice(notice: Notice, currency: str) -> dict[str, Any]:
    return given(
        sent=notice.sent,
        received=notice.received,
        by=notice.by or None,
        at=notice.at and f"{notice.at:%H:%M}",
        of=list(notice.of) or None,
        principal=amount(notice.principal, currency),
        starts_cure=flag(notice.starts_cure, usual=True),
        known=notice.known,
    )


def _judgment(order: Judgment) -> dict[str, Any]:
    return given(
        date=order.on,
        rate=rate(order.rate),
        compounds=flag(order.compounds),
        clause=order.clause,
        known=order.known,
    )


def _dates(facts: Facts, path: str, dates: date | Mapping[str, date]) -> Any:
    if isinstance(dates, Mapping):
        return {name: _known(facts, f"{path}.{name}", day) for name, day in dates.items()} or None
    return _known(facts, path, dates)


def _known(facts: Facts, path: str, day: date, key: str = "on") -> Any:
    """A date, with the day it became known where that is said."""
    known = facts.known_on.get(path)
    return str(day) if known is None else {key: str(day), "known": str(known)}
