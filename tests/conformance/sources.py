"""The sources, and the cases of each."""

from collections.abc import Callable, Iterator
from functools import partial

from conformance import businessdays, contracts, daycounts, examples
from conformance.case import Case

SOURCES: dict[str, Callable[[], Iterator[Case]]] = {
    "day counts, QuantLib's tests": partial(daycounts.of, "QuantLib:"),
    "day counts, OpenGamma Strata's tests": partial(daycounts.of, "Strata:"),
    "Business Days, QuantLib 1.44": businessdays.counted,
    "days on which United States lists differ": businessdays.disputed,
    "worked examples, published": examples.cases,
    "ACTUS tests, PAM": contracts.cases,
}
"""What is compared, and the cases of each source."""
