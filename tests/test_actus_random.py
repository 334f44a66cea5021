"""Random ACTUS contracts, event by event, against the specification told a second time."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from actus_oracle import Loan, events, fraction

from notecalc.errors import NotecalcError
from notecalc.interop import actus

LOANS = 300


def a_loan(random: Random) -> Loan:
    exchange = date(2011, 1, 1) + timedelta(days=random.randrange(1200))
    maturity = exchange + timedelta(days=random.randrange(100, 1500))
    shift = random.choice(["NOS", "SCF", "SCMF", "SCP", "SCMP", "CSF", "CSMF", "CSP", "CSMP"])
    unit, number = random.choice(
        [("D", 27), ("W", 5), ("M", 1), ("M", 2), ("Q", 1), ("H", 1), ("Y", 1)]
    )
    anchor = exchange + timedelta(days=random.choice([0, 0, 17, 45]))
    loan = Loan(
        status=exchange - timedelta(days=2),
        exchange=exchange,
        maturity=maturity,
        principal=random.choice(["1000", "2500.25", "9999999.99"]),
        rate=random.choice(["0.1", "0.0475", "0.123456789", "0"]),
        count=random.choice(["A360", "A365", "30E360", "AA"]),
        anchor=anchor,
        cycle=(number, unit, random.randrange(2)),
        month_end=random.random() < 0.5,
        shift=shift,
        premium=random.choice(["0", "-20", "3.5"]),
    )
    inside = [exchange + timedelta(days=random.randrange(70, 100)) for _ in range(2)]
    if random.random() < 0.4:
        loan.grows_to = exchange + timedelta(days=random.randrange(60, 400))
        if loan.grows_to > maturity:
            loan.grows_to = None
    if random.random() < 0.4 and shift[:2] != "CS":
        loan.reset_anchor, loan.reset_cycle = inside[0], random.choice([(29, "D", 0), (1, "Q", 1)])
        on_days = {loan.moved(day)[0] for day in loan.days(loan.reset_anchor, loan.reset_cycle)}
        before = sorted(day for day in on_days if day < maturity)
        loan.observed = {day: f"0.0{random.randrange(1, 99999):05}" for day in before}
        loan.spread, loan.times = "0.0125", random.choice(["1", "2.5", "0.5"])
    if random.random() < 0.3:
        loan.fee = random.choice([("A", "12.5"), ("N", "0.0125")])
        if loan.grows_to:
            loan.fee = ("A", "12.5")
    if random.random() < 0.3:
        loan.bought = (inside[1], "990.5")
    if random.random() < 0.3 and maturity > exchange + timedelta(days=120):
        loan.ended = (exchange + timedelta(days=random.randrange(100, 120)), "1010")
    if random.random() < 0.25 and not loan.reset_anchor and loan.fee is None:
        loan.status = exchange + timedelta(days=random.randrange(60))
        loan.accrued = random.choice([None, "7.25"]) if loan.grows_to is None else None
    return loan


def test_random_contracts_agree_with_the_specification() -> None:
    random, kinds, refused = Random(9), Counter[str](), list[str]()
    for number in range(LOANS):
        loan = a_loan(random)
        terms, observed = loan.terms()
        try:
            found = actus.flows(actus.read(terms, observed))
        except NotecalcError as error:
            refused.append(error.problems[0].what)
            continue
        expected = events(loan)
        kinds.update(kind for _, kind, _, _ in expected)
        assert [(str(flow.on), flow.type) for flow in found] == [each[:2] for each in expected], (
            number, terms,
        )  # fmt: skip
        for flow, (on, kind, payoff, nominal) in zip(found, expected, strict=True):
            told = (number, on, kind, terms)
            assert abs(float(flow.payoff) - payoff) <= 1e-8, told
            assert abs(float(flow.nominal) - nominal) <= 1e-8, told
    assert all("carried: interest to" in what or "two fees" in what for what in refused)
    assert len(refused) < LOANS / 50
    assert min(kinds[kind] for kind in ("IED", "IP", "IPCI", "FP", "RR", "PRD", "TD", "MD")) > 20


def test_the_day_counts_of_the_oracle() -> None:
    # 31 January to 31 March 2012: 30E/360 60 days; 60 actual days, all of a leap year.
    start, end = date(2012, 1, 31), date(2012, 3, 31)
    found = [str(fraction(count, start, end)) for count in ("30E360", "A360", "A365", "AA")]
    assert found == ["1/6", "1/6", "12/73", "10/61"]
