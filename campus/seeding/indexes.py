"""Taking secondary indexes away while millions of rows come in, and making them again as they were."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

# Below this many people the making costs more than it saves.
WORTH_IT = 20_000

# Indexes that no constraint needs, then unique constraints. Primary keys stay: foreign keys hang on them.
PLAIN = """
    SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relname = ANY(%s) AND t.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)
    ORDER BY i.relname
"""
UNIQUE = """
    SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
           format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE t.relname = ANY(%s) AND t.relnamespace = current_schema()::regnamespace AND c.contype = 'u'
      AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid)
    ORDER BY c.conname
"""


@contextmanager
def away(tables: Iterable[str]) -> Iterator[None]:
    """Inside, the tables have their primary keys alone. In the caller's transaction: a failure leaves all as it was."""
    names = sorted(tables)
    with connection.cursor() as cursor:
        again = []
        for asked in (PLAIN, UNIQUE):
            cursor.execute(asked, [names])
            for drop, make in cursor.fetchall():
                cursor.execute(drop)
                again.append(make)
        yield
        for make in again:
            cursor.execute(make)
