"""A book of notes redeemed: a table in, a table out, a row for each note."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from notecalc.errors import NotecalcError
from notecalc.portfolio import blocks, columns
from notecalc.portfolio.days import NONE
from notecalc.portfolio.exact import Single, said
from notecalc.portfolio.plan import Chosen, chosen_terms, for_book, plan
from notecalc.portfolio.read import read
from notecalc.portfolio.rows import Rows
from notecalc.portfolio.schema import check_columns, output_schema
from notecalc.portfolio.settle import STATES, Found, settle
from notecalc.terms import Terms

if TYPE_CHECKING:
    import pandas

BATCH = 131_072
"""How many rows are at work at a time."""

_WORTH_COMPILING = 500_000


def redeem_many(
    book: "pa.Table | pa.RecordBatch | pandas.DataFrame",
    terms: Terms,
    *,
    threads: int = 1,
    compiled: bool | None = None,
) -> pa.Table:
    """What is due on each note of a book, in its order; see the README for the columns.

    What a row leaves out comes from the terms. A row that does not fit says why in `error` and
    costs no other row. `compiled` asks for numba, or for NumPy alone; without it numba is used
    where it is installed and the book is large. Raises NotecalcError where a column is missing,
    misspelt or of the wrong type.
    """
    table = _table(book)
    check_columns(table.schema)
    shared = for_book(terms)
    engine = engine_for(len(table) if compiled is None else _WORTH_COMPILING * bool(compiled))
    parts = [table.slice(at, BATCH) for at in range(0, len(table), BATCH)]
    if threads > 1 and len(parts) > 1:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(lambda part: _redeemed(part, shared, engine), parts))
    else:
        found = [_redeemed(part, shared, engine) for part in parts]
    return pa.Table.from_batches(found, output_schema(terms, table.schema.field("id").type))


def engine_for(count: int) -> ModuleType:
    """The rules for so many notes: compiled where that is worth its while, else by NumPy."""
    if count >= _WORTH_COMPILING and find_spec("numba") is not None:
        from notecalc.portfolio import compiled

        return compiled
    return blocks


def _table(book: Any) -> pa.Table:
    if isinstance(book, pa.Table):
        return book
    if isinstance(book, pa.RecordBatch):
        return pa.Table.from_batches([book])
    return pa.Table.from_pandas(book, preserve_index=False)


def _redeemed(part: pa.Table, terms: Terms, engine: ModuleType) -> pa.RecordBatch:
    rows = read(part, terms)
    found, wrong = Found.of(len(rows)), dict[int, str]()
    for chosen, which in _groups(rows):
        try:
            single = _single(terms, chosen)
            wrong |= settle(single, plan(single.terms), rows, which, engine, found)
        except NotecalcError as error:
            places = np.arange(len(rows)) if which is None else which
            wrong |= dict.fromkeys(places.tolist(), said(error))
    wrong |= {row: " | ".join(why) for row, why in rows.wrong.said.items()}
    return _batch(rows, found, wrong, terms)


@lru_cache(maxsize=256)
def _single(terms: Terms, chosen: Chosen) -> Single:
    own = chosen_terms(terms, chosen)
    return Single(own, own.calendar.resolve())


def _groups(rows: Rows) -> list[tuple[Chosen, Any]]:
    """What rows choose, each with the places of the rows that do; None for all of them."""
    if not rows.choices:
        return [(Chosen(), None)]
    code, sizes = np.zeros(len(rows), dtype=np.int64), []
    for each in rows.choices.values():
        sizes.append(len(each.values) + 1)
        code = code * sizes[-1] + (each.codes + 1)
    distinct, group = np.unique(code, return_inverse=True)
    order = np.argsort(group, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(group))[:-1])
    found: list[tuple[Chosen, Any]] = []
    for number, which in zip(distinct.tolist(), members, strict=True):
        values = {}
        for (name, each), size in reversed(list(zip(rows.choices.items(), sizes, strict=True))):
            number, place = divmod(number, size)
            values[name] = each.values[place - 1] if place else None
        found.append((Chosen(**values), None if len(distinct) == 1 else which))
    return found


def _batch(rows: Rows, found: Found, wrong: dict[int, str], terms: Terms) -> pa.RecordBatch:
    schema = output_schema(terms, rows.ids.type)
    amount = schema.field("total").type
    unstated, undue = found.state < 0, found.days[4] == NONE
    return pa.RecordBatch.from_arrays(
        [
            rows.ids,
            columns.states(found.state, [each.value for each in STATES], unstated),
            *(columns.dates(days, days == NONE) for days in found.days),
            *(columns.decimals(each, rows.places, amount, undue) for each in found.amounts),
            columns.sentences(wrong, len(rows)),
        ],
        schema=schema,
    )
