"""The servers that somebody else runs, named by DATABASE_URL and REDIS_URL."""

import os
from collections.abc import Callable

from campus.embedded.errors import CannotServe

PATIENCE = 5  # seconds


def check() -> None:
    """Each given server answers, or one line says what to do. The reason never holds the address: it has a password."""
    _must_answer("DATABASE_URL", "database", _ask_database)
    _must_answer("REDIS_URL", "Redis", _ask_redis)


def _must_answer(variable: str, what: str, ask: Callable[[str], None]) -> None:
    url = os.environ.get(variable)
    if not url:
        return
    try:
        ask(url)
    except Exception as error:  # each client has its own, and none tells more than its first line
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        reason = reason.replace(url, variable)
        advice = f"start it, correct {variable}, or unset it to use the one that comes with the campus"
        raise CannotServe(f"the {what} that {variable} names does not answer ({reason}): {advice}") from None


def _ask_database(url: str) -> None:
    import psycopg

    psycopg.connect(url, connect_timeout=PATIENCE).close()


def _ask_redis(url: str) -> None:
    import redis

    address = url.replace("redis+socket://", "unix://")
    client = redis.Redis.from_url(address, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    with client:
        client.ping()
