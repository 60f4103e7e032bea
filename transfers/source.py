"""The port to the source of the roll: where one person is, and who is at a prison. The truth, in a bounded time.

Nobody calls it inside a transaction or a lock. What it answers is read as strictly as a file is (roll_lines.py).
"""

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from django.conf import settings

from campus.core import clock
from campus.core.errors import Refused
from transfers import fold, roll_lines
from transfers.fold import Fact
from transfers.roll_lines import RollLine

log = logging.getLogger(__name__)

SECONDS = 5.0
# More than one life holds, and far from what fills the memory.
MOVEMENTS_MOST, LINES_MOST, BYTES_MOST = 2_000, 1_000, 4_000_000
_pools = threading.local()


class Code(StrEnum):
    """Why the source did not help."""

    NOT_SET = "not_set"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    UNKNOWN_PERSON = "unknown_person"
    STALE = "stale"


class Unanswered(Exception):
    """The source gave no answer that can be used. `code` says why; it may do better later."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class Pulled:
    """What the source says of one person: where they are now, and each movement that it knows of."""

    line: RollLine
    movements: tuple[Fact, ...]


@dataclass(frozen=True)
class Page:
    """A part of a prison's roll. `after` asks for the next part; empty at the end."""

    texts: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class RollSource:
    url: str
    key: str
    seconds: float = SECONDS

    def person(self, prison_number: str) -> Pulled:
        """Where a person is, and how they came there. Raises Unanswered within `seconds`."""
        answer = self._ask(f"/people/{quote(prison_number, safe='')}", {})
        pulled = self._understood(answer, _pulled)
        if pulled.line.prison_number != prison_number:
            raise Unanswered(Code.UNREADABLE)
        return pulled

    def roll(self, establishment: str, after: str = "") -> Page:
        """The next part of a prison's roll. Raises Unanswered within `seconds`."""
        answer = self._ask(f"/establishments/{quote(establishment, safe='')}/people", {"after": after} if after else {})
        return self._understood(answer, _page)

    def _ask(self, path: str, query: Mapping[str, str]) -> Any:
        import requests  # late: most processes never ask

        try:
            answer = _session().get(
                self.url.rstrip("/") + path, params=query, headers={"Authorization": f"Bearer {self.key}"},
                timeout=self.seconds, allow_redirects=False,
            )  # fmt: skip
        except requests.Timeout:
            raise _said(Code.TIMEOUT) from None
        except requests.RequestException:
            raise _said(Code.UNREACHABLE) from None
        if answer.status_code == 404:
            raise Unanswered(Code.UNKNOWN_PERSON)
        if answer.status_code != 200:
            raise _said(Code.SERVER_ERROR if answer.status_code >= 500 else Code.REFUSED)
        if len(answer.content) > BYTES_MOST:
            raise _said(Code.UNREADABLE)
        try:
            return answer.json()
        except (ValueError, RecursionError):
            raise _said(Code.UNREADABLE) from None

    @staticmethod
    def _understood(answer: Any, reading: Any) -> Any:
        try:
            return reading(answer)
        except (KeyError, TypeError, ValueError, AttributeError, Refused):
            raise _said(Code.UNREADABLE) from None


def _said(code: Code) -> Unanswered:
    log.warning("source of the roll: %s", code)
    return Unanswered(code)


def _session() -> Any:
    """One pool of connections a thread; `requests` does not promise that one may be shared."""
    import requests

    if not hasattr(_pools, "session"):
        _pools.session = requests.Session()
        _pools.session.trust_env = False
    return _pools.session


def _pulled(answer: Any) -> Pulled:
    line = roll_lines.read(json.dumps(answer["line"]), clock.now())
    said = answer["movements"]
    if not isinstance(said, list) or not 0 < len(said) <= MOVEMENTS_MOST:
        raise ValueError("no movements")
    number = {"prison_number": line.prison_number}
    movements = tuple(_fact(roll_lines.read(json.dumps({**one, **number}), clock.now())) for one in said)
    if not any(_fact(line).key == fact.key for fact in movements):
        raise ValueError("the movements do not lead to where the person is")
    return Pulled(line, movements)


def _fact(line: RollLine) -> Fact:
    return fold.anchor(
        stream="", at=line.moved_at, seq=line.movement_seq, establishment=line.establishment, status=line.status
    )


def _page(answer: Any) -> Page:
    lines, after = answer["lines"], answer.get("after") or ""
    if not isinstance(lines, list) or len(lines) > LINES_MOST or not isinstance(after, str) or len(after) > 200:
        raise ValueError("no page")
    return Page(tuple(json.dumps(line) for line in lines), after)


def configured() -> RollSource | None:
    """The source of this deployment, if it has one."""
    if not settings.CAMPUS_ROLL_URL:
        return None
    return RollSource(settings.CAMPUS_ROLL_URL, settings.CAMPUS_ROLL_KEY, settings.CAMPUS_ROLL_SECONDS)
