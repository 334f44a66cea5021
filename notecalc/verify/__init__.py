"""A statement recomputed from what it carries, and every figure of it compared.

What agrees shows that the figures follow from the terms and facts in the same file. It does not
show that these are those of the papers, nor who made the file.
"""

from notecalc.verify.checking import verify
from notecalc.verify.model import Difference, Verdict

__all__ = ["Difference", "Verdict", "verify"]
