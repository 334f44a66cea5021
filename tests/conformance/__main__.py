"""Print what agrees and what differs, source by source: `make conformance`."""

import sys
import textwrap

from conformance.case import differences
from conformance.sources import SOURCES

HEADS = ("source", "cases", "agree", "differ")


def main() -> int:
    """Print the table and the differences; 1 where one is not decided."""
    decided, undecided = differences(), 0
    rows, told = list[tuple[str, ...]]([HEADS]), list[str]()
    for source, of in SOURCES.items():
        cases = list(of())
        differing = [case for case in cases if not case.agrees]
        counts = (len(cases), len(cases) - len(differing), len(differing))
        rows.append((source, *(f"{count:,}" for count in counts)))
        for case in differing:
            known = decided.get((source, case.name))
            undecided += known is None
            why = f"{known.why} ({known.citation})" if known else f"Not decided: {case.origin}"
            told.append(
                f"{source}, {case.name}: published {case.published}, notecalc {case.found}."
            )
            told[-1] += f" {why}"
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for what, *cells in rows:
        placed = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        print("  ".join([what.ljust(widths[0]), *placed]))
    for each in told:
        print("", textwrap.fill(each, 80, subsequent_indent="  "), sep="\n")
    return 1 if undecided else 0


if __name__ == "__main__":
    sys.exit(main())
