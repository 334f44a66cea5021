"""Terms and facts written out: as documents of text, and as YAML that reads back equal."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import yaml
from yaml.resolver import Resolver

from notecalc.errors import refuse
from notecalc.facts import Facts, Notice
from notecalc.money import from_minor, minor_units, percent, to_minor
from notecalc.scenario.builder import Tree
from notecalc.terms import Occurs, Retroactive, Terms

_NUMERIC: Final = re.compile(r"[\d.-]+", re.ASCII)
_TEXT: Final = "tag:yaml.org,2002:str"
_RESOLVER: Final = Resolver()
_FLOW_LISTS: Final = ("assumed", "calendar", "missed")


def terms_document(terms: Terms) -> dict[str, Any]:
    """The terms as a document of text, its keys in the order of the papers.

    A key is left out where the terms hold nothing for it.
    """
    interest, rates, redemption = terms.interest, terms.default_rates, terms.redemption
    stands = rates.retroactive is Retroactive.STANDS
    names = terms.calendar.names
    plain = len(names) == 1 and "+" not in names[0] and names[0] == names[0].strip()
    calendar: Any = names[0] if plain else list(names)
    if terms.calendar.closed:
        calendar = {"name": calendar, "closed": [str(day) for day in terms.calendar.closed]}
    return _given(
        name=terms.name,
        currency=terms.currency,
        governing_law=terms.governing_law or None,
        issue_date=terms.issue_date,
        maturity_date=terms.maturity_date,
        closing_date=terms.closing_date,
        principal=_amount(terms.principal, terms.currency),
        calendar=calendar,
        interest=_given(
            cash_rate=_rate(interest.cash_rate),
            note_rate=_rate(interest.note_rate),
            paid_in=interest.paid_in.value,
            dates=[str(day) for day in interest.dates],
            day_count=interest.day_count,
            clause=interest.clause or None,
        ),
        covenants=[
            _given(id=each.id, clause=each.clause, deadline=each.deadline)
            for each in terms.covenants
        ]
        or None,
        events_of_default=[
            _given(
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
            **_given(
                clause=rates.clause,
                cash_rate=_rate(rates.cash_rate),
                note_rate=_rate(rates.note_rate),
                margin=_rate(rates.margin),
            ),
            "from": rates.start.value,
            **({"retroactive": rates.retroactive.value} if stands else {}),
        },
        redemption=_given(
            clause=redemption.clause,
            portion=_rate(redemption.portion),
            price=_rate(redemption.price),
        ),
        scheduled_payments=[
            _given(due=each.due, principal=_amount(each.principal, terms.currency))
            for each in terms.scheduled_payments
        ]
        or None,
        holders=[
            _given(
                name=each.name,
                shares=each.shares or None,
                conversion_shares=each.conversion_shares or None,
                warrant_shares=each.warrant_shares or None,
                principal=_amount(each.principal, terms.currency),
            )
            for each in terms.holders
        ]
        or None,
        assumed=list(terms.assumed) or None,
    )


def facts_document(facts: Facts, currency: str = "USD") -> dict[str, Any]:
    """The facts as the keys of a scenario, in text."""
    notice: Any = facts.notice
    if isinstance(notice, Notice):
        starts = None if notice.starts_cure else "no"
        notice = _given(sent=notice.sent, received=notice.received, starts_cure=starts)
    return _given(
        notice=notice,
        redeem_on=facts.redeem_on,
        as_of=facts.as_of,
        cured=_dates(facts.cured),
        waived=_dates(facts.waived),
        missed=[str(day) for day in facts.missed] or None,
        occurred=_dates(facts.occurred),
        paid_to=facts.paid_to,
        payments=[
            _given(on=each.on, amount=_amount(each.amount, currency)) for each in facts.payments
        ]
        or None,
    )


def _given(**values: object) -> dict[str, Any]:
    shapes = (str, list, dict)
    return {
        key: value if isinstance(value, shapes) else str(value)
        for key, value in values.items()
        if value is not None
    }


def _rate(rate: Decimal | None) -> str | None:
    return None if rate is None else percent(rate)


def _amount(amount: Decimal | None, currency: str) -> str | None:
    if amount is None:
        return None
    places = minor_units(currency)
    return format(from_minor(to_minor(amount, places), places), "f")


def _dates(given: date | Mapping[str, date]) -> Any:
    if isinstance(given, Mapping):
        return {name: str(day) for name, day in given.items()} or None
    return given


def terms_yaml(terms: Terms) -> str:
    """The terms as YAML that reads back equal. NotecalcError where a text is not Unicode."""
    return _written(terms_document(terms))


def scenario_yaml(terms: Terms, facts: Facts, *, name: str | None = None) -> str:
    """A file of one scenario, its terms in full, that reads back equal."""
    scenario = _given(name=name) | facts_document(facts, terms.currency)
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
        if key == "terms" and isinstance(value, dict):
            node = _block(value)
        elif isinstance(value, list) and key not in _FLOW_LISTS:
            node.flow_style = False
        pairs.append((_node(key), node))
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _node(value: Tree) -> Any:
    if isinstance(value, dict):
        pairs = [(_node(key), _node(each)) for key, each in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
    if isinstance(value, list):
        entries = [_node(each) for each in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=True)
    text = value or ""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refuse("a text holds half of a character", "write it as Unicode text") from None
    # Numbers and dates stay bare; any other text that YAML would take for something else is quoted.
    numeric = _NUMERIC.fullmatch(text)
    tag = (
        _RESOLVER.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, text, (True, False)
        )
        if numeric
        else _TEXT
    )
    return yaml.ScalarNode(tag, text, style=None if text.isprintable() else '"')
