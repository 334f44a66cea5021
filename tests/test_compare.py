"""Two papers compared: effects worked by hand, what does not fit alone, what all come to."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from core_strategies import BOUNDED, COVENANT, CRASH, PAYMENT, defaulted, notes
from core_strategies import note as short_note
from hypothesis import given
from hypothesis import strategies as st
from strategies import terms as any_terms
from test_cli import Run, run

from notecalc.calendars import Roll
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Payment
from notecalc.money import PaidIn
from notecalc.readings.compare import Comparison
from notecalc.redemption import redeem
from notecalc.scenario import compare, differences, set_terms, terms_yaml
from notecalc.terms import LIQUIDMETAL_2007, Occurs, Terms, choose

__all__ = ["run"]

NOTICED = Facts(notice=date(2008, 9, 29))

# Per 1,000.00, interest in cash, paid to 1 July 2008, notice 29 September, redeemed 14 November.
# As it is: 92 days at 8% are 20.16, 14 days from 1 October 3.07, 30 days at 12% 9.86: 33.09.
# At 9% before default: 22.68 + 3.45 + 9.86 = 35.99.  At 14% after: 20.16 + 3.07 + 11.51 = 34.74.
# Twenty Business Days to cure end on Tue 28 October (the tenth is Tue 14): 28 days at 8% from 1
# October are 6.14, 16 at 12% from the 29th 5.26: 31.56.
# All three: 22.68 + 28 days at 9% 6.90 + 16 at 14% 6.14 = 35.72.
BASE = choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH)
FACTS = replace(NOTICED, redeem_on=date(2008, 11, 14))
CHANGES = {
    "interest.cash_rate": "9%",
    "events_of_default.covenant.cure": "20 business days after notice",
    "default_rates.cash_rate": "14%",
}


def worked() -> Comparison:
    return compare(BASE, set_terms(BASE, CHANGES), FACTS)


def test_worked_effects() -> None:
    found = worked()
    assert found.one.redemption is not None
    assert str(found.one.redemption.total) == "1033.09"
    assert [
        (
            each.change.path,
            each.change.one,
            each.change.other,
            str(each.total),
            str(each.difference),
        )
        for each in found.effects
    ] == [
        ("interest.cash_rate", "8%", "9%", "1035.99", "2.90"),
        (
            "events_of_default.covenant.cure",
            "10 business days after notice",
            "20 business days after notice",
            "1031.56",
            "-1.53",
        ),
        ("default_rates.cash_rate", "12%", "14%", "1034.74", "1.65"),
    ]
    assert found.other is not None
    assert found.other.redemption is not None
    assert str(found.other.redemption.total) == "1035.72"
    # 2.90 - 1.53 + 1.65 = 3.02 alone, 2.63 together.
    assert (str(found.together), str(found.interplay)) == ("2.63", "-0.39")


def test_redemption_dates_that_differ_are_told_apart_from_what_the_terms_cost() -> None:
    # Redeemed on Wed 15 October 23.23 is due (20.16 + 3.07). With twenty days to cure, on Wed 29
    # October, 20.16 + 6.14 (28 days at 8%). At 9% 22.68 + 3.45. At 14%, nothing more: it starts on
    # the day of redemption. All: 22.68 + 6.90.
    # All on 29 October: 20.16 + 3.07 + 14 days at 12% 4.60 = 27.83; 26.30; 22.68 + 3.45 + 4.60
    # = 30.73; at 14% 5.37, 28.60; all 29.58.
    found = compare(BASE, set_terms(BASE, CHANGES), NOTICED)
    assert [(str(each.difference), str(each.at_same_date)) for each in found.effects] == [
        ("2.90", "2.90"), ("3.07", "-1.53"), ("0.00", "0.77"),
    ]  # fmt: skip
    assert (str(found.together), str(found.at_same_date)) == ("6.35", "1.75")
    assert found.same_date == date(2008, 10, 29)
    later = (
        ("cure_deadline", date(2008, 10, 28)),
        ("event_of_default", date(2008, 10, 29)),
        ("default_rate_from", date(2008, 10, 29)),
        ("redemption", date(2008, 10, 29)),
    )
    assert [each.moves for each in found.effects] == [(), later, ()]
    assert found.moves == later
    held = worked()
    assert (held.same_date, held.at_same_date) == (None, None)
    assert {each.at_same_date for each in held.effects} == {None}


def test_the_same_date_may_not_fit() -> None:
    # At 20% and with twenty days to cure, on Wed 29 October 50.41 + 15.34 (28 days): 1,065.75, of
    # which 1,040.00 is paid that day. As it is only 1,027.83 is due then, which cannot be paid so.
    facts = replace(NOTICED, payments=(Payment(date(2008, 10, 29), Decimal("1040.00")),))
    changes = {**CHANGES, "interest.cash_rate": "20%", "default_rates.cash_rate": "20%"}
    found = compare(BASE, set_terms(BASE, changes), facts)
    assert str(found.together) == "-997.48"  # 25.75 less 1,023.23
    assert (found.same_date, found.at_same_date) == (date(2008, 10, 29), None)
    assert {each.at_same_date for each in found.effects} == {None}


def paths(one: Terms, other: Terms) -> dict[str, tuple[str | None, str | None]]:
    return {each.path: (each.one, each.other) for each in differences(one, other)}


def test_terms_that_one_paper_lacks() -> None:
    one, other = short_note(COVENANT, PAYMENT), short_note(COVENANT, PAYMENT, CRASH)
    assert paths(one, other) == {"events_of_default.crash": (None, "clause: Note crash")}
    assert paths(other, one) == {"events_of_default.crash": ("clause: Note crash", None)}
    matures = replace(one, maturity_date=date(2010, 1, 3))
    assert paths(one, matures) == {"maturity_date": (None, "2010-01-03")}
    assert paths(matures, one) == {"maturity_date": ("2010-01-03", None)}
    named = [replace(each, id=None) for each in LIQUIDMETAL_2007.holders[:2]]
    held = replace(one, holders=tuple(named))
    ((path, (before, after)),) = paths(one, held).items()
    assert (path, before) == ("holders", None)
    assert after is not None
    assert after.startswith("name: Wynnefield Partners Small Cap Value LP, shares: 275355, conv")
    assert after.count("; ") == 1
    by_id = replace(one, holders=LIQUIDMETAL_2007.holders[:2])
    assert list(paths(one, by_id)) == ["holders.partners", "holders.partners-i"]


def test_terms_left_out_read_as_they_do_in_a_paper() -> None:
    event = BASE.events_of_default[0]
    at_notice = replace(
        BASE,
        events_of_default=(replace(event, occurs=Occurs.AT_NOTICE), *BASE.events_of_default[1:]),
    )
    path = "events_of_default.covenant.occurs"
    assert paths(at_notice, BASE) == {path: ("at-notice", None)}
    (change,) = differences(at_notice, BASE)
    assert change.terms == BASE


def test_the_order_of_events_is_a_term() -> None:
    # On one day the first listed governs.
    one, other = short_note(COVENANT, PAYMENT, CRASH), short_note(CRASH, COVENANT)
    assert paths(one, other) == {
        "events_of_default.payment": (
            "clause: Note payment, payment: any, cure: 3 business days after due",
            None,
        ),
        "events_of_default": ("covenant, crash", "crash, covenant"),
    }
    found = differences(one, other)[1].terms
    assert found is not None
    assert [event.id for event in found.events_of_default] == ["crash", "covenant", "payment"]


def test_a_calendar_with_closed_days_is_one_term() -> None:
    closed = replace(BASE, calendar=replace(BASE.calendar, closed=(date(2008, 10, 14),)))
    assert paths(BASE, closed) == {"calendar": ("us-banks", "name: us-banks, closed: 2008-10-14")}
    found = compare(BASE, closed, NOTICED)
    # The tenth Business Day is Wed 15 October then, redemption on Thu 16, one day at 8% later:
    # 15 days are 3.29 in place of 14 at 3.07.
    assert str(found.together) == "0.22"


def test_what_is_assumed_is_no_term() -> None:
    assert differences(BASE, replace(BASE, assumed=())) == ()
    # An event that goes takes its place on the list with it.
    less = replace(
        BASE,
        events_of_default=BASE.events_of_default[:1],
        assumed=tuple(each for each in BASE.assumed if each != "events_of_default.payment"),
    )
    (change,) = differences(BASE, less)
    assert (change.path, change.terms) == ("events_of_default.payment", less)


def test_changes_that_do_not_fit_alone_say_why() -> None:
    margin = replace(
        BASE,
        default_rates=replace(
            BASE.default_rates, cash_rate=None, note_rate=None, margin=Decimal("0.05")
        ),
    )
    found = compare(BASE, margin, FACTS)
    assert {each.change.path: each.refused for each in found.effects} == {
        "default_rates.cash_rate": "there is no default rate for interest paid in cash",
        "default_rates.note_rate": "",
        "default_rates.margin": "there are both default rates and a margin",
    }
    assert [each.total for each in found.effects if each.refused] == [None, None]
    # 13% for 30 days is 10.68 in place of 9.86; a sum of parts there is not.
    assert (str(found.together), found.interplay) == ("0.82", None)


def test_a_change_that_the_facts_do_not_fit() -> None:
    later = set_terms(BASE, {"covenants.debt-payoff.deadline": "3 years after closing"})
    found = compare(BASE, later, FACTS)
    (effect,) = found.effects
    assert (effect.total, effect.difference) == (None, None)
    assert effect.refused.startswith("the notice of 2008-09-29 is of a breach that has not happen")
    assert (found.other, found.refused) == (None, effect.refused)
    assert (found.together, found.interplay) == (None, None)


def test_a_change_that_leaves_nothing_due_costs_the_whole() -> None:
    facts = Facts(notice=date(2008, 9, 29), cured=date(2008, 10, 20))
    longer = set_terms(BASE, {"events_of_default.covenant.cure": "20 business days after notice"})
    found = compare(BASE, longer, facts)
    assert found.one.redemption is not None
    assert found.together == found.effects[0].difference == -found.one.redemption.total
    assert found.effects[0].total is None


def test_two_currencies_do_not_compare() -> None:
    with pytest.raises(NotecalcError) as error:
        compare(BASE, replace(BASE, currency="EUR"), FACTS)
    assert str(error.value) == (
        "currency: the papers are in USD and in EUR; compare papers of one currency"
    )


# --- properties ---


@BOUNDED
@given(any_terms())
def test_equal_terms_do_not_differ(terms: Terms) -> None:
    assert differences(terms, terms) == ()


@BOUNDED
@given(defaulted(), notes(), st.sampled_from(Roll))
def test_alone_is_the_engine_on_changed_terms_and_together_is_the_other_paper(
    case: tuple[Terms, Facts], other: Terms, roll: Roll
) -> None:
    one, facts = case
    try:
        base, result = redeem(one, facts), redeem(other, facts)
    except NotecalcError:
        return
    found = compare(one, other, facts)
    assert (found.one, found.other) == (base, result)
    assert found.together == _owed(result) - _owed(base)
    for effect in found.effects:
        if effect.refused:
            continue
        changed = effect.change.terms
        assert changed is not None
        assert effect.difference == _owed(redeem(changed, facts)) - _owed(base)
        # What is left to change leads to the other paper, and this change is not among it.
        assert effect.change.path not in paths(changed, other)
        assert paths(one, changed).keys() == {effect.change.path}


def _owed(result: object) -> Decimal:
    due = getattr(result, "redemption", None)
    return due.total if due else Decimal(0)


# --- the command line ---

NOTICE = ("--notice", "2008-09-29", "--redeem-on", "2008-11-14")


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The two papers of the worked example, as files."""
    monkeypatch.chdir(tmp_path)
    for name, terms in (("a.yaml", BASE), ("b.yaml", set_terms(BASE, CHANGES))):
        Path(name).write_text(terms_yaml(terms), encoding="utf-8")
    return "a.yaml", "b.yaml"


def test_text(run: Run, papers: tuple[str, str]) -> None:
    done = run("compare", *papers, *NOTICE)
    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
A a.yaml: State: default; 1,033.09 USD due on Fri 2008-11-14, per diem 0.33.
B b.yaml: State: default; 1,035.72 USD due on Fri 2008-11-14, per diem 0.38.

Terms that differ, and what B's term changes in A alone
  interest.cash_rate: +2.90
    A 8%
    B 9%
  events_of_default.covenant.cure: -1.53
    A 10 business days after notice
    B 20 business days after notice
    moves cure deadline Tue 2008-10-28, event of default Wed 2008-10-29, default
    rate from Wed 2008-10-29
  default_rates.cash_rate: +1.65
    A 12%
    B 14%
All together: +2.63
Of that, beyond the sum of each alone: -0.39
"""
    )


def test_text_where_the_redemption_dates_differ(run: Run, papers: tuple[str, str]) -> None:
    out = run("compare", *papers, *NOTICE[:2]).out
    assert max(map(len, out.splitlines())) <= 80
    assert "redemption Wed 2008-10-29\n    both redeemed on Wed 2008-10-29: -1.53\n" in out
    assert out.endswith(
        """\
All together: +6.35
Of that, beyond the sum of each alone: +0.38
    moves cure deadline Tue 2008-10-28, event of default Wed 2008-10-29, default
    rate from Wed 2008-10-29, redemption Wed 2008-10-29
    both redeemed on Wed 2008-10-29: +1.75

The redemption dates differ, so that interest of the days between is part of
this: --redeem-on 2008-10-29 compares both on one day.
"""
    )


def test_text_of_what_does_not_fit(run: Run, papers: tuple[str, str]) -> None:
    Path("b.yaml").write_text(
        terms_yaml(set_terms(BASE, {"covenants.debt-payoff.deadline": "3 years after closing"})),
        encoding="utf-8",
    )
    out = run("compare", *papers, *NOTICE).out
    assert "B b.yaml: the notice of 2008-09-29 is of a breach that has not happened" in out
    assert "  covenants.debt-payoff.deadline: no figure\n" in out
    assert "    does not fit alone: the notice of 2008-09-29 is of a breach" in out
    assert "All together: no figure\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_same_terms(run: Run, papers: tuple[str, str]) -> None:
    out = run("compare", papers[0], papers[0], *NOTICE).out
    assert out.endswith("\nThe terms are the same.\n")
    # What the options set is the same in both: with one cash rate the papers differ in two terms.
    out = run("compare", *papers, *NOTICE, "--set", "interest.cash_rate=9%").out
    assert "interest.cash_rate" not in out


def test_json(run: Run, papers: tuple[str, str]) -> None:
    found = json.loads(run("compare", *papers, *NOTICE, "--format", "json").out)
    differences_of = found.pop("differences")
    due = {"state": "default", "redemption_date": "2008-11-14"}
    assert found == {
        "notecalc": "0.1.0",
        "schema": 1,
        "currency": "USD",
        "one": {"terms": "a.yaml", **due, "total": "1033.09"},
        "other": {"terms": "b.yaml", **due, "total": "1035.72", "refused": None},
        "together": "2.63",
        "interplay": "-0.39",
        "moves": MOVED,
        "same_redemption_date": None,
        "at_same_redemption_date": None,
    }
    assert list(found)[:2] == ["notecalc", "schema"]
    assert differences_of[0] == {
        "term": "interest.cash_rate",
        "one": "8%",
        "other": "9%",
        "total": "1035.99",
        "difference": "2.90",
        "at_same_redemption_date": None,
        "moves": {},
        "refused": None,
    }
    assert len(differences_of) == 3
    assert differences_of[1]["moves"] == MOVED
    found = json.loads(run("compare", *papers, *NOTICE[:2], "--format", "json").out)
    assert found["same_redemption_date"] == "2008-10-29"
    assert found["at_same_redemption_date"] == "1.75"
    assert found["differences"][1]["at_same_redemption_date"] == "-1.53"


MOVED = {
    "cure_deadline": "2008-10-28",
    "event_of_default": "2008-10-29",
    "default_rate_from": "2008-10-29",
}


def test_csv(run: Run, papers: tuple[str, str]) -> None:
    out = run("compare", *papers, *NOTICE, "--format", "csv").out
    found = list(csv.reader(io.StringIO(out)))
    assert found[0] == [
        "term", "one", "other", "total", "difference", "at_same_redemption_date", "moves",
        "refused",
    ]  # fmt: skip
    assert found[1] == ["interest.cash_rate", "8%", "9%", "1035.99", "2.90", "", "", ""]
    moves = ", ".join(f"{name}={day}" for name, day in MOVED.items())
    assert found[-1] == ["all together", "", "", "1035.72", "2.63", "", moves, ""]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ("a.yaml", "c.yaml", *NOTICE),
            1,
            "c.yaml: there is no such file; check its name and folder\n",
        ),
        (
            ("a.yaml", "eur.yaml", *NOTICE),
            1,
            "currency: the papers are in USD and in EUR; compare papers of one currency\n",
        ),
        (
            ("a.yaml", "b.yaml", "--notice", "soon"),
            1,
            "--notice: 'soon' is not a date; write YYYY-MM-DD, such as 2008-09-29\n",
        ),
        (
            ("a.yaml", "b.yaml", "--notice", "2007-01-09"),
            1,
            "--notice: the notice of 2007-01-09 is of a breach that has not happened: it is not"
            " after the deadline of covenant 'debt-payoff' (SPA 4(i)), 2007-01-10;"
            " write a notice date from 2007-01-11 on\n",
        ),
        (
            ("a.yaml", "b.yaml"),
            2,
            "Missing option '--notice' (or '--missed', '--occurred', '--as-of').",
        ),
        (("a.yaml", "b.yaml", *NOTICE, "--terms", "a.yaml"), 2, "No such option '--terms'."),
    ],
    ids=["no file", "currencies", "once for both", "facts", "nothing happened", "terms"],
)
def test_mistakes(
    run: Run, papers: tuple[str, str], args: tuple[str, ...], code: int, said: str
) -> None:
    assert papers
    Path("eur.yaml").write_text(terms_yaml(replace(BASE, currency="EUR")), encoding="utf-8")
    done = run("compare", *args)
    assert (done.code, done.out) == (code, "")
    assert done.err == said if code == 1 else said in done.err


SCENARIO = """\
notecalc: 1
terms: a.yaml
set: {principal: 2000.00}
scenarios:
  - name: held
    notice: 2008-09-29
    redeem_on: 2008-11-14
    compare: b.yaml
  - name: apart
    notice: 2008-09-29
    set: {principal: 1000.00}
    compare: b.yaml
  - name: built in
    notice: 2008-09-29
    readings: {paid_in: cash}
    compare: liquidmetal-2007
  - name: does not fit
    notice: 2008-09-29
    compare: late.yaml
  - notice: 2008-09-29
"""


def test_a_scenario_asks_for_a_comparison(run: Run, papers: tuple[str, str]) -> None:
    late = set_terms(BASE, {"covenants.debt-payoff.deadline": "3 years after closing"})
    Path("late.yaml").write_text(terms_yaml(late), encoding="utf-8")
    Path("case.yaml").write_text(SCENARIO, encoding="utf-8")
    done = run("run", "case.yaml")
    assert (done.code, done.err) == (0, "")
    lines = [line for line in done.out.splitlines() if "compared" in line]
    # On 2,000.00: as it is 40.33 + 6.14 + 19.73 = 66.20; B 45.37 + 13.81 + 12.27 = 71.45. The
    # scenario's changes and readings hold for both papers; BASE is the built-in paper in cash.
    assert lines[:3] == [
        "  compared with b.yaml: +5.25 USD by 3 terms",
        "  compared with b.yaml: +6.35 USD by 3 terms; +1.75 with both redeemed on 2008-10-29",
        "  compared with liquidmetal-2007: 0.00 USD by 0 terms",
    ]
    assert lines[3].startswith("  compared with late.yaml: the notice of 2008-09-29 is of a breach")
    held, apart, *_, plain = json.loads(run("run", "case.yaml", "--format", "json").out)
    assert held["compare"]["together"] == "5.25"
    alone = json.loads(run("compare", *papers, *NOTICE[:2], "--format", "json").out)
    del alone["notecalc"], alone["schema"], alone["one"]["terms"]
    del apart["compare"]["one"]["terms"]
    assert apart["compare"] == alone
    assert "compare" not in plain


def test_a_paper_to_compare_with_is_checked(run: Run, papers: tuple[str, str]) -> None:
    Path("b.yaml").write_text("name: Example\ncurrency: dollars\n", encoding="utf-8")
    Path("case.yaml").write_text(SCENARIO.replace("late.yaml", "a.yaml"), encoding="utf-8")
    done = run("check", "case.yaml")
    assert done.code == 1
    # The file that is wrong is named for each scenario that wants it, and no other is silenced.
    assert {line.partition(":")[0] for line in done.err.splitlines()} == {"b.yaml"}


DRAFT = Path(__file__).parent.parent / "scenarios" / "papers" / "draft.yaml"


def test_the_draft_of_the_readme(run: Run) -> None:
    # In notes, 1,188.12 from 1 October: 14 days at 10% are 4.56 and 30 at 15% 14.65: 1,207.33.
    # Twenty days to cure: 28 at 10% are 9.11, 16 at 15% 7.81: 1,205.04. At 18%: 30 days are 17.58.
    # Both: 9.11 and 16 days at 18%, 9.37: 1,206.60. -2.29 and 2.93 alone are 0.64, together -0.73.
    out = run("compare", "liquidmetal-2007", str(DRAFT), *NOTICE, "--format", "csv").out
    assert [row[4] for row in csv.reader(io.StringIO(out))][1:] == ["-2.29", "2.93", "-0.73"]
