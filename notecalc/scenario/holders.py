"""Holders and their groups in a file: what it may say, the terms made of it, and these written."""

from collections.abc import Iterable

from pydantic import Field

from notecalc.scenario.values import Amount, Count, Day, Rate, Text
from notecalc.scenario.words import Document
from notecalc.terms import Group, Holder, Ownership, Reported


class ReportedDocument(Document):
    """What a filing reports of a holder or a group, to be compared with what its parts give."""

    shares: Count | None = Field(None, description="Common shares held.")
    conversion_shares: Count | None = Field(None, description="Shares issuable on conversion.")
    warrant_shares: Count | None = Field(None, description="Shares issuable on warrants.")
    total: Count | None = Field(None, description="Shares held and issuable.")
    percent: Rate | None = Field(None, description="Percent of the shares outstanding: 8.34%.")


class HolderDocument(Document):
    """A holder of notes: common shares held, issuable on conversion and on warrants."""

    id: Text | None = Field(None, description="A name for it, in letters, digits and -.")
    name: Text = Field(description="The holder.", examples=["First Holder LP"])
    shares: Count = Field(0, description="Common shares held.")
    conversion_shares: Count = Field(0, description="Shares issuable on conversion.")
    warrant_shares: Count = Field(0, description="Shares issuable on warrants.")
    principal: Amount | None = Field(None, description="Principal of the notes held.")
    reported: ReportedDocument | None = Field(
        None, description="What a filing reports of it.", examples=["{total: 1019531}"]
    )


class GroupDocument(Document):
    """Holders whose shares one person or a group beneficially owns together."""

    id: Text = Field(description="A name for it, in letters, digits and -.", examples=["group"])
    name: Text = Field(description="The person or group.", examples=["Example Management LLC"])
    members: list[Text] = Field(
        description="The ids of its holders.", examples=["[first, second]"], max_length=1000
    )
    reported: ReportedDocument | None = Field(
        None, description="What a filing reports of it.", examples=["{total: 3731323}"]
    )


class OwnershipDocument(Document):
    """What beneficial ownership is measured by, as on the cover of a Schedule 13D."""

    shares_outstanding: Count | None = Field(None, description="Common shares outstanding.")
    as_of: Day | None = Field(None, description="The day of that count.")
    source: Text = Field("", description="The paper that states it.")
    groups: list[GroupDocument] | None = Field(
        None,
        description="Holders who own together.",
        examples=["[{id: group, name: the group, members: [first, second]}]"],
        max_length=1000,
    )


def to_holders(documents: Iterable[HolderDocument] | None) -> tuple[Holder, ...]:
    """The holders of a note."""
    return tuple(
        Holder(
            each.name,
            each.shares,
            each.conversion_shares,
            each.warrant_shares,
            each.principal,
            each.id,
            _reported(each.reported),
        )
        for each in documents or ()
    )


def to_ownership(document: OwnershipDocument | None) -> Ownership:
    """What ownership is measured by; nothing where the terms do not say."""
    if document is None:
        return Ownership()
    groups = (
        Group(each.id, each.name, tuple(each.members), _reported(each.reported))
        for each in document.groups or ()
    )
    return Ownership(document.shares_outstanding, document.as_of, document.source, tuple(groups))


def _reported(document: ReportedDocument | None) -> Reported | None:
    if document is None:
        return None
    return Reported(
        document.shares,
        document.conversion_shares,
        document.warrant_shares,
        document.total,
        document.percent,
    )
