"""The engine against a second implementation of the rules that shares no code with it.

`oracle` walks day by day, in fractions, with QuantLib's calendars; its cases reach the engine the
way a user's do, as a scenario file. Those of `oracle_facts` (rules 13 to 26) reach it as terms and
facts. Cases are numbered, every other one of each kind; ``make fuzz`` (tests/fuzz) compares more.
"""

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import facts_engine
import pytest
import yaml
from oracle import oracle, random_case
from oracle_facts import oracle_facts
from random_facts import random_facts_case, settled

from notecalc.errors import NotecalcError
from notecalc.redemption import redeem
from notecalc.scenario import Broken, parse_scenarios
from notecalc.statement import as_json

Json = dict[str, Any]
HERE = Path(__file__).parent


def engine(case: Json) -> Json:
    """What notecalc answers, in the oracle's shape."""
    document = {"notecalc": 1, "terms": case["terms"], "scenarios": [{**case["scenario"]}]}
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    try:
        (scenario,) = parse_scenarios(text).scenarios
        if isinstance(scenario, Broken):
            raise NotecalcError(*scenario.problems)
        result = redeem(scenario.terms, scenario.facts)
    except NotecalcError as error:
        return {"error": str(error)}
    found = as_json(result, terms_name="")
    keys = ("event", "of", "date", "governing")
    return {
        "state": found["state"],
        "timeline": sorted([[event[key] for key in keys] for event in found["timeline"]], key=str),
        "redemption": found["redemption"],
        "schedule": found["schedule"],
    }


def expected(case: Json) -> Json:
    """What the oracle answers, with its timeline in one order."""
    found = oracle(case)
    if "error" in found:
        return {"error": found["error"]}
    keys = ("event", "of", "date", "governing")
    events = sorted([[event[key] for key in keys] for event in found["timeline"]], key=str)
    return {**{key: found[key] for key in ("state", "redemption", "schedule")}, "timeline": events}


def differs(case: Json) -> str:
    """Where engine and oracle differ, as text; empty where they agree."""
    ours, theirs = engine(case), expected(case)
    if "error" in ours and "error" in theirs:
        return ""
    if ours == theirs:
        return ""
    keys = sorted(ours.keys() | theirs.keys())
    parts = [
        f"{key}:\n  engine {ours.get(key)}\n  oracle {theirs.get(key)}"
        for key in keys
        if ours.get(key) != theirs.get(key)
    ]
    return "\n".join([json.dumps(case, indent=1), *parts])


def facts_differ(case: Json) -> str:
    """Where engine and oracle differ on a case with facts over time."""
    return facts_engine.differs(case, oracle_facts(case))


def numbered(seed: int, number: int) -> tuple[Json, bool]:
    """The case of this number, and whether it has facts over time: always the same one."""
    rng = random.Random(f"{seed}/{number}")
    more = number % 2 == 1
    return (random_facts_case(rng) if more else random_case(rng)), more


def difference(seed: int, number: int) -> str:
    """Where engine and oracle differ on the case of this number; empty where they agree."""
    case, more = numbered(seed, number)
    return facts_differ(case) if more else differs(case)


COUNT, PART = 2000, 50


@pytest.mark.parametrize("first", range(0, COUNT, PART))
def test_engine_agrees_with_the_oracle(first: int) -> None:
    found = {number: difference(0, number) for number in range(first, first + PART)}
    assert {number: text for number, text in found.items() if text} == {}


def test_cases_are_not_all_of_one_kind() -> None:
    states = {engine(numbered(0, number)[0]).get("state", "error") for number in range(0, 120, 2)}
    assert {"default", "error"} < states


def test_the_oracle_shares_no_code_with_the_engine() -> None:
    """What is imported for it is Python's own and QuantLib."""
    code = (
        "import sys, oracle, oracle_facts, oracle_walk, random_facts;"
        " print([name for name in sys.modules if name.partition('.')[0] == 'notecalc'],"
        " 'QuantLib' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True
    )
    assert run.stdout == "[] True\n"


def test_engine_agrees_with_the_oracle_where_missed_payments_roll_to_one_day() -> None:
    rng = random.Random(21)
    cases = [case for _ in range(80) if (case := random_facts_case(rng))["scenario"].get("missed")]
    for case in cases:
        interest, missed = case["terms"]["interest"], case["scenario"]["missed"]
        interest["roll"] = interest.get("roll") or "following"
        first = date.fromisoformat(min(missed))
        saturday = first + timedelta(days=(5 - first.weekday()) % 7)
        case["scenario"]["missed"] = sorted(
            {*missed, *(str(saturday + timedelta(days=n)) for n in range(3))}
        )
    assert len(cases) > 20
    assert [found for case in cases if settled(case) and (found := facts_differ(case))] == []


def test_the_two_oracles_agree() -> None:
    rng = random.Random(1)
    for _ in range(40):
        case = random_case(rng)
        plain, more = expected(case), oracle_facts(case)
        assert ("error" in plain) == ("error" in more)
        if plain.get("redemption"):
            assert plain["redemption"].items() <= more["redemption"].items()
