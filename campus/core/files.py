"""Where files are kept: one port over Django's storage, so that a folder and an S3 bucket are the same to every app.

A file is written once and never changed. Whoever keeps its name also keeps its size and SHA-256, and can prove later
that the file is still the one that was written.
"""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage


@dataclass(frozen=True)
class Stored:
    """A file as it was written: its name in the store, its length in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def put(content: bytes, name: str) -> Stored:
    """Keep a file. The same content under the same name is kept once, so a worker that was killed may put it again.

    Another content under a name in use gets a name of its own: nothing is overwritten.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if check(name, len(content), sha256) is None:
        return Stored(name, len(content), sha256)
    return Stored(default_storage.save(name, ContentFile(content)), len(content), sha256)


def open(name: str) -> File:
    """The file, open for reading. Raises FileNotFoundError."""
    return default_storage.open(name, "rb")


def read(name: str) -> bytes:
    """The whole file. Raises FileNotFoundError."""
    with open(name) as file:
        return file.read()


def check(name: str, size: int, sha256: str) -> str | None:
    """What is wrong with a kept file, in a sentence, or None. A store that cannot be reached raises its own error."""
    digest, length = hashlib.sha256(), 0
    try:
        with open(name) as file:
            for chunk in file.chunks():
                digest.update(chunk)
                length += len(chunk)
    except FileNotFoundError:
        return "The file is missing."
    if length != size:
        return f"The file should be {size:,} bytes long, and {length:,} are there."
    if digest.hexdigest() != sha256:
        return "The file is not the one that was written: its digest differs."
    return None


def glance(name: str, size: int) -> str | None:
    """Whether a kept file is there and as long as it was, without reading it; what is wrong in a sentence, or None."""
    if not default_storage.exists(name):
        return "The file is missing."
    length = default_storage.size(name)
    return None if length == size else f"The file should be {size:,} bytes long, and {length:,} are there."


def remove(name: str) -> None:
    """Take a file out of the store, for an erasure by law and nothing else. One that is gone already is gone."""
    default_storage.delete(name)
