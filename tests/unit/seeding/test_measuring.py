"""How pages are measured, on an application that answers at once."""

from collections.abc import Iterable
from typing import Any

import pytest

from bench import measuring
from bench.measuring import Ask, PageFailed


def page(environ: dict[str, Any], start_response: Any) -> "Answer":
    start_response("200 OK" if environ["PATH_INFO"] == "/learn/" else "404 Not Found", [])
    return Answer([b"12345", b"678"])


class Answer(list[bytes]):
    """Closed as a server closes it."""

    closed = 0

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__(pieces)

    def close(self) -> None:
        type(self).closed += 1


class TestMeasure:
    def test_says_one_row_with_one_client_and_one_with_eight(self) -> None:
        before = Answer.closed
        rows = measuring.measure("kiosk_home", [Ask("/learn/", "a=b")] * 16, page)
        assert [(row.name, row.clients, row.bytes, row.queries) for row in rows] == [
            ("kiosk_home", 1, 8, 0), ("kiosk_home", 8, 8, 0),
        ]  # fmt: skip
        assert all(0 < row.p50_ms <= row.p95_ms <= row.p99_ms or row.p50_ms == 0 for row in rows)
        assert Answer.closed - before >= sum(measuring.REQUESTS_MOST.values())

    def test_has_the_promised_fields(self) -> None:
        (one, _) = measuring.measure("kiosk_home", [Ask("/learn/", "")], page)
        assert list(one.said()) == ["name", "clients", "rps", "p50_ms", "p95_ms", "p99_ms", "queries", "bytes"]

    def test_refuses_to_measure_an_error_page(self) -> None:
        with pytest.raises(PageFailed, match="/gone answered 404"):
            measuring.measure("gone", [Ask("/gone", "")], page)
