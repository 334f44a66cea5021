"""A part of a book read: its columns as arrays, and what is wrong with its rows."""

from typing import Any

import numpy as np
import pyarrow as pa

from notecalc.money import minor_units
from notecalc.portfolio import columns, schema
from notecalc.portfolio.days import NONE
from notecalc.portfolio.rows import Rows, Wrong
from notecalc.terms import Terms


def read(table: pa.Table, terms: Terms) -> Rows:
    """The rows of a table whose columns fit; one chunk a column."""
    wrong = Wrong()
    there = {
        name: _one(table.column(name))
        for name in table.schema.names
        if name in schema.COLUMNS and not pa.types.is_null(table.schema.field(name).type)
    }

    def days(name: str, *, required: bool = False) -> Any:
        if name not in there:
            return NONE if not required else _absent(len(table), name, wrong)
        return columns.day_numbers(there[name], name, wrong, required=required)

    ids = there.get("id", pa.nulls(len(table), pa.string()))
    if ids.null_count:
        wrong.add(~columns.present(ids), "id", "missing; give each note one")
    amounts = (
        columns.amounts(there["principal"], "principal", terms.currency, wrong)
        if "principal" in there
        else _absent(len(table), "principal", wrong).astype(np.int64)
    )
    numbers = {
        name: columns.numbers(there[name], name, schema.read_rate, schema.check_share, 1, wrong)
        for name in schema.RATES
        if name in there
    }
    if "price" in there:
        numbers["price"] = columns.numbers(
            there["price"], "price", schema.read_price, schema.check_price, 10, wrong
        )
    return Rows(
        ids,
        amounts,
        days("issue_date", required=True),
        days("notice_date", required=True),
        days("cured"),
        days("redeem_on"),
        numbers,
        {
            name: columns.choices(there[name], name, parse, wrong)
            for name, parse in schema.CHOICES.items()
            if name in there
        },
        wrong,
        minor_units(terms.currency),
    )


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _absent(count: int, name: str, wrong: Wrong) -> Any:
    """A required column of nulls alone."""
    wrong.add(np.ones(count, dtype=bool), name, "missing; it is needed")
    return np.full(count, NONE, dtype=np.int32)
