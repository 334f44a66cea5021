"""Amounts and rates: read exactly, refused with a reason, rounded half up."""

from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest

from notecalc.errors import NotecalcError
from notecalc.money import (
    UNROUNDED,
    PaidIn,
    add,
    check_amount,
    check_price,
    check_rate,
    exact,
    from_minor,
    grouped,
    half_up,
    minor_units,
    parse_amount,
    parse_price,
    parse_rate,
    percent,
    plain,
    several,
    to_minor,
)

DIGITS_40 = "1" * 40
DIGITS_70 = "1" * 70


@pytest.mark.parametrize(
    ("text", "currency", "expected", "source"),
    [
        ("1750000.00", "USD", "1750000.00", "section 6: set principal"),
        ("1000", "USD", "1000.00", "whole units are read to the cent"),
        ("0.01", "USD", "0.01", "the least amount of a two-decimal currency"),
        ("  18640000 ", "USD", "18640000.00", "blanks around are no part of it"),
        ("1188.12", "USD", "1188.12", "no digit is finer than the cent"),
        ("1000000000000000", "USD", "1000000000000000.00", "the largest amount itself"),
        ("100", "JPY", "100", "ISO 4217: the yen has no minor unit"),
        ("1.234", "KWD", "1.234", "ISO 4217: the dinar has three decimals"),
        ("1.5", "KWD", "1.500", "to the fils"),
        ("1.23", "XXX", "1.23", "two decimals where nothing else is known"),
    ],
)
def test_an_amount_is_read_exactly(text: str, currency: str, expected: str, source: str) -> None:
    assert str(parse_amount(text, currency)) == expected, source


NUMBER = "write a decimal such as 1750000.00"


@pytest.mark.parametrize(
    ("text", "currency", "message"),
    [
        ("abc", "USD", "amount 'abc' is not a number; write 1750000.00"),
        ("", "USD", "amount '' is not a number; write 1750000.00"),
        ("1,000", "USD", "amount '1,000' is not a number; write 1750000.00"),
        ("1_000", "USD", "amount '1_000' is not a number; write 1750000.00"),
        ("\u0661\u0662", "USD", "amount '\u0661\u0662' is not a number; write 1750000.00"),
        ("x" * 60, "USD", f"amount '{'x' * 60}' is not a number; write 1750000.00"),
        (
            "x" * 61,
            "USD",
            f"amount '{'x' * 20}… (61 characters)' is not a number; write 1750000.00",
        ),
        (
            "9" * 200,
            "USD",
            f"amount {'9' * 20}… (200 characters) is above 10^15; write at most 1{'0' * 15}.00",
        ),
        (
            "9" * 201,
            "USD",
            f"amount '{'9' * 20}… (201 characters)' is not a number; write 1750000.00",
        ),
        ("NaN", "USD", f"amount NaN is not a number; {NUMBER}"),
        ("sNaN", "USD", f"amount sNaN is not a number; {NUMBER}"),
        ("-Infinity", "USD", f"amount -Infinity is not a number; {NUMBER}"),
        ("0", "USD", f"amount 0 is not above zero; {NUMBER}"),
        ("0.00", "USD", f"amount 0.00 is not above zero; {NUMBER}"),
        ("-0.01", "USD", f"amount -0.01 is not above zero; {NUMBER}"),
        (
            "1000000000000000.01",
            "USD",
            "amount 1000000000000000.01 is above 10^15; write at most 1000000000000000.00",
        ),
        (DIGITS_40, "USD", f"amount {DIGITS_40} is above 10^15; write at most 1{'0' * 15}.00"),
        (
            DIGITS_70,
            "USD",
            f"amount {'1' * 20}… (70 characters) is above 10^15; write at most 1{'0' * 15}.00",
        ),
        ("1E+39", "USD", f"amount 1{'0' * 39} is above 10^15; write at most 1{'0' * 15}.00"),
        ("1E+40", "USD", f"amount 1E+40 is above 10^15; write at most 1{'0' * 15}.00"),
        ("1" * 60, "USD", f"amount {'1' * 60} is above 10^15; write at most 1{'0' * 15}.00"),
        (
            "1" * 61,
            "USD",
            f"amount {'1' * 20}… (61 characters) is above 10^15; write at most 1{'0' * 15}.00",
        ),
        ("1E+99", "USD", "amount 1E+99 is above 10^15; write at most 1000000000000000.00"),
        ("10.005", "USD", "amount 10.005 has more than 2 decimals; USD amounts have at most 2"),
        ("1E-3", "USD", "amount 0.001 has more than 2 decimals; USD amounts have at most 2"),
        ("1E+3", "USD", "amount 1E+3 is not a plain decimal; write 1750000.00"),
        (" +5 ", "USD", "amount +5 is not a plain decimal; write 1750000.00"),
        (".5", "USD", "amount .5 is not a plain decimal; write 1750000.00"),
        ("5.", "USD", "amount 5. is not a plain decimal; write 1750000.00"),
        ("100.5", "JPY", "amount 100.5 has more than 0 decimals; JPY amounts have at most 0"),
        ("1.2345", "KWD", "amount 1.2345 has more than 3 decimals; KWD amounts have at most 3"),
    ],
)
def test_a_wrong_amount_is_refused_with_what_to_write(
    text: str, currency: str, message: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_amount(text, currency)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "currency", "places"),
    [("1188.120", "USD", 2), ("1000.000", "USD", 2), ("100.0", "JPY", 0), ("1.2340", "KWD", 3)],
)
def test_zeros_beyond_the_minor_unit_are_decimals_too(
    text: str, currency: str, places: int
) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_amount(text, currency)
    said = f"has more than {places} decimals; {currency} amounts have at most {places}"
    assert str(caught.value).endswith(said)


def test_an_amount_is_in_dollars_unless_said() -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_amount("1.234")
    assert str(caught.value) == (
        "amount 1.234 has more than 2 decimals; USD amounts have at most 2"
    )


def test_an_amount_goes_by_the_name_that_it_is_asked_under() -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_amount("0", kind="principal")
    assert str(caught.value) == f"principal 0 is not above zero; {NUMBER}"


def test_an_amount_with_a_positive_exponent_is_whole() -> None:
    check_amount(Decimal("1E+3"), "USD")
    assert to_minor(Decimal("1E+3"), 2) == 100_000


@pytest.mark.parametrize(
    ("text", "expected", "source"),
    [
        ("12%", "0.12", "section 6"),
        ("12.00%", "0.1200", "section 6"),
        ("0.12", "0.12", "section 6"),
        (" 12.5 % ", "0.125", "blanks are no part of it"),
        ("0", "0", "a note may bear nothing"),
        ("0%", "0.00", "a note may bear nothing"),
        ("1%", "0.01", "from 1 upward the % is required"),
        ("100%", "1.00", "from 1 upward the % is required"),
        ("1000%", "10.00", "the largest rate itself"),
        ("0.9" + "0" * 20 + "9", "0.9" + "0" * 20 + "9", "22 decimals, exactly"),
        ("12." + "3" * 20 + "%", "0.12" + "3" * 20, "20 decimals of a percentage are 22"),
    ],
)
def test_a_rate_is_read_exactly(text: str, expected: str, source: str) -> None:
    assert str(parse_rate(text)) == expected, source


FORM = "write it as 12% or 0.12"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12", "rate 12 has no %; did you mean 12%?"),
        ("1.5", "rate 1.5 has no %; did you mean 1.5%?"),
        ("1", "rate 1 has no %; write 1% or 100%"),
        ("twelve", "rate 'twelve' is not a number; write 12% or 0.12"),
        ("%", "rate '' is not a number; write 12% or 0.12"),
        ("NaN", f"rate NaN is not a number; {FORM}"),
        ("NaN%", f"rate NaN% is not a number; {FORM}"),
        ("-1%", f"rate -1% is below zero; {FORM}"),
        ("-0.01", f"rate -0.01 is below zero; {FORM}"),
        ("1000.01%", f"rate 1000.01% is above 1000%; {FORM}"),
        ("1E+400%", f"rate 1E+400% is above 1000%; {FORM}"),
        ("1E-400%", "rate 1E-400% has more than 20 decimals; write at most 20"),
        ("0." + "1" * 23, f"rate 0.{'1' * 23} has more than 22 decimals; write at most 22"),
        (
            "12." + "0" * 21 + "%",
            f"rate 12.{'0' * 21}% has more than 20 decimals; write at most 20",
        ),
        ("0." + "1" * 58, f"rate 0.{'1' * 58} has more than 22 decimals; write at most 22"),
        (
            "0." + "1" * 59,
            f"rate 0.{'1' * 18}… (61 characters) has more than 22 decimals; write at most 22",
        ),
        (
            "0." + "1" * 70,
            f"rate 0.{'1' * 18}… (72 characters) has more than 22 decimals; write at most 22",
        ),
    ],
)
def test_a_wrong_rate_is_refused_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_rate(text)
    assert str(caught.value) == message


def test_a_rate_checked_alone_is_shown_as_it_is() -> None:
    check_rate(Decimal("-0"))
    with pytest.raises(NotecalcError) as caught:
        check_rate(Decimal("-0.5"), "margin")
    assert str(caught.value) == f"margin -0.5 is below zero; {FORM}"


@pytest.mark.parametrize(
    ("text", "expected", "source"),
    [
        ("1.10", "1.10", "as it is written"),
        (" 12 ", "12", "blanks around are no part of it"),
        ("0", "0", "a share may be worth nothing"),
        ("0.0000000001", "1E-10", "ten decimals"),
        ("1000000000000000", "1000000000000000", "the largest itself"),
    ],
)
def test_a_price_is_read_exactly(text: str, expected: str, source: str) -> None:
    assert str(parse_price(text)) == expected, source


PRICE = "write a decimal such as 1.10"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ten", "price 'ten' is not a number; write 1.10"),
        ("NaN", f"price NaN is not a number; {PRICE}"),
        ("-0.01", f"price -0.01 is below zero; {PRICE}"),
        (
            "1000000000000000.01",
            "price 1000000000000000.01 is above 10^15; write at most 1000000000000000.00",
        ),
        (
            DIGITS_70,
            f"price {'1' * 20}… (70 characters) is above 10^15; write at most 1{'0' * 15}.00",
        ),
        ("1" * 60, f"price {'1' * 60} is above 10^15; write at most 1{'0' * 15}.00"),
        ("1E+39", f"price 1{'0' * 39} is above 10^15; write at most 1{'0' * 15}.00"),
        ("1E+40", f"price 1E+40 is above 10^15; write at most 1{'0' * 15}.00"),
        ("0.00000000001", "price 0.00000000001 has more than 10 decimals; write at most 10"),
        ("1.10000000000", "price 1.10000000000 has more than 10 decimals; write at most 10"),
        ("1E-40", "price 1E-40 has more than 10 decimals; write at most 10"),
    ],
)
def test_a_wrong_price_is_refused_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_price(text)
    assert str(caught.value) == message


def test_a_price_may_have_to_be_above_zero() -> None:
    check_price(Decimal("0.01"), above_zero=True)
    for price in ("0", "0.00"):
        check_price(Decimal(price))
        with pytest.raises(NotecalcError) as caught:
            check_price(Decimal(price), "conversion price", above_zero=True)
        assert str(caught.value) == f"conversion price {price} is not above zero; {PRICE}"
    with pytest.raises(NotecalcError, match=r"^price -1 is not above zero"):
        check_price(Decimal(-1), above_zero=True)


def test_a_long_price_is_cut_in_the_message() -> None:
    with pytest.raises(NotecalcError, match=rf"^price 0\.{'1' * 58} has more than 10 decimals"):
        check_price(Decimal(f"0.{'1' * 58}"))
    with pytest.raises(NotecalcError, match=rf"^price 0\.{'1' * 18}… \(61 characters\) has more"):
        check_price(Decimal(f"0.{'1' * 59}"))


def test_a_price_goes_by_the_name_that_it_is_asked_under() -> None:
    with pytest.raises(NotecalcError, match=r"^share price -1 is below zero"):
        parse_price("-1", kind="share price")


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected", "source"),
    [
        (49, 100, 0, "below a half"),
        (50, 100, 1, "half up"),
        (51, 100, 1, "above a half"),
        (5, 2, 3, "2.5: half up, not half even"),
        (7, 2, 4, "3.5"),
        (-1, 2, 0, "-0.5: up"),
        (-3, 2, -1, "-1.5: up"),
        (-51, 100, -1, "nearest"),
        (0, 7, 0, "nothing"),
        (10**40 + 1, 2, 5 * 10**39 + 1, "beyond any decimal context"),
    ],
)
def test_halves_are_rounded_up(
    numerator: int, denominator: int, expected: int, source: str
) -> None:
    assert half_up(numerator, denominator) == expected, source


@pytest.mark.parametrize(
    ("amount", "places", "units", "source"),
    [
        ("1188.12", 2, 118812, "cents"),
        ("0.00", 2, 0, "zero keeps its decimals"),
        ("-0.01", 2, -1, "less than nothing"),
        ("1000", 0, 1000, "yen"),
        ("1.234", 3, 1234, "fils"),
        ("999999999999999.99", 2, 99999999999999999, "17 digits"),
    ],
)
def test_minor_units_there_and_back(amount: str, places: int, units: int, source: str) -> None:
    with localcontext(prec=3):
        assert to_minor(Decimal(amount), places) == units, source
        assert str(from_minor(units, places)) == amount, source


@pytest.mark.parametrize(
    ("currency", "places"), [("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3)]
)
def test_minor_units_are_those_of_iso_4217(currency: str, places: int) -> None:
    assert minor_units(currency) == places


def test_the_currency_for_tests_rounds_nothing_one_can_see() -> None:
    assert minor_units(UNROUNDED) == 20
    assert parse_amount("0.00000000000000000001", "XTS") == Decimal("1E-20")


def test_a_sum_is_exact_whatever_the_context() -> None:
    with localcontext(prec=3):
        assert add(Decimal("123456.78"), Decimal("0.01")) == Decimal("123456.79")
        assert exact(Decimal("1234.56"), Decimal("2.5"), Decimal("-0.01")) == Decimal("3086.39")
        assert getcontext().prec == 3


@pytest.mark.parametrize(
    ("value", "shown", "as_percent"),
    [
        ("0.12", "0.12", "12%"),
        ("0.1200", "0.12", "12%"),
        ("0.125", "0.125", "12.5%"),
        ("1E+1", "10", "1000%"),
        ("0.00", "0", "0%"),
        ("1E-7", "0.0000001", "0.00001%"),
    ],
)
def test_rates_are_shown_shortest(value: str, shown: str, as_percent: str) -> None:
    with localcontext(prec=1):
        assert plain(Decimal(value)) == shown
        assert percent(Decimal(value)) == as_percent


def test_amounts_are_shown_in_thousands() -> None:
    assert grouped(Decimal("1188.12")) == "1,188.12"
    assert grouped(Decimal("18640000.00")) == "18,640,000.00"


def test_interest_is_paid_in_one_of_two_ways() -> None:
    assert [each.value for each in PaidIn] == ["cash", "notes"]


def test_rounding_agrees_with_exact_fractions() -> None:
    for cents in range(-250, 251):
        exact = Fraction(cents, 100)
        rounded = half_up(exact.numerator, exact.denominator)
        assert -Fraction(1, 2) < rounded - exact <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("count", "more", "expected"),
    [
        (0, "", "0 lines"),
        (1, "", "1 line"),
        (2, "", "2 lines"),
        (1024, "", "1,024 lines"),
        (1, "lines of it", "1 line"),
        (2, "lines of it", "2 lines of it"),
    ],
)
def test_a_count_and_what_is_counted(count: int, more: str, expected: str) -> None:
    assert several(count, "line", more) == expected


def test_a_count_has_a_plural_of_its_own() -> None:
    assert several(2, "line") == "2 lines"
