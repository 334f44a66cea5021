"""Files of terms and scenarios: what they hold, what `set` and readings change, round trips."""

# ruff: noqa: E501 -- a message stands on one line

import json
import pickle
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import strategies
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Notice, Payment
from notecalc.money import PaidIn
from notecalc.periods import MonthDay
from notecalc.redemption import redeem
from notecalc.scenario import (
    Broken,
    Expectation,
    Scenario,
    check_document,
    facts_document,
    load_scenarios,
    load_terms,
    parse_scenarios,
    parse_terms,
    read_scenarios,
    scenario_files,
    scenario_schema,
    scenario_yaml,
    set_terms,
    template,
    terms_document,
    terms_schema,
    terms_yaml,
)
from notecalc.scenario.complaints import validated
from notecalc.scenario.documents import ScenarioDocument
from notecalc.terms import LIQUIDMETAL_2007, CalendarTerm, DefaultFrom, Ownership, Terms

ROUND = settings(max_examples=150, derandomize=True, deadline=None)
HEAD = "notecalc: 1\nterms: liquidmetal-2007\n"

SECTION_6 = """\
name: Liquidmetal Technologies, Inc. 8% Convertible Subordinated Notes
currency: USD
issue_date: 2007-01-03
maturity_date: 2010-01-03
closing_date: 2007-01-03
principal: 1000.00
calendar: us-banks
interest: {cash_rate: 8%, note_rate: 10%, paid_in: notes, dates: [01-01, 04-01, 07-01, 10-01], day_count: ACT/365F}
covenants:
  - {id: debt-payoff, clause: SPA 4(i), deadline: 5 business days after closing}
events_of_default:
  - {id: covenant, clause: Note 4(a)(iv), covenant: debt-payoff, cure: 10 business days after notice}
  - {id: payment, clause: assumed, payment: any, cure: 3 business days after due}
default_rates: {clause: Note 2, cash_rate: 12%, note_rate: 15%, from: event-of-default}
redemption: {clause: Note 4(b), portion: 100%, price: 100%}
"""
ASSUMED = """\
assumed: [interest.note_rate, interest.dates, interest.day_count, interest.paid_in, calendar, maturity_date, principal, redemption.price, events_of_default.payment]
"""

SCENARIOS = """\
notecalc: 1
terms: liquidmetal-2007            # a built-in name, a path beside this file, or the terms
set:                               # changes to the terms, by path
  principal: 1750000.00
  interest.paid_in: notes
scenarios:
  - name: as noticed
    notice: 2008-09-29             # or {sent: …, received: …}
    redeem_on: 2008-11-14
    readings: {default_from: event-of-default}
    expect: {cure_deadline: 2008-10-14, total: "2112835.76"}
  - name: payment missed           # the second clock
    notice: 2008-09-29
    missed: [2008-09-30]
    expect: {event_of_default: 2008-10-04}
  - name: cured in time
    notice: 2008-09-29
    cured: 2008-10-14
"""


def one(text: str, head: str = HEAD) -> Scenario:
    """The only scenario of a file, its lines given without indentation."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    (found,) = parse_scenarios(f"{head}scenarios:\n  -\n{lines}", "f.yaml").scenarios
    assert isinstance(found, Scenario), found
    return found


def refused(text: str, file: str = "f.yaml") -> str:
    try:
        found = parse_scenarios(text, file).scenarios
    except NotecalcError as error:
        return str(error)
    problems = [one for each in found if isinstance(each, Broken) for one in each.problems]
    return "\n".join(map(str, problems))


def test_terms_are_printed_in_the_layout_of_the_papers() -> None:
    printed = terms_yaml(LIQUIDMETAL_2007)
    assert printed.startswith(SECTION_6 + "holders:\n  - {id: partners, name: Wynnefield Partners")
    assert printed.endswith("\n" + ASSUMED)
    plain = yaml.safe_load(printed)
    holders, ownership = plain.pop("holders"), plain.pop("ownership")
    assert plain == yaml.safe_load(SECTION_6 + ASSUMED)
    assert list(plain) == list(yaml.safe_load(SECTION_6 + ASSUMED))
    assert holders[0] == {
        "id": "partners",
        "name": "Wynnefield Partners Small Cap Value LP",
        "shares": 275355,
        "conversion_shares": 433266,
        "warrant_shares": 310910,
        "reported": {"total": 1019531, "percent": "2.28%"},
    }
    assert ownership["as_of"] == date(2008, 7, 31)
    assert [each["members"] for each in ownership["groups"]] == [
        ["partners", "partners-i"],
        ["partners", "partners-i", "offshore"],
    ]
    assert parse_terms(printed) == LIQUIDMETAL_2007


@ROUND
@given(strategies.terms())
def test_any_terms_survive_yaml(terms: Terms) -> None:
    printed = terms_yaml(terms)
    assert parse_terms(printed) == terms
    assert parse_terms(printed.encode()) == terms
    yaml.safe_load(printed)
    assert set_terms(terms, {"name": "another"}).name == "another"


@ROUND
@given(strategies.terms(), strategies.facts("JPY"), strategies.texts)
def test_any_facts_survive_yaml(terms: Terms, facts: Facts, name: str) -> None:
    terms = replace(
        terms,
        currency="JPY",
        principal=Decimal(1),
        holders=(),
        ownership=Ownership(),
        scheduled_payments=(),
        late_fee=None,
    )
    (found,) = parse_scenarios(scenario_yaml(terms, facts, name=name)).scenarios
    assert isinstance(found, Scenario), found
    assert (found.name, found.terms, found.facts) == (name, terms, facts)


@ROUND
@given(strategies.facts())
def test_any_facts_survive_json(facts: Facts) -> None:
    document = json.loads(json.dumps(facts_document(facts)))
    text = json.dumps({"notecalc": 1, "terms": "liquidmetal-2007", "scenarios": [document]})
    found = one_of(text.replace("\\/", "/"))
    assert found.facts == facts


def one_of(text: str) -> Scenario:
    # JSON's \\ud83d\\ude00 is not YAML; its characters themselves are.
    plain = json.dumps(json.loads(text), ensure_ascii=False)
    plain = "".join(x if x.isprintable() else f"\\U{ord(x):08x}" for x in plain)
    (found,) = parse_scenarios(plain).scenarios
    assert isinstance(found, Scenario), found
    return found


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(NotecalcError, match="half of a character"):
        terms_yaml(replace(LIQUIDMETAL_2007, name="\ud83d"))


def test_the_scenarios_of_the_design() -> None:
    read = parse_scenarios(SCENARIOS, "s.yaml")
    noticed, missed, cured = read.scenarios
    assert read.file == "s.yaml"
    assert isinstance(noticed, Scenario)
    assert isinstance(missed, Scenario)
    assert isinstance(cured, Scenario)
    assert noticed.name == "as noticed"
    assert noticed.terms_name == "liquidmetal-2007"
    assert noticed.terms.principal == Decimal("1750000.00")
    assert "principal" not in noticed.terms.assumed
    assert "interest.paid_in" not in noticed.terms.assumed
    assert "interest.dates" in noticed.terms.assumed
    assert noticed.facts == Facts(notice=date(2008, 9, 29), redeem_on=date(2008, 11, 14))
    assert noticed.expect == (
        Expectation("cure_deadline", "2008-10-14", 11, 29),
        Expectation("total", "2112835.76", 11, 48),
    )
    assert (noticed.line, missed.line, missed.index) == (7, 12, 1)
    assert missed.facts.missed == (date(2008, 9, 30),)
    assert cured.facts.cured == date(2008, 10, 14)
    assert cured.terms is missed.terms


def test_every_fact_and_reading() -> None:
    found = one(
        """\
notice: {sent: 2008-09-29, received: 2008-10-01}
redeem_on: 2008-11-14
as_of: 2009-01-01
cured: {covenant: 2008-10-14}
waived: {payment: 2008-10-15}
missed: [2008-09-30, 2008-06-30]
occurred: {crash: 2008-05-01}
paid_to: 2008-07-01
payments: [{on: 2008-10-01, amount: 250000}]
readings: {default_from: notice, paid_in: cash, day_count: Actual/360, calendar: us-banks + nyse}
set: {calendar.closed: [2008-10-10]}"""
    )
    assert found.facts == Facts(
        notice=Notice(date(2008, 9, 29), date(2008, 10, 1)),
        redeem_on=date(2008, 11, 14),
        as_of=date(2009, 1, 1),
        cured={"covenant": date(2008, 10, 14)},
        waived={"payment": date(2008, 10, 15)},
        missed=(date(2008, 9, 30), date(2008, 6, 30)),
        occurred={"crash": date(2008, 5, 1)},
        paid_to=date(2008, 7, 1),
        payments=(Payment(date(2008, 10, 1), Decimal(250000)),),
    )
    assert found.terms.default_rates.start is DefaultFrom.NOTICE
    assert found.terms.interest.paid_in is PaidIn.CASH
    assert found.terms.interest.day_count is DayCount.ACT_360
    assert found.terms.calendar == CalendarTerm(("us-banks", "nyse"))
    assert found.terms.assumed == (
        "interest.note_rate",
        "interest.dates",
        "maturity_date",
        "principal",
        "redemption.price",
        "events_of_default.payment",
    )


def test_keys_without_values_are_as_if_left_out() -> None:
    keys = "name notice redeem_on as_of cured waived missed occurred paid_to payments readings set expect"
    found = one("\n".join(f"{key}:" for key in keys.split()))
    assert found.facts == Facts()
    assert found.terms is LIQUIDMETAL_2007
    assert found.expect == ()


def test_terms_beside_the_file_and_in_it(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "note.yaml").write_text(terms_yaml(LIQUIDMETAL_2007))
    (tmp_path / "a.yaml").write_text("notecalc: 1\nterms: terms/note.yaml\nscenarios: [{}]\n")
    (tmp_path / "b.yaml").write_text(scenario_yaml(LIQUIDMETAL_2007, Facts(), name="b"))
    first, second = load_scenarios(tmp_path)
    assert (
        first.terms == second.terms == LIQUIDMETAL_2007 == load_terms(tmp_path / "terms/note.yaml")
    )
    assert first.terms_name == LIQUIDMETAL_2007.name
    assert (first.name, second.name) == (None, "b")


def test_problems_of_terms_in_another_file_name_that_file(tmp_path: Path) -> None:
    broken = terms_yaml(LIQUIDMETAL_2007).replace("principal: 1000.00", "principal: 0")
    (tmp_path / "note.yaml").write_text(broken)
    (tmp_path / "a.yaml").write_text(
        "notecalc: 1\nterms: note.yaml\nscenarios: [{notise: 1}]\n", encoding="utf-8"
    )
    problems = check_document(tmp_path / "a.yaml")
    assert [(Path(each.file).name, each.line) for each in problems] == [
        ("a.yaml", 3),
        ("note.yaml", 6),
    ]


def test_load_terms_by_name() -> None:
    assert check_document("no.yaml")
    assert load_terms("liquidmetal-2007") is LIQUIDMETAL_2007
    with pytest.raises(NotecalcError, match="did you mean liquidmetal-2007"):
        load_terms("liquidmetal-2006")
    with pytest.raises(NotecalcError, match=r"^no\.yaml: there is no such file"):
        load_terms("no.yaml")


def test_a_broken_scenario_does_not_silence_the_others() -> None:
    text = SCENARIOS.replace("missed: [2008-09-30]", "missed: [2008-09-31]")
    noticed, missed, cured = parse_scenarios(text, "s.yaml").scenarios
    assert isinstance(noticed, Scenario)
    assert isinstance(missed, Broken)
    assert isinstance(cured, Scenario)
    assert missed.name == "payment missed"
    assert [str(each) for each in missed.problems] == [
        "s.yaml:14:14: scenarios.1.missed.0: there is no day 2008-09-31;"
        " write a day that the calendar has"
    ]


def test_set_reaches_into_lists_and_takes_whole_terms() -> None:
    found = one(
        """\
set:
  events_of_default.payment.cure: 3 days after due, rolled following
  default_rates: {clause: Note 2, margin: 2%, from: notice}
  holders.1.principal: 10.00
  maturity_date:"""
    ).terms
    assert found.events_of_default[1].cure == Deadline.parse("3 days after due, rolled following")
    assert found.default_rates.margin == Decimal("0.02")
    assert found.holders[1].principal == Decimal("10.00")
    assert found.maturity_date is None
    assert not {"events_of_default.payment", "maturity_date"} & set(found.assumed)


def test_a_scenario_sets_on_top_of_the_file() -> None:
    head = HEAD + "set: {principal: 2000.00, interest.note_rate: 11%}\n"
    found = one("set: {principal: 3000.00}", head).terms
    assert (found.principal, found.interest.note_rate) == (Decimal(3000), Decimal("0.11"))


def test_set_may_complete_terms_that_would_not_stand_alone() -> None:
    bare = terms_yaml(LIQUIDMETAL_2007).replace("principal: 1000.00\n", "")
    inline = "terms:\n" + "".join(f"  {line}\n" for line in bare.splitlines())
    text = f"notecalc: 1\n{inline}set: {{principal: 7.00}}\nscenarios: [{{}}]\n"
    (found,) = parse_scenarios(text).scenarios
    assert isinstance(found, Scenario)
    assert found.terms.principal == Decimal(7)
    assert refused(text.replace("{principal: 7.00}", "{currency: EUR}")).startswith(
        "f.yaml:2:1: terms: principal is missing"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ("principal: 1%", "f.yaml:3:18: set.principal: amount '1%' is not a number; write 1750000.00"),
        ("redemption: {portion: 50%}", "f.yaml:3:7: set.redemption: clause is missing; write clause: Note 4(b)"),
        ("redemption: {clause: x, price: 12}", "f.yaml:3:38: set.redemption.price: rate 12 has no %; did you mean 12%?"),
        ("events_of_default.payment.covenant: x", "f.yaml:3:43: set.events_of_default.payment.covenant: this is of a covenant and of a payment"),
        ("currency: JPY, principal: 1.50", "f.yaml:3:33: set.principal: amount 1.50 has more than 0 decimals; JPY amounts have at most 0"),
        ("interest.paid_in: cash, interest.cash_rate: ~", "f.yaml:3:25: set.interest.paid_in: interest is paid in cash and there is no cash_rate; give interest.cash_rate"),
        ("interest.cash_rate: 13%", "f.yaml:3:27: set.interest.cash_rate: the default rate 12% is below the base rate 13%; write at least 13%"),
        ("default_rates.margin: 1%", "f.yaml:3:29: set.default_rates.margin: there are both default rates and a margin; give one of them"),
        ("covenants: ~", "f.yaml:3:18: set.covenants: there is no covenant 'debt-payoff'; give covenants"),
        ("principal.x: 1", "f.yaml:3:7: set.principal.x: unknown term 'principal.x'; did you mean principal?"),
        ("'': 1", "f.yaml:3:7: set.: unknown term ''"),
        ("events_of_default..cure: x", "f.yaml:3:7: set.events_of_default..cure: unknown term"),
    ],
)  # fmt: skip
def test_a_problem_stands_at_the_change_that_caused_it(changes: str, message: str) -> None:
    assert refused(f"{HEAD}set: {{{changes}}}\nscenarios: [{{}}]\n").startswith(message)


def test_a_change_of_good_terms_in_the_file_is_to_blame_for_what_follows() -> None:
    inline = "terms:\n" + "".join(f"  {x}\n" for x in terms_yaml(LIQUIDMETAL_2007).splitlines())
    text = f"notecalc: 1\n{inline}set:\n  interest.note_rate: 16%\nscenarios: [{{}}]\n"
    line = text.splitlines().index("  interest.note_rate: 16%") + 1
    assert refused(text).startswith(
        f"f.yaml:{line}:23: set.interest.note_rate: the default rate 15%"
    )


def test_set_terms() -> None:
    changes: dict[str, Any] = {
        "events_of_default.payment.cure": "3 days after due",
        "interest.dates": "[06-30, 12-31]",
        "redemption": "{clause: Note 5, portion: 50%}",
        "maturity_date": "null",
        "principal": Decimal("5.00"),
    }
    found = set_terms(LIQUIDMETAL_2007, changes)
    assert found.interest.dates == (MonthDay(6, 30), MonthDay(12, 31))
    assert found.redemption.portion == Decimal("0.5")
    assert found.maturity_date is None
    assert found.principal == Decimal(5)
    assert found.assumed == (
        "interest.note_rate",
        "interest.day_count",
        "interest.paid_in",
        "calendar",
    )
    assert set_terms(LIQUIDMETAL_2007, {}) is LIQUIDMETAL_2007
    for path, text, message in [
        (
            "interest.paidin",
            "cash",
            "unknown term 'interest.paidin'; did you mean interest.paid_in?",
        ),
        ("principal", "1%", "principal: amount '1%' is not a number; write 1750000.00"),
        ("interest.dates", "[06-30", "not YAML"),
    ]:
        with pytest.raises(NotecalcError) as caught:
            set_terms(LIQUIDMETAL_2007, {path: text})
        assert message in str(caught.value)
    many = {f"holders.0.x{i}": "1" for i in range(101)}
    with pytest.raises(NotecalcError, match="more than 100 changes"):
        set_terms(LIQUIDMETAL_2007, many)


def test_problems_met_on_the_way_to_a_result_are_located() -> None:
    found = one("notice: 2008-09-29\nredeem_on: 2008-10-01\nreadings: {default_from: notice}")
    late = replace(found.facts, redeem_on=date(2008, 9, 1))
    with pytest.raises(NotecalcError) as caught:
        redeem(found.terms, late)
    located = found.located(caught.value.problems)
    assert {(each.file, each.line, each.column, each.path) for each in located} == {
        ("f.yaml", 6, 16, "scenarios.0.redeem_on")
    }
    unread = replace(found, _source=None)
    assert unread == found
    assert unread.located(caught.value.problems) == caught.value.problems
    without = one("missed: [2008-09-30]\nreadings: {default_from: notice}")
    with pytest.raises(NotecalcError) as caught:
        redeem(without.terms, without.facts)
    (problem,) = without.located(caught.value.problems)
    assert str(problem).startswith("f.yaml:6:30: scenarios.0.readings.default_from: the reading")


def test_folders_and_their_files(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.txt", ".d.yaml"):
        (tmp_path / name).write_text(SCENARIOS)
    (tmp_path / "z").mkdir()
    assert [Path(each).name for each in scenario_files([tmp_path, "x.txt"])] == [
        "a.yml",
        "b.yaml",
        "x.txt",
    ]
    assert len(load_scenarios(tmp_path)) == 6
    with pytest.raises(NotecalcError, match="there is no scenario file in this folder"):
        scenario_files([tmp_path / "z"])
    (tmp_path / "b.yaml").write_text("")
    (tmp_path / "a.yml").write_text(SCENARIOS.replace("cured: 2008", "cured: 208"))
    with pytest.raises(NotecalcError) as caught:
        load_scenarios(tmp_path)
    assert [Path(each.file).name for each in caught.value.problems] == ["a.yml", "b.yaml"]
    with pytest.raises(NotecalcError, match="there is no such file"):
        read_scenarios(tmp_path / "gone.yaml")


def test_a_file_of_terms_is_not_one_of_scenarios() -> None:
    assert "these are terms, not scenarios" in refused(terms_yaml(LIQUIDMETAL_2007))


@pytest.mark.parametrize("given", ["", "[a]"])
def test_terms_must_be_said(given: str) -> None:
    assert "where the terms are wanted" in refused(
        f"notecalc: 1\nterms: {given}\nscenarios: [{{}}]\n"
    )


SHAPES = {
    "- missed: [" + "2008-09-30, " * 1001 + "]": "scenarios.0.missed: there are more than 1000 entries; write at most 1000",
    "- cured: {" + "".join(f"x{i}: 2008-09-30, " for i in range(51)) + "}": "scenarios.0.cured: there are more than 50 entries; write at most 50",
    "- [notice]": "scenarios.0: a list stands where a mapping is wanted; write keys with values",
    "- readings: cash": "scenarios.0.readings: 'cash' stands where a mapping is wanted; write readings: {default_from: notice}",
    "- readings: {calendar: []}": "scenarios.0.readings.calendar: a list stands where the name of a calendar is wanted; write us-banks",
    "- set: {holders.0.shares: [1]}": "scenarios.0.set.holders.0.shares: a list stands where a count of shares is wanted; write 275355",
    "- set: {calendar: {closed: [2008-10-10]}}": "scenarios.0.set.calendar: name is missing; write name: us-banks",
    "- set: {scheduled_payments.due: 2008-10-10}": "scenarios.0.set.scheduled_payments.due: unknown term 'scheduled_payments.due'; did you mean scheduled_payments?",
    "- set: {covenants.debt-payoff: x}": "scenarios.0.set.covenants.debt-payoff: 'x' stands where a mapping is wanted; write keys with values",
    "- set: {assumed: [x, {}]}": "scenarios.0.set.assumed.1: a mapping stands where a text is wanted; write a text",
    "- name: [x]": "scenarios.0.name: a list stands where a text is wanted; write a text",
}  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_values_of_another_shape(text: str) -> None:
    assert refused(f"{HEAD}scenarios:\n{text}\n").partition(": ")[2] == SHAPES[text]


def test_what_pydantic_says_otherwise_is_passed_on() -> None:
    class Other(BaseModel):
        number: int

    _, (complaint,) = validated(Other, {"number": "x"})
    assert complaint.path == ("number",)
    assert "integer" in complaint.what


def test_numbers_of_python_callers() -> None:
    found = set_terms(LIQUIDMETAL_2007, {"holders.0.shares": 7, "calendar": ["nyse", "london"]})
    assert found.holders[0].shares == 7
    assert found.calendar.names == ("nyse", "london")


PYTHON_VALUES = {
    "dates": ({"redeem_on": date(2008, 1, 2), "missed": [date(2008, 1, 2)]}, None),
    "amounts": ({"payments": [{"on": "2008-01-02", "amount": 5}]}, None),
    "Decimals": ({"payments": [{"on": "2008-01-02", "amount": Decimal("5.10")}]}, None),
    "expected": ({"expect": {"total": Decimal("5.10"), "notice": date(2008, 1, 2)}}, None),
    "enums": ({"readings": {"paid_in": PaidIn.CASH, "day_count": DayCount.ACT_360}}, None),
    "a float": ({"payments": [{"on": "2008-01-02", "amount": 5.1}]}, "5.1 is a float"),
    "a float expected": ({"expect": {"total": 5.1}}, "5.1 is a float"),
    "a bool": ({"payments": [{"on": "2008-01-02", "amount": True}]}, "True is not an amount"),
    "a datetime": ({"redeem_on": datetime(2008, 1, 2)}, "datetime.datetime(2008, 1, 2, 0, 0) is not a date"),
    "a number": ({"redeem_on": 20080102}, "20080102 is not a date"),
    "NaN": ({"payments": [{"on": "2008-01-02", "amount": Decimal("nan")}]}, "amount NaN is not a number"),
}  # fmt: skip


@pytest.mark.parametrize("name", PYTHON_VALUES)
def test_python_callers_may_give_values(name: str) -> None:
    document, message = PYTHON_VALUES[name]
    found, complaints = validated(ScenarioDocument, document)
    if message is None:
        assert found is not None
    else:
        assert [each.what for each in complaints] == [message]


def test_rates_of_python_callers() -> None:
    tree = terms_document(LIQUIDMETAL_2007)
    for rate, said in [(Decimal("0.15"), None), (0, None), (15, "has no %"), (0.15, "is a float")]:
        tree["default_rates"] = {"clause": "Note 2", "margin": rate}
        if said is None:
            assert set_terms(LIQUIDMETAL_2007, {"default_rates": tree["default_rates"]})
        else:
            with pytest.raises(NotecalcError, match=said):
                set_terms(LIQUIDMETAL_2007, {"default_rates": tree["default_rates"]})


@given(st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,4})?%", fullmatch=True))
@settings(max_examples=50, derandomize=True, deadline=None)
def test_rates_are_exact(text: str) -> None:
    rate = Decimal(text[:-1]) / 100
    if Decimal(0) <= rate <= Decimal(1):
        terms = set_terms(LIQUIDMETAL_2007, {"default_rates": f"{{clause: x, margin: {text}}}"})
        assert terms.default_rates.margin == rate


def test_the_template_is_valid_as_it_stands() -> None:
    terms = parse_terms(template(), "template.yaml")
    assert parse_terms(terms_yaml(terms)) == terms
    keys = {line.split(":")[0] for line in template().splitlines()}
    assert set(terms_schema()["properties"]) <= keys
    explained = [line.strip() for line in template().splitlines() if line.strip()]
    for before, line in zip(["", *explained], explained, strict=False):
        opens_a_block = line.endswith(":")
        of_one_comment = before.startswith(("cash_rate", "holders", "- {id: first"))
        assert line.startswith("#") or before.startswith("#") or opens_a_block or of_one_comment


def test_schemas_say_what_files_hold() -> None:
    for schema in (scenario_schema(), terms_schema()):
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert json.loads(json.dumps(schema)) == schema
    whole = scenario_schema()
    assert set(whole["properties"]) == {"notecalc", "terms", "set", "scenarios"}
    scenario = whole["properties"]["scenarios"]["items"]
    assert {"notice", "redeem_on", "occurred", "expect"} <= set(scenario["properties"])
    assert all("description" in each for each in scenario["properties"].values())
    rates = terms_schema()["$defs"]["DefaultRatesDocument"]
    assert "from" in rates["properties"]
    assert rates["additionalProperties"] is False


def test_terms_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(LIQUIDMETAL_2007)) == LIQUIDMETAL_2007
