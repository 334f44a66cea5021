"""The loops of `rules`, compiled by numba."""

import numpy as np
from numba import njit, types
from numba.extending import overload, register_jitable

from notecalc.portfolio import rules


@overload(rules.choose, inline="always")
def _choose(condition, one, other):
    return lambda condition, one, other: one if condition else other


@overload(rules.quotient, inline="always")
def _quotient(numerator, denominator):
    if isinstance(numerator, types.Float):
        return lambda numerator, denominator: np.floor(numerator / denominator)
    return lambda numerator, denominator: numerator // denominator


@overload(rules.at, inline="always")
def _at(column, note):
    if isinstance(column, types.Array):
        return lambda column, note: column[note]
    return lambda column, note: column


for _rule in (
    rules.half_up, rules.dated, rules.elapsed, rules.basis_of, rules.places, rules.first_interest,
    rules.turning_interest, rules.last_interest, rules.due, rules.per_diem, rules.run_loop,
):  # fmt: skip
    register_jitable(_rule)

_compiled = njit(error_model="numpy", nogil=True, cache=True)
date_block = _compiled(rules.date_loop)
amount_block = _compiled(rules.amount_loop)
