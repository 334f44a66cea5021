"""The shape of a scenario file and of terms: which keys there are and what each may hold."""

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, SkipValidation, Tag

from notecalc.scenario.values import (
    Amount,
    Claim,
    Count,
    CountOfDays,
    Day,
    Due,
    Expected,
    Flag,
    From,
    Names,
    Paid,
    Rate,
    Text,
    Tolerance,
    Version,
    When,
    YearDay,
    shape,
    shape_or_list,
)
from notecalc.terms import BUILT_IN, DefaultFrom, Occurs, Retroactive

MOST_SCENARIOS = 10_000


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CalendarDocument(_Document):
    """Business Days by name, with days on which the terms are closed too."""

    name: Names = Field(
        description="A calendar, or a list: open only where all are.", examples=["us-banks"]
    )
    closed: list[Day] | None = Field(
        None, description="Further closed days.", examples=["[2008-09-12]"], max_length=10_000
    )


Calendar: TypeAlias = Annotated[
    Annotated[Names, Tag("(text)")]
    | Annotated[Names, Tag("(list)")]
    | Annotated[CalendarDocument, Tag("(mapping)")],
    Discriminator(shape_or_list),
]


class InterestDocument(_Document):
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


class CovenantDocument(_Document):
    """A promise to be performed by a deadline."""

    id: Text = Field(description="A name for it, in letters, digits and -.", examples=["reports"])
    clause: Text = Field(description="The clause that says so.", examples=["SPA 4(i)"])
    deadline: Due = Field(
        description="The last day to perform.", examples=["5 business days after closing"]
    )


class EventOfDefaultDocument(_Document):
    """What ripens into an Event of Default: a covenant, a missed payment or a happening."""

    id: Text = Field(description="A name for it, in letters, digits and -.", examples=["payment"])
    clause: Text = Field(description="The clause that says so.", examples=["Note 4(a)(i)"])
    covenant: Text | None = Field(None, description="The id of the covenant that it is of.")
    payment: Text | None = Field(None, description="any: a payment that is missed.")
    cure: Due | None = Field(None, description="The time to cure; automatic where not given.")
    occurs: When = Field(Occurs.AFTER_CURE, description="A reading of when it occurs.")


class DefaultRatesDocument(_Document):
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


class RedemptionDocument(_Document):
    """What the Holder may have redeemed on default."""

    clause: Text = Field(description="The clause that says so.", examples=["Note 4(b)"])
    portion: Rate = Field(Decimal(1), description="The portion of the note redeemed: 100%.")
    price: Rate = Field(Decimal(1), description="The price as a share of principal: 100%.")


class ScheduledPaymentDocument(_Document):
    """Principal that the note itself makes due before maturity."""

    due: Day = Field(description="The day it is due.", examples=["2009-01-03"])
    principal: Amount = Field(description="The principal due.", examples=["100000.00"])


class HolderDocument(_Document):
    """A holder of notes: common shares held, issuable on conversion and on warrants."""

    name: Text = Field(description="The holder.", examples=["First Holder LP"])
    shares: Count = Field(0, description="Common shares held.")
    conversion_shares: Count = Field(0, description="Shares issuable on conversion.")
    warrant_shares: Count = Field(0, description="Shares issuable on warrants.")
    principal: Amount | None = Field(None, description="Principal of the notes held.")


class TermsDocument(_Document):
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
    assumed: list[Text] | None = Field(
        None,
        description="The terms, by path, that no paper states.",
        examples=["[interest.day_count, calendar]"],
        max_length=1000,
    )


class NoticeDocument(_Document):
    """A notice of default: when it was sent and when it was received."""

    sent: Day = Field(description="The day it was sent.", examples=["2008-09-29"])
    received: Day | None = Field(None, description="The day it was received.")
    starts_cure: Flag = Field(True, description="Whether cure periods run from it.")


class PaymentDocument(_Document):
    """Money paid by the issuer outside the regular interest payments."""

    on: Day = Field(description="The day it was paid.", examples=["2008-10-01"])
    amount: Amount = Field(description="The amount paid.", examples=["250000.00"])


class ReadingsDocument(_Document):
    """The answers chosen to what the papers leave open."""

    default_from: From | None = Field(None, description="Where the default rate starts.")
    paid_in: Paid | None = Field(None, description="How interest is paid.")
    day_count: CountOfDays | None = Field(None, description="The day count.")
    calendar: Calendar | None = Field(None, description="The Business Days.")


class ReconcileDocument(_Document):
    """A total that the other side asserts, to be reconciled with the readings."""

    amount: Amount = Field(description="The total.", examples=["19080000.00"])
    within: Tolerance = Field(Decimal(0), description="How far off still counts.")
    principal_between: list[Amount] | None = Field(
        None,
        description="Vary the principal too: the least and the most.",
        examples=["[18635000.00, 18645000.00]"],
        max_length=2,
    )
    rate_between: list[Rate] | None = Field(
        None,
        description="Vary the base rate too: the least and the most.",
        examples=["[6%, 12%]"],
        max_length=2,
    )


DayOfNotice: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")] | Annotated[NoticeDocument, Tag("(mapping)")],
    Discriminator(shape),
]
Days: TypeAlias = Annotated[
    Annotated[Day, Tag("(text)")]
    | Annotated[dict[str, Day], Field(max_length=50), Tag("(mapping)")],
    Discriminator(shape),
]


class ScenarioDocument(_Document):
    """What happened to the note, how it is read, and what is expected of the result."""

    model_config = ConfigDict(title="notecalc scenario")

    name: Text | None = Field(None, description="A name for the scenario.")
    notice: DayOfNotice | None = Field(None, description="The notice of default.")
    redeem_on: Day | None = Field(None, description="The redemption date.")
    as_of: Day | None = Field(None, description="The day at which the state is asked for.")
    cured: Days | None = Field(None, description="When cured, or {event of default: date}.")
    waived: Days | None = Field(None, description="When waived, or {event of default: date}.")
    missed: list[Day] | None = Field(
        None, description="Due dates not paid.", examples=["[2008-09-30]"], max_length=1000
    )
    occurred: dict[str, Day] | None = Field(
        None,
        description="Happenings, {event of default: date}.",
        examples=["{insolvency: 2008-10-01}"],
        max_length=50,
    )
    paid_to: Day | None = Field(None, description="The day up to which interest was paid.")
    payments: list[PaymentDocument] | None = Field(
        None,
        description="Payments made.",
        examples=["[{on: 2008-10-01, amount: 250000.00}]"],
        max_length=10_000,
    )
    good_through: Day | None = Field(
        None, description="The last day of a table of what is due on each Business Day."
    )
    reconcile: ReconcileDocument | None = Field(
        None,
        description="A total of the other side, reconciled with the readings.",
        examples=["{amount: 19080000.00, within: 5000.00}"],
    )
    price_readings: Flag = Field(False, description="Whether to price each open question too.")
    readings: ReadingsDocument | None = Field(
        None, description="Readings chosen.", examples=["{default_from: notice}"]
    )
    set: dict[str, Any] | None = Field(
        None, description="Changes to the terms, by path.", examples=["{principal: 1750000.00}"]
    )
    expect: dict[str, Expected] | None = Field(
        None, description="What the result must be.", examples=["{cure_deadline: 2008-10-14}"]
    )


class FileDocument(_Document):
    """A file of scenarios on the terms of one note."""

    model_config = ConfigDict(title="notecalc scenarios")

    notecalc: Version = Field(description="The version of this form: 1.", examples=["1"])
    terms: SkipValidation[str | TermsDocument] = Field(
        description=f"The terms, the path of a file of terms, or one of {', '.join(BUILT_IN)}.",
        examples=[next(iter(BUILT_IN))],
    )
    set: dict[str, Any] | None = Field(
        None, description="Changes to the terms, by path.", examples=["{principal: 1750000.00}"]
    )
    scenarios: list[SkipValidation[ScenarioDocument]] = Field(
        description="The scenarios.",
        examples=["[{name: as noticed, notice: 2008-09-29}]"],
        max_length=MOST_SCENARIOS,
    )
