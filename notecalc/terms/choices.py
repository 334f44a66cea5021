"""What terms choose from, by name: readings of what papers leave open, and ways of paying."""

from enum import Enum


class DefaultFrom(Enum):
    """The readings of where the default rate starts (rule 6)."""

    EVENT_OF_DEFAULT = "event-of-default"
    NOTICE = "notice"
    BREACH = "breach"
    INTEREST_DATE = "interest-date"
    ISSUE = "issue"


class DefaultUntil(Enum):
    """How long the default rate runs: to redemption, or to a cure or a waiver after the default.

    A waiver ends it under `cure` too; only a waiver does under `waiver`.
    """

    REDEMPTION = "redemption"
    CURE = "cure"
    WAIVER = "waiver"


class Occurs(Enum):
    """When a breach is an Event of Default: a reading, where the papers can be read more ways."""

    AFTER_CURE = "after-cure"
    AT_NOTICE = "at-notice"
    AT_BREACH = "at-breach"


class Retroactive(Enum):
    """What becomes of default interest that a reading claims for periods already settled.

    Where interest is paid in notes it compounds, as if notes had been issued for it, or it stands
    beside the notes issued at the base rate as a shortfall that bears no interest.
    """

    COMPOUNDS = "compounds"
    STANDS = "stands"


class Bucket(Enum):
    """What a payment goes to, in the order in which it does where the terms give no other."""

    FEES = "fees"
    OVERDUE_INTEREST = "interest on overdue interest"
    DEFAULT_INTEREST = "default interest"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class OverdueRate(Enum):
    """The rate that overdue interest bears."""

    BASE = "base"
    DEFAULT = "default"


class OnConversion(Enum):
    """What becomes of the interest accrued on principal that is converted."""

    PAID = "paid"
    FORFEITED = "forfeited"
    CONVERTED = "converted"
