"""A result as a workbook of live formulas: change a term, and everything follows."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from notecalc.export import whole

if TYPE_CHECKING:
    from notecalc.redemption import Result


def xlsx(result: "Result", *, terms_name: str, scenario: str | None = None) -> bytes:
    """The workbook of a result. The same input gives the same bytes.

    Raises NotecalcError for a date before 1 March 1900.
    """
    file = BytesIO()
    _write(file, result, terms_name, scenario)
    return file.getvalue()


def xlsx_file(path: str, result: "Result", *, terms_name: str, scenario: str | None = None) -> None:
    """Write the workbook whole or not at all. Raises NotecalcError, as `xlsx` does."""
    with whole(path) as file:
        _write(file, result, terms_name, scenario)


def _write(file: BinaryIO, result: "Result", terms_name: str, scenario: str | None) -> None:
    from notecalc.export.embedded import embedded
    from notecalc.export.xlsx.whole_book import write_book

    carried: dict[str, Any] = embedded(result, terms_name=terms_name, scenario=scenario)
    write_book(file, result, carried)
