"""The terms of a note as a table, for those who show them."""

from notecalc.scenario import terms_document
from notecalc.statement import Table, terms_table
from notecalc.terms import LIQUIDMETAL_2007, LIQUIDMETAL_SOURCES, Terms


def sourced_terms(terms: Terms) -> Table:
    """Terms by path: value, clause or source, whether assumed."""
    own = terms.name == LIQUIDMETAL_2007.name
    sourced = terms_document(LIQUIDMETAL_2007) if own else {}
    return terms_table(terms, terms_document(terms), sourced, LIQUIDMETAL_SOURCES)
