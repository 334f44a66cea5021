"""Public holidays of a country or a part of it, from the holidays package at run time."""

import warnings
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib.metadata import version

import holidays

from notecalc.errors import NotecalcError, Problem, closest

_FIRST, _LAST = 1990, 2050


def public_holidays(name: str) -> tuple[dict[date, str], int, int, str]:
    """What ``country:XX`` or ``country:XX-SUB`` names: days, first and last year, and the source.

    The years are those, back from the last, in which the weekend is Saturday and Sunday and for
    which the package does not warn that holidays are missing; a country without any is refused.
    Weekend days declared working days stay closed: a Business Day is Monday to Friday.
    """
    entity = name.removeprefix("country:")
    code, _, part = entity.partition("-")
    try:
        package = holidays.country_holidays(code, subdiv=part or None)
    except NotImplementedError:
        raise NotecalcError(_unknown(name, holidays.list_supported_countries())) from None
    # Reports are in English, and their fonts may lack the country's own script. Without a language
    # the package takes that of the machine, and the fingerprint would change with it.
    english = "en_US" in package.supported_languages
    language = "en_US" if english else package.default_language
    days: dict[date, str] = {}
    years: list[int] = []
    for year in range(max(_FIRST, package.start_year), min(_LAST, package.end_year) + 1):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                listed = holidays.country_holidays(
                    code, subdiv=part or None, years=year, language=language
                )
            except UserWarning:
                continue
        if _rests_on_weekends(listed, year):
            days.update(listed.items())
            years.append(year)
    while years and years[-1] - years[0] >= len(years):
        del years[0]
    if not years:
        raise NotecalcError(
            Problem(
                f"the weekend of {name} is not Saturday and Sunday",
                "a Business Day is Monday to Friday here: name another calendar",
            )
        )
    source = f"holidays {version('holidays')}, public holidays, {entity}"
    return days, years[0], years[-1], source


def _rests_on_weekends(country: holidays.HolidayBase, year: int) -> bool:
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    days = (start + timedelta(i) for i in range((end - start).days))
    return all(country.is_weekend(day) == (day.weekday() > 4) for day in days)


def _unknown(name: str, countries: Mapping[str, Iterable[str]]) -> Problem:
    options = [f"country:{code}" for code in countries]
    options += [f"country:{code}-{part}" for code in countries for part in countries[code]]
    form = "write country:XX or country:XX-SUB with a code of the holidays package"
    near = closest(name, options)
    return Problem(f"unknown calendar {name!r}", f"did you mean {near}? ({form})" if near else form)
