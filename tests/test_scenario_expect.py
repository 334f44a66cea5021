"""What scenarios expect, checked: each figure from the worked table of the case, by hand."""

import pytest

from notecalc.errors import NotecalcError
from notecalc.redemption import redeem
from notecalc.scenario import Broken, Scenario, check_expectations, parse_scenarios

HEAD = "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
NOTICED = "notice: 2008-09-29, redeem_on: 2008-10-15"


def unmet(facts: str, expected: str) -> list[str]:
    text = f"{HEAD}  - {{{facts}, expect: {{{expected}}}}}\n"
    (found,) = parse_scenarios(text, "f.yaml").scenarios
    if isinstance(found, Broken):
        raise NotecalcError(*found.problems)
    return [str(each) for each in check_expectations(found, redeem(found.terms, found.facts))]


MET = {
    "events": "closing: 2007-01-03, covenant_deadline: 2007-01-10, breach: 2007-01-11,"
    " notice: 2008-09-29, cure_deadline: 2008-10-14, event_of_default: 2008-10-15,"
    " default_rate_from: 2008-10-15, redemption: 2008-10-15, redemption_date: 2008-10-15",
    "amounts": "principal: 1188.12, accrued_interest: 4.56, total: 1192.68, per_diem: 0.49",
    "amounts written otherwise": "principal: '1188.120', per_diem: 00.49, total: \" 1192.68 \"",
    "of a clock": "breach.covenant: 2007-01-11, cure_deadline.covenant: 2008-10-14",
    "of no clock": "notice.covenant: 2008-09-29, redemption.payment: 2008-10-15",
    "none": "cured: none, waived: , breach.payment: ~, cure_deadline.payment: none",
    "state": "state: default",
    # the cover pages of Schedule 13D/A no. 2; 17 CFR 240.13d-3(d)(1)(i) for the last
    "holders": "holders.partners.shares: 275355, holders.group.total: 3731324,"
    " holders.group.reported_total: 3731323, holders.group.total_off: 1,"
    " holders.group.percent: 8.34%, holders.group.percent_by_rule: 7.87%",
    "percentages written otherwise": "holders.group.percent: 0.0834, holders.offshore.percent: 3%",
    "what is reported": "holders.group.reported_shares: none, holders.group.shares_off: none,"
    " holders.partners.percent_off: 0%, holders.partners.amount: none",
    "the class": "holders.shares_outstanding: 44726295, holders.as_of: 2008-07-31",
}


@pytest.mark.parametrize("name", MET)
def test_expectations_met(name: str) -> None:
    assert unmet(NOTICED, MET[name]) == []


UNMET = {
    "total: 1192.69": "f.yaml:4:69: scenarios.0.expect.total: total is 1192.68, expected 1192.69;"
    " mend the scenario or the expectation",
    "state: cured": "f.yaml:4:69: scenarios.0.expect.state: state is default, expected cured;"
    " mend the scenario or the expectation",
    "breach: 2007-01-09": "f.yaml:4:70: scenarios.0.expect.breach: breach is 2007-01-11,"
    " expected 2007-01-09; mend the scenario or the expectation",
    "cured: 2008-10-01": "f.yaml:4:69: scenarios.0.expect.cured: cured is none,"
    " expected 2008-10-01; mend the scenario or the expectation",
    "breach.payment: 2008-10-01": "f.yaml:4:78: scenarios.0.expect.breach.payment: breach.payment"
    " is none, expected 2008-10-01; mend the scenario or the expectation",
    "redemption: none": "f.yaml:4:74: scenarios.0.expect.redemption: redemption is 2008-10-15,"
    " expected none; mend the scenario or the expectation",
    "holders.group.total: 3731323": "f.yaml:4:83: scenarios.0.expect.holders.group.total:"
    " holders.group.total is 3731324, expected 3731323; mend the scenario or the expectation",
    "holders.group.percent: 7.87%": "f.yaml:4:85: scenarios.0.expect.holders.group.percent:"
    " holders.group.percent is 8.34%, expected 7.87%; mend the scenario or the expectation",
    "holders.group.total_off: -1": "f.yaml:4:87: scenarios.0.expect.holders.group.total_off:"
    " holders.group.total_off is 1, expected -1; mend the scenario or the expectation",
    "holders.group.percent_off: -0.01%": "f.yaml:4:89:"
    " scenarios.0.expect.holders.group.percent_off: holders.group.percent_off is 0%,"
    " expected -0.01%; mend the scenario or the expectation",
    "per_diem: ": "f.yaml:4:71: scenarios.0.expect.per_diem: per_diem is 0.49, expected none;"
    " mend the scenario or the expectation",
}


@pytest.mark.parametrize("expected", UNMET)
def test_expectations_not_met(expected: str) -> None:
    (message,) = unmet(NOTICED, expected)
    place, _, rest = UNMET[expected].partition(": ")
    assert message.partition(": ")[2] == rest
    assert message.startswith(place.rpartition(":")[0])


def test_the_place_is_that_of_the_value() -> None:
    text = HEAD + "  - notice: 2008-09-29\n    expect:\n      total: 1.00\n      state: default\n"
    (found,) = parse_scenarios(text, "f.yaml").scenarios
    assert isinstance(found, Scenario)
    (problem,) = check_expectations(found, redeem(found.terms, found.facts))
    assert (problem.line, problem.column) == (6, 14)


def test_a_bare_event_is_the_governing_one() -> None:
    facts = "notice: 2008-09-29, missed: [2008-09-30]"
    expected = (
        "event_of_default: 2008-10-04, event_of_default.covenant: 2008-10-15, breach: 2008-10-01"
    )
    assert unmet(facts, expected) == []
    cured = "notice: 2008-09-29, missed: [2008-09-30], cured: {covenant: 2008-10-01}"
    assert unmet(cured, "cured: none, cured.covenant: 2008-10-01") == []


def test_where_nothing_governs_a_bare_event_is_the_first_listed() -> None:
    cured = "{covenant: 2008-10-14, payment: 2008-10-02}"
    facts = f"notice: 2008-09-29, missed: [2008-09-30], cured: {cured}"
    expected = "state: cured, breach: 2007-01-11, cured: 2008-10-02, total: none, redemption: none"
    assert unmet(facts, expected) == []
    assert len(unmet(facts, "redemption_date: 2008-10-15, principal: 1.00")) == 2


BAD = {
    "totl: 1": "unknown expectation 'totl'; did you mean total?",
    "total.covenant: 1": "unknown expectation 'total.covenant'",
    "breach.: 2007-01-11": "unknown event of default ''",
    "breach.covenent: 2007-01-11": "did you mean covenant?",
    "breach: 2007-02-30": "there is no day 2007-02-30",
    "total: 1e3": "'1e3' is not an amount; write a decimal such as 1192.68, or none",
    "total: -1": "'-1' is not an amount",
    "total: [1]": "a list stands where what is expected is wanted",
    "state: ripe": "unknown state 'ripe'",
    "holders.group.totl: 1": "unknown figure of a holder 'totl'; did you mean total?",
    "holders.gruop.total: 1": "unknown holder 'gruop'; did you mean group?",
    "holders.group: 1": "unknown figure of the holders 'group'",
    "holder.group.total: 1": "unknown expectation 'holder.group.total'; did you mean holders.group",
    "holders.group.total: 1e3": "'1e3' is not a count of shares; write digits alone",
    "holders.group.total: -1": "'-1' is not a count of shares; write digits alone",
    "holders.group.percent: 8.34": "percent 8.34 has no %; did you mean 8.34%?",
    "holders.group.percent: -1%": "percent -1% is below zero",
    "holders.partners.amount: -1": "'-1' is not an amount",
    "holders.as_of: 1": "'1' is not a date",
}


@pytest.mark.parametrize("expected", BAD)
def test_expectations_that_cannot_be(expected: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        unmet(NOTICED, expected)
    assert BAD[expected] in str(caught.value)


def test_expectations_are_read_in_the_file_s_order_and_together() -> None:
    with pytest.raises(NotecalcError) as caught:
        unmet(NOTICED, "totl: 1, breach: x, state: ripe")
    columns = [problem.column for problem in caught.value.problems]
    assert len(columns) == 3
    assert columns == sorted(columns)


SHARED = (
    "set: {holders: [{id: a, name: A, principal: 600.00}, {id: b, name: B, principal: 400.00}],"
    " ownership: {groups: [{id: both, name: AB, members: [a, b]}]}}"
)


def test_what_each_holder_gets() -> None:
    # 1,192.68 by 600 and 400: 715.608 and 477.072, the cent left over to the larger remainder
    amounts = "holders.a.amount: 715.61, holders.b.amount: 477.07, holders.both.amount: none"
    assert unmet(f"{NOTICED}, {SHARED}", amounts) == []
    assert unmet(f"{NOTICED}, {SHARED}", "holders.shares_outstanding: none") == []
    assert unmet(f"{NOTICED}, {SHARED}", "holders.a.percent: none, holders.as_of: none") == []


def test_holders_without_ids_cannot_be_expected_of() -> None:
    bare = "set: {holders: [{name: A, shares: 1}], ownership: ~}"
    with pytest.raises(NotecalcError, match="no holder has an id; give holders ids in the terms"):
        unmet(f"{NOTICED}, {bare}", "holders.a.total: 1")
