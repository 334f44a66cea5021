"""Random cases over rules 13 to 26: those of ``oracle`` with facts over time added."""

from __future__ import annotations

import copy
import random
from datetime import date
from functools import cached_property

from oracle import (
    ONE_DAY,
    Json,
    RefusedError,
    _awkward,
    _cents,
    _day,
    _money,
    _random_deadline,
    _rate,
    _shortest,
    random_case,
)
from oracle_facts import oracle_facts
from oracle_walk import BUCKETS

ROLLS = ("following", "following", "modified following", "preceding")


class Adder:
    """What may be added to a case, each addition in a method of its own."""

    def __init__(self, rng: random.Random, case: Json) -> None:
        self.rng, self.case = rng, case
        self.terms, self.scenario = case["terms"], case["scenario"]
        self.issue = _day(self.terms["issue_date"])
        self.principal = _cents(self.terms["principal"])

    # What the oracle finds is worked out for those additions that ask for it alone.

    @cached_property
    def found(self) -> Json:
        return oracle_facts(self.case)

    @cached_property
    def dated(self) -> list[date]:
        return [_day(day) for _, _, day, _ in self.found.get("timeline", [])]

    @cached_property
    def end(self) -> date:
        due = self.found.get("redemption")
        return _day(due["date"]) if due else max(self.dated, default=self.issue) + 30 * ONE_DAY

    @cached_property
    def first(self) -> date:
        """The first Event of Default, else the end."""
        timeline = self.found.get("timeline", [])
        defaults = [_day(day) for name, _, day, _ in timeline if name == "event_of_default"]
        return min(defaults, default=self.end)

    def day(self, low: date | None = None, high: date | None = None) -> date:
        low = low or self.issue + ONE_DAY
        return _awkward(self.rng, low, max(low, high or self.end), self.terms["interest"]["dates"])

    def near(self) -> date:
        """A day on or beside one of the case's dates."""
        day = self.rng.choice([*self.dated, self.end])
        return max(self.issue + ONE_DAY, day + self.rng.choice((-3, -1, 0, 0, 1, 2, 9)) * ONE_DAY)

    def amount(self, *thousandths: int) -> str:
        cents = self.principal * self.rng.choice(thousandths) // 1000
        return _money(max(1, cents - self.rng.randint(0, 1 + cents // 10)))

    # terms

    def roll(self) -> None:
        self.terms["interest"]["roll"] = self.rng.choice(ROLLS)
        self.terms["interest"]["adjusted"] = self.rng.random() < 0.5

    def until(self) -> None:
        self.terms["default_rates"]["until"] = self.rng.choice(("cure", "waiver"))
        ids = sorted({event["id"] for event in self.terms["events_of_default"]})
        for key in ("cured", "waived"):
            given = self.scenario.setdefault(key, {})
            if not isinstance(given, dict):
                continue
            for name in ids:
                if name not in given and self.rng.random() < 0.5:
                    low = self.first + self.rng.choice((0, 0, 1, 20)) * ONE_DAY
                    given[name] = self.day(low, self.end + 10 * ONE_DAY).isoformat()

    def waterfall(self) -> None:
        order = list(BUCKETS)
        self.rng.shuffle(order)
        self.terms["waterfall"] = order

    def rounding(self) -> None:
        self.terms["rounding"] = {
            "mode": self.rng.choice(("nearest", "down", "up")),
            "per": self.rng.choice(("line", "period", "per diem")),
        }

    def overdue(self) -> None:
        self.terms["interest"]["paid_in"] = "cash"
        self.terms["overdue_interest"] = {
            "rate": self.rng.choice(("base", "default")),
            "capitalized": self.rng.random() < 0.5,
        }

    def late_fee(self) -> None:
        term: Json = {"rate": self.rng.choice(("5%", "2.5%", "0%"))}
        if term["rate"] == "0%" or self.rng.random() < 0.4:
            term["minimum"] = self.rng.choice(("0.05", "25.00"))
        if self.rng.random() < 0.6:
            term["after"] = _random_deadline(self.rng, "due")
        self.terms["late_fee"] = term

    def prices(self) -> None:
        self.terms["redemption"]["prices"] = [
            {"start": self.day(None, self.end + 90 * ONE_DAY).isoformat(), "price": price}
            for price in self.rng.sample(("104%", "103%", "101.5%", "100%"), 2)
        ]

    def minimum(self) -> None:
        self.terms["redemption"]["minimum"] = self.rng.choice(("101%", "100%", "106.25%"))

    def make_whole(self) -> None:
        term = {"rate": self.rng.choice(("0%", "2%", "4.25%", "9%"))}
        if self.rng.random() < 0.6:
            term["until"] = self.day(self.end, self.end + 900 * ONE_DAY).isoformat()
        self.terms["redemption"]["make_whole"] = term

    def holders_needed(self) -> None:
        self.terms["redemption"]["holders_needed"] = self.rng.choice(("25%", "50%", "100%"))
        notice = self.scenario.get("notice")
        if notice and self.rng.random() < 0.7:
            sent = notice if isinstance(notice, str) else notice["sent"]
            given = {} if isinstance(notice, str) else notice
            self.scenario["notice"] = {"sent": sent, **given, "principal": self.amount(100, 600)}

    # facts

    def notices(self) -> None:
        ids = [event["id"] for event in self.terms["events_of_default"]]
        given = []
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            notice: Json = {"sent": self.near().isoformat()}
            if self.rng.random() < 0.5:
                notice["of"] = self.rng.sample(ids, self.rng.randint(1, min(2, len(ids))))
            if self.rng.random() < 0.4:
                late = _day(notice["sent"]) + self.rng.choice((0, 2, 9)) * ONE_DAY
                notice["received"] = late.isoformat()
            if self.rng.random() < 0.4:
                notice["principal"] = self.amount(100, 300, 500)
            given.append(notice)
        self.scenario["notices"] = given

    def deliveries(self) -> None:
        self.terms["deliveries"] = [
            {"by": "fax", "cut_off": self.rng.choice(("17:00", "12:00"))},
            {"by": "post", "deemed": _random_deadline(self.rng, "notice")},
        ]
        notice = self.scenario.get("notice")
        if isinstance(notice, str):
            notice = self.scenario["notice"] = {"sent": notice}
        for each in [*([notice] if notice else []), *self.scenario.get("notices", [])]:
            if self.rng.random() < 0.8:
                each.pop("received", None)
                each["by"] = self.rng.choice(("fax", "fax", "post", "post", "hand"))
                if each["by"] == "fax":
                    each["at"] = self.rng.choice(("09:30", "11:59", "12:00", "17:00", "18:20"))
        for event in self.terms["events_of_default"]:
            cure = event.get("cure", "")
            if cure.partition(",")[0].endswith("after notice") and self.rng.random() < 0.6:
                event["cure"] = cure.replace("notice", "notice received")

    def forbearances(self) -> None:
        given: list[Json] = []
        start = self.near()
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            end = start + self.rng.choice((0, 1, 4, 10, 30, 120)) * ONE_DAY
            suspends = self.rng.random() < 0.5
            given.append({"start": start.isoformat(), "end": end.isoformat()})
            given[-1]["suspends_rate"] = suspends
            start = end + self.rng.choice((1, 1, 2, 30)) * ONE_DAY
        self.rng.shuffle(given)
        self.scenario["forbearances"] = given

    def day_or_interest_date(self) -> date:
        """A day, often an interest date, where lines end anyway."""
        day, dates = self.day(), self.terms["interest"]["dates"]
        if not dates or self.rng.random() < 0.6:
            return day
        month, number = map(int, self.rng.choice(dates).split("-"))
        return max(day, date(day.year, month, min(number, 28 if month == 2 else 30)))

    def amendments(self) -> None:
        base = {mode: _rate(self.terms["interest"][f"{mode}_rate"]) for mode in ("cash", "note")}
        given: dict[date, Json] = {}
        for _ in range(self.rng.choice((1, 1, 2))):
            each: Json = {"on": self.day_or_interest_date().isoformat()}
            kind = self.rng.random()
            for mode in ("cash", "note"):
                new = base[mode] + _rate(self.rng.choice(("0.25%", "1%", "3%", "0%")))
                if kind < 0.7:
                    each[f"{mode}_rate"] = _shortest(new)
                if kind > 0.4:
                    more = new + _rate(self.rng.choice(("0%", "2%", "6%")))
                    each[f"default_{mode}_rate"] = _shortest(more + _rate("8%"))
            given[_day(each["on"])] = each
        self.scenario["amendments"] = list(given.values())

    def fees(self) -> None:
        self.scenario["fees"] = [
            {"on": self.day(None, self.end + 9 * ONE_DAY).isoformat(), "amount": self.amount(1, 9)}
            for _ in range(self.rng.choice((1, 1, 2)))
        ]

    def conversions(self) -> None:
        self.terms["conversion"] = {
            "price": self.rng.choice(("1.10", "0.5", "12.00")),
            "accrued": self.rng.choice(("paid", "forfeited", "converted")),
        }
        days = {self.day().isoformat() for _ in range(self.rng.choice((1, 1, 2)))}
        self.scenario["conversions"] = [
            {"on": day, "principal": self.amount(10, 100, 400)} for day in sorted(days)
        ]
        if self.rng.random() < 0.5:
            self.terms["redemption"]["conversion_value"] = True
            self.scenario["share_price"] = self.rng.choice(("1.15", "0.9", "0.50", "20"))

    def partly_cured(self) -> None:
        of = self.rng.choice(self.terms["events_of_default"])["id"]
        self.scenario["partly_cured"] = [{"on": self.near().isoformat(), "of": of}]

    def as_known_on(self) -> None:
        self.scenario["as_known_on"] = self.day(self.first, self.end).isoformat()
        for key in ("notices", "payments", "fees", "forbearances", "amendments", "conversions"):
            for each in self.scenario.get(key, []):
                if self.rng.random() < 0.3:
                    happened = _day(each.get("sent") or each.get("start") or each["on"])
                    late = happened + self.rng.choice((1, 20, 200)) * ONE_DAY
                    each["known"] = late.isoformat()

    def payment(self) -> None:
        """A payment more, so that waterfalls are seen."""
        more = {"on": self.day().isoformat(), "amount": self.amount(1, 10, 30, 100)}
        self.scenario["payments"] = [*self.scenario.get("payments", []), more]


CHANCES = {
    "roll": 0.2,
    "notices": 0.25,
    "deliveries": 0.15,
    "until": 0.25,
    "rounding": 0.25,
    "overdue": 0.2,
    "late_fee": 0.15,
    "prices": 0.1,
    "minimum": 0.1,
    "make_whole": 0.15,
    "holders_needed": 0.08,
    "forbearances": 0.25,
    "amendments": 0.25,
    "fees": 0.2,
    "conversions": 0.2,
    "partly_cured": 0.05,
    "waterfall": 0.25,
    "payment": 0.3,
    "as_known_on": 0.07,
}


def settled(case: Json) -> bool:
    """Whether the rules answer the case, and the engine takes it.

    No ACT/ACT ICMA of adjusted periods, which the terms refuse. No late fee on what is said to be
    paid.
    """
    interest = case["terms"]["interest"]
    if interest.get("adjusted") and interest["day_count"] == "ACT/ACT ICMA":
        return False
    scenario = case["scenario"]
    paid_to = scenario.get("paid_to")
    late = "late_fee" in case["terms"] and paid_to
    return not (late and min(scenario.get("missed", ["z"])) <= paid_to)


def random_facts_case(rng: random.Random, only: tuple[str, ...] = ()) -> Json:
    """A case with facts over time; one in ten or so may be refused."""
    while True:
        base = random_case(rng)
        for _ in range(4):
            case = copy.deepcopy(base)
            try:
                for name, chance in CHANCES.items():
                    if rng.random() < chance and (not only or name in only):
                        getattr(Adder(rng, case), name)()
                if not settled(case):
                    continue
                found = oracle_facts(case)
            except RefusedError:
                continue
            if "error" in found and rng.random() < 0.95:
                case["scenario"].pop("redeem_on", None)
                found = oracle_facts(case)
            if "error" in found and rng.random() < 0.95:
                continue
            return case
