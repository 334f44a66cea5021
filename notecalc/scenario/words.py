"""The words from which documents choose, and the hours and known dates that they hold."""

from collections.abc import Mapping
from datetime import time
from enum import Enum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator

from notecalc.calendars import Roll
from notecalc.dates import parse_hour
from notecalc.money import RoundingMode, RoundingPer
from notecalc.scenario.values import form, named, read, shape
from notecalc.terms import Bucket, DefaultUntil, OnConversion, OverdueRate


class Document(BaseModel):
    """A mapping of a file: no key beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Meanwhile(Enum):
    """What the default rate does during a forbearance."""

    CONTINUES = "continues"
    SUSPENDED = "suspended"


def shape_known(value: object) -> str:
    """The shape of a date, of one with its `known`, or of dates by event of default."""
    known = (isinstance(value, Mapping) and "on" in value) or isinstance(value, BaseModel)
    return "(known)" if known else shape(value)


def _words(kind: type[Enum]) -> list[str]:
    return [each.value for each in kind]


Hour = Annotated[
    time,
    PlainValidator(read("an hour", "16:30", parse_hour, time)),
    form(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
]
Rolled = Annotated[Roll, named(Roll, "roll"), form(enum=_words(Roll))]
Until = Annotated[
    DefaultUntil, named(DefaultUntil, "end of the default rate"), form(enum=_words(DefaultUntil))
]
PaidFirst = Annotated[Bucket, named(Bucket, "part of what is owed"), form(enum=_words(Bucket))]
Mode = Annotated[RoundingMode, named(RoundingMode, "rounding"), form(enum=_words(RoundingMode))]
Per = Annotated[RoundingPer, named(RoundingPer, "span of rounding"), form(enum=_words(RoundingPer))]
OnOverdue = Annotated[
    OverdueRate, named(OverdueRate, "rate of overdue interest"), form(enum=_words(OverdueRate))
]
Accrued = Annotated[
    OnConversion,
    named(OnConversion, "treatment of accrued interest"),
    form(enum=_words(OnConversion)),
]
DefaultRateThen = Annotated[
    Meanwhile, named(Meanwhile, "course of the default rate"), form(enum=_words(Meanwhile))
]
