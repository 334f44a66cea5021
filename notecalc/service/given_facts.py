"""What the options say happened to the note, read; the reader keeps every problem."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.service.options import RATES
from notecalc.service.reader import Reader, pair_of

if TYPE_CHECKING:
    from notecalc.facts import Amendment, Facts, Forbearance, Judgment, PartialCure

_COMPOUNDED, _SUSPENDED = " compounded", " suspended"


def read_facts(reader: Reader, given: Mapping[str, Any], currency: str) -> "Facts":
    """What the options say happened, as far as they can be read; the reader keeps the problems."""
    from notecalc.facts import Facts

    found = {**_days(reader, given), **_money(reader, given, currency)}
    if given["known"]:
        from notecalc.service.given_known import known  # rare

        found = known(reader, given["known"], found)
    try:
        return Facts(**found)
    except NotecalcError as error:
        reader.add(error)
        return Facts()


def _days(reader: Reader, given: Mapping[str, Any]) -> dict[str, Any]:
    from notecalc.dates import parse_date, parse_hour
    from notecalc.facts import Notice

    def when(name: str) -> Any:
        texts = given[name]
        if len(texts) == 1 and "=" not in texts[0]:
            return reader.read(f"--{name}", parse_date, texts[0]) or {}
        return reader.pairs(f"--{name}", "ID=DATE", texts, parse_date)

    days = {
        name: reader.read(f"--{name.replace('_', '-')}", parse_date, given[name])
        for name in ("notice", "received", "redeem_on", "as_of", "paid_to", "petition")
    }
    sent, received = days.pop("notice"), days.pop("received")
    at = reader.read("--sent-at", parse_hour, given["sent_at"])
    for name, what in (("received", "was received"), ("sent_by", "went"), ("sent_at", "went")):
        if given[name] is not None and given["notice"] is None:
            option = f"--{name.replace('_', '-')}"
            problem = Problem(f"a notice {what} but none was sent", "give --notice", option)
            reader.problems.append(problem)
    more = received or given["sent_by"] or at
    notice = Notice(sent, received, by=given["sent_by"] or "", at=at) if sent and more else sent
    return {
        **days,
        "notice": notice,
        "cured": when("cured"),
        "waived": when("waived"),
        "missed": tuple(reader.all("--missed", parse_date, given["missed"])),
        "occurred": reader.pairs("--occurred", "ID=DATE", given["occurred"], parse_date),
        "partly_cured": tuple(reader.all("--partly-cured", _partial, given["partly_cured"])),
        "forbearances": tuple(reader.all("--forbearance", _forbearance, given["forbearances"])),
        "amendments": _amendments(reader, given["amendments"]),
        "judgment": reader.read("--judgment", _judgment, given["judgment"]),
    }


def _money(reader: Reader, given: Mapping[str, Any], currency: str) -> dict[str, Any]:
    from notecalc import facts
    from notecalc.dates import parse_date
    from notecalc.money import parse_amount, parse_price

    def paid(kind: str, option: str, form: str) -> tuple[Any, ...]:
        def read(text: str) -> Any:
            day, amount = pair_of(text, form)
            return getattr(facts, kind)(parse_date(day), parse_amount(amount, currency))

        return tuple(reader.all(f"--{option}", read, given[f"{option}s"]))

    return {
        "payments": paid("Payment", "payment", "DATE=AMOUNT"),
        "fees": paid("Fee", "fee", "DATE=AMOUNT"),
        "conversions": paid("Conversion", "conversion", "DATE=PRINCIPAL"),
        "share_price": reader.read("--share-price", parse_price, given["share_price"]),
    }


def _partial(text: str) -> "PartialCure":
    from notecalc.dates import parse_date
    from notecalc.facts import PartialCure

    of, day = pair_of(text, "ID=DATE")
    return PartialCure(parse_date(day), of)


def _forbearance(text: str) -> "Forbearance":
    from notecalc.dates import parse_date
    from notecalc.facts import Forbearance

    first, dots, last = text.removesuffix(_SUSPENDED).partition("..")
    if not (first and dots and last):
        raise refuse(f"{text!r} is no first and last day", "write 2008-10-06..2008-10-17")
    return Forbearance(parse_date(first), parse_date(last), text.endswith(_SUSPENDED))


def _amendments(reader: Reader, texts: Iterable[str]) -> "tuple[Amendment, ...]":
    """The rates amended, those of one day as one amendment."""
    if not texts:
        return ()
    from notecalc.facts import Amendment

    changed: dict[date, dict[str, Any]] = {}
    for on, term, rate in reader.all("--amendment", _amendment, texts):
        of_day = changed.setdefault(on, {})
        if term in of_day:
            what = f"{term} is amended twice on {on}"
            reader.problems.append(Problem(what, "give it once", "--amendment"))
        of_day[term] = rate
    return tuple(Amendment(on, "amendment", **rates) for on, rates in changed.items())


def _amendment(text: str) -> "tuple[date, str, Decimal]":
    from notecalc.dates import parse_date
    from notecalc.money import parse_rate

    day, colon, change = text.partition(":")
    if not (day and colon and change):
        raise refuse(f"{text!r} is no amendment", "write 2008-11-01:cash_rate=9%")
    term, rate = pair_of(change, "DATE:TERM=RATE")
    if term not in RATES:
        from notecalc.errors import unknown

        raise NotecalcError(unknown("rate", term, RATES))
    return parse_date(day), term, parse_rate(rate)


def _judgment(text: str) -> "Judgment":
    from notecalc.dates import parse_date
    from notecalc.facts import Judgment
    from notecalc.money import parse_rate

    day, rate = pair_of(text, "DATE=RATE, such as 2009-03-02=9%")
    compounds = rate.endswith(_COMPOUNDED)
    return Judgment(parse_date(day), parse_rate(rate.removesuffix(_COMPOUNDED)), compounds)
