"""Whether the database is as these sources want it, asked without loading the apps: `run` must answer in seconds."""

import hashlib
import os
import pathlib

import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
APPLIED = "select app || ' ' || name from django_migrations order by 1"
REMARK = "select obj_description(to_regclass('django_migrations'))"


def is_migrated() -> bool:
    """The remark on Django's table of migrations says so, for these files and these rows."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        (remark,) = connection.execute(REMARK).fetchone() or (None,)
        return remark is not None and remark == _digest(connection)


def note_migrated() -> None:
    """To be called when `migrate` has done its work."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute(f"comment on table django_migrations is '{_digest(connection)}'")


def holds_people() -> bool:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("select exists (select from learners_learner)").fetchone()
        return bool(row and row[0])


def _digest(connection: psycopg.Connection) -> str:
    """Of the migrations there are (ours by content, the packages' by the lock file) and of those applied."""
    total = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for folder in ("*/migrations", "*/*/migrations"):
        for path in sorted(ROOT.glob(f"{folder}/0*.py")):
            total.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
    for (name,) in connection.execute(APPLIED).fetchall():
        total.update(name.encode())
    return total.hexdigest()
