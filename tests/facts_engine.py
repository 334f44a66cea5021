"""Cases of rules 13 to 26 put to the engine: the case's keys as terms, facts and a result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from notecalc.calendars import Roll
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.money import PaidIn, Rounding, RoundingMode, RoundingPer, parse_rate
from notecalc.periods import MonthDay
from notecalc.redemption import Result, redeem
from notecalc.terms import (
    Bucket,
    CalendarTerm,
    ConversionTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    DefaultUntil,
    Delivery,
    EventOfDefault,
    Interest,
    LateFee,
    MakeWhole,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    PriceFrom,
    RedemptionTerm,
    Terms,
)

Json = dict[str, Any]
EVENTS = {
    "closing",
    "notice",
    "covenant_deadline",
    "breach",
    "cure_deadline",
    "cured",
    "waived",
    "event_of_default",
    "default_rate_from",
    "redemption",
}


def _day(given: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(given[key]) if given.get(key) else None


def _rate(given: Mapping[str, Any], key: str) -> Decimal | None:
    text = given.get(key)
    return None if text is None else parse_rate(text)


def _decimal(given: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(given[key]) if given.get(key) else None


def _due(given: Mapping[str, Any], key: str) -> Deadline | None:
    return Deadline.parse(given[key]) if given.get(key) else None


def _calendar(spec: Any) -> CalendarTerm:
    closed: tuple[date, ...] = ()
    if isinstance(spec, dict):
        closed = tuple(date.fromisoformat(day) for day in spec.get("closed", []))
        spec = spec["name"]
    return CalendarTerm(tuple(spec.split("+")) if isinstance(spec, str) else tuple(spec), closed)


def as_terms(case: Json) -> Terms:
    """The terms of a case."""
    given, readings = case["terms"], case["scenario"].get("readings", {})
    interest, rates, due = given["interest"], given["default_rates"], given["redemption"]
    rounding, issue = given.get("rounding", {}), date.fromisoformat(given["issue_date"])
    return Terms(
        name="random",
        issue_date=issue,
        closing_date=_day(given, "closing_date") or issue,
        maturity_date=_day(given, "maturity_date"),
        principal=Decimal(given["principal"]),
        calendar=_calendar(given["calendar"]),
        interest=Interest(
            _rate(interest, "cash_rate"),
            _rate(interest, "note_rate"),
            PaidIn(interest["paid_in"]),
            tuple(MonthDay.parse(text) for text in interest["dates"]),
            DayCount(interest["day_count"]),
            roll=Roll(interest["roll"]) if interest.get("roll") else None,
            adjusted=interest.get("adjusted", False),
        ),
        covenants=tuple(
            Covenant(each["id"], each["clause"], Deadline.parse(each["deadline"]))
            for each in given["covenants"]
        ),
        events_of_default=tuple(
            EventOfDefault(
                each["id"],
                each["clause"],
                each.get("covenant"),
                each.get("payment"),
                _due(each, "cure"),
            )
            for each in given["events_of_default"]
        ),
        default_rates=DefaultRates(
            "Note 2",
            _rate(rates, "cash_rate"),
            _rate(rates, "note_rate"),
            _rate(rates, "margin"),
            DefaultFrom(readings.get("default_from", rates.get("from", "event-of-default"))),
            until=DefaultUntil(rates.get("until", "redemption")),
        ),
        redemption=RedemptionTerm(
            "Note 4(b)",
            parse_rate(due["portion"]),
            parse_rate(due["price"]),
            tuple(
                PriceFrom(date.fromisoformat(each["start"]), parse_rate(each["price"]))
                for each in due.get("prices", [])
            ),
            _rate(due, "minimum"),
            MakeWhole("mw", parse_rate(whole["rate"]), _day(whole, "until"))
            if (whole := due.get("make_whole"))
            else None,
            due.get("conversion_value", False),
            _rate(due, "holders_needed"),
        ),
        waterfall=tuple(Bucket(each) for each in given.get("waterfall", [])) or tuple(Bucket),
        rounding=Rounding(
            RoundingMode(rounding.get("mode", "nearest")), RoundingPer(rounding.get("per", "line"))
        ),
        overdue_interest=OverdueInterest("o", OverdueRate(over["rate"]), over["capitalized"])
        if (over := given.get("overdue_interest"))
        else None,
        late_fee=LateFee("l", parse_rate(fee["rate"]), _decimal(fee, "minimum"), _due(fee, "after"))
        if (fee := given.get("late_fee"))
        else None,
        conversion=ConversionTerm("c", Decimal(turn["price"]), OnConversion(turn["accrued"]))
        if (turn := given.get("conversion"))
        else None,
        deliveries=tuple(
            Delivery(
                each["by"],
                "d",
                time.fromisoformat(each["cut_off"]) if each.get("cut_off") else None,
                _due(each, "deemed"),
            )
            for each in given.get("deliveries", [])
        ),
    )


def _notice(given: Any) -> Notice:
    if isinstance(given, str):
        return Notice(date.fromisoformat(given))
    return Notice(
        date.fromisoformat(given["sent"]),
        _day(given, "received"),
        by=given.get("by", ""),
        at=time.fromisoformat(given["at"]) if given.get("at") else None,
        of=tuple(given.get("of", ())),
        principal=_decimal(given, "principal"),
        known=_day(given, "known"),
    )


def _by_id(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: date.fromisoformat(day) for name, day in given.items()}
    return date.fromisoformat(given) if given else {}


def _on(given: Json) -> Json:
    return {"on": date.fromisoformat(given["on"]), "known": _day(given, "known")}


def as_facts(scenario: Json) -> Facts:
    """The facts of a case, those known by the day it asks for."""
    facts = Facts(
        notice=_notice(scenario["notice"]) if scenario.get("notice") else None,
        redeem_on=_day(scenario, "redeem_on"),
        as_of=_day(scenario, "as_of"),
        cured=_by_id(scenario.get("cured")),
        waived=_by_id(scenario.get("waived")),
        missed=tuple(date.fromisoformat(day) for day in scenario.get("missed", [])),
        paid_to=_day(scenario, "paid_to"),
        payments=tuple(
            Payment(amount=Decimal(each["amount"]), **_on(each))
            for each in scenario.get("payments", [])
        ),
        occurred=_by_id(scenario.get("occurred")),
        notices=tuple(_notice(each) for each in scenario.get("notices", [])),
        fees=tuple(
            Fee(amount=Decimal(each["amount"]), **_on(each)) for each in scenario.get("fees", [])
        ),
        partly_cured=tuple(
            PartialCure(of=each["of"], **_on(each)) for each in scenario.get("partly_cured", [])
        ),
        forbearances=tuple(
            Forbearance(
                date.fromisoformat(each["start"]),
                date.fromisoformat(each["end"]),
                each.get("suspends_rate", False),
                known=_day(each, "known"),
            )
            for each in scenario.get("forbearances", [])
        ),
        amendments=tuple(
            Amendment(
                date.fromisoformat(each["on"]),
                "a",
                _rate(each, "cash_rate"),
                _rate(each, "note_rate"),
                _rate(each, "default_cash_rate"),
                _rate(each, "default_note_rate"),
                known=_day(each, "known"),
            )
            for each in scenario.get("amendments", [])
        ),
        conversions=tuple(
            Conversion(principal=Decimal(each["principal"]), **_on(each))
            for each in scenario.get("conversions", [])
        ),
        share_price=_decimal(scenario, "share_price"),
        known_on=_by_id(scenario.get("known_on")),
    )
    as_known = _day(scenario, "as_known_on")
    return facts.as_known_on(as_known) if as_known else facts


def answer(case: Json) -> Json:
    """What the engine answers, in the oracle's shape."""
    try:
        result = redeem(as_terms(case), as_facts(case["scenario"]))
    except NotecalcError as error:
        return {"error": str(error)}
    return as_answer(result)


def as_answer(result: Result) -> Json:
    """A result in the oracle's shape."""
    due = result.redemption
    return {
        "state": result.state.value,
        "timeline": [
            [each.event, each.of, str(each.date), each.governing]
            for each in result.timeline.events
            if each.event in EVENTS
        ],
        "redemption": due
        and {
            "date": str(due.date),
            "principal": str(due.principal),
            "accrued_interest": str(due.accrued_interest),
            "fees": str(due.fees),
            "total": str(due.total),
            "per_diem": str(due.per_diem),
            "outstanding": str(due.outstanding),
        },
        "schedule": [
            {
                "start": str(line.start),
                "end": str(line.end),
                "days": line.days,
                "rate": format(line.rate.normalize(), "f"),
                "basis": line.basis.value,
                "principal": str(line.principal),
                "interest": str(line.interest),
                "overdue_interest": str(line.overdue_interest),
                "paid": str(line.paid),
                "capitalized": str(line.capitalized),
                "accrued": str(line.accrued),
                "closing_principal": str(line.closing_principal),
            }
            for line in result.schedule
        ],
        "ledger": [
            {
                "on": str(each.on),
                "kind": each.kind,
                "amount": str(each.amount),
                "applied": {bucket.value: str(part) for bucket, part in each.applied},
            }
            for each in result.ledger
        ],
    }


def differs(case: Json, theirs: Json) -> str:
    """Where the engine and another answer differ, as text; empty where they agree."""
    ours = answer(case)
    if "error" in ours and "error" in theirs:
        return ""
    one, other = _comparable(ours), _comparable(theirs)
    parts = [
        f"{key}:\n  engine {one.get(key)}\n  oracle {other.get(key)}"
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]
    return "\n".join([json.dumps(case), *parts]) if parts else ""


def _comparable(found: Json) -> Json:
    if "error" in found:
        return found
    timeline = sorted((list(each) for each in found["timeline"]), key=str)
    ledger: dict[tuple[str, str], dict[str, Decimal]] = {}
    for each in found["ledger"]:  # what moved on one day is one sum
        sums = ledger.setdefault((each["on"], each["kind"]), {})
        for name, part in [("amount", each["amount"]), *each["applied"].items()]:
            if each["kind"] == "conversion" and name not in ("amount", "principal"):
                name = "interest"
            sums[name] = sums.get(name, Decimal(0)) + Decimal(part)
    moved = {day: {name: part for name, part in sums.items() if part}
             for day, sums in ledger.items()}  # fmt: skip
    moved = {day: sums for day, sums in moved.items() if sums}
    return {**found, "timeline": timeline, "ledger": sorted(moved.items())}
