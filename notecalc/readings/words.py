"""The words of the papers that each open question hangs on."""

from notecalc.readings.question import Question
from notecalc.terms import LIQUIDMETAL_2007, Terms

LIQUIDMETAL_WORDS = {
    "occurs": "Note 4(a)(iv): “not cured within ten Business Days after notice”; the Notice: Events"
    " of Default “have occurred, remain unwaived, and are continuing”",
    "clock": "Note 4(a)(iv): “after notice of such default sent by the Holder”; the Notice claims"
    " that Events of Default have occurred and elects redemption",
    "default_from": "Note 2: “the Cash Interest Rate shall be twelve percent (12.00%) per annum and"
    " the Note Interest Rate per annum shall be fifteen percent (15%)”, quoted without its trigger",
    "calendar": "Note 4(a)(iv): “ten Business Days”; no paper at hand defines them",
    "receipt": "Note 4(a)(iv): “notice of such default sent by the Holder”; it went by facsimile"
    " and courier",
    "first_day": "Note 4(a)(iv): “within ten Business Days after notice”",
    "covenant_days": "SPA 4(i): “within five days after the closing”; the Notice: “five business"
    " days, by January 10, 2007”",
    "grace": "in no paper at hand; the company dated its default of 30 September to 4 October 2008",
    "roll": "no paper at hand says so",
    "relies_on": "Note 4(b): the Holder elects “to redeem 100% of the Note”; the Notice names the"
    " covenant alone",
    "day_count": "in no paper at hand",
    "paid_in": "Note 2 gives a rate for each; notes issued on 1 April and 1 October 2008 paid"
    " interest in kind",
    "retroactive": "Note 2 does not say; the notes that paid interest were issued before any"
    " default was claimed",
}
"""For each question by id: what the papers of `LIQUIDMETAL_2007` have on it."""


def words(question: Question, terms: Terms) -> str:
    """What a question hangs on: the papers' own words where they are at hand, else the terms."""
    if terms.name == LIQUIDMETAL_2007.name:
        return LIQUIDMETAL_WORDS[question.id]
    return "; ".join(dict.fromkeys(question.hangs_on(terms)))
