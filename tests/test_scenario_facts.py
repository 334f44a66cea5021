"""Facts over time in scenario files: each key read and written, when it was known, where it stands."""

# ruff: noqa: E501 -- a message stands on one line

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from notecalc.errors import NotecalcError
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Judgment,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.readings.later import learned_after
from notecalc.redemption import redeem
from notecalc.scenario import (
    Scenario,
    check_document,
    facts_document,
    parse_scenarios,
    scenario_schema,
    scenario_yaml,
    terms_schema,
)
from notecalc.service.files import run_file
from notecalc.service.notes import Answer
from notecalc.terms import LIQUIDMETAL_2007, DefaultUntil

HEAD = "notecalc: 1\nterms: liquidmetal-2007\n"


def day(text: str) -> date:
    return date.fromisoformat(text)


def one(text: str, head: str = HEAD) -> Scenario:
    """The only scenario of a file, its lines given without indentation."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    (found,) = parse_scenarios(f"{head}scenarios:\n  -\n{lines}", "f.yaml").scenarios
    assert isinstance(found, Scenario), found
    return found


SENT = "notice: {sent: 2008-09-29, by: courier, at: 09:15, starts_cure: no, known: 2008-10-01}"
KEYS: dict[str, tuple[str, Facts]] = {
    "a notice in full": (
        SENT,
        Facts(Notice(day("2008-09-29"), None, False, "courier", time(9, 15), known=day("2008-10-01"))),
    ),
    "further notices": (
        "notices:\n"
        "  - {sent: 2008-10-07, received: 2008-10-08, of: [payment], principal: 250.00}\n"
        "  - 2008-10-03",
        Facts(
            notices=(
                Notice(day("2008-10-03")),
                Notice(day("2008-10-07"), day("2008-10-08"), of=("payment",), principal=Decimal(250)),
            )
        ),
    ),
    "fees": (
        "fees: [{on: 2008-10-01, amount: 15000}, {on: 2008-09-01, amount: 1.50, what: trustee, known: 2008-12-01}]",
        Facts(
            fees=(
                Fee(day("2008-10-01"), Decimal(15000)),
                Fee(day("2008-09-01"), Decimal("1.50"), "trustee", day("2008-12-01")),
            )
        ),
    ),
    "parts of a cure": (
        "partly_cured: [{on: 2008-10-10, of: covenant, what: half paid off, known: 2008-10-12}]",
        Facts(partly_cured=(PartialCure(day("2008-10-10"), "covenant", "half paid off", day("2008-10-12")),)),
    ),
    "forbearances": (
        "forbearances:\n"
        "  - {from: 2008-11-03, to: 2008-11-14, default_rate: suspended}\n"
        "  - {from: 2008-10-06, to: 2008-10-10, clause: Standstill 2, default_rate: continues, known: 2008-10-01}",
        Facts(
            forbearances=(
                Forbearance(day("2008-10-06"), day("2008-10-10"), False, "Standstill 2", day("2008-10-01")),
                Forbearance(day("2008-11-03"), day("2008-11-14"), True),
            )
        ),
    ),
    "amendments": (
        "amendments: [{on: 2008-07-01, clause: Amendment 1, cash_rate: 9%, note_rate: 11%,"
        " default_cash_rate: 13%, default_note_rate: 16%, known: 2008-06-01}]",
        Facts(
            amendments=(
                Amendment(
                    day("2008-07-01"), "Amendment 1", Decimal("0.09"), Decimal("0.11"),
                    Decimal("0.13"), Decimal("0.16"), day("2008-06-01"),
                ),
            )
        ),
    ),
    "conversions": (
        "conversions: [{on: 2008-08-01, principal: 100.00, share_price: 0.8125, known: 2008-08-04}]",
        Facts(conversions=(Conversion(day("2008-08-01"), Decimal(100), Decimal("0.8125"), day("2008-08-04")),)),
    ),
    "the price of a share": ("share_price: 0.0000000001", Facts(share_price=Decimal("1e-10"))),
    "a price of next to nothing": (
        "share_price: 0.0001",
        Facts(share_price=Decimal("0.0001")),
    ),
    "a petition": ("petition: 2008-12-01", Facts(petition=day("2008-12-01"))),
    "a petition known later": (
        "petition: {on: 2008-12-01, known: 2008-12-03}",
        Facts(petition=day("2008-12-01"), known_on={"petition": day("2008-12-03")}),
    ),
    "a judgment": (
        "judgment: {date: 2009-06-01, rate: 9%}",
        Facts(judgment=Judgment(day("2009-06-01"), Decimal("0.09"))),
    ),
    "a judgment in full": (
        "judgment: {date: 2009-06-01, rate: 0.51%, compounds: yes, clause: 28 U.S.C. 1961, known: 2009-06-02}",
        Facts(judgment=Judgment(day("2009-06-01"), Decimal("0.0051"), True, "28 U.S.C. 1961", day("2009-06-02"))),
    ),
    "a payment known later": (
        "payments: [{on: 2008-10-01, amount: 5.00, known: 2008-10-09}]",
        Facts(payments=(Payment(day("2008-10-01"), Decimal(5), day("2008-10-09")),)),
    ),
    "a cure known later": (
        "cured: {on: 2008-10-14, known: 2008-10-20}",
        Facts(cured=day("2008-10-14"), known_on={"cured": day("2008-10-20")}),
    ),
    "a cure in the long form, known as it happened": (
        "cured: {on: 2008-10-14}",
        Facts(cured=day("2008-10-14")),
    ),
    "a cure of one and a cure of the other": (
        "cured: {covenant: {on: 2008-10-14, known: 2008-10-20}, payment: 2008-10-02}",
        Facts(
            cured={"covenant": day("2008-10-14"), "payment": day("2008-10-02")},
            known_on={"cured.covenant": day("2008-10-20")},
        ),
    ),
    "a waiver and a happening": (
        "waived: {payment: {on: 2008-10-02}}\noccurred: {crash: {on: 2008-10-03, known: 2008-10-04}}",
        Facts(
            waived={"payment": day("2008-10-02")},
            occurred={"crash": day("2008-10-03")},
            known_on={"occurred.crash": day("2008-10-04")},
        ),
    ),
    "payments missed": (
        "missed: [2008-09-30, {due: 2008-06-30, known: 2008-10-07}, {due: 2008-12-31}]",
        Facts(
            missed=(day("2008-06-30"), day("2008-09-30"), day("2008-12-31")),
            known_on={"missed.2008-06-30": day("2008-10-07")},
        ),
    ),
    "an event of default called known": (
        "waived: {known: 2008-10-02}",
        Facts(waived={"known": day("2008-10-02")}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_each_key(name: str) -> None:
    text, expected = KEYS[name]
    found = one(text)
    assert found.facts == expected
    assert one_of(expected).facts == expected


def one_of(facts: Facts) -> Scenario:
    (found,) = parse_scenarios(scenario_yaml(LIQUIDMETAL_2007, facts)).scenarios
    assert isinstance(found, Scenario), found
    return found


def test_what_is_as_usual_is_not_written() -> None:
    facts = Facts(
        Notice(day("2008-09-29")),
        forbearances=(Forbearance(day("2008-10-06"), day("2008-10-10")),),
        judgment=Judgment(day("2009-06-01"), Decimal("0.09")),
    )
    assert facts_document(facts) == {
        "notice": {"sent": "2008-09-29"},
        "forbearances": [{"from": "2008-10-06", "to": "2008-10-10", "clause": "forbearance"}],
        "judgment": {"date": "2009-06-01", "rate": "9%", "clause": "judgment"},
    }
    assert facts_document(Facts()) == {}


def test_every_key_of_a_scenario_has_its_schema() -> None:
    scenario = scenario_schema()["properties"]["scenarios"]["items"]["properties"]
    written = {
        key
        for text, _ in KEYS.values()
        for key in (line.split(":")[0] for line in text.splitlines())
    }
    assert {key for key in written if not key.startswith(" ")} | {"as_known_on"} <= set(scenario)
    known = scenario_schema()["$defs"]
    assert set(known["KnownDocument"]["properties"]) == {"on", "known"}
    assert set(known["ForbearanceDocument"]["properties"]) == {
        "from",
        "to",
        "clause",
        "default_rate",
        "known",
    }
    assert known["ForbearanceDocument"]["properties"]["default_rate"]["enum"] == [
        "continues",
        "suspended",
    ]
    assert set(known["JudgmentDocument"]["required"]) == {"date", "rate"}
    assert set(known["NoticeDocument"]["properties"]) == {
        "sent", "received", "by", "at", "of", "principal", "starts_cure", "known",
    }  # fmt: skip
    assert known["ReadingsDocument"]["properties"]["default_until"]["anyOf"][0]["enum"] == [
        "redemption", "cure", "waiver",
    ]  # fmt: skip


def test_every_term_has_its_schema() -> None:
    schema = terms_schema()
    new = {"waterfall", "rounding", "overdue_interest", "late_fee", "conversion", "deliveries"}
    assert new <= set(schema["properties"])
    within = {name: set(each["properties"]) for name, each in schema["$defs"].items()}
    assert {"roll", "adjusted"} <= within["InterestDocument"]
    assert "until" in within["DefaultRatesDocument"]
    assert {"prices", "minimum", "make_whole", "conversion_value", "holders_needed"} <= within[
        "RedemptionDocument"
    ]
    assert within["PriceFromDocument"] == {"from", "price"}
    assert within["DeliveryDocument"] == {"by", "clause", "cut_off", "deemed"}
    for each in schema["$defs"].values():
        assert each["additionalProperties"] is False
        assert all("description" in field for field in each["properties"].values())


def test_a_reading_of_how_long_the_default_rate_runs() -> None:
    found = one("readings: {default_until: cure}")
    assert found.terms.default_rates.until is DefaultUntil.CURE
    assert found.terms == replace(
        LIQUIDMETAL_2007,
        default_rates=replace(LIQUIDMETAL_2007.default_rates, until=DefaultUntil.CURE),
    )


# --- as known on a day (rule 26) ---

LATER = """\
notice: 2008-09-29
missed: [{due: 2008-09-30, known: 2008-10-07}]
as_known_on: 2008-10-06
expect: {event_of_default: 2008-10-15, breach.payment: none}"""


def test_as_known_on_a_day_leaves_the_facts_whole() -> None:
    found = one(LATER)
    assert found.as_known_on == day("2008-10-06")
    assert found.facts.missed == (day("2008-09-30"),)
    assert found.known_facts == Facts(notice=day("2008-09-29"))
    assert one("missed: [2008-09-30]").known_facts == Facts(missed=(day("2008-09-30"),))


@pytest.mark.parametrize(
    ("changes", "unmet", "source"),
    [
        ({}, [], "rule 26: what became known on the 7th is left out on the 6th"),
        (
            {"as_known_on: 2008-10-06": "as_known_on: 2008-10-07"},
            # section 2: three Business Days after 30 September end on Fri 3 October
            ["event_of_default is 2008-10-04, expected 2008-10-15", "breach.payment is 2008-10-01, expected none"],
            "known by the end of the 7th",
        ),
        (
            {", known: 2008-10-07": ""},
            ["event_of_default is 2008-10-04, expected 2008-10-15", "breach.payment is 2008-10-01, expected none"],
            "a missed payment is known on the day after its due date",
        ),
    ],
)  # fmt: skip
def test_a_scenario_is_run_as_known(
    changes: dict[str, str], unmet: list[str], source: str, tmp_path: Path
) -> None:
    text = LATER
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "f.yaml"
    path.write_text(HEAD + "scenarios:\n  -\n" + "".join(f"    {x}\n" for x in text.splitlines()))
    (answer,) = run_file(str(path))
    assert isinstance(answer, Answer)
    assert [each.what for each in answer.unmet] == unmet, source


@pytest.mark.parametrize(
    ("cured", "expected", "source"),
    [
        # three Business Days after 30 September end on Fri 3 October
        (
            "2008-10-03",
            ["event_of_default none", "default_rate_from none", "redemption none"],
            "a cure in time: its deadline is what it was",
        ),
        ("2008-10-06", [], "a cure too late moves nothing"),
    ],
)
def test_what_was_learned_later_moves_only_what_it_moves(
    cured: str, expected: list[str], source: str
) -> None:
    set_aside = "set: {events_of_default: [{id: payment, clause: P, payment: any, cure: 3 business days after due}]}"
    facts = Facts(
        missed=(day("2008-09-30"),), cured=day(cured), known_on={"cured": day("2008-11-03")}
    )
    terms = one(f"{set_aside}\nmissed: [2008-09-30]").terms
    (learned,) = learned_after(terms, facts, day("2008-10-31"))
    told = [f"{name} {on or 'none'}" for name, on in learned.moves]
    assert told == expected, source


# --- where a problem stands: at the entry as listed, though the core sorts what is listed ---

SHARES = "set: {conversion: {clause: Note 3, price: 1.10}}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("payments:\n  - {on: 2008-10-02, amount: 5000.00}\n  - {on: 2008-10-01, amount: 1.00}", (7, 9)),
        ("payments:\n  - {on: 2008-10-02, amount: 1.00}\n  - {on: 2008-10-01, amount: 5000.00}", (8, 9)),
        ("payments: [{on: 2008-10-02, amount: 1.00}, {on: 2006-10-01, amount: 1.00}]", (6, 53)),
        (f"{SHARES}\nconversions:\n  - {{on: 2008-10-02, principal: 1.00}}\n  - {{on: 2008-10-01, principal: 5000.00}}", (9, 37)),
        ("notices:\n  - {sent: 2008-10-07}\n  - {sent: 2008-10-03, of: [crash]}", (8, 32)),
        ("notices:\n  - 2008-10-07\n  - 2007-01-09", (8, 9)),
        ("missed: [2008-09-30, 2007-01-03]", (6, 26)),
        ("missed: [2008-09-30, {due: 2007-01-03}]", (6, 26)),
        ("partly_cured: [{on: 2008-10-02, of: covenant}, {on: 2008-10-01, of: crash}]", (6, 73)),
        ("amendments:\n  - {on: 2008-10-02, clause: x}\n  - {on: 2008-10-01, clause: y, note_rate: 16%}", (8, 9)),
    ],
)  # fmt: skip
def test_a_problem_met_on_the_way_stands_at_its_fact(text: str, place: tuple[int, int]) -> None:
    found = one(f"notice: 2008-09-29\n{text}")
    with pytest.raises(NotecalcError) as caught:
        redeem(found.terms, found.facts)
    assert {(each.line, each.column) for each in found.located(caught.value.problems)} == {place}


def test_a_date_that_no_entry_bears_is_placed_at_the_list() -> None:
    text = "payments: [{on: 2008-10-02, amount: 1.00}]\nset: {scheduled_payments: [{due: 2008-04-01, principal: 5000.00}]}"
    found = one(f"notice: 2008-09-29\n{text}")
    with pytest.raises(NotecalcError) as caught:
        redeem(found.terms, found.facts)
    (problem,) = found.located(caught.value.problems)
    assert (problem.line, problem.column) == (6, 15)
    assert "the payments of 2008-04-01 are more than is due" in problem.what


WORDS: dict[str, Any] = {
    "cured: [2008-10-14]": "f.yaml:5:12: scenarios.0.cured: a list stands where a date is wanted; write 2008-09-29",
    "cured: {covenant: [2008-10-14]}": "f.yaml:5:23: scenarios.0.cured.covenant: a list stands where a date is wanted; write 2008-09-29",
    "cured: {on: 2008-10-14, covenant: 2008-10-14}": "f.yaml:5:29: scenarios.0.cured.covenant: unknown key 'covenant'; write one of on, known",
    "occurred: 2008-10-14": "f.yaml:5:15: scenarios.0.occurred: '2008-10-14' stands where a mapping is wanted; write occurred: {insolvency: 2008-10-01}",
    "petition: {known: 2008-10-14}": "f.yaml:5:5: scenarios.0.petition: on is missing; write on: 2008-10-14",
    "missed: [{known: 2008-10-14}]": "f.yaml:5:14: scenarios.0.missed.0: due is missing; write due: 2008-09-30",
    "judgment: {on: 2009-06-01, rate: 9%}": "f.yaml:5:5: scenarios.0.judgment: date is missing; write date: 2009-06-01\n"
    "f.yaml:5:16: scenarios.0.judgment.on: unknown key 'on'; write one of date, rate, compounds, clause, known",
    "forbearances: [{start: 2008-10-01, to: 2008-10-02}]": "f.yaml:5:20: scenarios.0.forbearances.0: from is missing; write from: 2008-10-06\n"
    "f.yaml:5:21: scenarios.0.forbearances.0.start: unknown key 'start'; write one of from, to, clause, default_rate, known",
    "readings: {default_until: cured}": "f.yaml:5:31: scenarios.0.readings.default_until: unknown end of the default rate 'cured'; did you mean cure? (one of redemption, cure, waiver)",
    "as_known_on: today": "f.yaml:5:18: scenarios.0.as_known_on: 'today' is not a date; write YYYY-MM-DD, such as 2008-09-29",
}


@pytest.mark.parametrize("text", WORDS)
def test_values_of_another_shape(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text(f"{HEAD}scenarios:\n  - notice: 2008-09-29\n    {text}\n")
    assert "\n".join(map(str, check_document("f.yaml"))) == WORDS[text]
