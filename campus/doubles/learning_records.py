"""The Learning Records Service as far as the campus uses it, with people who stay the same, and faults on demand.

Run it with `python -m campus.doubles.learning_records --port N`, in a test `with LearningRecordsDouble()`.

    POST   /learners, /learner-events     as the service answers (learners-plans-assessments.md 4.3)
    POST   /_double/behave  {"status": 500 | "timeout" | "slow" | "malformed" | "drop", "times": 1}
    POST   /_double/people  {"uln", "givenName", "familyName", "answer", "foundUln", "records": [...], "people": [...]}
    GET    /_double/asked   how often each address was asked
    DELETE /_double         forget people, faults and counts

Anybody can be asked for: what the service holds of a person nobody told it about follows from the name and birth date.
"""

import threading
import time
from http import HTTPStatus
from typing import Any

from campus.doubles.learning_answers import find, name_of, read
from campus.doubles.serving import DoubleServer, InThread, JsonHandler, serve

KEY = "demo-key"
SILENCE = 60.0
SLOWLY = 2.0
Document = dict[str, Any]


class Register:
    """The people it was told about, the faults to come, and what was asked. Used by many threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: list[Document] = []
        self._faults: list[int | str] = []
        self._asked: dict[str, int] = {}

    def tell(self, person: Document) -> None:
        with self._lock:
            self._told.insert(0, person)

    def told(self, asked: Document) -> Document | None:
        """Somebody it was told about, by number or by name."""
        with self._lock:
            for person in self._told:
                by_number = asked.get("uln") and asked["uln"] in (person.get("uln"), person.get("foundUln"))
                by_name = not asked.get("uln") and name_of(person) == name_of(asked)
                if by_number or by_name:
                    return person
        return None

    def behave(self, fault: int | str, times: int) -> None:
        with self._lock:
            self._faults.extend([fault] * times)

    def next_fault(self) -> int | str | None:
        with self._lock:
            return self._faults.pop(0) if self._faults else None

    def count(self, path: str) -> None:
        with self._lock:
            self._asked[path] = self._asked.get(path, 0) + 1

    def asked(self) -> dict[str, int]:
        with self._lock:
            return dict(self._asked)

    def clear(self) -> None:
        with self._lock:
            self._told.clear()
            self._faults.clear()
            self._asked.clear()


class Server(DoubleServer):
    def __init__(self, port: int) -> None:
        super().__init__(port, Handler)
        self.register = Register()


class Handler(JsonHandler):
    server: Server

    def do_POST(self) -> None:
        asked = self.body()
        if self.path in ("/learners", "/learner-events"):
            self._serve(asked)
        elif self.path == "/_double/behave":
            self.server.register.behave(asked["status"], int(asked.get("times", 1)))
            self.answer(HTTPStatus.OK, {})
        elif self.path == "/_double/people":
            self.server.register.tell(asked)
            self.answer(HTTPStatus.OK, {})
        else:
            self.answer(HTTPStatus.NOT_FOUND, {"errorCode": "NO_ROUTE"})

    def do_GET(self) -> None:
        if self.path == "/_double/asked":
            self.answer(HTTPStatus.OK, self.server.register.asked())
        else:
            self.answer(HTTPStatus.OK if self.path == "/healthz" else HTTPStatus.NOT_FOUND, {})

    def do_DELETE(self) -> None:
        self.server.register.clear()
        self.answer(HTTPStatus.OK, {})

    def _serve(self, asked: Document) -> None:
        self.server.register.count(self.path)
        fault = self.server.register.next_fault()
        if fault in ("timeout", "drop"):
            self.server.closing.wait(SILENCE if fault == "timeout" else 0)
            self.close_connection = True
        elif isinstance(fault, int):
            self.answer(fault, {"errorCode": "TOLD_TO", "userMessage": "The double was asked to answer so"})
        elif fault == "malformed":
            self.answer(HTTPStatus.OK, {"responseType": "Purple", "matchedLearners": "none"})
        elif self.headers.get("X-Api-Key") != KEY:
            self.answer(HTTPStatus.UNAUTHORIZED, {"errorCode": "UNAUTHORISED"})
        else:
            if fault == "slow":
                time.sleep(SLOWLY)
            act = find if self.path == "/learners" else read
            self.answer(HTTPStatus.OK, act(self.server.register, asked))


class LearningRecordsDouble(InThread[Server]):
    def __init__(self, port: int = 0) -> None:
        super().__init__(Server(port))

    @property
    def register(self) -> Register:
        return self._server.register


def main() -> None:
    serve("campus.doubles.learning_records", "A double of the Learning Records Service.", Server)


if __name__ == "__main__":
    main()
