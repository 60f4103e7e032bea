"""A database beside the campus's own: for measuring, and for lives that nobody lives."""

from django.db import connection, connections


def usual() -> str:
    """The name of the database in use."""
    return str(connection.settings_dict["NAME"])


def use(name: str) -> None:
    """Every thread's next connection goes there: they share one set of settings, and the pool is made anew."""
    let_go()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def let_go() -> None:
    """Close every connection, those that wait in the pool too: a process that forks must share none with its child."""
    connections.close_all()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()


def anew(name: str, *, like: str = "template1") -> None:
    """Make an empty database, or a copy of another to which nobody is connected. One of that name goes."""
    quoted, pattern = connection.ops.quote_name(name), connection.ops.quote_name(like)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {pattern}")


def held(name: str) -> str | None:
    """What a database was said to hold; None for one that is not there or of which nothing was said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        row = cursor.fetchone()
    return row[0] if row else None


def say_what_it_holds(name: str, label: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(name)} IS '{label}'")
