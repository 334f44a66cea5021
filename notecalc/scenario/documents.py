"""The shape of a scenario file: which keys there are and what each may hold."""

from decimal import Decimal
from typing import Any

from pydantic import ConfigDict, Field, SkipValidation

from notecalc.scenario.facts_documents import (
    AmendmentDocument,
    ConvertedDocument,
    DayMissed,
    DayOfNotice,
    Days,
    FeeDocument,
    ForbearanceDocument,
    JudgmentDocument,
    KnownDay,
    PartialCureDocument,
    PaymentDocument,
)
from notecalc.scenario.terms_documents import Calendar, TermsDocument
from notecalc.scenario.values import (
    Amount,
    CountOfDays,
    Day,
    Expected,
    Flag,
    From,
    Paid,
    Paper,
    Price,
    Rate,
    Text,
    Tolerance,
    Varied,
    Version,
)
from notecalc.scenario.words import Document, Until
from notecalc.terms import BUILT_IN

MOST_SCENARIOS = 10_000


class ReadingsDocument(Document):
    """The answers chosen to what the papers leave open."""

    default_from: From | None = Field(None, description="Where the default rate starts.")
    default_until: Until | None = Field(None, description="How long the default rate runs.")
    paid_in: Paid | None = Field(None, description="How interest is paid.")
    day_count: CountOfDays | None = Field(None, description="The day count.")
    calendar: Calendar | None = Field(None, description="The Business Days.")


class ReconcileDocument(Document):
    """A total or a schedule that the other side asserts, to be reconciled with the readings."""

    amount: Amount | None = Field(None, description="The total.", examples=["19080000.00"])
    on: Day | None = Field(None, description="The redemption date that it is for.")
    schedule: Text | None = Field(
        None,
        description="Their schedule: the path of a CSV file, from the folder of this one.",
        examples=["theirs.csv"],
    )
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


class SweepDocument(Document):
    """A span of days, each of them tried as the day of the notice or of the redemption."""

    start: Day = Field(alias="from", description="The first day.", examples=["2008-09-22"])
    end: Day = Field(alias="to", description="The last day.", examples=["2008-10-03"])
    over: Varied = Field("notice", description="What falls on each day.", examples=["redemption"])


class ScenarioDocument(Document):
    """What happened to the note, how it is read, and what is expected of the result."""

    model_config = ConfigDict(title="notecalc scenario")

    name: Text | None = Field(None, description="A name for the scenario.")
    notice: DayOfNotice | None = Field(None, description="The notice of default.")
    notices: list[DayOfNotice] | None = Field(
        None,
        description="Further notices of default.",
        examples=["[{sent: 2008-10-07, of: [payment]}]"],
        max_length=1000,
    )
    redeem_on: Day | None = Field(None, description="The redemption date.")
    as_of: Day | None = Field(None, description="The day at which the state is asked for.")
    as_known_on: Day | None = Field(None, description="The day whose knowledge is asked for.")
    cured: Days | None = Field(None, description="When cured, or {event of default: date}.")
    waived: Days | None = Field(None, description="When waived, or {event of default: date}.")
    missed: list[DayMissed] | None = Field(
        None, description="Due dates not paid.", examples=["[2008-09-30]"], max_length=1000
    )
    occurred: dict[str, KnownDay] | None = Field(
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
    fees: list[FeeDocument] | None = Field(
        None,
        description="Fees and expenses owed.",
        examples=["[{on: 2008-10-01, amount: 15000.00}]"],
        max_length=10_000,
    )
    partly_cured: list[PartialCureDocument] | None = Field(
        None,
        description="Parts of what would cure; they stop no clock.",
        examples=["[{on: 2008-10-10, of: covenant}]"],
        max_length=1000,
    )
    forbearances: list[ForbearanceDocument] | None = Field(
        None,
        description="Forbearances and standstills.",
        examples=["[{from: 2008-10-06, to: 2008-10-31}]"],
        max_length=1000,
    )
    amendments: list[AmendmentDocument] | None = Field(
        None,
        description="Amendments of the rates.",
        examples=["[{on: 2008-07-01, clause: Amendment 1, note_rate: 11%}]"],
        max_length=1000,
    )
    conversions: list[ConvertedDocument] | None = Field(
        None,
        description="Principal converted into shares.",
        examples=["[{on: 2008-08-01, principal: 100000.00}]"],
        max_length=10_000,
    )
    share_price: Price | None = Field(None, description="The price of a share on redemption.")
    petition: KnownDay | None = Field(None, description="The day of a petition in bankruptcy.")
    judgment: JudgmentDocument | None = Field(
        None, description="A judgment.", examples=["{date: 2009-06-01, rate: 9%}"]
    )
    good_through: Day | None = Field(
        None, description="The last day of a table of what is due on each Business Day."
    )
    reconcile: ReconcileDocument | None = Field(
        None,
        description="A total or a schedule of the other side, reconciled with the readings.",
        examples=["{amount: 19080000.00, within: 5000.00}"],
    )
    price_readings: Flag = Field(False, description="Whether to price each open question too.")
    sweep: SweepDocument | None = Field(
        None,
        description="Days on each of which the notice could go, or the note be redeemed.",
        examples=["{from: 2008-09-22, to: 2008-10-03}"],
    )
    compare: Paper | None = Field(
        None,
        description="Terms to compare with: the path of a file of terms, or a built-in name.",
        examples=["draft.yaml"],
    )
    readings: ReadingsDocument | None = Field(
        None, description="Readings chosen.", examples=["{default_from: notice}"]
    )
    set: dict[str, Any] | None = Field(
        None, description="Changes to the terms, by path.", examples=["{principal: 1750000.00}"]
    )
    expect: dict[str, Expected] | None = Field(
        None, description="What the result must be.", examples=["{cure_deadline: 2008-10-14}"]
    )


class FileDocument(Document):
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
