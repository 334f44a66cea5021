"""Every published example of tests/data/worked.json, and what stands beside its figures."""

from datetime import date

import pytest
from conformance.case import differences
from conformance.examples import EXAMPLES, EXPRESSED, figures


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example(name: str) -> None:
    decided = {case for _, case in differences()}
    for case in figures(name):
        assert case.agrees or case.name in decided, case


def test_what_is_expressed_is_published() -> None:
    assert set(EXPRESSED) <= set(EXAMPLES)


def test_days_as_published() -> None:
    # WE10 and WE18 give their dates or days.
    span = EXAMPLES["WE10"]["inputs"]
    assert (date.fromisoformat(span["end"]) - date.fromisoformat(span["start"])).days == 100
    assert EXAMPLES["WE18"]["inputs"]["days"] == 42
