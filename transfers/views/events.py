"""Where another system sends its events. It speaks JSON to a machine that has the key, and nothing to anybody else."""

import hmac
import json
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from campus.core import audiences, clock
from campus.core.access import PUBLIC
from campus.core.views import Page
from transfers.actions import inbox

# Our own figures: far above what the whole estate moves in a day, far below what hurts.
BYTES_MOST, EVENTS_MOST, REQUESTS_A_MINUTE = 2_000_000, 1_000, 600


@method_decorator(csrf_exempt, name="dispatch")
class Events(Page):
    """Open to whoever has the key; without a key in the settings, and at the other doors, there is no such address."""

    permission = PUBLIC
    http_method_names = ["post"]

    def prepare(self) -> None:
        if not settings.CAMPUS_EVENTS_KEY or audiences.STAFF not in audiences.served():
            raise Http404

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answers when everything is committed: 503 asks the sender to send the same again."""
        if not _has_key(request):
            return _said(401, "a key is needed")
        if not _may_ask_again():
            return _said(429, "too many requests", {"Retry-After": "60"})
        try:
            lines = _events(request.body)
        except RequestDataTooBig:
            lines = None
        if lines is None or len(request.body) > BYTES_MOST or len(lines) > EVENTS_MOST:
            return _said(413, f"at most {EVENTS_MOST} events and {BYTES_MOST} bytes at once")
        counts = inbox.ingest(lines, transport="http")
        return JsonResponse(counts, status=503 if counts["failed"] else 200)


def _said(status: int, words: str, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse({"error": words}, status=status, headers=headers)


def _has_key(request: Any) -> bool:
    said = request.headers.get("Authorization", "").encode("utf-8", "replace")
    return hmac.compare_digest(said, f"Bearer {settings.CAMPUS_EVENTS_KEY}".encode())


def _may_ask_again() -> bool:
    """Counts the requests of this minute. With the cache away nobody is turned away: no event may be lost for it."""
    name = f"events:{clock.now():%Y%m%d%H%M}"
    try:
        cache.add(name, 0, timeout=120)
        return bool(cache.incr(name) <= REQUESTS_A_MINUTE)
    except Exception:
        return True


def _events(body: bytes) -> list[str]:
    """One event, a list of events, or one a line."""
    text = body.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return [line for line in text.splitlines() if line.strip()]
    if isinstance(said, list):
        return [json.dumps(one) for one in said]
    return [text] if text else []
