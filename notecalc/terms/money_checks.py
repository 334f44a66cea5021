"""What must hold of the terms of money, prices and deliveries, each broken rule a problem."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.dates import check_date, check_hour
from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor
from notecalc.errors import Problem, problems_at
from notecalc.money import check_amount, check_price, check_rate, percent
from notecalc.terms.choices import Bucket

if TYPE_CHECKING:
    from notecalc.terms.model import Terms
    from notecalc.terms.money import Delivery, MakeWhole

_USUAL_ORDER = tuple(Bucket)


def problems(terms: "Terms") -> Iterator[Problem]:
    """Every problem of these terms, in the order of the papers."""
    for check in (_roll, _prices, _needed, _waterfall, _overdue, _conversion, _deliveries):
        yield from check(terms)


def _roll(terms: "Terms") -> Iterator[Problem]:
    if terms.interest.adjusted and terms.interest.roll is None:
        yield Problem(
            "interest is adjusted to the day that a due date rolls to, and nothing is rolled",
            "give interest.roll, such as following",
            "interest.adjusted",
        )
    if terms.interest.adjusted and terms.interest.day_count is DayCount.ACT_ACT_ICMA:
        yield Problem(
            "ACT/ACT ICMA counts interest periods that are not adjusted",
            "write adjusted: no, or another day count",
            "interest.adjusted",
        )


def _prices(terms: "Terms") -> Iterator[Problem]:
    redemption = terms.redemption
    days = Counter(each.start for each in redemption.prices)
    for day, count in days.items():
        path = f"redemption.prices.{day}"
        yield from problems_at(path, check_date, day)
        if count > 1:
            yield Problem(f"there are {count} prices from {day} on", "keep one of them", path)
    for each in redemption.prices:
        yield from _share(f"redemption.prices.{each.start}.price", each.price, "price")
    if redemption.minimum is not None:
        yield from _share("redemption.minimum", redemption.minimum, "minimum")
    if redemption.make_whole is not None:
        yield from _make_whole(terms, redemption.make_whole)
    if redemption.conversion_value and terms.conversion is None:
        yield Problem(
            "the value on conversion is paid, and there is no right to convert",
            "give the terms' conversion: its clause and price",
            "redemption.conversion_value",
        )


def _share(path: str, share: Decimal, what: str) -> Iterator[Problem]:
    yield from problems_at(path, check_rate, share, what)
    if share.is_finite() and share == 0:
        yield Problem(f"a {what} of 0% is not possible", "write a share above 0%", path)


def _make_whole(terms: "Terms", whole: "MakeWhole") -> Iterator[Problem]:
    yield from problems_at("redemption.make_whole.rate", check_rate, whole.rate)
    if not terms.interest.dates:
        yield Problem(
            "the make-whole price is discounted by interest periods, and there are no interest"
            " dates",
            "give interest.dates, such as [06-30, 12-31]",
            "redemption.make_whole",
        )
    if whole.until is None:
        if terms.maturity_date is None:
            yield Problem(
                "the make-whole price runs to the maturity date, and there is none",
                "give redemption.make_whole.until, or the maturity date",
                "redemption.make_whole",
            )
        return
    path = "redemption.make_whole.until"
    wrong = list(problems_at(path, check_date, whole.until))
    yield from wrong
    if not wrong and whole.until <= terms.issue_date:
        yield Problem(
            f"the make-whole price runs to {whole.until}, not after the issue on"
            f" {terms.issue_date}",
            "write the last day that is valued, or leave it out for the maturity date",
            path,
        )


def _needed(terms: "Terms") -> Iterator[Problem]:
    needed, path = terms.redemption.holders_needed, "redemption.holders_needed"
    if needed is not None:
        yield from problems_at(path, check_rate, needed, "share")
        if needed.is_finite() and (needed == 0 or needed > 1):
            yield Problem(
                f"holders of {percent(needed)} of principal cannot be needed",
                "write a share above 0%, at most 100%",
                path,
            )


def _waterfall(terms: "Terms") -> Iterator[Problem]:
    if terms.waterfall == _USUAL_ORDER:
        return
    counts = Counter(terms.waterfall)
    every = ", ".join(each.value for each in Bucket)
    wrong = [
        f"{bucket.value!r} is {'there twice' if counts[bucket] else 'not there'}"
        for bucket in Bucket
        if counts[bucket] != 1
    ]
    if wrong:
        what = f"a payment goes to each part of what is owed, and {', '.join(wrong)}"
        yield Problem(what, f"write each once, in order: {every}", "waterfall")


def _overdue(terms: "Terms") -> Iterator[Problem]:
    fee = terms.late_fee
    if fee is None:
        return
    yield from problems_at("late_fee.rate", check_rate, fee.rate)
    if fee.minimum is not None:
        yield from problems_at("late_fee.minimum", check_amount, fee.minimum, terms.currency)
    elif fee.rate.is_finite() and fee.rate == 0:
        yield Problem(
            "the late fee has neither a rate nor a minimum",
            "give late_fee.rate, such as 5%, or late_fee.minimum",
            "late_fee",
        )
    if fee.after is not None and fee.after.after is not Anchor.DUE:
        yield Problem(
            f"the days of grace of a late fee count from the due date, not as here: {fee.after}",
            "write them so, such as 10 days after due",
            "late_fee.after",
        )


def _conversion(terms: "Terms") -> Iterator[Problem]:
    if terms.conversion is not None:
        price = terms.conversion.price
        if isinstance(price, Decimal):
            yield from problems_at("conversion.price", _above_zero, price)
        else:
            yield Problem(f"{price!r} is no Decimal", "give a Decimal", "conversion.price")


def _above_zero(price: Decimal) -> None:
    check_price(price, "conversion price", above_zero=True)


def _deliveries(terms: "Terms") -> Iterator[Problem]:
    ways = Counter(each.by for each in terms.deliveries)
    for index, each in enumerate(terms.deliveries):
        path = f"deliveries.{index}"
        if not each.by.strip():
            yield Problem(
                "this way of sending has no name", "write one, such as facsimile", f"{path}.by"
            )
        elif ways[each.by] > 1:
            yield Problem(
                f"the way of sending {each.by!r} is there twice", "give each once", f"{path}.by"
            )
        yield from _delivery(each, path)


def _delivery(rule: "Delivery", path: str) -> Iterator[Problem]:
    if (rule.cut_off is None) is (rule.deemed is None):
        both = "both an hour and a time" if rule.cut_off else "neither an hour nor a time"
        yield Problem(
            f"by {rule.by!r} there is {both} at which a notice counts as received",
            'give one of them: cut_off: "17:00", or deemed: 3 days after notice',
            path,
        )
    if rule.cut_off is not None:
        yield from problems_at(f"{path}.cut_off", check_hour, rule.cut_off)
    if rule.deemed is not None and rule.deemed.after is not Anchor.NOTICE:
        yield Problem(
            f"receipt is counted from the sending, not as here: {rule.deemed}",
            "write it so, such as 3 days after notice",
            f"{path}.deemed",
        )
