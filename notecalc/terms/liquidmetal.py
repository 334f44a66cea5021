"""The case: the Convertible Subordinated Notes of Liquidmetal Technologies, Inc. of 2007.

From the Schedule 13D/A no. 2 of 30 September 2008 and its Exhibit A, the Notice of Default of
29 September 2008. `LIQUIDMETAL_SOURCES` says for each term what the papers have on it.
"""

from datetime import date
from decimal import Decimal

from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.money import PaidIn
from notecalc.periods import MonthDay
from notecalc.terms.holders import Group, Holder, Ownership, Reported
from notecalc.terms.model import (
    CalendarTerm,
    Covenant,
    DefaultRates,
    EventOfDefault,
    Interest,
    RedemptionTerm,
    Terms,
)

LIQUIDMETAL_2007 = Terms(
    name="Liquidmetal Technologies, Inc. 8% Convertible Subordinated Notes",
    currency="USD",
    issue_date=date(2007, 1, 3),
    maturity_date=date(2010, 1, 3),
    closing_date=date(2007, 1, 3),
    principal=Decimal("1000.00"),
    calendar=CalendarTerm(("us-banks",)),
    interest=Interest(
        cash_rate=Decimal("0.08"),
        note_rate=Decimal("0.10"),
        paid_in=PaidIn.NOTES,
        dates=(MonthDay(1, 1), MonthDay(4, 1), MonthDay(7, 1), MonthDay(10, 1)),
        day_count=DayCount.ACT_365F,
    ),
    covenants=(
        Covenant("debt-payoff", "SPA 4(i)", Deadline(5, Unit.BUSINESS_DAYS, Anchor.CLOSING)),
    ),
    events_of_default=(
        EventOfDefault(
            "covenant",
            "Note 4(a)(iv)",
            covenant="debt-payoff",
            cure=Deadline(10, Unit.BUSINESS_DAYS, Anchor.NOTICE),
        ),
        EventOfDefault(
            "payment",
            "assumed",
            payment="any",
            cure=Deadline(3, Unit.BUSINESS_DAYS, Anchor.DUE),
        ),
    ),
    default_rates=DefaultRates("Note 2", cash_rate=Decimal("0.12"), note_rate=Decimal("0.15")),
    redemption=RedemptionTerm("Note 4(b)"),
    holders=(
        Holder(
            "Wynnefield Partners Small Cap Value LP",
            275_355,
            433_266,
            310_910,
            id="partners",
            reported=Reported(total=1_019_531, percent=Decimal("0.0228")),
        ),
        Holder(
            "Wynnefield Partners Small Cap Value LP I",
            395_779,
            567_372,
            407_143,
            id="partners-i",
            reported=Reported(total=1_370_294, percent=Decimal("0.0306")),
        ),
        Holder(
            "Wynnefield Small Cap Value Offshore Fund Ltd.",
            402_420,
            546_740,
            392_339,
            id="offshore",
            reported=Reported(total=1_341_499, percent=Decimal("0.0300")),
        ),
    ),
    ownership=Ownership(
        44_726_295,
        date(2008, 7, 31),
        "cover of the 10-Q for June 2008",
        (
            Group(
                "management",
                "Wynnefield Capital Management, LLC",
                ("partners", "partners-i"),
                Reported(total=2_389_825, percent=Decimal("0.0534")),
            ),
            Group(
                "group",
                "the group (all three funds)",
                ("partners", "partners-i", "offshore"),
                Reported(conversion_shares=1_547_377, total=3_731_323, percent=Decimal("0.0834")),
            ),
        ),
    ),
    assumed=(
        "interest.note_rate",
        "interest.dates",
        "interest.day_count",
        "interest.paid_in",
        "calendar",
        "maturity_date",
        "principal",
        "redemption.price",
        "events_of_default.payment",
    ),
)

LIQUIDMETAL_SOURCES = {
    "name": "the notes' title in Prospect News PIPE Daily, 7 October 2008",
    "issue_date": "the Note and the SPA are both dated 3 January 2007 (Notice of Default)",
    "maturity_date": "assumed day; notes “due January 2010” (PIPE Daily). 3 January is a Sunday",
    "closing_date": "SPA: the closing was on 3 January 2007 (Notice of Default)",
    "principal": "assumed: quoted per 1,000.00 of face amount unless given",
    "calendar": "assumed: days on which banks in New York are open; the papers do not define it",
    "interest.cash_rate": "8%, in the notes' title",
    "interest.note_rate": "assumed: 10% before default; in no paper at hand",
    "interest.paid_in": "assumed: notes issued on 1 April and 1 October 2008 paid interest in kind",
    "interest.dates": "assumed from the issuance dates 1 April and 1 October 2008 of such notes",
    "interest.day_count": "assumed: in no paper at hand",
    "covenants.debt-payoff": (
        "SPA 4(i): within five days after the closing the Company pays off its indebtedness; the"
        " Notice counts “five business days, by January 10, 2007”. Calendar days end on 8 January"
    ),
    "events_of_default.covenant": (
        "Note 4(a)(iv): failing any other material covenant, “not cured within ten Business Days"
        " after notice of such default sent by the Holder”"
    ),
    "events_of_default.payment": (
        "assumed: 3 Business Days; the company dated its default of 30 September to 4 October 2008"
    ),
    "default_rates": (
        "Note 2: “the Cash Interest Rate shall be twelve percent (12.00%) per annum and the Note"
        " Interest Rate per annum shall be fifteen percent (15%)”; quoted without its trigger"
    ),
    "default_rates.from": "open: the Notice quotes the rates without saying when they begin",
    "redemption.clause": "Note 4(b): the Holder elects “to redeem 100% of the Note”",
    "redemption.portion": "Note 4(b): the Holder elects “to redeem 100% of the Note”",
    "redemption.price": "assumed: par; 100% is the portion redeemed",
    "holders": "Schedule 13D/A no. 2, cover pages",
    "ownership": "cover of the 10-Q for June 2008; the reported percentages are of that count",
    "ownership.groups": (
        "Schedule 13D/A no. 2, cover pages; the group's own count is one share below its funds'"
    ),
}
"""For each term of `LIQUIDMETAL_2007`, by path: the paper and clause it comes from."""
