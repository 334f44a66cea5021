"""The shape of terms in a file: which keys there are and what each may hold."""

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag

from notecalc.scenario.holders import HolderDocument, OwnershipDocument
from notecalc.scenario.money_documents import (
    ConversionDocument,
    DeliveryDocument,
    LateFeeDocument,
    MakeWholeDocument,
    OverdueInterestDocument,
    PriceFromDocument,
    RoundingDocument,
)
from notecalc.scenario.values import (
    Amount,
    Claim,
    CountOfDays,
    Day,
    Due,
    Flag,
    From,
    Names,
    Paid,
    Rate,
    Rows,
    Text,
    When,
    YearDay,
    shape_or_list,
)
from notecalc.scenario.words import Document, PaidFirst, Rolled, Until
from notecalc.terms import DefaultFrom, DefaultUntil, Occurs, Retroactive


class CalendarDocument(Document):
    """Business Days by name, with days on which the terms are closed too."""

    name: Names = Field(
        description="A calendar, or a list: open only where all are.", examples=["us-banks"]
    )
    closed: list[Day] | None = Field(
        None, description="Further closed days.", examples=["[2008-09-12]"], max_length=10_000
    )
    frozen: Rows | None = Field(
        None,
        description="A list of closed days in place of what the name stands for now: the path of a"
        " file from the folder of this one (notecalc calendar NAME --freeze FILE), or its rows.",
        examples=["us-banks.csv"],
    )


Calendar: TypeAlias = Annotated[
    Annotated[Names, Tag("(text)")]
    | Annotated[Names, Tag("(list)")]
    | Annotated[CalendarDocument, Tag("(mapping)")],
    Discriminator(shape_or_list),
]


class InterestDocument(Document):
    """Interest before default."""

    cash_rate: Rate | None = Field(None, description="Rate a year, paid in cash: 8%.")
    note_rate: Rate | None = Field(None, description="Rate a year, paid in further notes: 10%.")
    paid_in: Paid = Field(description="How interest is paid.", examples=["cash"])
    dates: list[YearDay] = Field(
        description="The interest dates, MM-DD, in the year's order.",
        examples=["[06-30, 12-31]"],
        max_length=366,
    )
    day_count: CountOfDays = Field(description="The day count.", examples=["ACT/365F"])
    clause: Text = Field("", description="The clause that says so.")
    roll: Rolled | None = Field(None, description="Where a due date on a closed day goes.")
    adjusted: Flag = Field(False, description="Whether interest accrues to the day rolled to.")


class CovenantDocument(Document):
    """A promise to be performed by a deadline."""

    id: Text = Field(description="A name for it, in letters, digits and -.", examples=["reports"])
    clause: Text = Field(description="The clause that says so.", examples=["SPA 4(i)"])
    deadline: Due = Field(
        description="The last day to perform.", examples=["5 business days after closing"]
    )


class EventOfDefaultDocument(Document):
    """What ripens into an Event of Default: a covenant, a missed payment or a happening."""

    id: Text = Field(description="A name for it, in letters, digits and -.", examples=["payment"])
    clause: Text = Field(description="The clause that says so.", examples=["Note 4(a)(i)"])
    covenant: Text | None = Field(None, description="The id of the covenant that it is of.")
    payment: Text | None = Field(None, description="any: a payment that is missed.")
    cure: Due | None = Field(None, description="The time to cure; automatic where not given.")
    occurs: When = Field(Occurs.AFTER_CURE, description="A reading of when it occurs.")


class DefaultRatesDocument(Document):
    """The rates from an Event of Default on: given, or a margin over the base rates."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 2"])
    cash_rate: Rate | None = Field(None, description="Rate a year, paid in cash: 12%.")
    note_rate: Rate | None = Field(None, description="Rate a year, paid in further notes: 15%.")
    margin: Rate | None = Field(None, description="Added to the base rates, in place of rates.")
    start: From = Field(
        DefaultFrom.EVENT_OF_DEFAULT, alias="from", description="Where the default rate starts."
    )
    retroactive: Claim = Field(
        Retroactive.COMPOUNDS,
        description="What becomes of default interest claimed for notes issued already.",
    )
    until: Until = Field(DefaultUntil.REDEMPTION, description="How long the default rate runs.")


class RedemptionDocument(Document):
    """What the Holder may have redeemed on default."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 4(b)"])
    portion: Rate = Field(Decimal(1), description="The portion of the note redeemed: 100%.")
    price: Rate = Field(Decimal(1), description="The price as a share of principal: 100%.")
    prices: list[PriceFromDocument] | None = Field(
        None,
        description="Prices from a day on, in place of the price.",
        examples=["[{from: 2008-01-03, price: 105%}]"],
        max_length=1000,
    )
    minimum: Rate | None = Field(None, description="The least price: 110%.")
    make_whole: MakeWholeDocument | None = Field(
        None, description="A make-whole price.", examples=["{clause: Note 4(c), rate: 5%}"]
    )
    conversion_value: Flag = Field(
        False, description="Whether at least the value on conversion is paid."
    )
    holders_needed: Rate | None = Field(
        None, description="The share of principal whose holders must give notice: 25%."
    )


class ScheduledPaymentDocument(Document):
    """Principal that the note itself makes due before maturity."""

    due: Day = Field(description="The day it is due.", examples=["2009-01-03"])
    principal: Amount = Field(description="The principal due.", examples=["100000.00"])


class TermsDocument(Document):
    """The terms of a note, in full."""

    model_config = ConfigDict(title="notecalc terms")

    name: Text = Field(description="The note.", examples=["Example Corp. 8% Notes due 2010"])
    currency: Text = Field("USD", description="Three capital letters (ISO 4217).")
    governing_law: Text = Field("", description="The governing law: New York if not given.")
    issue_date: Day = Field(description="From when interest accrues.", examples=["2007-01-03"])
    maturity_date: Day | None = Field(None, description="When the note matures.")
    closing_date: Day | None = Field(None, description="The closing: issue_date if not given.")
    principal: Amount = Field(description="The principal outstanding.", examples=["1000.00"])
    calendar: Calendar = Field(description="The Business Days.", examples=["us-banks"])
    interest: InterestDocument = Field(
        description="Interest before default.",
        examples=["{cash_rate: 8%, paid_in: cash, dates: [06-30, 12-31], day_count: ACT/365F}"],
    )
    covenants: list[CovenantDocument] | None = Field(
        None,
        description="Promises with a deadline.",
        examples=["[{id: reports, clause: SPA 5, deadline: 30 days after closing}]"],
        max_length=50,
    )
    events_of_default: list[EventOfDefaultDocument] = Field(
        description="What ripens into an Event of Default.",
        examples=["[{id: payment, clause: Note 4, payment: any, cure: 3 days after due}]"],
        max_length=50,
    )
    default_rates: DefaultRatesDocument = Field(
        description="The rates from an Event of Default on.",
        examples=["{clause: Note 2, margin: 2%}"],
    )
    redemption: RedemptionDocument = Field(
        description="Redemption on default.", examples=["{clause: Note 4(b)}"]
    )
    waterfall: list[PaidFirst] | None = Field(
        None,
        description="What a payment goes to, in order; each part once.",
        examples=["[fees, default interest, interest on overdue interest, interest, principal]"],
        max_length=10,
    )
    rounding: RoundingDocument | None = Field(
        None, description="How interest is rounded.", examples=["{mode: nearest, per: line}"]
    )
    overdue_interest: OverdueInterestDocument | None = Field(
        None,
        description="Interest on overdue interest.",
        examples=["{clause: Note 2, rate: default}"],
    )
    late_fee: LateFeeDocument | None = Field(
        None,
        description="A fee on each missed payment.",
        examples=["{clause: Note 2(c), rate: 5%, after: 10 days after due}"],
    )
    conversion: ConversionDocument | None = Field(
        None,
        description="The right to convert into shares.",
        examples=["{clause: Note 3, price: 1.10}"],
    )
    deliveries: list[DeliveryDocument] | None = Field(
        None,
        description="When notices count as received, by the way of sending.",
        examples=['[{by: facsimile, clause: Note 9, cut_off: "17:00"}]'],
        max_length=50,
    )
    scheduled_payments: list[ScheduledPaymentDocument] | None = Field(
        None,
        description="Principal due before maturity.",
        examples=["[{due: 2009-01-03, principal: 100000.00}]"],
        max_length=1000,
    )
    holders: list[HolderDocument] | None = Field(
        None,
        description="Who holds it.",
        examples=["[{name: First Holder LP, principal: 100000.00}]"],
        max_length=1000,
    )
    ownership: OwnershipDocument | None = Field(
        None,
        description="What beneficial ownership is measured by.",
        examples=["{shares_outstanding: 44726295}"],
    )
    assumed: list[Text] | None = Field(
        None,
        description="The terms, by path, that no paper states.",
        examples=["[interest.day_count, calendar]"],
        max_length=1000,
    )
