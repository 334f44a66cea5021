"""The sheet of terms, row after row: inputs with their names, dates, and terms as texts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from notecalc.export.terms import sourced_terms
from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.rates import Dated, amended, in_force, rate_on
from notecalc.statement import Cell

_NAMES = {
    "principal": "principal",
    "interest.cash_rate": "cash_rate",
    "interest.note_rate": "note_rate",
    "default_rates.cash_rate": "default_cash_rate",
    "default_rates.note_rate": "default_note_rate",
    "default_rates.margin": "margin",
    "redemption.price": "price",
    "redemption.portion": "portion",
    "redemption.minimum": "minimum_price",
    "redemption.make_whole.rate": "make_whole_rate",
    "conversion.price": "conversion_price",
    "share_price": "share_price",
    "late_fee.rate": "late_fee_rate",
    "late_fee.minimum": "late_fee_minimum",
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
    "minimum_price": "Minimum price, share of principal",
    "make_whole_rate": "Make-whole: discount rate a year",
    "conversion_price": "Conversion price of a share",
    "share_price": "Share price on redemption",
    "late_fee_rate": "Late fee, share of what was missed",
    "late_fee_minimum": "Late fee, at least",
}
_STYLES = {
    "principal": "amount",
    "late_fee_minimum": "amount",
    "conversion_price": "quote",
    "share_price": "quote",
}
"""How an input looks that is not a rate."""

_HEADS = ("Term", "Value", "Name in formulas", "Assumed?", "Clause or source")
_WIDTH = 100


class TermsWriter:
    """Writes the sheet of terms, row after row."""

    def __init__(self, book: Book, sheet: Sheet, case: Case) -> None:
        self._book, self._sheet, self._case = book, sheet, case
        self._rows = {str(path): row for path, *row in sourced_terms(case.terms).rows}
        self.row = 0
        self.cells: dict[str, tuple[str, Decimal, str]] = {}
        self._given = set[str]()

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
        self._given.add(path)
        self._rest(_LABELS[name], name, path, clause)
        if value is None:
            self._sheet.text(self.row, 1, "not stated", "beside_note")
        else:
            style = _STYLES.get(name, "rate")
            self._sheet.number(self.row, 1, value, f"{style}_input")
            self.cells[name] = (self._here(), value, style)
        self._named(name)

    def dated_prices(
        self, days: Sequence[date], prices: Sequence[Decimal], counts: int, on: date, clause: str
    ) -> None:
        """A price from each day on; `price` is the one that counts on the redemption date."""
        first = self.row
        for number, (day, price) in enumerate(zip(days, prices, strict=True)):
            path = f"redemption.prices.{number - 1}.price" if number else "redemption.price"
            self._given |= {path, f"redemption.prices.{number - 1}.from"}
            name, told = "", f"not the price on {on}; a reading may redeem when it is"
            if number == counts:
                name, told = "price", f"the price on the redemption date, {on}: change this one"
            self._rest("", name, path)
            self._sheet.text(self.row, 4, f"{clause}; {told}", "beside")
            self._sheet.date(self.row, 0, day, "price_from")
            self._sheet.number(self.row, 1, price, "rate_input")
            self.cells[name or f"price from {day}"] = (self._here(), price, "rate")
            if name:
                self._book.name(name, self._here())
            self.row += 1
        for name, letter in (("price_from", "A"), ("price_table", "B")):
            self._book.name(name, f"Terms!${letter}${first + 1}:${letter}${self.row}")

    def margin(self, name: str, base: str, value: Decimal) -> None:
        """A default rate that is a margin over the base rate."""
        self._rest(_LABELS[name], name, "default_rates.margin", "base rate and margin")
        self._sheet.formula(self.row, 1, f"ROUND({base}+margin,12)", float(value), "rate")
        self._named(name)

    def dated_rates(self) -> list[str]:
        """The rates that amendments set, as inputs: the names of their cells."""
        found = list(amended(self._case.terms, self._case.result.facts))
        for each in found:
            label = f"{_LABELS[each.name[:-11]]}, from {each.start}"
            self._rest(label, each.name, "", f"{each.source}{self._unsplit(each)}")
            if each.over:
                formula = f"ROUND({each.over}+margin,12)"
                self._sheet.formula(self.row, 1, formula, float(each.value), "rate")
            else:
                self._sheet.number(self.row, 1, each.value, "rate_input")
                self.cells[each.name] = (self._here(), each.value, "rate")
            self._named(each.name)
        return [each.name for each in found]

    def _unsplit(self, rate: Dated) -> str:
        """What must be said of a rate that is the one before it: no line ends at its day."""
        result, rows = self._case.result, self._case.rows
        inside = rows and rows[0].line.start < rate.start < rows[-1].line.end
        borne = rate_on(result, in_force(result, rate.start), rate.start)[0] == rate.name
        if not inside or not borne or any(row.line.start == rate.start for row in rows):
            return ""
        return "; the rate before it too, so no line ends here: to change it run notecalc again"

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
        """An amount received or owed: its cell."""
        self._rest(label, "", path, why)
        self._sheet.number(self.row, 1, value, "amount_input")
        place = self._here()
        self.cells[label] = (place, value, "amount")
        self._given.add(path)
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
            if path not in self._given and not path.startswith("scheduled_payments."):
                self.other(path, value, said)

    def _here(self) -> str:
        return f"Terms!$B${self.row + 1}"

    def _named(self, name: str) -> None:
        self._book.name(name, self._here())
        self.row += 1
