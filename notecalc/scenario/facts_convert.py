"""Documents to facts: what happened, and when each of it became known."""

from collections.abc import Iterator, Mapping
from datetime import date

from notecalc.errors import refuse
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Judgment,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.scenario.documents import ScenarioDocument
from notecalc.scenario.facts_documents import (
    JudgmentDocument,
    KnownDocument,
    MissedDocument,
    NoticeDocument,
)
from notecalc.scenario.words import Meanwhile

_Dated = date | KnownDocument | Mapping[str, date | KnownDocument] | None


def to_facts(document: ScenarioDocument) -> Facts:
    """The facts of a scenario; NotecalcError where they do not fit together."""
    known: dict[str, date] = {}
    notice, petition, judgment = document.notice, document.petition, document.judgment
    return Facts(
        notice=_notice(notice) if isinstance(notice, NoticeDocument) else notice,
        notices=tuple(
            _notice(each) if isinstance(each, NoticeDocument) else Notice(each)
            for each in document.notices or ()
        ),
        redeem_on=document.redeem_on,
        as_of=document.as_of,
        cured=_dates("cured", document.cured, known),
        waived=_dates("waived", document.waived, known),
        occurred={
            name: _date(f"occurred.{name}", day, known)
            for name, day in (document.occurred or {}).items()
        },
        missed=tuple(_missed(document, known)),
        paid_to=document.paid_to,
        payments=tuple(
            Payment(each.on, each.amount, each.known) for each in document.payments or ()
        ),
        fees=tuple(
            Fee(each.on, each.amount, each.what, each.known) for each in document.fees or ()
        ),
        partly_cured=tuple(
            PartialCure(each.on, each.of, each.what, each.known)
            for each in document.partly_cured or ()
        ),
        forbearances=tuple(
            Forbearance(
                each.start,
                each.end,
                each.default_rate is Meanwhile.SUSPENDED,
                each.clause,
                each.known,
            )
            for each in document.forbearances or ()
        ),
        amendments=tuple(
            Amendment(
                each.on,
                each.clause,
                each.cash_rate,
                each.note_rate,
                each.default_cash_rate,
                each.default_note_rate,
                each.known,
            )
            for each in document.amendments or ()
        ),
        conversions=tuple(
            Conversion(each.on, each.principal, each.share_price, each.known)
            for each in document.conversions or ()
        ),
        share_price=document.share_price,
        petition=None if petition is None else _date("petition", petition, known),
        judgment=None if judgment is None else _judgment(judgment),
        known_on=known,
    )


def _notice(given: NoticeDocument) -> Notice:
    return Notice(
        given.sent,
        given.received,
        given.starts_cure,
        given.by,
        given.at,
        tuple(given.of or ()),
        given.principal,
        given.known,
    )


def _judgment(given: JudgmentDocument) -> Judgment:
    return Judgment(given.on, given.rate, given.compounds, given.clause, given.known)


def _dates(path: str, given: _Dated, known: dict[str, date]) -> date | dict[str, date]:
    """A date or dates by event of default; when they became known is put into `known`."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {name: _date(f"{path}.{name}", day, known) for name, day in given.items()}
    return _date(path, given, known)


def _date(path: str, given: date | KnownDocument, known: dict[str, date]) -> date:
    if isinstance(given, date):
        return given
    if given.known is not None:
        known[path] = given.known
    return given.on


def _missed(document: ScenarioDocument, known: dict[str, date]) -> Iterator[date]:
    for index, each in enumerate(document.missed or ()):
        if not isinstance(each, MissedDocument):
            yield each
            continue
        path = f"missed.{each.due}"
        if each.known is not None and known.setdefault(path, each.known) != each.known:
            raise refuse(
                f"the payment missed on {each.due} became known on {known[path]} and on"
                f" {each.known}",
                "keep one of them",
                f"missed.{index}",
            )
        yield each.due
