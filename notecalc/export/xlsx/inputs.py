"""The sheet of terms: what may be changed first, each with its clause, then all other terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc.export.terms import sourced_terms
from notecalc.export.xlsx import exact
from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.cells import PRICE, SCALE, Received
from notecalc.money import PaidIn
from notecalc.statement import Cell
from notecalc.terms import Terms

_NAMES = {
    "principal": "principal",
    "interest.cash_rate": "cash_rate",
    "interest.note_rate": "note_rate",
    "default_rates.cash_rate": "default_cash_rate",
    "default_rates.note_rate": "default_note_rate",
    "default_rates.margin": "margin",
    "redemption.price": "price",
    "redemption.portion": "portion",
}
"""The inputs by the path of their term: the names of their cells."""

_LABELS = {
    "principal": "Principal",
    "cash_rate": "Rate a year, paid in cash",
    "note_rate": "Rate a year, paid in further notes",
    "default_cash_rate": "Default rate, paid in cash",
    "default_note_rate": "Default rate, paid in further notes",
    "margin": "Default margin over the base rate",
    "price": "Redemption price, share of principal",
    "portion": "Portion redeemed",
}
_HEADS = ("Term", "Value", "Name in formulas", "Assumed?", "Clause or source")
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the inputs stand: each with its cell and its value, and what was received by day."""

    cells: Mapping[str, tuple[str, Decimal]]
    received: Received


class _Writer:
    """Writes the sheet of terms, row after row."""

    def __init__(self, book: Book, sheet: Sheet, case: Case) -> None:
        self._book, self._sheet, self._case = book, sheet, case
        self._rows = {str(path): row for path, *row in sourced_terms(case.terms).rows}
        self.row = 0
        self.cells: dict[str, tuple[str, Decimal]] = {}

    def title(self, text: str, note: str) -> None:
        """A heading with a sentence below it."""
        if not self.row:
            self._sheet.height(0, 2)
        self._sheet.text(self.row, 0, text, "title" if not self.row else "section")
        self._sheet.paragraph(self.row + 1, note, 4, 160, "note")
        self.row += 2

    def heads(self) -> None:
        """The column headings."""
        self._sheet.texts(self.row, _HEADS, "head")
        self.row += 1

    def _rest(self, label: str, name: str, path: str, otherwise: str = "") -> None:
        """The cells beside a value: label, name, whether assumed, clause or source."""
        sheet, row = self._sheet, self.row
        said = str(self._rows[path][1] or "") if path in self._rows else ""
        said = said or otherwise
        sheet.height(row, -(-len(said) // _WIDTH))
        sheet.text(row, 0, label, "wrap")
        sheet.text(row, 2, name, "beside_note")
        sheet.text(row, 3, "assumed" if self._assumed(path) else "", "assumed")
        sheet.text(row, 4, said, "beside")

    def _assumed(self, path: str) -> bool:
        parts = path.split(".")
        prefixes = {".".join(parts[: each + 1]) for each in range(len(parts))}
        return bool(prefixes.intersection(self._case.result.assumed))

    def given(self, path: str, value: Decimal | None, clause: str) -> None:
        """An input, or that the papers do not state it."""
        name = _NAMES[path]
        self._rest(_LABELS[name], name, path, clause)
        if value is None:
            self._sheet.text(self.row, 1, "not stated", "beside_note")
        else:
            style = "amount_input" if name == "principal" else "rate_input"
            self._sheet.number(self.row, 1, value, style)
            self.cells[name] = (self._here(), value)
        self._named(name)

    def margin(self, name: str, base: str, value: Decimal) -> None:
        """A default rate that is a margin over the base rate."""
        self._rest(_LABELS[name], name, "default_rates.margin", "base rate and margin")
        self._sheet.formula(self.row, 1, f"ROUND({base}+margin,12)", float(value), "rate")
        self._named(name)

    def derived(self, label: str, name: str, formula: str, value: int, why: str) -> None:
        """A number that the formulas need, and why."""
        self._rest(label, name, "", why)
        self._sheet.formula(self.row, 1, formula, value, "helper")
        self._named(name)

    def dated(self, label: str, name: str, day: date | None, path: str) -> None:
        """A date by which days are counted: the engine's."""
        self._rest(label, name, path, "a date: the engine's, no input here")
        if day is None:
            self._sheet.text(self.row, 1, "none", "beside_note")
        else:
            self._sheet.date(self.row, 1, day)
        self._named(name)

    def amount(self, label: str, path: str, value: Decimal, why: str) -> str:
        """An amount received: its cell."""
        self._rest(label, "", path, why)
        self._sheet.number(self.row, 1, value, "amount_input")
        place = self._here()
        self.cells[label] = (place, value)
        self.row += 1
        return place

    def other(self, path: str, value: Cell, said: Cell) -> None:
        """A term that is no input."""
        text = str(value or "")
        self._sheet.height(self.row, max(-(-len(str(said or "")) // _WIDTH), -(-len(text) // 30)))
        self._sheet.text(self.row, 0, path, "wrap")
        self._sheet.text(self.row, 1, text, "wrap")
        self._sheet.text(self.row, 3, "assumed" if self._assumed(path) else "", "assumed")
        self._sheet.text(self.row, 2, "", "wrap")
        self._sheet.text(self.row, 4, str(said or ""), "beside")
        self.row += 1

    def others(self) -> None:
        """All terms that are no inputs."""
        for path, (value, said) in self._rows.items():
            if path not in _NAMES and not path.startswith("scheduled_payments."):
                self.other(path, value, said)

    def _here(self) -> str:
        return f"Terms!$B${self.row + 1}"

    def _named(self, name: str) -> None:
        self._book.name(name, self._here())
        self.row += 1


def write_terms(book: Book, sheet: Sheet, case: Case) -> Inputs:
    """Write the sheet of terms; where its inputs stand."""
    writer, terms = _Writer(book, sheet, case), case.terms
    writer.title(
        "Terms",
        "Blue on yellow is an input: change it and the whole workbook follows. Dates come from the"
        " engine (brown, italic), since business days, notices and cure periods are counted there:"
        " where another input would move a date, run notecalc again.",
    )
    writer.heads()
    writer.given("principal", terms.principal, f"face amount, {terms.currency}")
    _rates(writer, terms)
    writer.given("redemption.price", terms.redemption.price, terms.redemption.clause)
    writer.given("redemption.portion", terms.redemption.portion, terms.redemption.clause)
    writer.dated("Maturity", "maturity", terms.maturity_date, "maturity_date")
    received = _received(writer, case)
    writer.derived(
        "Rates are taken to one part in", SCALE, exact.RATE_SCALE, case.scale,
        "so many parts that every rate is a whole number of them: helper columns count in these",
    )  # fmt: skip
    writer.derived(
        "Price and portion, to one part in", PRICE, "10^7", exact.PRICE_SCALE,
        "the same for the price and the portion",
    )  # fmt: skip
    writer.row += 1
    writer.title("Other terms", "As the papers have them; changing these texts changes nothing.")
    writer.heads()
    writer.others()
    return Inputs(writer.cells, received)


def _rates(writer: _Writer, terms: Terms) -> None:
    interest, rates = terms.interest, terms.default_rates
    writer.given("interest.cash_rate", interest.cash_rate, interest.clause)
    writer.given("interest.note_rate", interest.note_rate, interest.clause)
    if rates.margin is None:
        writer.given("default_rates.cash_rate", rates.cash_rate, rates.clause)
        writer.given("default_rates.note_rate", rates.note_rate, rates.clause)
        return
    writer.given("default_rates.margin", rates.margin, rates.clause)
    for paid_in, kind in ((PaidIn.CASH, "cash"), (PaidIn.NOTES, "note")):
        base = interest.rate(paid_in)
        if base is None:
            writer.given(f"default_rates.{kind}_rate", None, rates.clause)
        else:
            value = rates.rate(paid_in, base)
            assert value is not None  # a margin gives a rate for every base
            writer.margin(f"default_{kind}_rate", f"{kind}_rate", value)


def _received(writer: _Writer, case: Case) -> Received:
    """The payments of the facts and the scheduled principal, as inputs."""
    result, found = case.result, (dict[date, list[str]](), dict[date, list[str]]())
    for number, payment in enumerate(result.facts.payments, 1):
        label = f"Payment {number}, received on {payment.on}"
        place = writer.amount(label, "", payment.amount, "a fact; interest first, then principal")
        found[0].setdefault(payment.on, []).append(place)
    for number, each in enumerate(case.terms.scheduled_payments):
        label = f"Scheduled principal {number + 1}, due on {each.due}"
        path = f"scheduled_payments.{number}.principal"
        place = writer.amount(label, path, each.principal, "taken as paid as rule 9 has it")
        found[1].setdefault(each.due, []).append(place)
    return Received(*({day: "+".join(those) for day, those in each.items()} for each in found))


def input_order(inputs: Inputs) -> Iterator[tuple[str, str, Decimal]]:
    """Each input with its cell and its value, in the order of the sheet."""
    return ((name, place, value) for name, (place, value) in inputs.cells.items())
