"""Work for a request: so much at a time, and none of it for longer than it may take."""

import asyncio
import ctypes
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from notecalc.errors import refuse

_T = TypeVar("_T")

AT_WORK, WAITING, SECONDS = 4, 60, 45.0
"""How many requests are at work at a time, how many may wait, how long each may take."""

_TRIES = 10


class BusyError(Exception):
    """There are too many requests, or this one takes too long; its argument says which."""


class _Stopped(BaseException):
    """Raised in a thread whose time is over; nothing that catches mistakes catches it."""


class _Job:
    """A task in its thread, and whether it is over: what is over is not stopped any more."""

    def __init__(self) -> None:
        self.lock, self.thread, self.done = threading.Lock(), 0, False

    def run(self, task: Callable[[], _T]) -> _T:
        try:
            try:
                self.thread = threading.get_ident()
                return task()
            finally:
                with self.lock:
                    self.done = True
        except _Stopped:
            self.done = True
            raise BusyError("this takes too long") from None

    def stop(self) -> None:
        with self.lock:
            if not self.done and self.thread:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self.thread), ctypes.py_object(_Stopped)
                )


class Workshop:
    """Does tasks in threads of its own, a few at a time, each for a time that is bounded."""

    def __init__(
        self, at_work: int = AT_WORK, waiting: int = WAITING, seconds: float = SECONDS
    ) -> None:
        self._pool = ThreadPoolExecutor(at_work, thread_name_prefix="notecalc")
        self._most, self._taken, self._seconds = at_work + waiting, 0, seconds
        self._places = asyncio.Semaphore(at_work)

    async def do(self, task: Callable[[], _T]) -> _T:
        """What a task gives. Raises BusyError, and whatever the task raises."""
        if self._taken >= self._most:
            raise BusyError("too many requests are at work")
        self._taken += 1
        try:
            await self._places.acquire()
        except BaseException:
            self._taken -= 1
            raise
        job = _Job()
        work = asyncio.get_running_loop().run_in_executor(self._pool, job.run, task)
        work.add_done_callback(self._leave)
        done, _ = await asyncio.wait({work}, timeout=self._seconds)
        for _ in range(_TRIES):
            if done:
                break
            job.stop()  # again, where it came while Python ran what lets no error through
            done, _ = await asyncio.wait({work}, timeout=0.5)
        if not done:
            raise BusyError("this takes too long")
        return work.result()

    def _leave(self, work: "asyncio.Future[_T]") -> None:
        self._taken -= 1
        self._places.release()
        work.cancelled() or work.exception()  # looked at, so that nothing is said of it later


def said(busy: BusyError, seconds: float = SECONDS) -> Exception:
    """The error for a request that was not done."""
    what = str(busy)
    if "long" in what:
        return refuse(f"{what}: it was stopped after {seconds:g} s", "ask for less at a time")
    return refuse(what, "try again in a moment")
