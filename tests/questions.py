"""How many questions a page asks of the database, and that it asks as many for one row as for thirty."""

from collections.abc import Callable
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus.core import clock


def questions(client: Client, address: str) -> int:
    """How many queries the second opening of a page takes (the first may fill a cache or write a session).

    Both at one instant: a session notes its last use every so many seconds, and that write belongs to no page.
    """
    at = clock.now()
    with mock.patch.object(clock, "now", lambda: at):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
    return len(asked)


def same_for_one_and_for_thirty(clients: dict[str, Client], address: str, more: Callable[[], object]) -> None:
    more()
    one = {role: questions(client, address) for role, client in clients.items()}
    for _ in range(29):
        more()
    assert {role: questions(client, address) for role, client in clients.items()} == one
