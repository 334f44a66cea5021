"""Parts of a book on the workers of a Dask cluster: one of this machine, or one that exists."""

import logging
import os
import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from typing import Any, Final

from notecalc.errors import NotecalcError, refuse
from notecalc.portfolio.parts import Counts, Part, Task, redeem_part
from notecalc.portfolio.source import reason

distributed: Any = import_module("distributed")  # most of it has no types

_RETRIES: Final = 2
_PATIENCE: Final = 30
_DEAF: Final = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
"""Workers of this machine are ended by this process: Ctrl-C, which reaches them too, is its own."""


def on_cluster(
    parts: Sequence[Part],
    task: Task,
    workers: int,
    scheduler: str | None,
    moved: Callable[[int], object],
) -> Generator[tuple[Part, Counts]]:
    """The counts of parts as they are done. Raises NotecalcError.

    Without a `scheduler` that many processes of this machine are started for the while. Parts of
    a worker that is killed are given to another one by Dask.
    """
    # Workers may have been started in other folders.
    placed = [
        replace(part, pieces=tuple((os.path.abspath(at), a, b) for at, a, b in part.pieces))
        for part in parts
    ]
    run = secrets.token_hex(8)  # a cluster may have several runs; tasks of one key are one task
    by_key = {f"{part.name}-{run}": part for part in parts}
    with _client(workers, scheduler) as client:
        futures = client.map(
            attempted, placed, task=task, key=list(by_key), retries=_RETRIES, pure=False
        )
        try:
            for future, found in distributed.as_completed(futures, with_results=True):
                if isinstance(found, NotecalcError):
                    raise found
                part = by_key[future.key]
                moved(part.rows)
                yield part, found
        except distributed.KilledWorker as error:
            what = f"workers died again and again while they made {by_key[error.task].name}"
            raise refuse(what, "see their logs, give them more memory") from None
        except (distributed.CancelledError, OSError) as error:
            what = f"the cluster was lost: {reason(error)}"
            raise refuse(what, "see its logs") from None
        finally:
            with suppress(Exception):  # the cluster may be gone
                client.cancel(futures, force=True)


def attempted(part: Part, task: Task) -> Counts | NotecalcError:
    """`redeem_part` where what it refuses would be refused again: an answer, no reason to retry."""
    try:
        return redeem_part(part, task)
    except NotecalcError as error:
        return error


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Any]:
    if scheduler is None:
        with (
            distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # not 8787, a fixed port
                preload=_DEAF,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        what = f"no scheduler answers at {scheduler}"
        remedy = "start one with dask scheduler, write its address such as tcp://10.0.0.1:8786"
        raise refuse(what, remedy, "--scheduler") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (TimeoutError, OSError):
            what = f"the scheduler at {scheduler} has no worker"
            raise refuse(what, f"start some: dask worker {scheduler}", "--scheduler") from None
        yield client
