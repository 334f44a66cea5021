"""The folder of a book that is being redeemed: what it is of, what is done, how it becomes OUT."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

from notecalc import __version__
from notecalc.errors import refuse
from notecalc.portfolio.parts import Part
from notecalc.portfolio.writing import beside, join, unwritten
from notecalc.terms import Terms

_JOB: Final = "_job.json"


@dataclass(frozen=True, slots=True)
class Job:
    """What a folder is of: by which version, under which terms, from which files, in what parts."""

    notecalc: str
    terms: str
    input: list[dict[str, Any]]
    part_rows: int

    @classmethod
    def of(cls, terms: Terms, marks: list[dict[str, Any]], part_rows: int) -> "Job":
        """The job of these terms and files by this version."""
        told = f"{terms!r} {terms.calendar.resolve().fingerprint}"
        return cls(__version__, hashlib.sha256(told.encode()).hexdigest(), marks, part_rows)

    def differences(self, other: "Job") -> list[str]:
        """What another job has otherwise, in words."""
        found = []
        if self.notecalc != other.notecalc:
            found.append(f"notecalc {other.notecalc}")
        if self.terms != other.terms:
            found.append("other terms")
        known = {each["name"]: each for each in other.input}
        for each in self.input:
            was = known.pop(each["name"], None)
            if was != each:
                name = each["name"]
                found.append(f"no {name} in its input" if was is None else f"{name} as it was")
        return found + [f"{name} in its input" for name in known]


def unfinished(out: str) -> str:
    """The folder in which a run to OUT gathers its parts."""
    return (
        f"{os.path.realpath(out)}.unfinished"
        if os.path.islink(out)
        else f"{out.rstrip(os.sep)}.unfinished"
    )


class Work:
    """The folder beside OUT in which the parts of a book gather. Raises NotecalcError."""

    def __init__(self, out: str) -> None:
        self.out = out
        self.target = os.path.realpath(out)
        self.folder = unfinished(out)
        self.cut = os.path.join(self.folder, "_input.parquet")
        _check_target(out, self.target)

    @property
    def is_file(self) -> bool:
        """Whether OUT is a file: else it is a folder of parts."""
        return not os.path.isdir(self.target) and _ending(self.out) in (".parquet", ".csv")

    @contextmanager
    def held(self, resume: bool) -> Iterator[None]:
        """The folder, made or gone on with, for this process alone."""
        there = os.path.isdir(self.folder)
        if there and not resume:
            what = f"{self.folder} is there, left by a run that did not end"
            raise refuse(what, "go on with --resume, or remove the folder to begin anew")
        try:
            if not there:
                os.mkdir(self.folder)
        except OSError as error:
            raise unwritten(self.out, error) from None
        if there and self._foreign():
            what = f"{self.folder} is there and is not of notecalc"
            raise refuse(what, "rename it, or name another OUT")
        try:
            with _locked(self.folder):
                self._tidy()
                yield
        finally:
            with suppress(OSError):
                os.rmdir(self.folder)  # nothing was begun in it

    def _foreign(self) -> bool:
        names = os.listdir(self.folder)
        return bool(names) and _JOB not in names and not all(n.startswith(".") for n in names)

    def _tidy(self) -> None:
        for name in os.listdir(self.folder):
            if name.startswith(".") and name.endswith(".tmp"):
                with suppress(OSError):
                    os.unlink(os.path.join(self.folder, name))

    def begin(self, job: Job) -> Job:
        """The job that was begun here, else this one, written down.

        Raises NotecalcError where another one was begun.
        """
        try:
            with open(os.path.join(self.folder, _JOB), encoding="utf-8") as file:
                begun = Job(**json.load(file))
            differences = job.differences(begun)
        except FileNotFoundError:
            with beside(os.path.join(self.folder, _JOB)) as path, open(path, "w") as file:
                json.dump(asdict(job), file, indent=1)
            return job
        except (OSError, ValueError, KeyError, TypeError):
            what = f"{self.folder}/{_JOB} cannot be read"
            raise refuse(what, "remove the folder to begin anew") from None
        if differences:
            what = f"{self.folder} was begun with {', '.join(differences[:5])}"
            raise refuse(what, "go on with what it was begun with, or remove the folder")
        return begun

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in the folder that it would take time to make again."""
        return all(name[0] == "." or name == _JOB for name in os.listdir(self.folder))

    def finish(self, parts: Iterable[Part], moved: Callable[[int], object]) -> None:
        """Make OUT of the parts, all of which are done, and remove what is left."""
        paths = [os.path.join(self.folder, part.name) for part in parts]
        try:
            with suppress(FileNotFoundError):
                os.unlink(self.cut)
            self._tidy()
            if not self.is_file:
                os.rename(self.folder, self.target)
                return
            whole = os.path.join(self.folder, os.path.basename(self.target))
            with beside(whole, self.target) as path:
                join(paths, path, self.target, moved)
            shutil.rmtree(self.folder)
        except OSError as error:
            raise unwritten(self.out, error) from None

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _check_target(out: str, target: str) -> None:
    if os.path.isdir(target):
        if os.listdir(target):
            raise refuse(f"{out} is a folder that is not empty", "name a new one")
    elif os.path.exists(target) and not os.path.isfile(target):
        raise refuse(f"{out} is no file", "name a .parquet or .csv file, or a folder")
    elif not out.endswith(os.sep) and _ending(out) not in ("", ".parquet", ".csv"):
        raise refuse(f"{out} is none of .parquet, .csv and a folder", "name one of them")
    elif os.path.isfile(target) and _ending(out) == "":
        raise refuse(f"{out} is a file", "name a new folder, or a .parquet or .csv file")


@contextmanager
def _locked(folder: str) -> Iterator[None]:
    """The folder held by this process; another that asks for it is refused.

    The system lets go of it when the process ends, whatever ends it.
    """
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = f"another notecalc is at work in {folder}"
            raise refuse(what, "wait until it has ended") from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(held)
