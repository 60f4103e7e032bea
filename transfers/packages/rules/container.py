"""The ZIP of a package: one plain profile, which is written and read byte for byte.

Stored, no encryption, no comment, no extra field, no date, nothing between the parts. A reader that knows only this
profile has nothing to be tricked with: each local header must be exactly what the writer would have written, and the
directory at the end exactly the one that follows from them. So there is no overlap, no lie about a size, no link, no
archive in an archive, and no byte that may be flipped unseen.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from transfers.packages.rules.refusals import Code, NoPackage, PackageRefused

# transfers-access-security.md, section 4: an import is read up to a limit, whatever it says of itself.
PACKAGE_MOST = 256 * 1024 * 1024
ENTRIES_MOST = 10_000
CHUNK = 1024 * 1024

MANIFEST, SEAL = "manifest.json", "manifest.jws"
NAME = re.compile(
    r"manifest\.(json|jws)|summary\.(html|pdf)|(records|references)/[a-z][a-z0-9_]{0,59}\.ndjson"
    r"|files/[0-9a-f]{64}|credentials/[A-Za-z0-9_-]{1,100}\.jwt",
    re.ASCII,
)

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _MADE_BY = 20, 3 << 8 | 20  # 2.0, on Unix
_DATE = 1 << 5 | 1  # 1 January 1980, the first day of all ZIP files
_PLAIN_FILE = 0o100600 << 16
_STORED = 0
_NOT_PLAIN = "The package must be a plain ZIP: stored, without comments, extra fields or encryption."


class Source(Protocol):
    """A file that can be read from any place in it."""

    def seek(self, offset: int, /) -> Any: ...
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Entry:
    """One file in the package: where its bytes are, how many, and their CRC as the package says it."""

    name: str
    offset: int
    size: int
    crc: int


def write(entries: Iterable[tuple[str, bytes]], to: BinaryIO) -> int:
    """Write the package, in the order given, and return its length."""
    written: list[tuple[Entry, int]] = []
    position = 0
    for name, content in entries:
        entry = Entry(name, position + _LOCAL.size + len(name), len(content), zlib.crc32(content))
        to.write(_local(entry))
        to.write(content)
        written.append((entry, position))
        position = entry.offset + entry.size
    tail = _tail(written, position)
    to.write(tail)
    return position + len(tail)


def read(file: Source, size: int) -> dict[str, Entry]:
    """What is in a package, by name. Raises PackageRefused for what is not in the profile, NoPackage for no ZIP."""
    if size > PACKAGE_MOST:
        raise PackageRefused(Code.TOO_BIG, f"A package may be up to {PACKAGE_MOST // 1024 // 1024} MB.")
    found: list[tuple[Entry, int]] = []
    names: set[str] = set()
    position = 0
    while (entry := _entry_at(file, position, size)) is not None:
        _check(entry, names, size)
        found.append((entry, position))
        names.add(entry.name)
        position = entry.offset + entry.size
    _check_tail(file, position, _tail(found, position))
    return {entry.name: entry for entry, _start in found}


def _check_tail(file: Source, position: int, tail: bytes) -> None:
    """The directory says what the files say, and nothing comes after it."""
    file.seek(position)
    if file.read(len(tail) + 1) != tail:
        raise PackageRefused(Code.POLICY, _NOT_PLAIN)


def content(file: Source, entry: Entry) -> bytes:
    """The bytes of one entry. Raises PackageRefused when they are not those that were packed."""
    found = b"".join(chunks(file, entry))
    return found


def chunks(file: Source, entry: Entry) -> Iterator[bytes]:
    """The bytes of one entry, piece by piece, so that a large file is never held whole."""
    file.seek(entry.offset)
    left, crc = entry.size, 0
    while left:
        piece = file.read(min(CHUNK, left))
        if not piece:
            raise PackageRefused(Code.DIGEST_MISMATCH, f"{entry.name} is cut short.")
        left, crc = left - len(piece), zlib.crc32(piece, crc)
        yield piece
    if crc != entry.crc:
        raise PackageRefused(Code.DIGEST_MISMATCH, f"{entry.name} is not what was packed.")


def _entry_at(file: Source, position: int, size: int) -> Entry | None:
    """The entry whose header stands here, or None where the directory begins."""
    file.seek(position)
    head = file.read(_LOCAL.size)
    if head[:4] == _CENTRAL_MARK and position:
        return None
    if len(head) < _LOCAL.size or head[:4] != _LOCAL_MARK:
        if position == 0:
            raise NoPackage("The file is no package: it does not begin as one.")
        raise PackageRefused(Code.POLICY, _NOT_PLAIN)
    _mark, version, flags, method, time, date, crc, packed, length, name_length, extra = _LOCAL.unpack(head)
    if method != _STORED:
        raise PackageRefused(Code.POLICY, "Nothing in a package may be compressed.")
    if (version, flags, time, date, extra) != (_VERSION, 0, 0, _DATE, 0) or packed != length:
        raise PackageRefused(Code.POLICY, _NOT_PLAIN)
    name = file.read(name_length)
    if len(name) != name_length or name_length > 200:
        raise PackageRefused(Code.POLICY, _NOT_PLAIN)
    return Entry(name.decode("ascii", "replace"), position + _LOCAL.size + name_length, length, crc)


def _check(entry: Entry, names: set[str], size: int) -> None:
    if len(names) >= ENTRIES_MOST:
        raise PackageRefused(Code.TOO_BIG, f"A package may hold up to {ENTRIES_MOST:,} files.")
    if not NAME.fullmatch(entry.name):
        raise PackageRefused(Code.POLICY, "A file in the package has a name that no package has.")
    if entry.name in names:
        raise PackageRefused(Code.POLICY, f"{entry.name} is in the package twice.")
    if entry.offset + entry.size > size:
        raise PackageRefused(Code.POLICY, f"{entry.name} says that it is longer than the package.")


def _local(entry: Entry) -> bytes:
    name = entry.name.encode("ascii")
    head = _LOCAL.pack(
        _LOCAL_MARK, _VERSION, 0, _STORED, 0, _DATE, entry.crc, entry.size, entry.size, len(name), 0
    )  # fmt: skip
    return head + name


def _tail(entries: list[tuple[Entry, int]], position: int) -> bytes:
    """The directory and the end, as they follow from what was written."""
    directory = b"".join(
        _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY, _VERSION, 0, _STORED, 0, _DATE, entry.crc, entry.size, entry.size,
            len(entry.name), 0, 0, 0, 0, _PLAIN_FILE, start,
        )
        + entry.name.encode("ascii", "replace")
        for entry, start in entries
    )  # fmt: skip
    count = len(entries)
    return directory + _END.pack(_END_MARK, 0, 0, count, count, len(directory), position, 0)
