"""Dates and hours as they are written."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from notecalc.dates import check_hour, parse_hour
from notecalc.errors import NotecalcError
from notecalc.facts import Conversion, Facts, Notice

SENT = date(2008, 9, 29)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("00:00", time(0)), ("09:05", time(9, 5)), ("17:00", time(17)), ("23:59", time(23, 59))],
)
def test_an_hour_is_read(text: str, expected: time) -> None:
    assert parse_hour(text) == expected
    check_hour(expected)


@pytest.mark.parametrize(
    "text",
    ["", "24:00", "17:60", "7:00", "17", "1700", "17:00:00", "5 pm", "17.00", "17:00Z", "１7:00"],
)
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_hour(text)
    assert str(caught.value) == f"{text!r} is not an hour; write HH:MM, such as 16:30"


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_hour("x" * 41)
    assert str(caught.value).startswith(f"'{'x' * 40}…' is not an hour")
    with pytest.raises(NotecalcError, match=f"^'{'x' * 40}' is not an hour"):
        parse_hour("x" * 40)


@pytest.mark.parametrize(
    "hour",
    [time(17, 0, 1), time(17, 0, 0, 1), time(17, tzinfo=UTC), datetime(2008, 9, 29, 17), "17:00"],
)
def test_an_hour_has_no_seconds_and_no_time_zone(hour: Any) -> None:
    with pytest.raises(NotecalcError, match="is not an hour and minute"):
        Facts(notice=Notice(SENT, at=hour))


def test_the_hour_of_a_listed_notice_is_named() -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(notice=SENT, notices=(Notice(SENT), Notice(SENT, at=time(17, 0, 1))))
    assert [each.path for each in caught.value.problems] == ["notices.1.at"]


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"share_price": Decimal("0.12345678901")}, "share_price"),
        (
            {"conversions": (Conversion(SENT, Decimal(1), Decimal("0.12345678901")),)},
            "conversions.0.share_price",
        ),
    ],
)
def test_the_price_of_a_share_has_at_most_10_decimals(facts: dict[str, Any], path: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        Facts(**facts)
    assert str(caught.value) == (
        f"{path}: share price 0.12345678901 has more than 10 decimals; write at most 10"
    )
