"""What is due, in the workbook: prices, fees and late fees by live formulas (rules 18 and 22).

Notes by their number, with prices of every kind, half of them with fees, late fees and payments;
each is recalculated as it is and after its principal, rates and prices are changed.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from core_strategies import ACCRUING, INTEREST_DATES, note
from spreadsheet import recalculated, rewritten
from workbooks import (
    due_of,
    has_no_values,
    input_cells,
    lines_of,
    named,
    readings_due,
    readings_of,
    schedule_of,
)

from notecalc import LIQUIDMETAL_2007, Facts, redeem
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.export.xlsx import xlsx_file
from notecalc.export.xlsx.beyond import beyond_formulas
from notecalc.facts import Fee, Payment
from notecalc.money import PaidIn, from_minor, minor_units
from notecalc.redemption import Result
from notecalc.terms import (
    ConversionTerm,
    DefaultFrom,
    LateFee,
    MakeWhole,
    PriceFrom,
    RedemptionTerm,
    ScheduledPayment,
    Terms,
)

NOTES = 24

Changes = dict[str, str]


def _random(number: int) -> tuple[Terms, Facts]:
    """A note by its number, with prices of every kind."""
    luck = random.Random(1000 + number)
    places = minor_units(currency := luck.choice(("USD", "USD", "USD", "JPY", "BHD")))
    digits = luck.choice((5, 7, 9, 11))
    principal = from_minor(luck.randrange(10 ** (digits - 1), 10**digits), places)
    base = luck.randrange(0, 2000)
    default = base + luck.randrange(0, 1000)
    issue = date(2006, 1, 1) + timedelta(luck.randrange(730))
    terms = note(
        issue=str(issue),
        maturity=luck.choice(("2008-02-28", "2010-01-03", "2014-02-15")),
        principal=f"{principal:f}",
        paid_in=tuple(PaidIn)[number // len(ACCRUING) % 2],
        base=f"{Decimal(base).scaleb(-4):f}",
        default=f"{Decimal(default).scaleb(-4):f}",
        dates=luck.choice(INTEREST_DATES),
        day_count=ACCRUING[number % len(ACCRUING)],
        start=luck.choice(tuple(DefaultFrom)),
        currency=currency,
    )
    sent = date(2008, 1, 11) + timedelta(luck.randrange(300))
    price, share_price = _share_prices(luck)
    if number % 2:
        share_price = price * Decimal(luck.randrange(90, 115)).scaleb(-2)
    right = ConversionTerm("Note 6", price)
    terms = replace(terms, conversion=right, redemption=_prices(luck, number, sent))
    facts = Facts(notice=sent, share_price=share_price)
    return _with_fees(luck, terms, facts) if number % 2 else (terms, facts)


def _with_fees(luck: random.Random, terms: Terms, facts: Facts) -> tuple[Terms, Facts]:
    """Fees and late fees, on interest, on scheduled principal and at maturity, partly paid."""
    places, due = minor_units(terms.currency), redeem(terms, facts).redemption
    assert due is not None
    periods = terms.interest_dates(terms.calendar.resolve()).periods()
    ends = [each.end for each in takewhile(lambda each: each.end < due.date, periods)][-3:]
    some = [end for end in ends if luck.random() < 0.7]
    matured = terms.maturity_date is not None and terms.maturity_date < due.date
    cents = [from_minor(luck.randrange(1, 99_999), places) for _ in range(9)]
    first = terms.issue_date + timedelta(1)
    days = [max(due.date - timedelta(luck.randrange(300)), first) for _ in range(6)]
    after = luck.choice((None, "5 days after due", "3 business days after due"))
    late = LateFee(
        "Note 9",
        Decimal(luck.randrange(0, 800)).scaleb(-4),
        luck.choice((None, cents[0])) if luck.random() < 0.7 else cents[1],
        Deadline.parse(after) if after else None,
    )
    if not late.rate and late.minimum is None:
        late = replace(late, minimum=cents[0])
    scheduled = [ScheduledPayment(each, cents[2]) for each in some[:1] if not matured]
    happened = replace(
        facts,
        missed=(*some, *([terms.maturity_date] if matured and terms.maturity_date else [])),
        redeem_on=due.date + timedelta(luck.randrange(200)),
        fees=tuple(Fee(on, amount) for on, amount in zip(days[:3], cents[3:], strict=False)),
        payments=tuple(Payment(on, part) for on, part in zip(days[3:6], cents[6:], strict=True)),
    )
    return replace(terms, late_fee=late, scheduled_payments=tuple(scheduled)), happened


def _share_prices(luck: random.Random) -> tuple[Decimal, Decimal]:
    """A conversion price and a share price, of cents or of thousands."""
    decimals = luck.choice((-2, 0, 1, 2, 4))
    one, two = (Decimal(luck.randrange(10, 300)).scaleb(-decimals) for _ in range(2))
    return one, two


def _share(luck: random.Random) -> Decimal:
    return Decimal(luck.randrange(98_000, 106_000)).scaleb(-5)


def _prices(luck: random.Random, number: int, sent: date) -> RedemptionTerm:
    days = sorted({sent + timedelta(luck.randrange(-900, 60)) for _ in range(number % 4)})
    return RedemptionTerm(
        "Note 4(b)",
        luck.choice((Decimal(1), Decimal("0.33333"))),
        _share(luck),
        tuple(PriceFrom(each, _share(luck)) for each in days),
        _share(luck) if number % 3 else None,
        conversion_value=number % 5 != 1,
        make_whole=_make_whole(luck, sent) if number % 4 else None,
    )


def _make_whole(luck: random.Random, sent: date) -> MakeWhole:
    until = luck.choice((None, sent + timedelta(luck.randrange(30, 2500))))
    return MakeWhole("Note 4(c)", Decimal(luck.randrange(0, 1500)).scaleb(-4), until)


def _changed(terms: Terms, facts: Facts, number: int) -> tuple[Terms, Facts, Changes]:
    """Another principal, rates and prices, and the same changes by named cell."""
    luck = random.Random(-number - 1000)
    principal = from_minor(
        int(terms.principal.scaleb(minor_units(terms.currency))) * 3 // 2 + luck.randrange(99),
        minor_units(terms.currency),
    )
    base = terms.base_rate + Decimal("0.0125")
    default = terms.default_rate + Decimal("0.025")
    term, price, minimum = terms.redemption, _share(luck), _share(luck)
    changes = {
        "principal": principal, "cash_rate": base, "note_rate": base,
        "default_cash_rate": default, "default_note_rate": default, "price": price,
    }  # fmt: skip
    if term.minimum is not None:
        changes["minimum_price"] = minimum
    late = terms.late_fee
    if late is not None:
        late = replace(late, rate=late.rate + Decimal("0.0117"))
        changes["late_fee_rate"] = late.rate
        if late.minimum is not None:
            changes["late_fee_minimum"] = 2 * late.minimum
            late = replace(late, minimum=2 * late.minimum)
    share_price, right = facts.share_price, terms.conversion
    assert right is not None
    if term.conversion_value:
        price_now, share_price = _share_prices(luck)
        right = replace(right, price=price_now)
        changes |= {"share_price": share_price, "conversion_price": right.price}
    whole = term.make_whole
    if whole is not None:
        whole = replace(whole, rate=whole.rate + Decimal("0.0075"))
        changes["make_whole_rate"] = whole.rate
    on = redeem(terms, facts).redemption
    assert on is not None
    counts = [each for each in term.prices if each.start <= on.date][-1:]
    prices = tuple(replace(each, price=price) if each in counts else each for each in term.prices)
    new = replace(
        terms,
        principal=principal,
        interest=replace(terms.interest, cash_rate=base, note_rate=base),
        default_rates=replace(terms.default_rates, cash_rate=default, note_rate=default),
        conversion=right,
        late_fee=late,
        redemption=replace(
            term,
            price=term.price if counts else price,
            prices=prices,
            minimum=term.minimum and minimum,
            make_whole=whole,
        ),
    )
    told = {name: f"{value:f}" for name, value in changes.items()}
    return new, replace(facts, share_price=share_price), told


@dataclass(frozen=True)
class Recalculated:
    """A note's result, its result on changed terms, and both workbooks as recalculated."""

    result: Result
    other: Result
    source: Path
    same: Path
    changed: Path


def _written(folder: Path) -> Iterator[Recalculated]:
    for number in range(NOTES):
        terms, facts = _random(number)
        new, happened, names = _changed(terms, facts, number)
        source = folder / f"{number}.xlsx"
        result = redeem(terms, facts)
        xlsx_file(str(source), result, terms_name="a note")
        same, changed = folder / f"{number}-same.xlsx", folder / f"{number}-changed.xlsx"
        rewritten(source, same)
        rewritten(source, changed, input_cells(source, names))
        yield Recalculated(result, redeem(new, happened), source, same, changed)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Recalculated]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("due")
    written = list(_written(folder))
    files = [path for each in written for path in (each.same, each.changed)]
    assert all(has_no_values(each) for each in files)
    result = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))
    owned, same, changed = (folder / f"owned{each}.xlsx" for each in ("", "-same", "-changed"))
    xlsx_file(str(owned), result, terms_name="liquidmetal-2007")
    rewritten(owned, same)
    rewritten(owned, changed, {"B5": "50000000"}, "Holders")
    written.append(Recalculated(result, result, owned, same, changed))
    done = recalculated([*files, same, changed], folder)
    return [
        replace(each, same=done[2 * number], changed=done[2 * number + 1])
        for number, each in enumerate(written)
    ]


@pytest.mark.parametrize("number", range(NOTES))
def test_recalculated_is_the_engine(answers: list[Recalculated], number: int) -> None:
    each = answers[number]
    assert not beyond_formulas(each.result)
    for expected, path, told in (
        (each.result, each.source, "OK"),
        (each.result, each.same, "OK"),
        (each.other, each.changed, "differ"),
    ):
        book = openpyxl.load_workbook(path, data_only=True)
        assert list(schedule_of(book)) == list(lines_of(expected))
        assert named(book) == due_of(expected)
        assert readings_of(book) == readings_due(expected)
        assert book["Check"]["B3"].value.endswith(told)


@pytest.mark.parametrize("number", range(NOTES))
def test_every_amount_is_a_formula(answers: list[Recalculated], number: int) -> None:
    book = openpyxl.load_workbook(answers[number].source)
    for name in {"Schedule", "Workings"}.intersection(book.sheetnames):
        for row in book[name].iter_rows(min_row=4, min_col=6, max_col=11):
            fixed = [cell for cell in row if isinstance(cell.value, int | float) and cell.value]
            assert not fixed, name
    for row in book["Readings"].iter_rows(min_row=3, min_col=2, max_col=4, values_only=True):
        assert not any(isinstance(value, int | float) for value in row)


# Schedule 13D/A no. 2: totals and percentages as reported; by Rule 13d-3 the group's 3,731,324 over
# 44,726,295 and its own issuable 2,657,770 is 7.87%. Of 50,000,000 shares it has 7.46%, by the rule
# 3,731,324 ÷ 52,657,770 = 7.09%.
OWNED = {
    "source": (3_731_324, [0.0228, 0.0306, 0.03, 0.0534, 0.0834], 0.0787),
    "same": (3_731_324, [0.0228, 0.0306, 0.03, 0.0534, 0.0834], 0.0787),
    "changed": (3_731_324, [0.0204, 0.0274, 0.0268, 0.0478, 0.0746], 0.0709),
}


@pytest.mark.parametrize("which", OWNED)
def test_who_owns_what(answers: list[Recalculated], which: str) -> None:
    sheet = openpyxl.load_workbook(getattr(answers[-1], which), data_only=True)["Holders"]
    heads = [cell.value for cell in sheet[6]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(7, 11, values_only=True)]
    total, percents, by_rule = OWNED[which]
    assert rows[-1]["Total"] == total
    assert rows[-1]["Issuable on conversion"] == 1_547_378
    assert rows[-1]["Total, reported"] == 3_731_323
    assert [row["As filed: total ÷ outstanding"] for row in rows] == percents
    assert rows[-1]["By Rule 13d-3: total ÷ (outstanding + issuable)"] == by_rule


def _quarterly(**redemption: Any) -> Terms:
    """1,000.00 at 10% by quarters of 30/360, in cash: 25.00 a quarter."""
    terms = note(day_count=DayCount.THIRTY_360, paid_in=PaidIn.CASH, maturity="2009-01-01")
    return replace(
        terms,
        redemption=RedemptionTerm("Note 4(b)", **redemption),
        conversion=ConversionTerm("Note 6", Decimal(10)),
    )


DATED = (PriceFrom(date(2008, 3, 1), Decimal("1.05")), PriceFrom(date(2008, 12, 1), Decimal(2)))
LATE = LateFee("Note 9", Decimal("0.10"), Decimal("2.00"))


@pytest.mark.parametrize(
    ("terms", "facts", "principal", "fees", "source"),
    [
        (_quarterly(prices=DATED), {}, "1050.00", "0.00", "rule 22: 105% from 1 March to December"),
        (
            _quarterly(price=Decimal("1.01"), minimum=Decimal("1.02")),
            {},
            "1020.00",
            "0.00",
            "rule 22: the minimum is more than the stated price",
        ),
        (
            _quarterly(minimum=Decimal("1.02"), conversion_value=True),
            {"share_price": Decimal("12.34")},
            "1234.00",
            "0.00",
            "rule 22: 12.34 over 10 is more than 102%",
        ),
        (
            _quarterly(make_whole=MakeWhole("Note 4(c)", Decimal(0))),
            {"redeem_on": date(2008, 10, 17)},
            "1020.56",
            "0.00",
            "rule 22: at 0% nothing is discounted: 25.00 of the last quarter, less 16 days' 4.44",
        ),
        (
            replace(_quarterly(), late_fee=LATE),
            {"missed": (date(2008, 7, 1),)},
            "1000.00",
            "2.50",
            "rule 18: a tenth of the 25.00 that fell due on 1 July",
        ),
        (
            replace(_quarterly(), late_fee=LATE),
            {
                "missed": (date(2008, 7, 1),),
                "fees": (Fee(date(2008, 9, 1), Decimal("7.00")),),
                "payments": (Payment(date(2008, 9, 2), Decimal("9.00")),),
            },
            "1000.00",
            "0.50",
            "rule 17: 9.00 go to the fees of 9.50 first",
        ),
    ],
)
def test_by_hand(
    tmp_path: Path, terms: Terms, facts: dict[str, Any], principal: str, fees: str, source: str
) -> None:
    path = tmp_path / "hand.xlsx"
    result = redeem(terms, Facts(notice=date(2008, 9, 29), **facts))
    xlsx_file(str(path), result, terms_name="by hand")
    book = openpyxl.load_workbook(path, data_only=True)
    rows = {row[0]: row for row in book["Schedule"].iter_rows(values_only=True)}
    assert Decimal(str(named(book)[0])) == Decimal(principal), source
    assert f"{rows['Fees unpaid'][6]:.2f}" == fees, source


def test_the_price_that_counts_is_the_input_named_price(tmp_path: Path) -> None:
    path = tmp_path / "dated.xlsx"
    result = redeem(_quarterly(prices=DATED), Facts(notice=date(2008, 9, 29)))
    xlsx_file(str(path), result, terms_name="dated")
    book = openpyxl.load_workbook(path)
    place = book.defined_names["price"].value.partition("!")[2].replace("$", "")
    assert book["Terms"][place].value == 1.05
    told = book["Terms"][f"E{place[1:]}"].value
    assert told == "Note 4(b); the price on the redemption date, 2008-10-15: change this one"
    assert "price" in [row[0] for row in book["Check"].iter_rows(values_only=True)]
