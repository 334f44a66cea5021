"""The lines of the workbook under facts over time: amendments, rounding, waterfalls, conversions.

Rules 16 to 20 and 24, each note recalculated by LibreOffice as it is and after its principal, its
rates, those that amendments set, and the price are changed on the sheet of terms.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from core_strategies import ACCRUING, INTEREST_DATES, note
from spreadsheet import recalculated, rewritten
from workbooks import (
    AMOUNTS,
    due_of,
    has_no_values,
    input_cells,
    lines_of,
    named,
    readings_due,
    readings_of,
    schedule_of,
)

from notecalc import Facts, redeem
from notecalc.errors import NotecalcError
from notecalc.export.xlsx import xlsx_file
from notecalc.export.xlsx.beyond import beyond_formulas
from notecalc.export.xlsx.cases import case
from notecalc.export.xlsx.readings import find_readings
from notecalc.facts import Amendment, Conversion, Fee, Payment
from notecalc.money import PaidIn, Rounding, RoundingMode, RoundingPer, from_minor, minor_units
from notecalc.redemption import Result
from notecalc.schedule import COLUMNS
from notecalc.terms import (
    Bucket,
    ConversionTerm,
    DefaultFrom,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    Retroactive,
    Terms,
)

NOTES = 36
_RATES = ("cash_rate", "note_rate", "default_cash_rate", "default_note_rate")


class _Maker:
    """What may be added to a note, each addition in a method of its own."""

    def __init__(self, luck: random.Random, terms: Terms, sent: date) -> None:
        self.luck, self.terms, self.facts = luck, terms, Facts(notice=sent)
        self.places = minor_units(terms.currency)

    def day(self) -> date:
        """A day after the issue, often an interest date."""
        issue = self.terms.issue_date
        day = issue + timedelta(self.luck.randrange(1, 900))
        if self.luck.random() < 0.4:
            month_day = self.luck.choice(self.terms.interest.dates)
            day = max(issue + timedelta(1), date(2008, month_day.month, min(month_day.day, 28)))
        return day

    def part(self, least: int, most: int) -> Decimal:
        whole = int(self.terms.principal.scaleb(self.places))
        return from_minor(max(whole // self.luck.randrange(least, most), 1), self.places)

    def amendments(self) -> None:
        terms, more = self.terms, Decimal(self.luck.randrange(0, 300)).scaleb(-4)
        days = sorted({self.day() for _ in range(self.luck.choice((1, 2, 3)))})
        base, default, given = terms.base_rate, terms.default_rate, []
        for on in days:
            base, default, kind = base + more, default + more + more, self.luck.random()
            own = None if kind < 0.4 and terms.default_rates.margin is not None else default
            new = None if kind > 0.8 else base
            given.append(Amendment(on, f"Amendment {on}", new, new, own, own))
        self.facts = replace(self.facts, amendments=tuple(given))

    def rounding(self) -> None:
        mode = self.luck.choice((RoundingMode.DOWN, RoundingMode.UP, RoundingMode.NEAREST))
        how = Rounding(mode, self.luck.choice(tuple(RoundingPer)))
        self.terms = replace(self.terms, rounding=how)
        self.payments()

    def payments(self) -> None:
        days = [self.day() for _ in range(self.luck.choice((1, 2, 3)))]
        given = tuple(Payment(on, self.part(20, 400)) for on in days)
        self.facts = replace(self.facts, payments=(*self.facts.payments, *given))

    def waterfall(self) -> None:
        order = list(Bucket)
        self.luck.shuffle(order)
        self.terms = replace(self.terms, waterfall=tuple(order))
        fees = [Fee(self.day(), self.part(300, 900)) for _ in range(self.luck.choice((0, 1, 2)))]
        self.facts = replace(self.facts, fees=tuple(fees))
        self.payments()

    def conversions(self) -> None:
        price, accrued = Decimal("1.10"), self.luck.choice(tuple(OnConversion))
        term = ConversionTerm("Note 6", price, accrued)
        days = sorted({self.day() for _ in range(self.luck.choice((1, 2, 3)))})
        self.terms = replace(self.terms, conversion=term)
        given = tuple(Conversion(on, self.part(4, 30)) for on in days)
        self.facts = replace(self.facts, conversions=given)

    def overdue(self) -> None:
        rate, capitalized = self.luck.choice(tuple(OverdueRate)), self.luck.random() < 0.5
        term = OverdueInterest("Note 3", rate, capitalized)
        interest = replace(self.terms.interest, paid_in=PaidIn.CASH)
        self.terms = replace(self.terms, overdue_interest=term, interest=interest)
        self.facts = replace(self.facts, redeem_on=date(2009, 11, 3))


_KINDS = ("amendments", "rounding", "waterfall", "conversions", "overdue")


def _plain(luck: random.Random, number: int) -> Terms:
    currency = luck.choice(("USD", "USD", "USD", "JPY", "BHD"))
    digits = luck.choice((5, 7, 9, 11))
    principal = from_minor(luck.randrange(10 ** (digits - 1), 10**digits), minor_units(currency))
    base = luck.randrange(0, 2000)
    terms = note(
        issue=str(date(2006, 1, 1) + timedelta(luck.randrange(730))),
        maturity=luck.choice((None, "2010-01-03")),
        principal=f"{principal:f}",
        paid_in=luck.choice(tuple(PaidIn)),
        base=f"{Decimal(base).scaleb(-4):f}",
        default=f"{Decimal(base + luck.randrange(1000)).scaleb(-4):f}" if number % 3 else None,
        margin=None if number % 3 else "0.0325",
        dates=luck.choice(INTEREST_DATES),
        day_count=ACCRUING[number % len(ACCRUING)],
        start=luck.choice(tuple(DefaultFrom)),
        portion=luck.choice(("1", "0.33333")),
        price=luck.choice(("1", "1.015", "0.995")),
        currency=currency,
    )
    rates = replace(terms.default_rates, retroactive=luck.choice(tuple(Retroactive)))
    return replace(terms, default_rates=rates)


def _random(number: int) -> tuple[Result, Result, dict[str, str]]:
    """A note by its number, as it is and changed: each kind of term in turn, others by chance."""
    luck = random.Random(5000 + number)
    while True:
        made = _Maker(
            luck, _plain(luck, number), date(2008, 1, 11) + timedelta(luck.randrange(300))
        )
        for kind in _KINDS:
            if kind == _KINDS[number % len(_KINDS)] or luck.random() < 0.25:
                getattr(made, kind)()
        new, facts, names = _changed(luck, made.terms, made.facts)
        try:
            found = redeem(made.terms, made.facts), redeem(new, facts)
        except NotecalcError:
            continue  # more was paid or converted than was owed
        # Where a change of the inputs would give other lines, another workbook is needed.
        if [x[:3] for x in found[0].schedule] == [x[:3] for x in found[1].schedule]:
            return *found, names


def _changed(
    luck: random.Random, terms: Terms, facts: Facts
) -> tuple[Terms, Facts, dict[str, str]]:
    """Another principal, rates and price, and the same changes by named cell."""
    places, more = minor_units(terms.currency), Decimal(luck.randrange(1, 300)).scaleb(-4)
    whole = int(terms.principal.scaleb(places)) * 3 // 2 + luck.randrange(99)
    principal, base = from_minor(whole, places), terms.base_rate + more
    price, rates = Decimal(luck.choice(("1", "1.025", "0.98765"))), terms.default_rates
    names = {"principal": principal, "cash_rate": base, "note_rate": base, "price": price}
    if rates.margin is None:
        default = terms.default_rate + 2 * more
        rates = replace(rates, cash_rate=default, note_rate=default)
        names |= {"default_cash_rate": default, "default_note_rate": default}
    else:
        rates = replace(rates, margin=rates.margin + more)
        names["margin"] = rates.margin or Decimal(0)
    amended = []
    for each in facts.amendments:
        given = {name: getattr(each, name) for name in _RATES}
        new = {
            name: value + (2 if "default" in name else 1) * more
            for name, value in given.items()
            if value is not None
        }
        amended.append(replace(each, **new))
        names |= {f"{name}_{each.on:%Y_%m_%d}": value for name, value in new.items()}
    changed = replace(
        terms,
        principal=principal,
        interest=replace(terms.interest, cash_rate=base, note_rate=base),
        default_rates=rates,
        redemption=replace(terms.redemption, price=price),
    )
    told = {name: f"{value:f}" for name, value in names.items()}
    return changed, replace(facts, amendments=tuple(amended)), told


# 36 days over 360 at 10% are a hundredth of the principal, to the interest date 1 April 2008.


def _first(principal: str, how: Rounding | None = None, converted: str = "") -> Result:
    terms = note(issue="2008-02-25", debt="2008-03-03", principal=principal)
    facts = Facts(notice=date(2008, 9, 29))
    if how:
        terms = replace(terms, rounding=how)
    if converted:
        terms = replace(terms, conversion=ConversionTerm("Note 6", Decimal("1.10")))
        conversion = Conversion(date(2008, 4, 1), Decimal(converted))
        facts = replace(facts, conversions=(conversion,))
    return redeem(terms, facts)


_DOWN, _UP, _DAY = RoundingMode.DOWN, RoundingMode.UP, RoundingPer.PER_DIEM
HAND = {
    "down": (_first("100.99", Rounding(_DOWN)), "interest", "1.00", "rule 20: 1.0099 down"),
    "down, whole": (_first("100.00", Rounding(_DOWN)), "interest", "1.00", "rule 20: 1.00 stays"),
    "up": (_first("100.01", Rounding(_UP)), "interest", "1.01", "rule 20: 1.0001 up"),
    "up, whole": (_first("100.00", Rounding(_UP)), "interest", "1.00", "rule 20: 1.00 stays"),
    "a day": (
        _first("1000.00", Rounding(per=_DAY)), "interest", "10.08",
        "rule 20: a day is 100 ÷ 360 = 0.2777…, so 0.28; 36 days of it",
    ),
    "a day, down": (
        _first("1000.00", Rounding(_DOWN, _DAY)), "interest", "9.72", "rule 20: 36 days of 0.27"
    ),
    "half converted": (
        _first("1001.00", converted="500.50"), "capitalized", "5.00",
        "rule 24: of 10.01 the half, 5.005, goes as 5.01; 5.00 stays and is capitalized",
    ),
    "half of a large one": (
        _first("3999999999.00", converted="1999999999.50"), "closing_principal", "2019999999.49",
        "rule 24: of 39,999,999.99 the half goes as 20,000,000.00; 1,999,999,999.50 + the rest",
    ),
}  # fmt: skip
"""Figures by hand of the first line: which column, what it shows, and why."""


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
        result, other, names = _random(number)
        source = folder / f"{number}.xlsx"
        xlsx_file(str(source), result, terms_name="a note")
        same, changed = folder / f"{number}-same.xlsx", folder / f"{number}-changed.xlsx"
        rewritten(source, same)
        rewritten(source, changed, input_cells(source, names))
        yield Recalculated(result, other, source, same, changed)


@dataclass(frozen=True)
class Answers:
    """The random notes, and the workbooks of those computed by hand."""

    notes: list[Recalculated]
    by_hand: dict[str, Path]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("lines")
    written = list(_written(folder))
    files = [path for each in written for path in (each.same, each.changed)]
    for name, (result, *_) in HAND.items():
        source = folder / f"{name}-source.xlsx"
        xlsx_file(str(source), result, terms_name=name)
        files.append(folder / f"{name}.xlsx")
        rewritten(source, files[-1])
    assert all(has_no_values(each) for each in files)
    done = recalculated(files, folder)
    notes = [
        replace(each, same=done[2 * number], changed=done[2 * number + 1])
        for number, each in enumerate(written)
    ]
    return Answers(notes, dict(zip(HAND, done[2 * len(notes) :], strict=True)))


@pytest.mark.parametrize("name", HAND)
def test_by_hand(answers: Answers, name: str) -> None:
    _, column, shown, source = HAND[name]
    line = next(schedule_of(openpyxl.load_workbook(answers.by_hand[name], data_only=True)))
    assert line[3 + AMOUNTS.index(column)] == Decimal(shown), source


@pytest.mark.parametrize("number", range(NOTES))
def test_recalculated_is_the_engine(answers: Answers, number: int) -> None:
    each = answers.notes[number]
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
def test_every_amount_is_a_formula(answers: Answers, number: int) -> None:
    each = answers.notes[number]
    assert not beyond_formulas(each.result)
    book = openpyxl.load_workbook(each.source)
    last = 3 + len(each.result.schedule)
    for row in book["Schedule"].iter_rows(min_row=4, max_row=last, values_only=True):
        for column, value in zip(COLUMNS, row, strict=False):
            live = isinstance(value, str) and value.startswith("=")
            nothing = column in ("paid", "capitalized") and value == 0
            assert live or nothing or column in ("start", "end", "basis"), (number, column)


@pytest.mark.parametrize("number", range(NOTES))
def test_every_cell_shows_what_it_recalculates_to(answers: Answers, number: int) -> None:
    each = answers.notes[number]
    cached, found = (_shown(path) for path in (each.source, each.same))
    for place, value in cached.items():
        assert found.get(place) == (
            pytest.approx(value, rel=1e-12, abs=1e-9) if isinstance(value, float) else value
        ), place


def test_readings_that_agree_by_chance_have_formulas_of_their_own() -> None:
    # No interest date has passed: in cash and in notes the same is due, at rates of two cells.
    terms = note(issue="2008-02-01", debt="2008-02-05", paid_in=PaidIn.CASH)
    main = case(redeem(terms, Facts(notice=date(2008, 2, 11))))
    says = "interest is paid in further notes"
    other = next(each for each in find_readings(main) if each.answer.says == says)
    assert other.answer.result is not None
    assert other.answer.result.redemption == main.result.redemption
    assert other.case is not main


def _shown(path: Path) -> dict[str, Any]:
    """What every cell shows; nothing and the empty text are one."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": float(cell.value)
        if isinstance(cell.value, int | float)
        else cell.value
        for sheet in book
        if sheet.title != "notecalc"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
