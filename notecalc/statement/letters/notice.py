"""The notice of a breach, or of an Event of Default, with the election to redeem."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from notecalc.claim import claim_of
from notecalc.errors import refuse
from notecalc.money import grouped, percent
from notecalc.redemption import Result, redeem
from notecalc.statement.letters import interest, petition, shared
from notecalc.statement.letters.breaches import (
    breached,
    day_after,
    last_day,
    late_waivers,
    lead,
    time_to_cure,
)
from notecalc.statement.letters.model import (
    Kind,
    Letter,
    Part,
    clause,
    longhand,
    money,
    sentence,
    spelled,
)
from notecalc.statement.tables import Table, redemption_table
from notecalc.timeline import State
from notecalc.timeline.running import not_enough

_OPEN = (State.CURING, State.BREACH)


def notice_letter(result: Result) -> Letter:
    """The notice of default with the redemption election, as the result stands.

    While a cure period runs the election is conditional, and the amount is stated where a
    redemption date is given; after a cure or a waiver there is none. Raises NotecalcError where
    no breach is on record, or the redemption date given does not fit.
    """
    terms, facts = result.terms, result.facts
    breaches = [each for each in result.timeline.clocks if each.state is not State.PERFORMING]
    if not breaches:
        raise refuse(
            f"the state is {result.state.value}: there is no breach to give notice of",
            "give the facts of one, or a later --as-of",
        )
    priced, filed = uncured(result), claim_of(result)
    at = filed.petition if filed else None
    open_ = result.state in (State.DEFAULT, *_OPEN)
    subject = _AFTER_PETITION.get(result.state) if at else None
    subject = subject or _SUBJECTS[result.state]
    parts: list[Part | Table] = [
        *shared.opening(terms, facts.as_of, subject),
        Part(Kind.TEXT, _introduction(result)),
        Part(Kind.SECTION, "Breach"),
        *([petition.stay_words(at)] if at else ()),
        *(Part(Kind.TEXT, breached(each, result), lead(each)) for each in breaches),
        Part(Kind.SECTION, "Notice and time to cure"),
        *(Part(Kind.TEXT, time_to_cure(each, result)) for each in breaches),
        Part(Kind.SECTION, "Redemption"),
        *(
            Part(Kind.TEXT, text)
            for text in (
                (petition.elects_nothing(),) if at and open_ else _election(result, priced)
            )
        ),
    ]
    if open_:
        parts += [Part(Kind.SECTION, "Interest"), *_interest(result)]
        parts += petition.claimed(filed) if filed else _amount(result, priced)
    parts += [
        Part(Kind.SECTION, "Reservation of rights"),
        Part(Kind.TEXT, shared.reservation()),
        *shared.closing(terms),
        *(shared.annexes(result, petition.AS_IF) if at else _annexes(result, priced)),
    ]
    title = f"{terms.name}: {subject}"
    return Letter(title, facts.as_of or result.timeline.redemption or facts.sent, tuple(parts))


_SUBJECTS = {
    State.DEFAULT: "Notice of Event of Default and election to redeem",
    State.CURING: "Notice of default and conditional election to redeem",
    State.BREACH: "Notice of default and conditional election to redeem",
    State.CURED: "Breach cured; reservation of rights",
    State.WAIVED: "Breach waived; reservation of rights",
}
_AFTER_PETITION = {
    State.DEFAULT: "Notice of Event of Default, after a petition",
    State.CURING: "Notice of default, after a petition",
    State.BREACH: "Notice of default, after a petition",
}


def uncured(result: Result) -> Result:
    """What becomes of the note if nothing is cured, where a cure period runs and it is asked for.

    It is by the redemption date given; else, and in every other state, this is the result itself.
    Known are the facts by the as-of date, and the redemption date, which is a choice.
    """
    facts = result.facts
    if result.state not in _OPEN or facts.as_of is None or facts.redeem_on is None:
        return result
    return redeem(result.terms, replace(facts.happened, as_of=None), result.calendar)


def _introduction(result: Result) -> str:
    terms, day = result.terms, result.facts.as_of
    writes = shared.undersigned(terms)
    told = f"We write on behalf of {writes} of {shared.note_words(terms)}."
    sent = list(dict.fromkeys(each.sent for each in result.facts.happened.every_notice))
    before = " and on ".join(longhand(each) for each in sent if each != day)
    if not sent:
        return f"{told} This letter is notice of the following."
    if day in sent:
        this = f"{told} This letter, sent on {longhand(sent[-1])}, is notice of the following."
        return f"{this} Notice was also sent on {before}." if before else this
    if day is not None and result.state in _OPEN:
        return f"{told} Notice of the following was sent on {before} and is repeated here."
    notices = "the notice" if len(sent) == 1 else "the notices"
    return f"{told} We refer to {notices} of default sent on {before}."


def _election(result: Result, priced: Result) -> Iterator[str]:
    terms, facts = result.terms, result.facts
    portion, cited = percent(terms.redemption.portion), clause(terms.redemption.clause)
    redeemed = (
        f"to redeem {portion} of the Note, together with accrued interest, including interest that"
        " has accrued at the rate adjusted for an Event of Default"
    )
    who = shared.undersigned(terms)
    if result.state is State.DEFAULT and result.redemption is not None:
        on = result.redemption.date
        yield f"Under {cited} {who} {shared.elects(terms)} {redeemed}, on {longhand(on)}."
        if facts.redeem_on is None:
            why = next(e.reason for e in result.timeline.events if e.event == "redemption")
            yield f"[No redemption date is given. The one above is {spelled(why)}.]"
    elif result.state is State.DEFAULT:
        yield from _too_few(result, f"{who} {shared.elects(terms)} {redeemed}")
    elif result.state in _OPEN:
        yield from _conditional(result, priced, f"Under {cited} {who}", redeemed)
    else:
        what = "cured" if result.state is State.CURED else "waived"
        yield (
            f"The breach having been {what}, no Event of Default has come of it, nothing is due on"
            " redemption, and this letter elects none."
        )
    if result.state in (State.DEFAULT, *_OPEN):
        yield from late_waivers(result)
        yield from forborne(result)


def _too_few(result: Result, elected: str) -> Iterator[str]:
    """The election where redemption needs notices of more holders than have given one."""
    term = result.terms.redemption
    assert term.holders_needed is not None  # or something were due
    yield (
        f"Under {clause(term.clause)} redemption opens when holders of"
        f" {percent(term.holders_needed)} of principal have given notice. By the facts given,"
        f" {not_enough(result.terms, result.facts.happened)}."
    )
    yield f"{elected[:1].upper()}{elected[1:]}, from the day on which that share is reached."


def forborne(result: Result) -> Iterator[str]:
    """The forbearances that bear on an election: none takes effect in one."""
    due = result.redemption
    for each in result.facts.happened.forbearances:
        if due is not None and each.start > due.date:
            continue
        rate = "does not run in it" if each.suspends_rate else "goes on in it"
        cited = "the forbearance" if each.clause == "forbearance" else clause(each.clause)
        yield (
            f"By {cited} from {longhand(each.start)} through {longhand(each.end)} no redemption"
            " falls on any of these days, none of them counts towards a time to cure, and the"
            f" default rate {rate}. No election takes effect in it."
        )


def _conditional(result: Result, priced: Result, who: str, redeemed: str) -> Iterator[str]:
    """The election while a breach can still be cured."""
    running = [each for each in result.timeline.clocks if each.cure_deadline is not None]
    running = [each for each in running if each.state is State.CURING]
    first = min(running, key=last_day, default=None)
    given = result.facts.redeem_on
    after = longhand(_first_free(day_after(first), result)) if first else "the Event of Default"
    on = f"on {longhand(given)}" if given else f"on [redemption date, not before {after}]"
    if first is None:
        unless, cured = (
            "the breach is not cured within the time to cure",
            "the breach is cured in it",
        )
    elif len(running) == 1:
        by = f"on or before {longhand(last_day(first))}"
        unless, cured = f"the breach is not cured {by}", f"the breach is cured {by}"
    else:
        last = "; ".join(f"{lead(each)[:-1]}: {longhand(last_day(each))}" for each in running)
        unless = f"any of the breaches is not cured on or before its own last day to cure ({last})"
        cured = "each of the breaches is cured on or before its own last day to cure"
    yield f"{who} {shared.elects(result.terms)}, if {unless}, {redeemed}, {on}."
    yield f"If {cured}, this election has no effect."
    if priced.redemption is None and given is not None:
        yield "[No amount follows from the facts given: no Event of Default would be open.]"


def _first_free(day: date, result: Result) -> date:
    """The first day from `day` on that lies in no forbearance."""
    for each in result.facts.happened.forbearances:
        if each.covers(day):
            day = each.end + timedelta(days=1)
    return day


def _interest(result: Result) -> Iterator[Part]:
    yield Part(Kind.TEXT, interest.rate_words(result), "Rate.")
    yield Part(Kind.TEXT, interest.reckoning(result.terms), "How it is reckoned.")


def _amount(result: Result, priced: Result) -> Iterator[Part | Table]:
    due, given = priced.redemption, result.facts.redeem_on
    if due is None or (result.state in _OPEN and given is None):
        yield Part(
            Kind.TEXT,
            "It will be stated for the redemption date in a payoff letter.",
            "Amount.",
        )
        return
    currency = result.terms.currency
    condition = "if the breach is not cured, " if result.state in _OPEN else ""
    yield Part(
        Kind.TEXT,
        f"{sentence(f'{condition}the amount due')[:-1]} on redemption on {longhand(due.date)} is"
        f" {money(due.total, currency)}: {interest.price_words(priced)}, with accrued interest"
        f"{f' and unpaid fees of {grouped(due.fees)}' if due.fees else ''}. Each day after it adds"
        f" {grouped(due.per_diem)}, at the rate and on the principal of the redemption date:",
        "Amount.",
    )
    yield shared.spelled_table(redemption_table(priced))


def _annexes(result: Result, priced: Result) -> Iterator[Part | Table]:
    conditional = result.state in _OPEN
    shown = priced if conditional and result.facts.redeem_on and priced.redemption else result
    yield from shared.annexes(shown, ", if the breach is not cured" if shown is not result else "")
