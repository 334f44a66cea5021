"""The shape of terms of money, prices and deliveries in a file."""

from decimal import Decimal

from pydantic import Field

from notecalc.money import RoundingMode, RoundingPer
from notecalc.scenario.values import Amount, Day, Due, Flag, Price, Rate, Text
from notecalc.scenario.words import Accrued, Document, Hour, Mode, OnOverdue, Per
from notecalc.terms import OnConversion, OverdueRate


class PriceFromDocument(Document):
    """The redemption price from a day on."""

    start: Day = Field(
        alias="from", description="The first day of the price.", examples=["2008-01-03"]
    )
    price: Rate = Field(description="The price as a share of principal.", examples=["105%"])


class MakeWholeDocument(Document):
    """A price of at least the present value of what would have been paid."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 4(c)"])
    rate: Rate = Field(description="The discount rate a year.", examples=["5%"])
    until: Day | None = Field(None, description="The last day valued: maturity if not given.")


class RoundingDocument(Document):
    """How interest is rounded to the minor unit."""

    mode: Mode = Field(RoundingMode.NEAREST, description="Where a part of a cent goes.")
    per: Per = Field(RoundingPer.LINE, description="What is rounded once.")
    clause: Text = Field("", description="The clause that says so.")


class OverdueInterestDocument(Document):
    """Interest on interest that fell due in cash and was not paid."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 2"])
    rate: OnOverdue = Field(OverdueRate.DEFAULT, description="The rate that it bears.")
    capitalized: Flag = Field(False, description="Whether it bears interest itself.")


class LateFeeDocument(Document):
    """A fee on each missed payment: a share of what was missed, at least a minimum."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 2(c)"])
    rate: Rate = Field(Decimal(0), description="The share of what was missed: 5%.")
    minimum: Amount | None = Field(None, description="The least that is owed.")
    after: Due | None = Field(None, description="The days of grace: 10 days after due.")


class ConversionDocument(Document):
    """The right to convert principal into shares."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 3"])
    price: Price = Field(description="Principal for one share.", examples=["1.10"])
    accrued: Accrued = Field(
        OnConversion.FORFEITED, description="What becomes of interest accrued on it."
    )


class DeliveryDocument(Document):
    """When a notice sent in one way counts as received."""

    by: Text = Field(description="The way of sending.", examples=["facsimile"])
    clause: Text = Field(description="The clause that says so.", examples=["Note 9"])
    cut_off: Hour | None = Field(
        None, description="Received that day if sent before it, else the next Business Day."
    )
    deemed: Due | None = Field(None, description="Received after this time: 3 days after notice.")
