"""What every double stands on: a server on the loopback address, answers in JSON, and a thread for tests."""

import argparse
import json
import re
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

HOST = "127.0.0.1"


class DoubleServer(ThreadingHTTPServer):
    """`closing` is set when the double goes away, so that a request that is kept waiting on purpose ends."""

    daemon_threads = True

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__((HOST, port), handler)
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"


class JsonHandler(BaseHTTPRequestHandler):
    """Answers in JSON, and logs neither a body nor a query: they hold names."""

    protocol_version = "HTTP/1.1"

    def body(self) -> Any:
        """What was sent, as JSON; an empty object where nothing was."""
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")

    def answer(self, status: int, document: Any) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        status = arguments[1] if len(arguments) > 1 else ""
        print(f"{self.command} {re.sub(r'[?].*', '', self.path)} {status}", file=sys.stderr)


SomeServer = TypeVar("SomeServer", bound=DoubleServer)


class InThread(Generic[SomeServer]):
    """A double in a thread, for a test: `with NotifyDouble() as notify: notify.url`."""

    def __init__(self, server: SomeServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return self._server.url

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


def serve(module: str, description: str, server: Callable[[int], DoubleServer]) -> None:
    """Run a double by itself: `python -m campus.doubles.notify --port N`."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--port", type=int, required=True, help="on the loopback address")
    server(parser.parse_args().port).serve_forever()
