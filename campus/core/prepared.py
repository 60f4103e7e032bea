"""Long statements that are asked again and again: PostgreSQL plans them once a connection, and not at each asking.

Django puts values into the text of a statement, so that each is planned anew; for a union over every kind of the record
the planning costs more than the answer.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a reading statement, with named values, in the transaction that is open."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchall()
