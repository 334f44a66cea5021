"""Tables with their types: CSV, Parquet, notebooks, plots; nothing of a text is markup."""

import csv
import io
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as parquet
import pytest

import notecalc
from notecalc import LIQUIDMETAL_2007, Facts, PaidIn, Payment, choose, redeem
from notecalc.calendars import Roll
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.export import csv_table, parquet_table, plots, tables
from notecalc.facts import Fee
from notecalc.notebook import html, table_html
from notecalc.schedule import COLUMNS
from notecalc.statement import Table, typed
from notecalc.terms import OverdueInterest

NOTICE = ("--notice", "2008-09-29")
DUE = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))
CURING = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29), as_of=date(2008, 10, 1)))

CASH = choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH)
MORE = redeem(
    replace(
        CASH,
        interest=replace(CASH.interest, roll=Roll.FOLLOWING),
        overdue_interest=OverdueInterest("Note 2(b)"),
    ),
    Facts(
        notice=date(2008, 9, 29),
        paid_to=date(2008, 7, 1),
        fees=(Fee(date(2008, 10, 2), Decimal("5.00")),),
        payments=(Payment(date(2008, 10, 10), Decimal("6.00")),),
    ),
)
"""A result with every column and table that only some terms and facts call for."""


def test_what_only_some_terms_call_for() -> None:
    # Rule 19. 20.16 (1,000 × 8% × 92 ÷ 365) is overdue from 1 October, a Wednesday, and bears 12%:
    # to 10 October 20.16 × 12% × 9 ÷ 365 = 0.0596… = 0.06. Rule 17: the payment of 6.00 goes to
    # the fee of 5.00, then 0.06 of that interest, then 0.94 of interest.
    found = tables(MORE)
    columns = found["schedule"].columns
    assert columns[-2:] == ("overdue_interest", "due")
    line = dict(zip(columns, found["schedule"].rows[-2], strict=True))
    assert (line["end"], line["overdue_interest"]) == (date(2008, 10, 10), Decimal("0.06"))
    # The period ends on 1 January 2009, New Year's Day: due on Friday the 2nd (rule 21).
    assert line["due"] == date(2009, 1, 2)
    paid = dict(zip(typed.LEDGER, found["ledger"].rows[-1], strict=True))
    went = {name: paid[name] for name in ("fees", "overdue_interest", "interest", "principal")}
    assert list(went.values()) == [Decimal("5.00"), Decimal("0.06"), Decimal("0.94"), None]


def test_every_table_of_a_result() -> None:
    # Source: the worked table of docs/rules.md.
    found = tables(DUE, terms_name="liquidmetal-2007")
    assert list(found) == list(typed.KINDS)
    (row,) = found["summary"].rows
    assert row[1:3] == ("liquidmetal-2007", "default")
    assert row[-5:] == tuple(map(Decimal, ("1188.12", "4.56", "0.00", "1192.68", "0.49")))
    first = dict(zip(COLUMNS, found["schedule"].rows[0], strict=True))
    assert (first["start"], first["days"], first["rate"], first["interest"]) == (
        date(2007, 1, 3),
        88,
        Decimal("0.10"),
        Decimal("24.11"),
    )
    totals = {row[0]: row[3] for row in found["default_rate_starts"].rows}
    assert totals["breach"] == Decimal("1299.12")
    assert found["assumed"].rows[0] == ("interest.note_rate", "10%")
    assert tables(CURING)["schedule"].rows == tables(CURING)["default_rate_starts"].rows == ()


@pytest.mark.parametrize("result", [DUE, CURING, MORE], ids=["default", "curing", "more"])
def test_cells_are_of_their_kinds(result: notecalc.Result) -> None:
    for name, table in tables(result).items():
        kinds = typed.kinds_of(result.terms)[name]
        assert table.columns == tuple(kinds)
        for row in table.rows:
            for cell, (column, kind) in zip(row, kinds.items(), strict=True):
                wanted = Decimal if kind is typed.Rate else kind
                assert cell is None or type(cell) is wanted, (name, column)


@pytest.mark.parametrize("result", [DUE, MORE], ids=["default", "more"])
def test_every_table_as_csv_and_parquet(tmp_path: Path, result: notecalc.Result) -> None:
    kinds = typed.kinds_of(result.terms)
    for name, table in tables(result).items():
        back = list(
            csv.reader(io.StringIO(csv_table(table.columns, table.rows).decode()), strict=True)
        )
        assert tuple(back[0]) == table.columns
        assert len(back) == len(table.rows) + 1
        file = tmp_path / f"{name}.parquet"
        assert parquet_table(str(file), kinds[name], table.rows, "USD") == len(table.rows)
        read = parquet.read_table(file)
        assert tuple(read.column_names) == table.columns
        rows = [tuple(each.values()) for each in read.to_pylist()]
        assert rows == list(table.rows)


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


@pytest.mark.parametrize(
    ("args", "rows", "types", "source"),
    [
        (
            ("redeem", *NOTICE),
            1,
            {"redemption_date": "date32[day]", "total": "decimal128(38, 2)", "state": "string"},
            "one result",
        ),
        (
            ("redeem", *NOTICE, "--good-through", "2008-10-21"),
            5,
            {"date": "date32[day]", "days": "int64", "cost_of_delay": "decimal128(38, 2)"},
            "README: 15, 16, 17, 20 and 21 October",
        ),
        (
            ("schedule", *NOTICE),
            8,
            {"start": "date32[day]", "rate": "decimal128(38, 22)", "interest": "decimal128(38, 2)"},
            "rule 7: seven quarters and the stub to 15 October",
        ),
        (("schedule", "--until", "2008-10-01"), 7, {"days": "int64"}, "seven quarters"),
        (
            ("schedule", *NOTICE, "--set", "interest.roll=following"),
            8,
            {"due": "date32[day]"},
            "rule 21: the day on which a payment is due beside the interest date",
        ),
        (("readings", *NOTICE), 32, {"stake": "decimal128(38, 2)"}, "a row for each answer"),
        (("readings", *NOTICE, "--grid"), None, {"combinations": "int64"}, "each outcome"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_parquet_of_commands(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    args: tuple[str, ...],
    rows: int | None,
    types: dict[str, str],
    source: str,
) -> None:
    file = tmp_path / "a.parquet"
    code, out, err = run(capsys, *args, "--parquet", str(file))
    assert (code, bool(out)) == (0, True)
    read = parquet.read_table(file)
    plural = "" if read.num_rows == 1 else "s"
    assert err.endswith(f"{read.num_rows} row{plural} written to {file}\n")
    assert rows is None or read.num_rows == rows, source
    for name, kind in types.items():
        assert str(read.schema.field(name).type) == kind


def test_files_are_each_another(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = str(tmp_path / "a")
    code, _, err = run(capsys, "schedule", *NOTICE, "--csv", file, "--parquet", file)
    assert (code, "--csv and --parquet both name" in err) == (2, True)
    code, _, err = run(capsys, "redeem", *NOTICE, "--parquet", "-")
    assert (code, "no text" in err) == (2, True)


# --- notebooks ---


def test_a_result_is_shown_as_tables() -> None:
    told = html(DUE)
    for said in ("1,192.68", "cure deadline", "default rate from", "Assumed, in no paper at hand"):
        assert said in told
    assert told.count("<table>") == 4
    assert html(CURING).count("<table>") == 1
    assert html(MORE).count("<table>") == 5


def test_texts_are_no_markup() -> None:
    terms = replace(LIQUIDMETAL_2007, name='<script>alert("1")</script>\u202e')
    told = html(redeem(terms, Facts(notice=date(2008, 9, 29))))
    assert "<script>" not in told
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\ufffd" in told


def test_a_long_table_is_cut() -> None:
    told = table_html(Table("t", ("a",), tuple((n,) for n in range(402))))
    assert "2 more rows are not shown." in told


def test_the_extension_registers_formatters() -> None:
    class Formatter:
        def __init__(self) -> None:
            self.known: dict[type, Any] = {}

        def for_type(self, kind: type, write: Any) -> None:
            self.known[kind] = write

    formatter = Formatter()
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    notecalc.load_ipython_extension(shell)
    assert "1,192.68" in formatter.known[notecalc.Result](DUE)
    assert "<table>" in formatter.known[Table](tables(DUE)["schedule"])
    from notecalc import service
    from notecalc.statement.questions import Questions

    note = service.find_terms("liquidmetal-2007")
    asked = service.questions(note, Facts(notice=date(2008, 9, 29)))
    assert "Which days are Business Days?" in formatter.known[Questions](asked)


# --- plots ---


def test_a_plot_is_the_same_every_time(tmp_path: Path) -> None:
    one, other = tmp_path / "1.svg", tmp_path / "2.svg"
    plots.plot(DUE, str(one))
    plots.plot(DUE, str(other))
    assert one.read_bytes() == other.read_bytes()
    told = one.read_text(encoding="utf-8")
    for said in ("1,192.68 on 2008-10-15", "cure deadline (covenant) 2008-10-14", "owed, USD"):
        assert said in told
    plots.plot(DUE, str(tmp_path / "a.png"))
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_names_in_a_plot_are_text(tmp_path: Path) -> None:
    terms = replace(LIQUIDMETAL_2007, name="$\\frac{1}$ <b>\x0b")
    file = tmp_path / "a.svg"
    plots.plot(redeem(terms, Facts(notice=date(2008, 9, 29))), str(file))
    assert "$\\frac{1}$ &lt;b&gt;\ufffd" in file.read_text(encoding="utf-8")


def test_nothing_to_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotecalcError, match="no schedule to draw: the state is curing"):
        plots.plot(CURING, str(tmp_path / "a.svg"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(NotecalcError, match="matplotlib is not installed"):
        plots.plot(DUE, str(tmp_path / "a.svg"))
