"""How a row is written in a package, and how its digest is made from that writing alone.

A line is the row as RFC 8785 canonical JSON. The digest of a row is what Postgres makes of it (learners.digests): the
SHA-256 of its digested columns as the text of a jsonb. That text is made here in Python, so that a package proves
itself before anything of it touches a database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

# A JSON column whose numbers RFC 8785 would spell otherwise (1.50, or more than 2^53) is carried as its own text.
AS_TEXT = "$jsonb"
SAFE = 2**53 - 1

Row = Mapping[str, Any]


def canonical(value: Any) -> bytes:
    """RFC 8785: one way to write a value. Raises ValueError for what JSON cannot hold exactly."""
    return rfc8785.dumps(value)


def lines(rows: Iterable[Row]) -> bytes:
    """Newline-delimited canonical JSON, in the order of the rows' ids."""
    return b"".join(canonical(row) + b"\n" for row in sorted(rows, key=lambda row: str(row["id"])))


def carried(text: str) -> Any:
    """The value of a JSON column, from the text that Postgres gives, so that `jsonb` gives back that very text."""
    value = json.loads(text)
    plain = not isinstance(value, dict) or AS_TEXT not in value
    return value if plain and _exact(value) and jsonb(value) == text else {AS_TEXT: text}


def is_text(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {AS_TEXT} and isinstance(value[AS_TEXT], str)


def jsonb(value: Any) -> str:
    """The text that Postgres gives for a jsonb: keys by length and then by bytes."""
    if is_text(value):
        return str(value[AS_TEXT])
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{_quoted(key)}: {jsonb(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(jsonb(one) for one in value) + "]"
    return _quoted(value)


def row_digest(row: Row, columns: Iterable[str]) -> str:
    """The digest of a row over these columns. The person is the one under whom the row was written."""
    said = {column: row.get(column) for column in columns}
    if "learner_id" in said:
        said["learner_id"] = row.get("origin_id") or row["learner_id"]
    return hashlib.sha256(jsonb(said).encode()).hexdigest()


def kind_digest(digests: Mapping[str, str]) -> str:
    """Of row digests by row id: as learners.digests.KindDigest makes it."""
    return hashlib.sha256("".join(digests[key] for key in sorted(digests)).encode()).hexdigest()


def root(covered: Iterable[tuple[str, int, str]]) -> str:
    """Of (kind, count, digest) of each kind of class record: as learners.digests.RecordDigest makes it."""
    said = json.dumps([list(one) for one in sorted(covered)], separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _exact(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_exact(one) for one in value.values())
    if isinstance(value, list):
        return all(_exact(one) for one in value)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return True
    return isinstance(value, int) and abs(value) <= SAFE
