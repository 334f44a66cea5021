"""Letters as Word documents, made with python-docx, which comes with the extra `docx`.

The same letter gives the same bytes: the document's dates come from the letter, and nothing of
the machine, the clock or chance goes in.
"""

from notecalc.export.docx.writing import letter_docx

__all__ = ["letter_docx"]
