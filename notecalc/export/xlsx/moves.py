"""What moves at the end of a line, as cells: fees, payments by the waterfall, conversions.

After it, what is left: fees, and of accrued interest that which is kept apart (rules 10, 17 to 19,
24). Notes under which nothing of this is asked for have none of these columns.
"""

from collections.abc import Mapping
from typing import NamedTuple

from notecalc.export.xlsx.cells import At, Cells
from notecalc.export.xlsx.flow import MOST_CONVERTED, Flow, pays_converted
from notecalc.money import half_up
from notecalc.terms import Bucket

Sum = tuple[list[str], int]
"""The terms of a sum of cells, and what they add up to in minor units."""

_LIMB = 10_000
_TO = {
    Bucket.FEES: ("to_fees", "fees"),
    Bucket.OVERDUE_INTEREST: ("to_upon", "overdue"),
    Bucket.DEFAULT_INTEREST: ("to_default", "default"),
    Bucket.INTEREST: ("to_interest", "parts"),
    Bucket.PRINCIPAL: ("to_principal", "parts"),
}
"""The column of each part of a payment, and what must be followed for it to stand apart."""


class Left(NamedTuple):
    """What is left of accrued interest and of principal, and what was paid in cash."""

    owed: Sum
    principal: Sum
    paid: Sum


class Moves:
    """Writes what moves at the end of one line; `prev` are the cells of the line before."""

    def __init__(
        self,
        cells: Cells,
        number: int,
        prev: Mapping[str, str],
        flow: Flow,
        *,
        tracks: frozenset[str],
        at_default: bool = False,
    ) -> None:
        self._cells, self._number, self._flow, self._tracks = cells, number, flow, tracks
        self._at: At = cells.layout.at(number)
        self._to: list[str] = []
        left = {"fees": "fees", "default": "default_left", "upon": "upon_left"}
        self._parts = {
            kind: [prev[name]] if name in prev else []
            for kind, name in (*left.items(), ("overdue", "overdue"))
        }
        if at_default:
            self._parts["default"].append(self._at["interest"])
        if prev and "overdue" in tracks:
            self._parts["upon"].append(self._at["upon"])

    def write(self, owed: Sum, principal: Sum) -> Left:
        """Write them; `owed` is interest accrued and unpaid, `principal` the opening one."""
        cells, flow, at = self._cells, self._flow, self._at
        paid: Sum = [], 0
        if "fees" in self._tracks:
            self._charged()
        if flow.received or flow.scheduled:
            formulas = cells.received.on(flow.on)
            self._given("received", formulas[0], flow.received)
            self._given("scheduled", formulas[1], flow.scheduled)
            paid = [at["received"], at["scheduled"]], flow.received + flow.scheduled
            if "parts" in self._tracks:
                self._split(owed, principal)
                left = f"-{at['to_principal']}"
            else:
                taken = f"MIN({at['received']},MAX({cells.sum(owed[0])},0))"
                self._given("to_interest", taken, flow.interest_paid)
                self._to = ["to_interest"]
                left = f"-({at['received']}-{at['to_interest']})"
            gone = [f"-{at[each]}" for each in self._to if each not in ("to_fees", "to_principal")]
            owed = [*owed[0], *gone], owed[1] - flow.interest_paid
            less = flow.to[Bucket.PRINCIPAL] + flow.scheduled
            principal = [*principal[0], left, f"-{at['scheduled']}"], principal[1] - less
        if flow.converted:
            owed, principal, paid = self._converted(owed, principal, paid)
        return Left(owed, principal, paid)

    def _charged(self) -> None:
        flow = self._flow
        formula = self._cells.charged(flow.since, flow.on)
        if formula or flow.charged:
            self._given("charged", formula, flow.charged)
            self._parts["fees"] = [*self._parts["fees"], self._at["charged"]]

    def _given(self, name: str, formula: str, value: int) -> None:
        """An amount of a helper column: a formula, or where there is none a number."""
        cells = self._cells
        if formula:
            cells.formula(self._number, name, formula, value / cells.unit, "helper_amount")
        else:
            style = "amount_engine" if value else "helper_amount"
            cells.number(self._number, name, value / cells.unit, style)

    def _split(self, owed: Sum, principal: Sum) -> None:
        """The parts of a payment: each the least of what is left and what is owed."""
        cells, at, tracks = self._cells, self._at, self._tracks
        upon = cells.sum(self._parts["upon"]) if "overdue" in tracks else ""
        default = cells.sum(self._parts["default"]) if "default" in tracks else ""
        other = cells.sum([*owed[0], *(f"-{each}" for each in (upon, default) if each)])
        rest = cells.sum([*owed[0], *([f"-{upon}"] if upon else [])])
        owes = {
            Bucket.FEES: cells.sum(self._parts["fees"]),
            Bucket.OVERDUE_INTEREST: upon,
            Bucket.DEFAULT_INTEREST: f"MAX(MIN({default},{rest}),0)",
            Bucket.INTEREST: f"MAX({other},0)",
            Bucket.PRINCIPAL: cells.sum(principal[0]),
        }
        for bucket in cells.case.terms.waterfall:
            name, needed = _TO[bucket]
            if needed not in tracks:
                continue
            left = cells.sum([at["received"], *(f"-{at[each]}" for each in self._to)])
            value = self._flow.to[bucket]
            if bucket is Bucket.INTEREST and "default" not in tracks:
                value += self._flow.to[Bucket.DEFAULT_INTEREST]
            self._given(name, f"MIN({left},{owes[bucket]})", value)
            self._to.append(name)

    def _less(self, *names: str) -> list[str]:
        return [f"-{self._at[name]}" for name in names if name in self._to]

    def _with_it(self, kind: str) -> list[str]:
        """The part of a kind of interest that went with a conversion."""
        return [f"-{self._at[f'{kind}_gone']}"] if self._flow.converted else []

    def _converted(self, owed: Sum, principal: Sum, paid: Sum) -> tuple[Sum, Sum, Sum]:
        """Principal converted, and the part of each kind of interest that goes with it."""
        cells, flow, at = self._cells, self._flow, self._at
        stood = cells.sum(principal[0])
        given = cells.received.conversions.get(flow.on, "")
        self._given("converted", f"MIN({given},{stood})" if given else "", flow.converted)
        cells.formula(
            self._number, "stood", f"ROUND({stood}*{cells.unit},0)", flow.before.principal
        )
        standing = {"accrued": f"MAX({cells.sum(owed[0])},0)"}
        if "default" in self._tracks:
            parts = [*self._parts["default"], *self._less("to_default")]
            standing["default"] = cells.sum(parts)
        if "overdue" in self._tracks:
            standing["upon"] = cells.sum([*self._parts["upon"], *self._less("to_upon")])
            standing["overdue"] = self._still_overdue()
        for kind, formula in standing.items():
            self._gone(kind, formula)
        owed = [*owed[0], f"-{at['accrued_gone']}"], owed[1] - flow.gone.accrued
        principal = [*principal[0], f"-{at['converted']}"], principal[1] - flow.converted
        if pays_converted(cells.case.terms):
            paid = [*paid[0], at["accrued_gone"]], paid[1] + flow.gone.accrued
        return owed, principal, paid

    def _gone(self, kind: str, formula: str) -> None:
        """interest × converted ÷ principal, half up, by the digits of what is converted."""
        cells, flow, at = self._cells, self._flow, self._at
        interest, part, whole = getattr(flow.before, kind), flow.converted, flow.before.principal
        interest = max(interest, 0) if kind == "accrued" else interest
        first = interest * (part // _LIMB**2)
        second = first % whole * _LIMB + interest * (part // _LIMB % _LIMB)
        third = second % whole * _LIMB + interest * (part % _LIMB)
        a, x, y, z = (at[f"{kind}_{each}"] for each in ("stood", "first", "second", "third"))
        c, p = f"ROUND({at['converted']}*{cells.unit},0)", at["stood"]
        top, middle = f"INT({c}/{_LIMB**2})", f"INT({c}/{_LIMB})"
        for name, step, value in (
            ("stood", f"ROUND({formula}*{cells.unit},0)", interest),
            ("first", f"{a}*{top}", first),
            ("second", f"({x}-INT({x}/{p})*{p})*{_LIMB}+{a}*({middle}-{top}*{_LIMB})", second),
            ("third", f"({y}-INT({y}/{p})*{p})*{_LIMB}+{a}*({c}-{middle}*{_LIMB})", third),
        ):
            cells.formula(self._number, f"{kind}_{name}", step, value)
        quotient = f"(INT({x}/{p})*{_LIMB}+INT({y}/{p}))*{_LIMB}+INT({z}/{p})"
        formula = f"({quotient}+ROUND(({z}-INT({z}/{p})*{p})/{p},0))/{cells.unit}"
        gives = half_up(interest * part, whole)
        if max(interest, whole) > MOST_CONVERTED or flow.conversions > 1:
            gives = -1
        engine = getattr(flow.gone, kind)
        cells.amount(self._number, f"{kind}_gone", (formula, gives), engine, "helper_amount")

    def _still_overdue(self) -> str:
        """What is overdue after payments: they go to it first, whichever interest they pay."""
        overdue = self._cells.case.terms.overdue_interest
        reduces = ["to_default", "to_interest"]
        if overdue is not None and overdue.capitalized:
            reduces.append("to_upon")
        parts = [*self._parts["overdue"], *self._less(*reduces)]
        return f"MAX({self._cells.sum(parts)},0)" if len(parts) > 1 else "".join(parts) or "0"

    def stand(self, settles: bool) -> None:
        """What is left after the line; `settles` is whether interest was paid or capitalized."""
        cells, at, tracks, after = self._cells, self._at, self._tracks, self._flow.after
        if "fees" in tracks:
            parts = [*self._parts["fees"], *self._less("to_fees")]
            self._given("fees", cells.sum(parts), after.fees)
        left = f"MAX({at['accrued']},0)"
        if "overdue" in tracks:
            term = cells.case.terms.overdue_interest
            parts = [*self._parts["upon"], *self._less("to_upon"), *self._with_it("upon")]
            upon = cells.sum(parts)
            self._given("upon_left", f"MIN({upon},{left})" if settles else upon, after.upon)
            due = cells.sum([self._still_overdue(), *self._with_it("overdue")])
            if settles and term is not None:
                parts = [at["accrued"], *([] if term.capitalized else [f"-{at['upon_left']}"])]
                due = f"MAX({cells.sum(parts)},0)"
            self._given("overdue", due, after.overdue)
        if "default" in tracks:
            parts = [*self._parts["default"], *self._less("to_default"), *self._with_it("default")]
            default = cells.sum(parts)
            if settles:
                less = f"-{at['upon_left']}" if "overdue" in tracks else ""
                default = f"MIN({default},{left}{less})"
            self._given("default_left", default, after.default)
