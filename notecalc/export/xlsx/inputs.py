"""The sheet of terms: what may be changed first, each with its clause, then all other terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.cells import PRICE, SCALE, Received
from notecalc.export.xlsx.prices import SHARE_SCALE, SHARES, share_scale
from notecalc.export.xlsx.terms_writer import TermsWriter
from notecalc.money import PaidIn
from notecalc.terms import Bucket, Terms


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the inputs stand: each with its cell, value and style; what was received by day."""

    cells: Mapping[str, tuple[str, Decimal, str]]
    received: Received


def write_terms(book: Book, sheet: Sheet, case: Case) -> Inputs:
    """Write the sheet of terms; where its inputs stand."""
    writer, terms = TermsWriter(book, sheet, case), case.terms
    writer.title(
        "Terms",
        "Blue on yellow is an input: change it and the whole workbook follows. Dates come from the"
        " engine (brown, italic), since business days, notices and cure periods are counted there:"
        " where another input would move a date, run notecalc again.",
    )
    writer.heads()
    writer.given("principal", terms.principal, f"face amount, {terms.currency}")
    _rates(writer, terms)
    _prices(writer, case)
    writer.given("redemption.portion", terms.redemption.portion, terms.redemption.clause)
    writer.dated("Maturity", "maturity", terms.maturity_date, "maturity_date")
    received = _received(writer, case)
    amended = writer.dated_rates()
    writer.derived(
        "Rates are taken to one part in", SCALE, exact.rate_scale_formula(amended), case.scale,
        "so many parts that every rate is a whole number of them: helper columns count in these",
    )  # fmt: skip
    writer.derived(
        "Price and portion, to one part in", PRICE, "10^7", exact.PRICE_SCALE,
        "the same for the price and the portion",
    )  # fmt: skip
    if terms.redemption.conversion_value:
        writer.derived(
            "Share prices, to one part in", SHARE_SCALE, SHARES, share_scale(case),
            "the same for the share price and the conversion price",
        )  # fmt: skip
    writer.row += 1
    writer.title("Other terms", "As the papers have them; changing these texts changes nothing.")
    writer.heads()
    writer.others()
    return Inputs(writer.cells, received)


def _rates(writer: TermsWriter, terms: Terms) -> None:
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


def _prices(writer: TermsWriter, case: Case) -> None:
    """What is paid on redemption: by date, at least, on conversion; late fees (rules 18, 22)."""
    terms, term, due = case.terms, case.terms.redemption, case.result.redemption
    if not term.prices:
        writer.given("redemption.price", term.price, term.clause)
    else:
        on = due.date if due is not None else terms.issue_date
        days = [terms.issue_date, *(max(each.start, terms.issue_date) for each in term.prices)]
        prices = [term.price, *(each.price for each in term.prices)]
        writer.dated_prices(days, prices, sum(day <= on for day in days) - 1, on, term.clause)
    if term.minimum is not None:
        writer.given("redemption.minimum", term.minimum, term.clause)
    if (whole := term.make_whole) is not None:
        writer.given("redemption.make_whole.rate", whole.rate, whole.clause)
    if (late := terms.late_fee) is not None:
        writer.given("late_fee.rate", late.rate, late.clause)
        if late.minimum is not None:
            writer.given("late_fee.minimum", late.minimum, late.clause)
    if term.conversion_value and terms.conversion is not None:
        writer.given("conversion.price", terms.conversion.price, terms.conversion.clause)
        writer.given("share_price", case.result.facts.share_price, "a fact: the market price")


def _received(writer: TermsWriter, case: Case) -> Received:
    """The payments of the facts and the scheduled principal, as inputs."""
    result = case.result
    found, order = tuple(dict[date, list[str]]() for _ in range(4)), _order(case.terms)
    for number, payment in enumerate(result.facts.payments, 1):
        label = f"Payment {number}, received on {payment.on}"
        place = writer.amount(label, "", payment.amount, f"a fact; {order}")
        found[0].setdefault(payment.on, []).append(place)
    for number, each in enumerate(case.terms.scheduled_payments):
        label = f"Scheduled principal {number + 1}, due on {each.due}"
        path = f"scheduled_payments.{number}.principal"
        place = writer.amount(label, path, each.principal, "taken as paid as rule 9 has it")
        found[1].setdefault(each.due, []).append(place)
    for number, fee in enumerate(result.facts.happened.fees, 1):
        label = f"Fee {number}, owed from {fee.on}"
        found[2].setdefault(fee.on, []).append(writer.amount(label, "", fee.amount, fee.what))
    for number, conversion in enumerate(result.facts.conversions, 1):
        label = f"Conversion {number}, principal converted on {conversion.on}"
        clause = case.terms.conversion.clause if case.terms.conversion else ""
        place = writer.amount(label, "", conversion.principal, clause)
        found[3].setdefault(conversion.on, []).append(place)
    return Received(*({day: "+".join(those) for day, those in each.items()} for each in found))


def _order(terms: Terms) -> str:
    """What a payment goes to, in words."""
    if terms.waterfall == tuple(Bucket):
        return "interest first, then principal"
    return f"to {', then '.join(each.value for each in terms.waterfall)}"


def input_order(inputs: Inputs) -> Iterator[tuple[str, str, Decimal, str]]:
    """Each input with its cell, value and style, in the order of the sheet."""
    return ((name, *given) for name, given in inputs.cells.items())
