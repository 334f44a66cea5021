"""Letters to the issuer, filled from a result: the notice of default and the payoff letter.

A letter is a tuple of parts, each a paragraph of some kind or a table, in reading order; what no
paper states is left as a bracketed blank. Nothing here is legal advice, and every letter says so.
"""

from notecalc.statement.letters.known import as_known
from notecalc.statement.letters.model import DRAFT, Kind, Letter, Part
from notecalc.statement.letters.notice import notice_letter
from notecalc.statement.letters.payoff import payoff_letter

__all__ = ["DRAFT", "Kind", "Letter", "Part", "as_known", "notice_letter", "payoff_letter"]
