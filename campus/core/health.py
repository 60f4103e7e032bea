"""Whether the process lives, and whether what it stands on answers."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, JsonResponse

from campus.core.access import PUBLIC
from campus.core.http import CampusRequest
from campus.core.views import Page


class Alive(Page):
    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse("alive", content_type="text/plain")


class Ready(Page):
    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        parts = {"database": _answers(_database), "cache": _answers(_cache), "queue": _answers(_queue)}
        ready = all(parts.values())
        return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # any failure means "not ready", and the reason belongs in the log of the part itself
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("readyz")


def _queue() -> None:
    from campus.celery import app

    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=0, timeout=2)
