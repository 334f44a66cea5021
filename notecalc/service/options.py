"""The options that say which note and what happened: the command line and the page take them by
one name and tell of them in the same words."""

from typing import NamedTuple

RATES = ("cash_rate", "note_rate", "default_cash_rate", "default_note_rate")
"""The rates that an amendment may set."""


class Option(NamedTuple):
    """An option: its name, the form of its value, what it says, whether it may be given again.

    `key` is the name by which the code knows it, where that is another.
    """

    name: str
    form: str
    help: str
    many: bool = False
    known_as: str = ""

    @property
    def key(self) -> str:
        """The name by which the code knows it."""
        return self.known_as or self.name.replace("-", "_")


NOTICE = (
    Option("notice", "DATE", "Day the notice of default was sent."),
    Option("received", "DATE", "Day it was received, where not that day."),
    Option("sent-by", "WAY", "How it was sent, as the terms name the ways."),
    Option("sent-at", "HH:MM", "The hour at which it was sent."),
    Option("redeem-on", "DATE", "Redemption date."),
)
TERMS = Option("terms", "FILE", "Terms: a built-in name or a file.")
NOTE = (
    Option("principal", "AMOUNT", "Principal at issue."),
    Option("paid-in", "cash|notes", "How interest is paid."),
    Option(
        "default-from",
        "READING",
        "Where the default rate starts: event-of-default, notice, breach, interest-date or issue.",
    ),
    Option("default-until", "READING", "How long it runs: to redemption, cure or waiver."),
    Option("calendar", "NAME", "Business Days, such as us-banks or nyse."),
    Option("day-count", "NAME", "Day count, such as ACT/360 or 30/360."),
    Option("set", "PATH=VALUE", "Change any term by its path.", many=True, known_as="changes"),
)
FROZEN = Option("frozen", "FILE", "A list of closed days in place of what that calendar lists now.")
"""Of the command line alone: the page reads no file that a request names."""

HAPPENED = (
    Option("as-of", "DATE", "State on this day; without it all is past."),
    Option("as-known-on", "DATE", "Leave out what was known only later."),
    Option(
        "known",
        "FACT=DATE",
        "When a fact became known: cured=2008-11-03, missed.2008-09-30=2008-10-07,"
        " payment=2008-10-20, or payment.2008-10-08=2008-10-20 of several.",
        many=True,
    ),
    Option("cured", "[ID=]DATE", "Day of a cure.", many=True),
    Option("partly-cured", "ID=DATE", "Day of a partial cure.", many=True),
    Option("waived", "[ID=]DATE", "Day of a waiver.", many=True),
    Option(
        "forbearance",
        "DATE..DATE[ suspended]",
        "First and last day of a forbearance; whether it suspends the default rate.",
        many=True,
        known_as="forbearances",
    ),
    Option("missed", "DATE", "Due date of a missed payment.", many=True),
    Option("occurred", "ID=DATE", "Day of a happening that is an event of default.", many=True),
    Option(
        "amendment",
        "DATE:TERM=RATE",
        f"A rate amended from a day; TERM is one of {', '.join(RATES)}.",
        many=True,
        known_as="amendments",
    ),
    Option("paid-to", "DATE", "Day up to which interest was paid."),
    Option("payment", "DATE=AMOUNT", "A payment made.", many=True, known_as="payments"),
    Option("fee", "DATE=AMOUNT", "Fees or expenses owed from a day.", many=True, known_as="fees"),
    Option(
        "conversion",
        "DATE=PRINCIPAL",
        "Principal converted into shares.",
        many=True,
        known_as="conversions",
    ),
    Option("share-price", "PRICE", "Market price of a share on redemption."),
    Option("petition", "DATE", "Day of a petition in bankruptcy."),
    Option(
        "judgment",
        "DATE=RATE[ compounded]",
        "Day of a judgment and the rate a year that it bears.",
    ),
)
OPTIONS = (*NOTICE, TERMS, *NOTE, *HAPPENED)
"""Every option, in the order in which help lists them."""

NEEDED = ("notice", "as_of", "missed", "occurred", "cured", "waived")
"""The keys of which one at least says that anything happened."""
