"""The columns of a book, from Arrow to arrays of whole numbers and back, without an object a row.

What a row gets wrong is kept as a sentence by its place and costs no other row.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notecalc.dates import FIRST_DATE, parse_date
from notecalc.errors import NotecalcError
from notecalc.money import minor_units, parse_amount, to_minor
from notecalc.portfolio.days import DAYS, EPOCH, NONE
from notecalc.portfolio.rows import Choices, Numbers, Wrong

_PLAIN = r"^[0-9]{1,20}(\.[0-9]+)?$"
_SMALL_SCALE = 12
_MOST_DIGITS = 17


def present(array: pa.Array) -> Any:
    """Which rows have a value; True where all have."""
    return True if not array.null_count else np.asarray(array.is_valid())


def day_numbers(array: pa.Array, column: str, wrong: Wrong, *, required: bool) -> Any:
    """The days of a column by number, NONE where a row has none."""
    if pa.types.is_timestamp(array.type) or pa.types.is_date64(array.type):
        array = _whole_days(array, column, wrong)
    if not pa.types.is_date32(array.type):
        chosen = choices(array, column, lambda text: parse_date(str(text)), wrong)
        known = [NONE if each is None else (each.toordinal() - _FIRST) for each in chosen.values]
        days = np.array([*known, NONE], dtype=np.int32)[chosen.codes]
    else:
        given = present(array)
        days = _buffer(array, np.int32) + np.int32(EPOCH)
        beyond = ((days < 0) | (days >= DAYS)) & given
        if beyond.any():
            wrong.add(beyond, column, f"a date {_BEYOND}")
        if given is not True or beyond.any():
            days = np.where(given & ~beyond, days, np.int32(NONE))
    if required and array.null_count:
        wrong.add(~present(array), column, "missing; write a date such as 2008-09-29")
    return days


_FIRST = FIRST_DATE.toordinal()
_BEYOND = "outside 1900 to 2199; write a date in those years"


def _whole_days(array: pa.Array, column: str, wrong: Wrong) -> pa.Array:
    """Times as days; a time of day is no date."""
    days = pc.floor_temporal(array, unit="day")
    timed = pc.fill_null(pc.not_equal(days, array), False)
    if pc.any(timed).as_py():
        wrong.add(np.asarray(timed), column, "a time of day; write a date alone")
    return days.cast(pa.date32(), safe=False)


def amounts(array: pa.Array, column: str, currency: str, wrong: Wrong) -> Any:
    """The amounts of a column in whole minor units, 0 where a row has none that is right."""
    places = minor_units(currency)
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = _plain_decimals(array, places)
    if pa.types.is_integer(array.type):
        array = array.cast(pa.decimal128(20, 0))
    if not pa.types.is_decimal(array.type):
        chosen = choices(
            array, column, lambda text: parse_amount(text, currency, kind=column), wrong
        )
        known = [0 if each is None else to_minor(each, places) for each in chosen.values]
        found = np.array([*known, 0], dtype=np.int64)[chosen.codes]
    else:
        found = _minor(array, column, currency, wrong)
    if array.null_count:
        missing = ~present(array)
        wrong.add(missing, column, "missing; write an amount such as 1750000.00")
        found = np.where(missing, 0, found)
    return found


def _plain_decimals(array: pa.Array, places: int) -> pa.Array:
    """Text as decimals where all of it is plain; else as it is, to be read one by one."""
    if pc.all(pc.match_substring_regex(array, _PLAIN)).as_py():
        try:
            return array.cast(pa.decimal128(38, places))
        except pa.ArrowInvalid:
            pass
    return array


def _minor(array: pa.Array, column: str, currency: str, wrong: Wrong) -> Any:
    places = minor_units(currency)
    scale = array.type.scale
    words = _words(array)
    low, over = words[:, 0], 10 ** abs(scale - places)
    odd = words[:, 1] != 0
    odd |= low <= 0
    if scale > places:
        odd |= low % over != 0
        found = low // over
    else:
        most = 10 ** (15 + scale)
        odd |= low > min(most, np.iinfo(np.int64).max)
        found = low * over if over > 1 else low
    odd |= found > 10 ** (15 + places)
    if not odd.any():
        return found
    for row in np.flatnonzero(odd & present(array)).tolist():
        try:
            parse_amount(format(array[row].as_py(), "f"), currency, kind=column)
        except NotecalcError as error:
            wrong.add_error(row, column, error)
    return np.where(odd, 0, found)


def numbers(
    array: pa.Array, column: str, parse: Callable[[str], Decimal],
    check: Callable[[Decimal], None], below: int, wrong: Wrong,
) -> Numbers:  # fmt: skip
    """The rates of a column, or prices: decimals from 0 to less than `below`, exactly."""
    kind, given = array.type, present(array)
    if pa.types.is_decimal(kind) and kind.scale <= _SMALL_SCALE:
        words = _words(array)
        odd = (words[:, 1] != 0) | (words[:, 0] < 0) | (words[:, 0] >= below * 10**kind.scale)
        odd &= given
        for row in np.flatnonzero(odd).tolist():
            try:
                check(array[row].as_py())
            except NotecalcError as error:
                wrong.add_error(row, column, error)
        return Numbers(np.where(odd, 0, words[:, 0]), kind.scale, given & ~odd)
    read = (lambda each: _checked(each, check)) if pa.types.is_decimal(kind) else parse
    chosen = choices(array, column, read, wrong)
    known = [each for each in chosen.values if each is not None]
    decimals = max(
        (-min(int(each.normalize().as_tuple().exponent), 0) for each in known), default=0
    )
    values = [0 if each is None else int(each.scaleb(decimals)) for each in chosen.values]
    right = np.array([*(each is not None for each in chosen.values), False])[chosen.codes]
    kept = np.int64 if decimals <= _MOST_DIGITS else object
    return Numbers(np.array([*values, 0], dtype=kept)[chosen.codes], decimals, right)


def _checked(value: Decimal, check: Callable[[Decimal], None]) -> Decimal:
    check(value)
    return value


def choices(array: pa.Array, column: str, parse: Callable[[Any], Any], wrong: Wrong) -> Choices:
    """The distinct values of a column, each read once; a wrong one is None, said of its rows."""
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    codes = encoded.indices
    given = present(codes)
    found = _buffer(codes.cast(pa.int32()), np.int32)
    found = found if given is True else np.where(given, found, -1)
    values: list[Any] = []
    for code, each in enumerate(encoded.dictionary.to_pylist()):
        try:
            values.append(None if each is None else parse(each))
        except NotecalcError as error:
            values.append(None)
            wrong.add_error(found == code, column, error)
    return Choices(found, values)


def decimals(cents: Any, places: int, kind: pa.DataType, absent: Any) -> pa.Array:
    """Whole minor units as decimals; null where absent."""
    words = np.empty((len(cents), 2), dtype=np.int64)
    words[:, 0] = cents if kind.scale == places else cents * 10 ** (kind.scale - places)
    words[:, 1] = words[:, 0] >> 63
    return _array(kind, words, absent)


def dates(days: Any, absent: Any) -> pa.Array:
    """Day numbers as dates; null where absent."""
    return _array(pa.date32(), days - np.int32(EPOCH), absent)


def states(codes: Any, names: Sequence[str], absent: Any) -> pa.Array:
    """Codes as words; null where absent."""
    indices = _array(pa.int8(), codes, absent)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names), safe=False)


def sentences(said: dict[int, str], count: int) -> pa.Array:
    """Texts by their place, null elsewhere."""
    if not said:
        return pa.nulls(count, pa.string())
    rows = np.array(sorted(said))
    texts = pa.array([said[row] for row in rows.tolist()], pa.string())
    place = np.full(count, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return texts.take(pa.array(place, mask=place < 0))


def _array(kind: pa.DataType, values: Any, absent: Any) -> pa.Array:
    valid = None
    if absent is not None and absent.any():
        valid = pa.py_buffer(np.packbits(~absent, bitorder="little"))
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [valid, data])


def _buffer(array: pa.Array, kind: Any) -> Any:
    whole = np.frombuffer(array.buffers()[1], dtype=kind)
    return whole[array.offset : array.offset + len(array)]


def _words(array: pa.Array) -> Any:
    """The two halves of each 128-bit decimal: the lower one has it all where the upper is 0."""
    if array.type.bit_width != 128:
        array = array.cast(pa.decimal128(min(array.type.precision, 38), array.type.scale))
    whole = np.frombuffer(array.buffers()[1], dtype=np.int64).reshape(-1, 2)
    return whole[array.offset : array.offset + len(array)]
