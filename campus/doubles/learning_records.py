"""The Learning Records Service as far as the campus uses it, with people who stay the same, and faults on demand.

Run it with `python -m campus.doubles.learning_records --port N`, in a test `with LearningRecordsDouble()`.

    POST   /learners, /learner-events     as the service answers (learners-plans-assessments.md 4.3)
    POST   /_double/behave  {"status": 500 | "timeout" | "slow" | "malformed" | "drop", "times": 1}
    POST   /_double/people  {"uln", "givenName", "familyName", "answer", "foundUln", "records": [...], "people": [...]}
    GET    /_double/asked   how often each address was asked
    DELETE /_double         forget people, faults and counts

Anybody can be asked for: what the service holds of a person nobody told it about follows from the name and birth date.
"""

import argparse
import json
import re
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from campus.doubles.learning_answers import find, name_of, read

HOST = "127.0.0.1"
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


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.register = Register()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if self.path in ("/learners", "/learner-events"):
            self._serve(asked)
        elif self.path == "/_double/behave":
            self.server.register.behave(asked["status"], int(asked.get("times", 1)))
            self._answer(HTTPStatus.OK, {})
        elif self.path == "/_double/people":
            self.server.register.tell(asked)
            self._answer(HTTPStatus.OK, {})
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"errorCode": "NO_ROUTE"})

    def do_GET(self) -> None:
        if self.path == "/_double/asked":
            self._answer(HTTPStatus.OK, self.server.register.asked())
        else:
            self._answer(HTTPStatus.OK if self.path == "/healthz" else HTTPStatus.NOT_FOUND, {})

    def do_DELETE(self) -> None:
        self.server.register.clear()
        self._answer(HTTPStatus.OK, {})

    def _serve(self, asked: Document) -> None:
        self.server.register.count(self.path)
        fault = self.server.register.next_fault()
        if fault in ("timeout", "drop"):
            self.server.closing.wait(SILENCE if fault == "timeout" else 0)
            self.close_connection = True
        elif isinstance(fault, int):
            self._answer(fault, {"errorCode": "TOLD_TO", "userMessage": "The double was asked to answer so"})
        elif fault == "malformed":
            self._answer(HTTPStatus.OK, {"responseType": "Purple", "matchedLearners": "none"})
        elif self.headers.get("X-Api-Key") != KEY:
            self._answer(HTTPStatus.UNAUTHORIZED, {"errorCode": "UNAUTHORISED"})
        else:
            if fault == "slow":
                time.sleep(SLOWLY)
            act = find if self.path == "/learners" else read
            self._answer(HTTPStatus.OK, act(self.server.register, asked))

    def _answer(self, status: int, document: Document) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Never the body: it holds names."""
        status = arguments[1] if len(arguments) > 1 else ""
        print(f"{self.command} {re.sub(r'[?].*', '', self.path)} {status}", file=sys.stderr)


class LearningRecordsDouble:
    """The double in a thread, for a test."""

    def __init__(self, port: int = 0) -> None:
        self._server = Server(port)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def register(self) -> Register:
        return self._server.register

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m campus.doubles.learning_records", description="A double of the Learning Records Service."
    )
    parser.add_argument("--port", type=int, required=True, help="on the loopback address")
    Server(parser.parse_args().port).serve_forever()


if __name__ == "__main__":
    main()
