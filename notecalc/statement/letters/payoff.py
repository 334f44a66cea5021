"""The payoff letter: what is due on the redemption date and on each Business Day after it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from notecalc.claim import Claim, claim_of
from notecalc.errors import NotecalcError, refuse
from notecalc.money import grouped
from notecalc.ownership import shares
from notecalc.redemption import Result
from notecalc.statement.explain import per_diem_product
from notecalc.statement.letters import interest, petition, shared
from notecalc.statement.letters.model import (
    Kind,
    Letter,
    Part,
    clause,
    longhand,
    money,
    plain_day,
    sentence,
    spelled,
)
from notecalc.statement.tables import Table, redemption_table
from notecalc.timeline import State
from notecalc.timeline.running import not_enough

if TYPE_CHECKING:
    from notecalc.readings.good_through import Payoff

_SHOWN = ("date", "days", "principal", "accrued_interest", "fees", "total")
_SUBJECT = "Payoff amount"

PAYMENT = Table(
    "Where to send the money",
    ("", "to be completed"),
    (
        ("Bank", "[name and address]"),
        ("ABA or SWIFT", "[number]"),
        ("Account name", "[name]"),
        ("Account number", "[number]"),
        ("Reference", "[reference]"),
        ("Contact for questions", "[name, telephone, e-mail]"),
    ),
)
"""Payment instructions: in no paper at hand, and never guessed."""


def payoff_letter(result: Result, payoffs: "Sequence[Payoff]") -> Letter:
    """The payoff letter, its good-through table from `payoffs`.

    Once a petition was filed it is of the claim, whether anything is due on redemption or not.
    Raises NotecalcError where there is neither.
    """
    due, filed = result.redemption, claim_of(result)
    if due is None:
        if filed is None:
            raise _refused(result)
        # The claim is what accrued to the petition: its lines are those of the letter.
        result = replace(result, schedule=filed.result.schedule, ledger=filed.result.ledger)
    terms = result.terms
    subject = _SUBJECT if filed is None else "Amount for a proof of claim"
    shown = "Annex B and Annex C show" if result.ledger else "Annex B shows"
    parts: list[Part | Table] = [
        *shared.opening(terms, result.facts.as_of, subject),
        Part(
            Kind.TEXT,
            f"We write on behalf of {shared.undersigned(terms)} of {shared.note_words(terms)}, to"
            + (
                f" state what is due on its redemption under {clause(due.clause)}."
                if due is not None and filed is None
                else " state the claim on it."
            ),
        ),
        *(_payable(result, payoffs) if filed is None else _claimed(result, filed)),
        Part(Kind.SECTION, "Reservation of rights"),
        Part(Kind.TEXT, shared.reservation()),
        Part(
            Kind.TEXT,
            f"The amounts assume that nothing was paid but what {shown}, and that nothing is paid"
            " before the day concerned."
            + " [What becomes of the Note, of any security and of surviving obligations on payment"
            " in full.]" * (filed is None),
        ),
        *shared.closing(terms),
        *shared.annexes(result, petition.AS_IF if filed and due else ""),
    ]
    day = due.date if due is not None else result.facts.petition
    assert day is not None  # what is not due on redemption is a claim at a petition
    return Letter(f"{terms.name}: {subject}", day, tuple(parts))


def _refused(result: Result) -> NotecalcError:
    if result.facts.happened.judgment is not None:
        return refuse(
            "nothing is due on redemption, so there is nothing that a judgment is for",
            "notecalc claim --judgment computes a judgment of what is due on its day",
        )
    if result.state is State.DEFAULT:
        return refuse(
            not_enough(result.terms, result.facts.happened),
            "write the notice, or give the further notices that make up the share",
        )
    return refuse(
        f"nothing is due on redemption, for the state is {result.state.value}",
        "a payoff letter is for a note in default: leave out --as-of, or write the notice",
    )


def _payable(result: Result, payoffs: "Sequence[Payoff]") -> Iterator[Part | Table]:
    yield Part(Kind.SECTION, "Amount due")
    yield from _due(result)
    yield Part(Kind.SECTION, "Payment on another day")
    yield from _later(result, payoffs)
    yield Part(Kind.SECTION, "Payment")
    yield Part(
        Kind.TEXT,
        "Payment is to be made in immediately available funds, to be received by [time and"
        " place] on the day for which the amount is stated, to:",
    )
    yield PAYMENT
    yield from _holders(result)


def _claimed(result: Result, filed: Claim) -> Iterator[Part | Table]:
    """What takes the place of a payoff once a petition was filed: nothing is to be paid."""
    assert filed.petition is not None  # it is the claim at one
    yield Part(Kind.SECTION, "Petition and amount of the claim")
    yield petition.stay_words(filed.petition)
    yield from petition.claimed(filed)
    yield _reckoned(result)
    if told := " ".join(interest.money_words(result)):
        yield Part(Kind.TEXT, told, "Payments and fees.")


def _reckoned(result: Result) -> Part:
    return Part(
        Kind.TEXT,
        f"{interest.rate_words(result)} {interest.reckoning(result.terms)}",
        "How interest is reckoned.",
    )


def _due(result: Result) -> Iterator[Part | Table]:
    due, terms = result.redemption, result.terms
    assert due is not None  # the caller has seen that it is due
    chosen = "" if result.facts.redeem_on else ", the redemption date assumed here"
    yield Part(
        Kind.TEXT,
        f"On {longhand(due.date)}{chosen}, the amount due is {money(due.total, terms.currency)}:"
        f" {interest.price_words(result)}, together with accrued and unpaid interest"
        + (f" and with unpaid fees of {grouped(due.fees)}." if due.fees else "."),
    )
    yield shared.spelled_table(redemption_table(result))
    yield _reckoned(result)
    if told := " ".join(interest.money_words(result)):
        yield Part(Kind.TEXT, told, "Payments and fees.")


def _later(result: Result, payoffs: "Sequence[Payoff]") -> Iterator[Part | Table]:
    from notecalc.statement.series import delay_lines, good_through_table  # wanted here alone

    due, currency = result.redemption, result.terms.currency
    assert due is not None  # the caller has seen that it is due
    yield Part(
        Kind.TEXT,
        f"Each day after the redemption date adds {money(due.per_diem, currency)} ({currency}"
        f" {per_diem_product(due)}, rounded), at the rate and on the principal of that date.",
        "Per diem.",
    )
    if not payoffs:
        return
    yield Part(
        Kind.TEXT,
        f"The amount for payment on each Business Day through {plain_day(payoffs[-1].due.date)}"
        " is that of the following table. Where per diem times days differs from it, the table is"
        " right.",
        "Good through.",
    )
    table = good_through_table(payoffs, currency)
    named = tuple(each for each in _SHOWN if each in table.columns)
    shown = [table.columns.index(each) for each in named]
    yield Table(
        f"Due on each Business Day, {currency}",
        named,
        tuple((row.due.date, *(cells[at] for at in shown[1:]))
              for row, cells in zip(payoffs, table.rows, strict=True)),
    )  # fmt: skip
    for line in delay_lines(payoffs, result):
        yield Part(Kind.ITEM, sentence(spelled(line)))


def _holders(result: Result) -> Iterator[Part | Table]:
    parts = shares(result)
    if not parts:
        return
    yield Part(Kind.TEXT, "The amount due on the redemption date is shared among the holders:")
    yield Table(
        "Shares of the holders",
        ("holder", "principal", "amount"),
        tuple((each.name, each.principal, each.amount) for each in parts),
    )
