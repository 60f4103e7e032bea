"""GOV.UK Notify, as far as the campus uses it, with the faults that the real one has, on demand.

Run it with `python -m campus.doubles.notify --port N`, or in a test: `with NotifyDouble() as notify: notify.url`.

    POST   /_double/behave  {"status": 500 | 429 | "timeout" | "accept_then_drop", "times": 1}
    GET    /_double/sent    what was accepted
    DELETE /_double         forget messages and faults
"""

import datetime
import re
import threading
import urllib.parse
import uuid
from http import HTTPStatus
from typing import Any

from campus.doubles.serving import DoubleServer, InThread, JsonHandler, serve

# Name, service id, secret: as long as a real key, of which the client takes the two ids from the end.
KEY = "demo-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
SILENCE = 60.0  # seconds that "timeout" says nothing: longer than the client's own 30
PAGE = 250
ONLY_VALIDATED = re.compile(r"simulate-delivered(-[23])?@notifications\.service\.gov\.uk")
OUTCOMES = {"temp-fail@simulator.notify": "temporary-failure", "perm-fail@simulator.notify": "permanent-failure"}
ERRORS = {
    400: "ValidationError",
    403: "AuthError",
    404: "NoResultFound",
    429: "RateLimitError",
    500: "Exception",
}

Message = dict[str, Any]

# The template as it must be set up at Notify (docs/operations.md). Personalisation may fill the link and nothing else.
SUBJECT = "You have a new message"
BODY = "You have a new message. Sign in to read it.\n\n((link))"


def _filled(personalisation: dict[str, Any]) -> str:
    body = BODY
    for key, value in personalisation.items():
        body = body.replace(f"(({key}))", str(value))
    return body


class Mailbox:
    """What was accepted, and the faults to come. Asked by many threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: list[Message] = []
        self._faults: list[int | str] = []

    def accept(self, asked: Message) -> Message:
        """The notification as Notify keeps it. The simulator's addresses are validated and kept nowhere."""
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        address = asked["email_address"]
        message = {
            "id": str(uuid.uuid4()),
            "reference": asked.get("reference"),
            "email_address": address,
            "type": "email",
            "status": OUTCOMES.get(address, "delivered"),
            "template": {
                "id": asked["template_id"],
                "version": 1,
                "uri": f"/v2/template/{asked['template_id']}/version/1",
            },
            "personalisation": asked.get("personalisation") or {},
            "subject": SUBJECT,
            "body": _filled(asked.get("personalisation") or {}),
            "created_at": now,
            "sent_at": now,
            "completed_at": now,
        }
        if not ONLY_VALIDATED.fullmatch(address):
            with self._lock:
                self._messages.append(message)
        return message

    def sent(self, **wanted: str) -> list[Message]:
        """Newest first, as Notify lists them."""
        with self._lock:
            found = [one for one in self._messages if all(one[name] == value for name, value in wanted.items())]
        return found[::-1]

    def behave(self, fault: int | str, times: int) -> None:
        with self._lock:
            self._faults.extend([fault] * times)

    def next_fault(self) -> int | str | None:
        with self._lock:
            return self._faults.pop(0) if self._faults else None

    def clear(self) -> None:
        with self._lock:
            self._messages.clear()
            self._faults.clear()


class Server(DoubleServer):
    def __init__(self, port: int) -> None:
        super().__init__(port, Handler)
        self.mailbox = Mailbox()


class Handler(JsonHandler):
    """The routes. Errors have Notify's shape: people match their type and status, never their text."""

    server: Server

    def do_POST(self) -> None:
        if self.path == "/v2/notifications/email":
            self._send_email()
        elif self.path == "/_double/behave":
            asked = self.body()
            self.server.mailbox.behave(asked["status"], int(asked.get("times", 1)))
            self.answer(HTTPStatus.OK, {})
        else:
            self._refuse(404, "No such route")

    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/_double/sent":
            self.answer(HTTPStatus.OK, {"messages": self.server.mailbox.sent()})
        elif url.path == "/healthz":
            self.answer(HTTPStatus.OK, {})
        elif not self._authorised():
            self._refuse(403, "Invalid token: make sure your API token matches the example")
        elif url.path == "/v2/notifications":
            self._list(dict(urllib.parse.parse_qsl(url.query)))
        elif found := re.fullmatch(r"/v2/notifications/([0-9a-f-]{36})", url.path):
            self._show(found[1])
        else:
            self._refuse(404, "No such route")

    def do_DELETE(self) -> None:
        if self.path == "/_double":
            self.server.mailbox.clear()
            self.answer(HTTPStatus.OK, {})
        else:
            self._refuse(404, "No such route")

    def _send_email(self) -> None:
        asked = self.body()
        fault = self.server.mailbox.next_fault()
        if fault == "timeout":
            self.server.closing.wait(SILENCE)
            self.close_connection = True
        elif isinstance(fault, int):
            self._refuse(fault, "The double was asked to answer so")
        elif not self._authorised():
            self._refuse(403, "Invalid token: make sure your API token matches the example")
        elif missing := [name for name in ("email_address", "template_id") if not asked.get(name)]:
            self._refuse(400, f"{missing[0]} is a required property")
        elif "@" not in asked["email_address"]:
            self._refuse(400, "email_address Not a valid email address")
        else:
            message = self.server.mailbox.accept(asked)
            if fault == "accept_then_drop":
                self.close_connection = True
            else:
                self.answer(HTTPStatus.CREATED, _receipt(message, self.server.url))

    def _list(self, query: dict[str, str]) -> None:
        names = {"reference": "reference", "status": "status", "template_type": "type"}
        wanted = {name: query[asked] for asked, name in names.items() if asked in query}
        found = self.server.mailbox.sent(**wanted)[:PAGE]
        self.answer(HTTPStatus.OK, {"notifications": found, "links": {"current": self.server.url + self.path}})

    def _show(self, identifier: str) -> None:
        if found := self.server.mailbox.sent(id=identifier):
            self.answer(HTTPStatus.OK, found[0])
        else:
            self._refuse(404, "No result found")

    def _authorised(self) -> bool:
        """A bearer token is there. Its signature is the official client's business, and is not checked."""
        return self.headers.get("Authorization", "").startswith("Bearer ")

    def _refuse(self, status: int, text: str) -> None:
        error = {"error": ERRORS.get(status, "Exception"), "message": text}
        self.answer(status, {"status_code": status, "errors": [error]})


def _receipt(message: Message, url: str) -> dict[str, Any]:
    """What Notify answers to a send."""
    return {
        "id": message["id"],
        "reference": message["reference"],
        "content": {
            "subject": message["subject"],
            "body": message["body"],
            "from_email": "campus@example.org",
            "one_click_unsubscribe_url": None,
        },
        "uri": f"{url}/v2/notifications/{message['id']}",
        "template": message["template"],
        "scheduled_for": None,
    }


class NotifyDouble(InThread[Server]):
    def __init__(self, port: int = 0) -> None:
        super().__init__(Server(port))

    @property
    def mailbox(self) -> Mailbox:
        return self._server.mailbox


def main() -> None:
    serve("campus.doubles.notify", "A double of GOV.UK Notify.", Server)


if __name__ == "__main__":
    main()
