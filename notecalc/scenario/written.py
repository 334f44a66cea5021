"""Terms and facts written out: as documents of text, and as YAML that reads back equal."""

import re
from datetime import date
from typing import Any, Final

import yaml
from yaml.resolver import Resolver

from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.scenario.builder import Tree
from notecalc.scenario.facts_written import facts_document
from notecalc.scenario.holders_written import holders_of
from notecalc.scenario.money_written import money_terms, price_of, roll_of, until_of
from notecalc.scenario.texts import amount, given, rate
from notecalc.terms import CalendarTerm, Occurs, Retroactive, Terms
from notecalc.terms.frozen import frozen_rows

_NUMERIC: Final = re.compile(r"[\d.-]+", re.ASCII)
_FLAGS: Final = ("adjusted", "capitalized", "compounds", "conversion_value", "starts_cure")
_TEXT: Final = "tag:yaml.org,2002:str"
_RESOLVER: Final = Resolver()
_BLOCKS: Final = ("terms", "ownership")
_FLOW_LISTS: Final = ("assumed", "calendar", "closed", "missed", "waterfall")


def terms_document(terms: Terms) -> dict[str, Any]:
    """The terms as a document of text, its keys in the order of the papers.

    A key is left out where the terms hold nothing for it.
    """
    interest, rates, redemption = terms.interest, terms.default_rates, terms.redemption
    stands = rates.retroactive is Retroactive.STANDS
    return given(
        name=terms.name,
        currency=terms.currency,
        governing_law=terms.governing_law or None,
        issue_date=terms.issue_date,
        maturity_date=terms.maturity_date,
        closing_date=terms.closing_date,
        principal=amount(terms.principal, terms.currency),
        calendar=_calendar(terms.calendar),
        interest=given(
            cash_rate=rate(interest.cash_rate),
            note_rate=rate(interest.note_rate),
            paid_in=interest.paid_in.value,
            dates=[str(day) for day in interest.dates],
            day_count=interest.day_count,
            clause=interest.clause or None,
            **roll_of(interest),
        ),
        covenants=[
            given(id=each.id, clause=each.clause, deadline=each.deadline)
            for each in terms.covenants
        ]
        or None,
        events_of_default=[
            given(
                id=each.id,
                clause=each.clause,
                covenant=each.covenant,
                payment=each.payment,
                cure=each.cure,
                occurs=each.occurs.value if each.occurs is not Occurs.AFTER_CURE else None,
            )
            for each in terms.events_of_default
        ],
        default_rates={
            **given(
                clause=rates.clause,
                cash_rate=rate(rates.cash_rate),
                note_rate=rate(rates.note_rate),
                margin=rate(rates.margin),
            ),
            "from": rates.start.value,
            **({"retroactive": rates.retroactive.value} if stands else {}),
            **until_of(rates),
        },
        redemption=given(
            clause=redemption.clause,
            portion=rate(redemption.portion),
            price=rate(redemption.price),
            **price_of(redemption),
        ),
        **money_terms(terms),
        scheduled_payments=[
            given(due=each.due, principal=amount(each.principal, terms.currency))
            for each in terms.scheduled_payments
        ]
        or None,
        **holders_of(terms),
        assumed=list(terms.assumed) or None,
    )


def _calendar(term: CalendarTerm) -> Any:
    names = term.names
    plain = len(names) == 1 and "+" not in names[0] and names[0] == names[0].strip()
    called: Any = names[0] if plain else list(names)
    if not term.closed and term.frozen is None:
        return called
    closed = [str(day) for day in term.closed] or None
    frozen = None if term.frozen is None else list(frozen_rows(term.frozen))
    return given(name=called, closed=closed, frozen=frozen)


def terms_yaml(terms: Terms) -> str:
    """The terms as YAML that reads back equal. NotecalcError where a text is not Unicode."""
    return _written(terms_document(terms))


def scenario_yaml(
    terms: Terms, facts: Facts, *, name: str | None = None, as_known_on: date | None = None
) -> str:
    """A file of one scenario, its terms in full, that reads back equal."""
    scenario = given(name=name, as_known_on=as_known_on) | facts_document(facts, terms.currency)
    return _written({"notecalc": "1", "terms": terms_document(terms), "scenarios": [scenario]})


class _Dumper(yaml.SafeDumper):
    """The emitter, with the entries of a block list set in under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _written(document: dict[str, Any]) -> str:
    text: str = yaml.serialize(_block(document), Dumper=_Dumper, width=10**9, allow_unicode=True)
    return text


def _block(document: dict[str, Any]) -> yaml.MappingNode:
    """The top of a document: each mapping within it on one line, lists of them line by line."""
    pairs = []
    for key, value in document.items():
        node = _node(value)
        if isinstance(value, dict) and (key in _BLOCKS or "frozen" in value):
            node = _block(value)
        elif isinstance(value, list) and key not in _FLOW_LISTS:
            node.flow_style = False
        pairs.append((_node(key), node))
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _node(value: Tree, key: str = "") -> Any:
    if isinstance(value, dict):
        pairs = [(_node(key), _node(each, key)) for key, each in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
    if isinstance(value, list):
        entries = [_node(each) for each in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=True)
    text = value or ""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refuse("a text holds half of a character", "write it as Unicode text") from None
    # Numbers, dates and flags stay bare; any other text that YAML would take for something else is
    # quoted.
    bare = key in _FLAGS or _NUMERIC.fullmatch(text)
    tag = (
        _RESOLVER.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, text, (True, False)
        )
        if bare
        else _TEXT
    )
    return yaml.ScalarNode(tag, text, style=None if text.isprintable() else '"')
