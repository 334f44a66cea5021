"""One note under every reading: the open questions, what each is worth, every combination."""

from notecalc.readings.grid import Outcome, grid
from notecalc.readings.price import Priced, PricedQuestion, governing_dates, price, raised
from notecalc.readings.question import Answer, Case, Question
from notecalc.readings.questions import QUESTIONS
from notecalc.readings.starts import Reading, default_rate_starts

__all__ = [
    "QUESTIONS",
    "Answer",
    "Case",
    "Outcome",
    "Priced",
    "PricedQuestion",
    "Question",
    "Reading",
    "default_rate_starts",
    "governing_dates",
    "grid",
    "price",
    "raised",
]
