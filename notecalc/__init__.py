"""notecalc: what a note's default costs, dated, priced to the cent, and why.

>>> from datetime import date
>>> from notecalc import LIQUIDMETAL_2007, Facts, redeem
>>> redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29))).redemption.total
Decimal('1192.68')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notecalc.calendars import Calendar, Roll, business_calendar
    from notecalc.daycount import DayCount
    from notecalc.deadlines import Deadline
    from notecalc.errors import NotecalcError, Problem
    from notecalc.facts import Facts, Notice, Payment
    from notecalc.money import PaidIn
    from notecalc.ownership import beneficial_ownership, share_out
    from notecalc.portfolio.book import redeem_many
    from notecalc.readings.good_through import good_through
    from notecalc.readings.sweep import sweep
    from notecalc.redemption import Redemption, Result, redeem
    from notecalc.scenario import Scenario, compare, load_scenarios, load_terms
    from notecalc.schedule import Line
    from notecalc.terms import LIQUIDMETAL_2007, DefaultFrom, Terms, choose
    from notecalc.timeline import Event, State

__version__ = "0.1.0"

_HOME = {
    "Calendar": "calendars",
    "DayCount": "daycount",
    "Deadline": "deadlines",
    "DefaultFrom": "terms",
    "Event": "timeline",
    "Facts": "facts",
    "LIQUIDMETAL_2007": "terms",
    "Line": "schedule",
    "NotecalcError": "errors",
    "Notice": "facts",
    "PaidIn": "money",
    "Payment": "facts",
    "Problem": "errors",
    "Redemption": "redemption",
    "Result": "redemption",
    "Roll": "calendars",
    "Scenario": "scenario",
    "State": "timeline",
    "Terms": "terms",
    "beneficial_ownership": "ownership",
    "business_calendar": "calendars",
    "choose": "terms",
    "compare": "scenario",
    "good_through": "readings.good_through",
    "load_scenarios": "scenario",
    "load_terms": "scenario",
    "redeem": "redemption",
    "redeem_many": "portfolio.book",
    "share_out": "ownership",
    "sweep": "readings.sweep",
}

__all__ = [
    "LIQUIDMETAL_2007",
    "Calendar",
    "DayCount",
    "Deadline",
    "DefaultFrom",
    "Event",
    "Facts",
    "Line",
    "NotecalcError",
    "Notice",
    "PaidIn",
    "Payment",
    "Problem",
    "Redemption",
    "Result",
    "Roll",
    "Scenario",
    "State",
    "Terms",
    "__version__",
    "beneficial_ownership",
    "business_calendar",
    "choose",
    "compare",
    "good_through",
    "load_scenarios",
    "load_terms",
    "redeem",
    "redeem_many",
    "share_out",
    "sweep",
]


def __getattr__(name: str) -> Any:
    # The command line imports this package first: nothing is loaded before it is asked for.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def load_ipython_extension(shell: Any) -> None:
    """Show results as tables in a notebook: ``%load_ext notecalc``."""
    import_module("notecalc.notebook").register(shell)


def __dir__() -> list[str]:
    return __all__
