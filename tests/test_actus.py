"""ACTUS contracts: how terms are read, refused and run, against figures worked by hand.

The published contracts are in conformance/contracts.py. Unless a row says otherwise the contract
lends 1,000 from 1 January to 1 July 2013 at 12%, 30E360: 10 a month, paid monthly. An event is
told as ``month-day TYPE payoff =nominal``.
"""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from notecalc.calendars import business_calendar
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.interop.actus import events, flows, read
from notecalc.interop.actus.cycles import Cycle, Shift
from notecalc.interop.actus.files import read_file

TERMS: dict[str, Any] = {
    "contractType": "PAM",
    "contractID": "loan",
    "contractRole": "RPA",
    "currency": "USD",
    "statusDate": "2012-12-31T00:00:00",
    "initialExchangeDate": "2013-01-01T00:00:00",
    "maturityDate": "2013-07-01T00:00:00",
    "notionalPrincipal": "1000",
    "nominalInterestRate": 0.12,
    "dayCountConvention": "30E360",
    "cycleAnchorDateOfInterestPayment": "2013-01-01T00:00:00",
    "cycleOfInterestPayment": "P1ML0",
}
QUARTERLY = {"cycleOfInterestPayment": "P3ML0"}
RESET = {
    "cycleAnchorDateOfRateReset": "2013-02-01",
    "cycleOfRateReset": "P3ML1",
    "rateSpread": "0.02",
    "marketObjectCodeOfRateReset": "INDEX",
}
FEE = {"cycleAnchorDateOfFee": "2013-01-01", "cycleOfFee": "P3ML0"}


def told(changes: dict[str, Any], observed: list[dict[str, Any]] | None = None) -> list[str]:
    found = flows(read({**TERMS, **changes}, observed or []))
    return [
        f"{flow.on:%m-%d} {flow.type} {flow.payoff.normalize():f} ={flow.nominal.normalize():f}"
        for flow in found
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("changes", "expected", "source"),
    [
        (
            QUARTERLY,
            ["01-01 IED -1000 =1000", "01-01 IP 0 =1000", "04-01 IP 30 =1000", "07-01 IP 30 =1000",
             "07-01 MD 1000 =0"],
            "1,000 × 12% × 90/360",
        ),
        (
            {**QUARTERLY, "contractRole": "RPL", "premiumDiscountAtIED": -200},
            ["01-01 IED 800 =-1000", "01-01 IP 0 =-1000", "04-01 IP -30 =-1000",
             "07-01 IP -30 =-1000", "07-01 MD -1000 =0"],
            "a liability: every sign turned; 1,000 less a discount of 200",
        ),
        (
            {**QUARTERLY, "cycleAnchorDateOfInterestPayment": None},
            ["01-01 IED -1000 =1000", "04-01 IP 30 =1000", "07-01 IP 30 =1000",
             "07-01 MD 1000 =0"],
            "without an anchor the cycle begins one step after the exchange",
        ),
        (
            {"cycleAnchorDateOfInterestPayment": "2013-03-01", "cycleOfInterestPayment": ""},
            ["01-01 IED -1000 =1000", "03-01 IP 20 =1000", "07-01 IP 40 =1000",
             "07-01 MD 1000 =0"],
            "an anchor alone: on it, and at maturity",
        ),
        (
            {"cycleAnchorDateOfInterestPayment": "2013-07-01", "cycleOfInterestPayment": "",
             "cycleAnchorDateOfFee": "2013-07-01", "cycleOfFee": "P1ML0", "feeBasis": "A",
             "feeRate": "3"},
            ["01-01 IED -1000 =1000", "07-01 IP 60 =1000", "07-01 FP 3 =1000",
             "07-01 MD 1000 =0"],
            "all at maturity",
        ),
        (
            {"nominalInterestRate": None, "cycleOfInterestPayment": None,
             "cycleAnchorDateOfInterestPayment": None},
            ["01-01 IED -1000 =1000", "07-01 MD 1000 =0"],
            "no interest",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-02-01"},
            ["04-01 IP 30 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "accrued from the exchange on, where it does not say what had accrued",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-05-01"},
            ["07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "accrued from the interest date before the status date, 1 April",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-04-01", "accruedInterest": "0"},
            ["07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "what falls on the status date is past",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-01-01", "accruedInterest": "7"},
            ["04-01 IP 37 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "7 had accrued on the day of exchange, which is past",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-02-01", "accruedInterest": "7"},
            ["04-01 IP 27 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "7 and two months from the status date",
        ),
        (
            {**QUARTERLY, "contractRole": "RPL", "statusDate": "2013-02-01",
             "accruedInterest": "-7"},
            ["04-01 IP -27 =-1000", "07-01 IP -30 =-1000", "07-01 MD -1000 =0"],
            "what is owed of a liability is below zero, as its nominal is",
        ),
        (
            {**QUARTERLY, "cycleAnchorDateOfInterestPayment": "2012-12-01"},
            ["01-01 IED -1000 =1000", "03-01 IP 30 =1000", "07-01 IP 40 =1000",
             "07-01 MD 1000 =0"],
            "an anchor before the exchange: interest is paid from it on; 1 June joins the end",
        ),
        (
            {"cycleAnchorDateOfInterestPayment": "2012-11-01", "cycleOfInterestPayment": "P2ML0"},
            ["01-01 IED -1000 =1000", "01-01 IP 20 =1000", "03-01 IP 20 =1000",
             "05-01 IP 20 =1000", "07-01 IP 20 =1000", "07-01 MD 1000 =0"],
            "the same, with an interest date on the day of exchange",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-04-01"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "04-01 IPCI 0 =1030",
             "07-01 IP 30.9 =1030", "07-01 MD 1030 =0"],
            "30 added; 1,030 × 3%",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2014-04-01"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "04-01 IPCI 0 =1030",
             "07-01 IPCI 0 =1060.9", "07-01 MD 1060.9 =0"],
            "capitalized to the end: 1,030 × 1.03",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-04-01", "accruedInterest": "100"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1100", "04-01 IPCI 0 =1133",
             "07-01 IP 33.99 =1133", "07-01 MD 1133 =0"],
            "100 added on the first day; 1,100 × 1.03; 1,133 × 3%",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2012-06-01"},
            ["01-01 IED -1000 =1000", "01-01 IP 0 =1000", "04-01 IP 30 =1000",
             "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "a capitalization that is past",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-04-01",
             "terminationDate": "2013-02-01", "priceAtTerminationDate": "990"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "02-01 TD 1000 =0"],
            "990 and a month accrued",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-04-01",
             "terminationDate": "2013-04-01", "priceAtTerminationDate": "990"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "04-01 IPCI 0 =1030",
             "04-01 TD 990 =0"],
            "what has been capitalized has not accrued",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-04-01",
             "purchaseDate": "2013-05-01", "priceAtPurchaseDate": "990"},
            ["05-01 PRD -1000.3 =1030", "07-01 IP 30.9 =1030", "07-01 MD 1030 =0"],
            "990 and 1,030 × 1%",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-02-01", "accruedInterest": "7",
             "purchaseDate": "2013-03-01", "priceAtPurchaseDate": "990"},
            ["03-01 PRD -1007 =1000", "04-01 IP 27 =1000", "07-01 IP 30 =1000",
             "07-01 MD 1000 =0"],
            "990, 7 accrued by the status date, 10 since",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-02-01", "accruedInterest": "7",
             "purchaseDate": "2013-02-01", "priceAtPurchaseDate": "990"},
            ["04-01 IP 27 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "a purchase on the status date is past",
        ),
        (
            {**QUARTERLY, "businessDayConvention": "CSF", "calendar": "MF",
             "maturityDate": "2013-06-30", "cycleAnchorDateOfInterestPayment": "2013-06-29"},
            ["01-01 IED -1000 =1000", "06-30 IP 59.33333333333333333333 =1000",
             "06-30 IP 0.33333333333333333333 =1000", "06-30 MD 1000 =0"],
            "Saturday would move past maturity on Sunday: its 178 days are paid then, too",
        ),
        (
            {"businessDayConvention": "CSF", "calendar": "MF", "maturityDate": "2013-05-01",
             "cycleAnchorDateOfInterestPayment": "2013-03-30", "cycleOfInterestPayment": None,
             "capitalizationEndDate": "2013-03-31"},
            ["01-01 IED -1000 =1000", "04-01 IPCI 0 =1029.66666666666666666667",
             "05-01 IP 10.63988888888888888889 =1029.66666666666666666667",
             "05-01 MD 1029.66666666666666666667 =0"],
            "both move to Monday 1 April: one event, of interest to 31 March (89 days of 30E/360),"
            " then 31 days: 3,089/3 × 31/3,000 = 95,759/9,000",
        ),
        (
            {**QUARTERLY, **FEE, "feeBasis": "A", "feeRate": "3", "statusDate": "2013-02-01",
             "accruedInterest": "10"},
            ["04-01 IP 30 =1000", "04-01 FP 3 =1000", "07-01 IP 30 =1000", "07-01 FP 3 =1000",
             "07-01 MD 1000 =0"],
            "fees of a fixed amount",
        ),
        (
            {**QUARTERLY, **FEE, "feeBasis": "N", "feeRate": "0.012", "feeAccrued": "1",
             "statusDate": "2013-02-01"},
            ["04-01 IP 30 =1000", "04-01 FP 3 =1000", "07-01 IP 30 =1000", "07-01 FP 3 =1000",
             "07-01 MD 1000 =0"],
            "1 accrued, and 1 a month from the status date",
        ),
        (
            {**QUARTERLY, **FEE, "feeBasis": "A", "feeRate": "3",
             "capitalizationEndDate": "2013-04-01"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "01-01 FP 3 =1000",
             "04-01 IPCI 0 =1030", "04-01 FP 3 =1030", "07-01 IP 30.9 =1030", "07-01 FP 3 =1030",
             "07-01 MD 1030 =0"],
            "fees on a nominal that grows",
        ),
    ],
)  # fmt: skip
def test_events(changes: dict[str, Any], expected: list[str], source: str) -> None:
    assert told(changes) == expected, source


@pytest.mark.parametrize(
    ("changes", "values", "expected", "source"),
    [
        (
            QUARTERLY,
            {"2013-02-01": "0.04", "2013-05-01": "0.10"},
            ["01-01 IED -1000 =1000", "01-01 IP 0 =1000", "02-01 RR 0 =1000", "04-01 IP 20 =1000",
             "05-01 RR 0 =1000", "07-01 IP 25 =1000", "07-01 MD 1000 =0"],
            "10 at 12%, 10 at 6%; 5 at 6%, 20 at 12%",
        ),
        (
            {**QUARTERLY, "cycleAnchorDateOfRateReset": "2013-01-01"},
            {"2013-01-01": "0.10", "2013-04-01": "0.04"},
            ["01-01 IED -1000 =1000", "01-01 IP 0 =1000", "01-01 RR 0 =1000", "04-01 IP 30 =1000",
             "04-01 RR 0 =1000", "07-01 IP 15 =1000", "07-01 MD 1000 =0"],
            "reset on the day of exchange: 12%, then 6%",
        ),
        (
            {**QUARTERLY, "capitalizationEndDate": "2013-03-01"},
            {"2013-02-01": "0.04", "2013-05-01": "0.10"},
            ["01-01 IED -1000 =1000", "01-01 IPCI 0 =1000", "02-01 RR 0 =1000",
             "03-01 IPCI 0 =1015", "04-01 IP 5.075 =1015", "05-01 RR 0 =1015",
             "07-01 IP 25.375 =1015", "07-01 MD 1015 =0"],
            "10 at 12%, 5 at 6%, then 1,015: 0.5%; 0.5% and 2%",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-03-01"},
            {"2013-05-01": "0.10"},
            ["04-01 IP 30 =1000", "05-01 RR 0 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "a reset before the status date is past: the rate is 12% as it stands",
        ),
        (
            {**QUARTERLY, "statusDate": "2013-02-01", "accruedInterest": "0"},
            {"2013-05-01": "0.10"},
            ["04-01 IP 20 =1000", "05-01 RR 0 =1000", "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "and so is one on it",
        ),
        (
            {**QUARTERLY, "businessDayConvention": "SCF", "calendar": "MF",
             "cycleAnchorDateOfRateReset": "2013-06-01"},
            {"2013-06-03": "0.10"},
            ["01-01 IED -1000 =1000", "01-01 IP 0 =1000", "04-01 IP 30 =1000", "06-03 RR 0 =1000",
             "07-01 IP 30 =1000", "07-01 MD 1000 =0"],
            "Saturday 1 June moves to Monday, on which the rate is observed",
        ),
    ],
)  # fmt: skip
def test_resets(
    changes: dict[str, Any], values: dict[str, str], expected: list[str], source: str
) -> None:
    observed = [{"date": on, "value": value} for on, value in values.items()]
    assert told({**RESET, **changes}, observed) == expected, source


@pytest.mark.parametrize(
    ("cycle", "anchor", "before", "month_end", "expected", "source"),
    [
        ("P1ML0", "2013-01-31", "2013-04-30", False, "01-31 02-28 03-31", "each from the anchor"),
        ("P1ML0", "2013-02-28", "2013-05-31", True, "02-28 03-31 04-30", "month ends stay"),
        ("P1ML0", "2013-02-28", "2013-05-28", False, "02-28 03-28 04-28", "the same day stays"),
        ("P1ML0", "2013-01-30", "2013-03-30", True, "01-30 02-28", "the 30th is no month end"),
        ("P28DL1", "2013-01-31", "2013-03-28", True, "01-31 02-28", "days know no month end"),
        ("P1WL1", "2013-01-01", "2013-01-16", False, "01-01 01-08 01-15", "weeks"),
        ("P1QL1", "2013-01-01", "2013-07-02", False, "01-01 04-01 07-01", "quarters"),
        ("P1HL1", "2013-01-01", "2013-07-02", False, "01-01 07-01", "half-years"),
        ("P1YL1", "2013-01-01", "2013-07-02", False, "01-01", "years"),
        ("P1ML0", "2013-01-01", "2013-02-15", False, "01-01", "a long stub takes the last"),
        ("P1ML0", "2013-01-01", "2013-01-15", False, "01-01", "and never the anchor"),
        ("P1ML1", "2013-01-01", "2013-02-15", False, "01-01 02-01", "a short one leaves it"),
        ("P1ML0", "2013-01-01", "2013-02-01", False, "01-01", "no stub"),
    ],
)
def test_cycles(
    cycle: str, anchor: str, before: str, month_end: bool, expected: str, source: str
) -> None:
    found = Cycle.parse(cycle).dates(day(anchor), day(before), month_end)
    assert " ".join(f"{each:%m-%d}" for each in found) == expected, source


@pytest.mark.parametrize(
    ("rule", "expected", "source"),
    [
        ("SCF", "2013-04-01", "Saturday 30 March 2013 to Monday"),
        ("CSMF", "2013-03-29", "Monday is in April"),
        ("SCP", "2013-03-29", "Friday"),
        ("CSMP", "2013-03-29", "Friday is in March"),
        ("NOS", "2013-03-30", "no shift"),
    ],
)
def test_shifts(rule: str, expected: str, source: str) -> None:
    shift = Shift.parse(rule)
    assert shift.on(day("2013-03-30"), business_calendar("weekends")) == day(expected), source
    assert shift.on(day("2013-03-30"), None) == day("2013-03-30")


def test_modified_preceding_stays_in_the_month() -> None:
    # Saturday 1 June 2013: Friday is in May, so that it goes to Monday.
    weekdays = business_calendar("weekends")
    assert Shift.parse("SCMP").on(day("2013-06-01"), weekdays) == day("2013-06-03")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contractType": "ANN"}, "contractType: 'ANN' cannot be carried; write PAM"),
        ({"contractRole": "BUY"}, "contractRole: 'BUY' cannot be carried; write RPA or RPL"),
        ({"currency": "usd"}, "currency: 'usd' is not a currency; write its three capital letters"),
        ({"statusDate": None}, "statusDate: this term is missing; write the day as of which"),
        ({"statusDate": "2013-07-01"}, "statusDate: the contract ended on 2013-07-01; write a day"),
        ({"maturityDate": "2013-01-01"}, "maturityDate: 2013-01-01 is not after the exchange on"),
        ({"maturityDate": "2013-13-01"}, "maturityDate: there is no day 2013-13-01; write a day"),
        ({"initialExchangeDate": "2013-01-01T12:00:00"},
         "initialExchangeDate: the time of day 12:00:00 cannot be carried; write 2013-01-01T00:"),
        ({"notionalPrincipal": "0"}, "notionalPrincipal: amount 0 is not above zero; write a"),
        ({"notionalPrincipal": "1_0"}, "notionalPrincipal: '1_0' is not a number; write a decimal"),
        ({"notionalPrincipal": True}, "notionalPrincipal: 'True' is not a number; write a decimal"),
        ({"notionalPrincipal": "1e15000"}, "notionalPrincipal: '1e15000' cannot be carried; write"),
        ({"premiumDiscountAtIED": "nan"}, "premiumDiscountAtIED: 'nan' cannot be carried; write a"),
        ({"nominalInterestRate": "-0.01"}, "nominalInterestRate: rate -0.01 is below zero; write"),
        ({"nominalInterestRate": None}, "nominalInterestRate: this term is missing; write it"),
        ({"dayCountConvention": "28E336"},
         "dayCountConvention: '28E336' cannot be carried; write AA or A360 or A365 or 30E360 or"),
        ({"calendar": "CUSTOM"}, "calendar: 'CUSTOM' cannot be carried; write NC or MF"),
        ({"businessDayConvention": "SCX"},
         "businessDayConvention: 'SCX' is no business day convention; write NOS, SCF, SCMF, SCP"),
        ({"endOfMonthConvention": "EM"}, "endOfMonthConvention: 'EM' cannot be carried; write SD"),
        ({"cycleOfInterestPayment": "1M-"}, "cycleOfInterestPayment: '1M-' is not a cycle; write"),
        ({"cycleOfInterestPayment": "P1M"}, "cycleOfInterestPayment: 'P1M' is not a cycle; write"),
        ({"cycleOfInterestPayment": "P1DL0", "maturityDate": "2193-01-01"},
         "cycleOfInterestPayment: there are more than 10,000 dates before 2193-01-01; write a"),
        ({"cycleOfInterestPayment": None, "cycleAnchorDateOfInterestPayment": None},
         "cycleOfInterestPayment: this term is missing; write one such as P1ML0"),
        ({"cycleAnchorDateOfInterestPayment": "2013-08-01"},
         "cycleAnchorDateOfInterestPayment: 2013-08-01 is after maturity on 2013-07-01; write an"),
        ({"capitalizationEndDate": "2013-04-01", "accruedInterest": "5",
          "cycleAnchorDateOfInterestPayment": "2013-02-01"},
         "accruedInterest: this cannot be carried with capitalizationEndDate after the first"),
        ({"lifeCap": "0.05"}, "lifeCap: this term cannot be carried; leave it out"),
        ({"maturityDat": "2014-01-01"},
         "maturityDat: this term cannot be carried; did you mean maturityDate? or leave it out"),
        ({"prepaymentEffect": "A"}, "prepaymentEffect: 'A' cannot be carried; write N, or leave"),
        ({"terminationDate": "2014-01-01", "priceAtTerminationDate": "1"},
         "terminationDate: 2014-01-01 is not from 2013-01-01 to 2013-07-01, the life of the"),
        ({"purchaseDate": "2013-02-01"}, "priceAtPurchaseDate: this term is missing; write it"),
        ({"contractRole": "RPL", "purchaseDate": "2013-02-01", "priceAtPurchaseDate": "1"},
         "purchaseDate: the trade of a liability cannot be carried; write contractRole RPA, and"),
        ({"businessDayConvention": "CSP", "calendar": "MF", "terminationDate": "2013-05-31",
          "priceAtTerminationDate": "990"},
         "terminationDate: 2013-05-31 cannot be carried: interest to 2013-06-01 is paid"),
        ({"businessDayConvention": "CSF", "calendar": "MF", "statusDate": "2013-06-01"},
         "statusDate: 2013-06-01 cannot be carried: interest to 2013-06-01 is paid on 2013-06-03;"),
        ({"businessDayConvention": "SCF", "calendar": "MF", "feeRate": "3", "feeBasis": "A",
          "cycleAnchorDateOfFee": "2013-01-01", "cycleOfFee": "P1DL0"},
         "cycleOfFee: two fees move to one day; write a longer cycle"),
        ({**FEE}, "feeRate: this term is missing; write it, or leave out cycleOfFee"),
        ({"feeRate": "3", "feeBasis": "A"},
         "cycleOfFee: this term is missing; write it, or leave out feeRate"),
        ({**FEE, "feeRate": "3"}, "feeBasis: this term is missing; write A or N"),
        ({**FEE, "feeRate": "0.1", "feeBasis": "N", "capitalizationEndDate": "2013-04-01"},
         "feeBasis: a fee on the nominal cannot be carried with capitalizationEndDate; write A"),
        (RESET, "marketObjectCodeOfRateReset: no rate of INDEX is observed on 2013-02-01; write"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(NotecalcError) as refused:
        events({**TERMS, **changes})
    assert any(str(problem).startswith(message) for problem in refused.value.problems), str(
        refused.value
    )


def test_without_a_maturity_the_rest_is_told_all_the_same() -> None:
    with pytest.raises(NotecalcError) as refused:
        events({**TERMS, **FEE, "feeBasis": "A", "feeRate": "3", "maturityDate": "", "x": "1"})
    assert [problem.path for problem in refused.value.problems] == ["x", "maturityDate"]


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(NotecalcError) as refused:
        events({"lifeCap": 1, **TERMS, "contractType": "LAM", "currency": "", **RESET})
    named = [problem.path for problem in refused.value.problems]
    market = "marketObjectCodeOfRateReset"
    assert named == ["lifeCap", "contractType", "currency", market, market]


@pytest.mark.parametrize(
    ("observed", "message"),
    [
        ({"date": "2013-02-01"}, "observed.0: this is no observed rate; write its date and its"),
        (5, "observed.0: this is no observed rate; write its date and its value"),
        ({"date": "1 May", "value": 1}, "observed.0: '1 May' is not a date; write YYYY-MM-DD"),
        ({"date": "2013-02-01", "value": "x"}, "observed.0: 'x' is not a number; write a decimal"),
        (
            {"date": "2013-02-01", "value": "-0.03"},
            "marketObjectCodeOfRateReset: rate -0.01 is below zero; write it as 12% or 0.12",
        ),
    ],
)
def test_an_observed_rate_that_is_none(observed: Any, message: str) -> None:
    with pytest.raises(NotecalcError) as refused:
        events({**TERMS, **RESET}, [observed])
    assert any(str(problem).startswith(message) for problem in refused.value.problems)


def test_a_rate_is_observed_once_a_day() -> None:
    twice = [{"date": "2013-02-01", "value": "0.1"}] * 2
    with pytest.raises(NotecalcError, match=r"observed\.1: 2013-02-01 is there twice; keep one"):
        events({**TERMS, **RESET}, twice)


def test_nothing_is_rounded_that_one_can_see() -> None:
    # A third of a cent and more, from the largest principal: exact to 10^-20.
    terms = {**TERMS, "notionalPrincipal": "999999999999999", "dayCountConvention": "A365"}
    exact = Fraction(999_999_999_999_999 * 12 * 31, 100 * 365)
    found = flows(read(terms))[2]
    assert found.on == day("2013-02-01")
    assert abs(Fraction(found.payoff) - exact) <= Fraction(1, 2 * 10**20)


def test_terms_are_texts_or_numbers() -> None:
    numbers = {"notionalPrincipal": 1000.0, "nominalInterestRate": Decimal("0.12")}
    assert events({**TERMS, **numbers}) == events(TERMS)
    assert events(TERMS)[-1] == {
        "date": "2013-07-01", "type": "MD", "payoff": 1000.0, "nominal": 0.0,
    }  # fmt: skip


# --- files and the command line ---

OBSERVED = [{"date": "2013-02-01", "value": 0.04}, {"date": "2013-05-01", "value": 0.1}]
ACTUS = {
    "INDEX": {
        "identifier": "INDEX",
        "data": [{"timestamp": f"{each['date']}T00:00:00", "value": "0.04"} for each in OBSERVED],
    }
}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (TERMS, ["loan"]),
        ({"terms": TERMS}, ["loan"]),
        ([TERMS, {**TERMS, "contractID": None}], ["loan", "2"]),
        ({"one": {"identifier": "one", "terms": {**TERMS, "contractID": ""}}}, ["one"]),
        ({"terms": {**TERMS, **RESET}, "observed_rates": OBSERVED}, ["loan"]),
        (
            {"a": {"terms": {**TERMS, **RESET}, "dataObserved": ACTUS, "to": "", "results": []}},
            ["loan"],
        ),
    ],
)
def test_files(tmp_path: Path, content: Any, names: list[str]) -> None:
    file = tmp_path / "contracts.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    assert [each.name for each in read_file(str(file))] == names


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"a": 1, "a": 2}]', "FILE: the key 'a' is there twice; keep one of them"),
        ("[1]", "FILE: this is no contract; write its terms, such as"),
        ('{"a": 1, "b": 2}', "FILE: a: this is no contract; write its terms, such as"),
        ("[\n1,,]", "FILE:2:3: not JSON: expecting value; mend it"),
        ("[" * 100_000, "FILE: this is nested too deeply; write a contract, or a list of them"),
        ("\xff", "FILE: this is not UTF-8; save it as UTF-8"),
        (" " * 5_000_001, "FILE: the file is larger than 5 MB; split it"),
        ('{"terms": {}, "to": "2013"}', "FILE: to: this cannot be carried; leave it out"),
        ('{"terms": {}, "observed_rates": 3}', "FILE: observed_rates: this is no list; write a"),
        ('{"terms": {}, "dataObserved": 3}', "FILE: dataObserved: these are no observed rates;"),
        ('{"contractType": "PAM"}', "FILE: contractRole: this term is missing; write RPA or RPL"),
    ],
)
def test_files_that_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    file = tmp_path / "contracts.json"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SystemExit) as left:
        main(["schedule", "--actus", str(file)])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (1, "")
    assert any(
        line.startswith(message.replace("FILE", str(file))) for line in said.err.splitlines()
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotecalcError, match="the file cannot be read: no such file or directory"):
        read_file(str(tmp_path / "none.json"))


@pytest.fixture
def contract(tmp_path: Path) -> str:
    file = tmp_path / "loan.json"
    file.write_text(json.dumps({**TERMS, **QUARTERLY, "dayCountConvention": "A365"}), "utf-8")
    return str(file)


# 1,000 × 12% × 90/365 = 29.589041095890…, and 91/365 = 29.917808219178…
@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", "loan, USD\n  date        type"),
        ("csv", "contract,date,type,payoff,nominal\r\nloan,2013-01-01,IED,-1000.0000000000,1000."),
        ("json", '[\n  {\n    "contract": "loan",\n    "currency": "USD",\n    "events": ['),
    ],
)
def test_events_printed(
    capsys: pytest.CaptureFixture[str], contract: str, form: str, expected: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["schedule", "--actus", contract, "--format", form])
    said = capsys.readouterr()
    assert (left.value.code, said.err) == (0, "")
    assert said.out.startswith(expected)
    assert "29.58904109" in said.out
    assert "29.91780821" in said.out


def test_events_written_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], contract: str
) -> None:
    file = tmp_path / "events.csv"
    for target in (str(file), "-"):
        with pytest.raises(SystemExit) as left:
            main(["schedule", "--actus", contract, "--csv", target])
        assert left.value.code == 0
    said = capsys.readouterr()
    assert said.err == f"5 events written to {file}\n"
    assert file.read_bytes() == said.out.encode()


def test_actus_stands_alone(capsys: pytest.CaptureFixture[str], contract: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["schedule", "--actus", contract, "--notice", "2008-09-29"])
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert "--actus takes the terms from its file: leave out --notice." in said
