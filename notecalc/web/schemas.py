"""What the interface answers with, for its OpenAPI document; requests are the scenario file's own
models."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Amount = Field(pattern=r"^-?\d+(\.\d+)?$", examples=["1192.68"])
Day = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2008-10-15"])


class _Part(BaseModel):
    """A part of an answer; what a note calls for beside it comes too."""

    model_config = ConfigDict(extra="allow")


class ProblemModel(_Part):
    """One thing that is wrong, as the command line says it in `says`."""

    path: str = Field(description="The option or the path in the document, where there is one.")
    what: str = Field(description="What is wrong.")
    remedy: str = Field(description="What to write instead.")
    line: int | None = Field(description="The line of the document.")
    column: int | None = Field(description="The column.")
    says: str = Field(description="All of it in a line.")


class Problems(BaseModel):
    """Everything that is wrong; of a document of scenarios, what came of the others too."""

    problems: list[ProblemModel]
    results: list[dict[str, Any]] | None = Field(
        None, description="The results of the scenarios that could be run."
    )


class EventModel(_Part):
    """A dated event with its clause and reason."""

    event: str = Field(examples=["cure_deadline"])
    of: str | None = Field(description="The event of default whose clock it belongs to.")
    date: str = Day
    clause: str
    reason: str
    governing: bool


class RedemptionModel(_Part):
    """What is due."""

    date: str = Day
    principal: str = Amount
    accrued_interest: str = Amount
    total: str = Amount
    per_diem: str = Amount


class LineModel(_Part):
    """A line of the schedule."""

    start: str = Day
    end: str = Day
    days: int
    rate: str = Amount
    basis: Literal["base", "default"]
    principal: str = Amount
    interest: str = Amount
    paid: str = Amount
    capitalized: str = Amount
    accrued: str = Amount
    closing_principal: str = Amount


class ReadingsModel(_Part):
    """The readings taken."""

    default_from: str
    paid_in: str
    day_count: str
    calendar: str


class InputModel(_Part):
    """What the result was computed from, by which `notecalc verify` recomputes it."""

    notecalc: str
    schema_: int = Field(alias="schema")
    input: str = Field(description="A scenario file that reads back equal.")
    input_sha256: str
    calendar: str
    calendar_fingerprint: str


class ResultModel(_Part):
    """One result, as `notecalc redeem --format json` prints it."""

    notecalc: str = Field(description="The version that computed it.")
    schema_: int = Field(alias="schema", description="The number of this layout.")
    scenario: str | None
    terms: str
    state: Literal["performing", "breach", "curing", "cured", "waived", "default"]
    readings: ReadingsModel
    calendar_fingerprint: str
    skipped: list[dict[str, str]] = Field(description="The closed days that moved a deadline.")
    timeline: list[EventModel]
    redemption: RedemptionModel | None
    schedule: list[LineModel]
    holders: list[dict[str, str]]
    assumed: list[str]
    warnings: list[str]
    input: InputModel
