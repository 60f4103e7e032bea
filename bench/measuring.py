"""Asking for pages as fast as they come, through the whole application, and writing down how long each took."""

import itertools
import os
import platform
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

WARM_UP = 10
# Bounds of one row of the table: this many requests, or this many seconds, whichever ends first.
REQUESTS_MOST = {1: 300, 8: 800}
SECONDS_MOST = 20.0


@dataclass(frozen=True)
class Ask:
    """One request by somebody who is signed in: a GET or, with a form, a POST that is answered by another address."""

    path: str
    cookies: str
    form: dict[str, str] | None = None


@dataclass(frozen=True)
class Row:
    name: str
    clients: int
    rps: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    queries: int
    bytes: int

    def said(self) -> dict[str, Any]:
        return asdict(self)


class PageFailed(Exception):
    """A page that is to be measured did not answer 200."""


# Getting ready, which is not timed, gives the act that is; the act says how many bytes it made.
Work = Callable[[], Callable[[], int]]


def measure(name: str, asks: Sequence[Ask], application: WSGIHandler) -> list[Row]:
    """One row with one client, one with eight. Every request goes through every middleware."""
    around = itertools.cycle(asks)
    for _ in range(min(WARM_UP, len(asks) * 2)):
        _get(application, next(around))
    queries, size = _weigh(application, next(around))
    works = [partial(_ready, application, ask) for ask in asks]
    return [_row(name, clients, most, works, queries, size) for clients, most in REQUESTS_MOST.items()]


def measure_work(name: str, works: Iterator[Work], most: Mapping[int, int]) -> list[Row]:
    """The same for work that is no page. Each work is done once; `most`: how many, for so many clients."""
    queries = _queries_of(next(works)())
    return [
        _row(name, clients, many, list(itertools.islice(works, many)), queries, 0) for clients, many in most.items()
    ]


def _row(name: str, clients: int, most: int, works: Sequence[Work], queries: int, size: int) -> Row:
    times, seconds = _run(clients, most, works)
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    p50, p95, p99 = (round(cuts[n - 1] * 1000, 1) for n in (50, 95, 99))
    return Row(name, clients, round(len(times) / seconds, 1), p50, p95, p99, queries, size)


def _run(clients: int, most: int, works: Sequence[Work]) -> tuple[list[float], float]:
    """How long each work took, and how long all took together."""
    times: list[float] = []
    failed: list[BaseException] = []
    share = most // clients
    connection.close()  # the pool has one connection for each client, and none to spare
    started = time.perf_counter()

    def work(first: int) -> None:
        # Each client has work of its own, so that none waits for another's row.
        mine = itertools.cycle(list(works[first::clients]) or list(works))
        try:
            for _ in range(share):
                times.append(_timed(next(mine)))
                if time.perf_counter() - started > SECONDS_MOST:
                    return
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return times, time.perf_counter() - started


def _timed(work: Work) -> float:
    act = work()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _ready(application: WSGIHandler, ask: Ask) -> Callable[[], int]:
    environ = _environ(ask)
    return lambda: _answer(application, environ, ask)


def _get(application: WSGIHandler, ask: Ask) -> int:
    return _answer(application, _environ(ask), ask)


def _environ(ask: Ask) -> dict[str, Any]:
    requests = RequestFactory(HTTP_COOKIE=ask.cookies)
    asked = requests.get(ask.path) if ask.form is None else requests.post(ask.path, ask.form)
    return dict(asked.environ)


def _answer(application: WSGIHandler, environ: dict[str, Any], ask: Ask) -> int:
    """The size of the answer, which must be a page or what a form leads to. Closing it gives the connection back."""
    statuses: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
        statuses.append(status)
        return bytes

    answer = application(environ, start)
    try:
        size = sum(len(piece) for piece in answer)
    finally:
        answer.close()
    if not statuses[0].startswith("200" if ask.form is None else "302"):
        raise PageFailed(f"{ask.path} answered {statuses[0]}")
    return size


def _weigh(application: WSGIHandler, ask: Ask) -> tuple[int, int]:
    """How many queries a page makes, and how many bytes it has."""
    size = 0

    def get() -> None:
        nonlocal size
        size = _get(application, ask)

    return _queries_of(get), size


def _queries_of(act: Callable[[], object]) -> int:
    queries: list[str] = []

    def counted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counted):
        act()
    return len(queries)


def machine() -> dict[str, Any]:
    """What this was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
    return {
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": next(_processors(), platform.processor() or platform.machine()),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "postgres": postgres.split()[0],
        "load": round(os.getloadavg()[0], 1),
    }


def _processors() -> Iterator[str]:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    return (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
