"""The shape of facts in a scenario: what happened, and when it became known."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from notecalc.scenario.values import Amount, Day, Flag, Price, Rate, Text, shape
from notecalc.scenario.words import DefaultRateThen, Document, Hour, Meanwhile, shape_known

_KNOWN = "The day it became known: the day it happened if not given."


class KnownDocument(Document):
    """A date, and the day it became known."""

    on: Day = Field(description="The day it happened.", examples=["2008-10-14"])
    known: Day | None = Field(None, description=_KNOWN)


class MissedDocument(Document):
    """A due date not paid, and the day that became known."""

    due: Day = Field(description="The due date.", examples=["2008-09-30"])
    known: Day | None = Field(None, description="The day it became known: the day after if not.")


class NoticeDocument(Document):
    """A notice of default: how and when it was sent, and when it was received."""

    sent: Day = Field(description="The day it was sent.", examples=["2008-09-29"])
    received: Day | None = Field(None, description="The day it was received.")
    by: Text = Field("", description="The way of sending, as the terms' deliveries have it.")
    at: Hour | None = Field(None, description="The hour of sending, HH:MM.")
    of: list[Text] | None = Field(
        None,
        description="The events of default that it names; all if not given.",
        examples=["[covenant]"],
        max_length=50,
    )
    principal: Amount | None = Field(None, description="What its senders hold; all if not given.")
    starts_cure: Flag = Field(True, description="Whether cure periods run from it.")
    known: Day | None = Field(None, description=_KNOWN)


class PaymentDocument(Document):
    """Money paid by the issuer outside the regular interest payments."""

    on: Day = Field(description="The day it was paid.", examples=["2008-10-01"])
    amount: Amount = Field(description="The amount paid.", examples=["250000.00"])
    known: Day | None = Field(None, description=_KNOWN)


class FeeDocument(Document):
    """Fees or expenses that the issuer owes."""

    on: Day = Field(description="The day from which they are owed.", examples=["2008-10-01"])
    amount: Amount = Field(description="The amount owed.", examples=["15000.00"])
    what: Text = Field("fees and expenses", description="What they are for.")
    known: Day | None = Field(None, description=_KNOWN)


class PartialCureDocument(Document):
    """A part of what an event of default asks for."""

    on: Day = Field(description="The day it was done.", examples=["2008-10-10"])
    of: Text = Field(description="The id of the event of default.", examples=["covenant"])
    what: Text = Field("", description="What was done.")
    known: Day | None = Field(None, description=_KNOWN)


class ForbearanceDocument(Document):
    """A forbearance or standstill, both days included."""

    start: Day = Field(alias="from", description="Its first day.", examples=["2008-10-06"])
    end: Day = Field(alias="to", description="Its last day.", examples=["2008-10-31"])
    clause: Text = Field("forbearance", description="The agreement and clause.")
    default_rate: DefaultRateThen = Field(
        Meanwhile.CONTINUES, description="What the default rate does meanwhile."
    )
    known: Day | None = Field(None, description=_KNOWN)


class AmendmentDocument(Document):
    """New rates a year from a day on; a rate not given stays."""

    on: Day = Field(description="The first day of the new rates.", examples=["2008-07-01"])
    clause: Text = Field(description="The amendment and clause.", examples=["Amendment 1"])
    cash_rate: Rate | None = Field(None, description="Base rate, paid in cash.")
    note_rate: Rate | None = Field(None, description="Base rate, paid in further notes.")
    default_cash_rate: Rate | None = Field(None, description="Default rate, paid in cash.")
    default_note_rate: Rate | None = Field(None, description="Default rate, paid in notes.")
    known: Day | None = Field(None, description=_KNOWN)


class ConvertedDocument(Document):
    """Principal converted into shares at the start of a day."""

    on: Day = Field(description="The day of conversion.", examples=["2008-08-01"])
    principal: Amount = Field(description="The principal converted.", examples=["100000.00"])
    share_price: Price | None = Field(None, description="What a fraction of a share is paid at.")
    known: Day | None = Field(None, description=_KNOWN)


class JudgmentDocument(Document):
    """A judgment for what was due, and the rate that it bears."""

    on: Day = Field(alias="date", description="The day it was given.", examples=["2009-06-01"])
    rate: Rate = Field(description="The rate a year from then on.", examples=["9%"])
    compounds: Flag = Field(False, description="Whether it compounds each year.")
    clause: Text = Field("judgment", description="The judgment or statute.")
    known: Day | None = Field(None, description=_KNOWN)


DayOfNotice: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")] | Annotated[NoticeDocument, Tag("(mapping)")],
    Discriminator(shape),
]
DayMissed: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")] | Annotated[MissedDocument, Tag("(mapping)")],
    Discriminator(shape),
]
KnownDay: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")] | Annotated[KnownDocument, Tag("(mapping)")],
    Discriminator(shape),
]
Days: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")]
    | Annotated[KnownDocument, Tag("(known)")]
    | Annotated[dict[str, KnownDay], Field(max_length=50), Tag("(mapping)")],
    Discriminator(shape_known),
]
