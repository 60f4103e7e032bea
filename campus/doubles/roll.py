"""The source of the roll, as far as the campus asks it, with faults on demand.

Run it with `python -m campus.doubles.roll --port N`, in a test `with RollDouble() as source: source.url`.

    GET    /people/{number}                          {"line": a roll line, "movements": [{"establishment", ...}]}
    GET    /establishments/{code}/people[?after=]    {"lines": [...], "after": "where the next page begins"}
    PUT    /people/{number}                          a roll line: the person's next movement
    DELETE /people/{number}/movements/{seq}          the movement was never made
    POST   /_double/behave  {"status": 500 | "timeout" | "slow" | "garbage" | "stale" | "drop", "times": 1}
    GET    /_double/asked   how often each kind of address was asked
    DELETE /_double         forget people, faults and counts

It knows whom it was told about, and learns of each move before the event about it is sent. A stale answer leaves out
the last movement.
"""

import threading
import time
from collections import Counter
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from campus.doubles.serving import DoubleServer, InThread, JsonHandler, serve

KEY = "demo-key"
SILENCE = 60.0
SLOWLY = 1.0
PAGE = 500
MOVEMENT = ("establishment", "status", "movement_seq", "moved_at")
Document = dict[str, Any]


class Register:
    """Everybody it was told about, the faults to come, and what was asked. Used by many threads at once."""

    def __init__(self, page: int = PAGE) -> None:
        self._lock = threading.Lock()
        self._page = page
        self._people: dict[str, Document] = {}
        self._movements: dict[str, list[Document]] = {}
        self._faults: list[int | str] = []
        self._asked: Counter[str] = Counter()

    def tell(self, line: Document) -> None:
        """The next movement of a person, or the same one in better words."""
        number = line["prison_number"]
        movement = {name: line.get(name) for name in MOVEMENT}
        with self._lock:
            known = self._movements.setdefault(number, [])
            same = [m for m in known if m["movement_seq"] is not None and m["movement_seq"] == line["movement_seq"]]
            for old in same:
                known.remove(old)
            known.append(movement)
            known.sort(key=_order)
            details = {name: value for name, value in line.items() if name not in MOVEMENT}
            self._people[number] = self._people.get(number, {}) | details

    def take_back(self, number: str, seq: int) -> bool:
        """A movement that was cancelled leaves no trace here. Says whether there was one."""
        with self._lock:
            known = self._movements.get(number, [])
            left = [movement for movement in known if movement["movement_seq"] != seq]
            self._movements[number] = left
            if not left:
                self._people.pop(number, None)
            return len(left) < len(known)

    def person(self, number: str, *, stale: bool = False) -> Document | None:
        with self._lock:
            movements = list(self._movements.get(number, ()))
            if stale:
                movements = movements[:-1]
            if not movements:
                return None
            return {"line": {**self._people[number], **movements[-1]}, "movements": movements}

    def roll(self, code: str, after: str) -> Document:
        """A page of those who are at a prison now, by number."""
        with self._lock:
            here = sorted(n for n, known in self._movements.items() if known and known[-1]["establishment"] == code)
            rest = [number for number in here if number > after]
            page = rest[: self._page]
            lines = [{**self._people[number], **self._movements[number][-1]} for number in page]
            return {"lines": lines, "after": page[-1] if len(rest) > len(page) else ""}

    def behave(self, fault: int | str, times: int = 1) -> None:
        with self._lock:
            self._faults.extend([fault] * times)

    def next_fault(self) -> int | str | None:
        with self._lock:
            return self._faults.pop(0) if self._faults else None

    def count(self, what: str) -> None:
        with self._lock:
            self._asked[what] += 1

    def asked(self) -> dict[str, int]:
        with self._lock:
            return dict(self._asked)

    def clear(self) -> None:
        with self._lock:
            self._people.clear()
            self._movements.clear()
            self._faults.clear()
            self._asked.clear()


def _order(movement: Document) -> tuple[bool, int, str]:
    """By the source's own sequence; what has none comes last, by its time."""
    seq = movement["movement_seq"]
    return seq is None, seq or 0, str(movement["moved_at"])


class Server(DoubleServer):
    def __init__(self, port: int, page: int = PAGE) -> None:
        super().__init__(port, Handler)
        self.register = Register(page)


class Handler(JsonHandler):
    server: Server

    @property
    def _parts(self) -> list[str]:
        return [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]

    def do_GET(self) -> None:
        parts = self._parts
        if parts == ["_double", "asked"]:
            self.answer(HTTPStatus.OK, self.server.register.asked())
        elif parts == ["healthz"]:
            self.answer(HTTPStatus.OK, {})
        elif parts[0] in ("people", "establishments"):
            self._serve(parts)
        else:
            self.answer(HTTPStatus.NOT_FOUND, {})

    def do_PUT(self) -> None:
        said = self.body()
        if self._parts[0] == "people" and len(self._parts) == 2:
            self.server.register.tell({**said, "prison_number": self._parts[1]})
            self.answer(HTTPStatus.OK, {})
        else:
            self.answer(HTTPStatus.NOT_FOUND, {})

    def do_POST(self) -> None:
        asked = self.body()
        if self._parts == ["_double", "behave"]:
            self.server.register.behave(asked["status"], int(asked.get("times", 1)))
            self.answer(HTTPStatus.OK, {})
        else:
            self.answer(HTTPStatus.NOT_FOUND, {})

    def do_DELETE(self) -> None:
        parts = self._parts
        if parts == ["_double"]:
            self.server.register.clear()
            self.answer(HTTPStatus.OK, {})
        elif len(parts) == 4 and parts[2] == "movements" and parts[3].isdigit():
            found = self.server.register.take_back(parts[1], int(parts[3]))
            self.answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, {})
        else:
            self.answer(HTTPStatus.NOT_FOUND, {})

    def _serve(self, parts: list[str]) -> None:
        self.server.register.count(parts[0])
        fault = self.server.register.next_fault()
        if fault in ("timeout", "drop"):
            self.server.closing.wait(SILENCE if fault == "timeout" else 0)
            self.close_connection = True
        elif isinstance(fault, int):
            self.answer(fault, {"said": "the double was asked to answer so"})
        elif fault == "garbage":
            self.answer(HTTPStatus.OK, {"line": {"status": "Purple"}, "movements": "none", "lines": 7})
        elif self.headers.get("Authorization") != f"Bearer {KEY}":
            self.answer(HTTPStatus.UNAUTHORIZED, {})
        else:
            if fault == "slow":
                time.sleep(SLOWLY)
            self._answer_truly(parts, stale=fault == "stale")

    def _answer_truly(self, parts: list[str], *, stale: bool) -> None:
        if parts[0] == "people" and len(parts) == 2:
            found = self.server.register.person(parts[1], stale=stale)
            self.answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, found or {})
        elif parts[0] == "establishments" and len(parts) == 3 and parts[2] == "people":
            after = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
            self.answer(HTTPStatus.OK, self.server.register.roll(parts[1], after))
        else:
            self.answer(HTTPStatus.NOT_FOUND, {})


class RollDouble(InThread[Server]):
    def __init__(self, port: int = 0, page: int = PAGE) -> None:
        super().__init__(Server(port, page))

    @property
    def register(self) -> Register:
        return self._server.register


def main() -> None:
    serve("campus.doubles.roll", "A double of the source of the roll.", Server)


if __name__ == "__main__":
    main()
