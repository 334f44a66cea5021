"""Running 1,000 scenario files against parsing the same files with PyYAML's C loader, in one run.

``python bench/scenarios.py`` prints the ratio and the peak memory; nothing is asserted.
"""

import contextlib
import io
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from notecalc.cli import main

FILES, ROUNDS, BOUND = 1000, 3, 10.0
SCENARIOS = Path(__file__).parent.parent / "scenarios"
SMALL = """\
notecalc: 1
terms: liquidmetal-2007
set:
  principal: 1750000.00
  interest.paid_in: notes
scenarios:
  - name: as noticed
    notice: 2008-09-29
    redeem_on: 2008-11-14
    readings: {default_from: event-of-default}
    expect: {cure_deadline: 2008-10-14, total: "2112835.76"}
  - name: payment missed
    notice: 2008-09-29
    missed: [2008-09-30]
    expect: {event_of_default: 2008-10-04}
  - name: cured in time
    notice: 2008-09-29
    cured: 2008-10-14
"""


def _parse(folder: Path) -> None:
    for file in sorted(folder.iterdir()):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def _run(folder: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main(["run", str(folder), "--format", "csv"])
        except SystemExit as left:
            if left.code != 0:
                raise RuntimeError(f"the scenarios of {folder} did not come out") from None


def _seconds(job: Callable[[Path], None], folder: Path) -> float:
    begun = time.perf_counter()
    job(folder)
    return time.perf_counter() - begun


def _compare(name: str, folder: Path) -> None:
    _run(folder)
    pairs = [(_seconds(_run, folder), _seconds(_parse, folder)) for _ in range(ROUNDS)]
    ratio = statistics.median(ran / parsed for ran, parsed in pairs)
    ran, parsed = (statistics.median(side) for side in zip(*pairs, strict=True))
    said = "within" if ratio <= BOUND else "OVER"
    print(f"{name:32} {ran:7.2f} s {parsed:7.2f} s {ratio:6.2f}  at most {BOUND:.0f}  {said}")


def bench() -> None:
    """Print the table."""
    print(f"{f'{FILES} files':32} {'run':>9} {'parse':>9}  ratio")
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place, "small"), Path(place, "large")
        small.mkdir()
        large.mkdir()
        sources = sorted(SCENARIOS.glob("*.yaml"))
        for index in range(FILES):
            (small / f"{index:04}.yaml").write_text(SMALL)
            shutil.copy(sources[index % len(sources)], large / f"{index:04}.yaml")
        _compare("three scenarios a file", small)
        _compare("the files of scenarios/", large)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of the whole run {peak} MB")


if __name__ == "__main__":
    bench()
