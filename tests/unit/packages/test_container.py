"""The table of what people try with a ZIP (transfers-access-security.md, section 4)."""

import io
import resource
import struct
import zipfile
import zlib

import pytest

from transfers.packages.rules import container
from transfers.packages.rules.refusals import Code, NoPackage, PackageRefused

PLAIN = [("manifest.json", b"{}"), ("records/goal.ndjson", b'{"id":"1"}\n'), ("manifest.jws", b"e..s")]


def packed(entries=PLAIN):
    out = io.BytesIO()
    container.write(entries, out)
    return out.getvalue()


def read(content):
    file = io.BytesIO(content)
    return {name: container.content(file, one) for name, one in container.read(file, len(content)).items()}


def made_by_python(entries, *, method=zipfile.ZIP_STORED, **info):
    """A ZIP as anybody's tool writes one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            for key, value in info.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return out.getvalue()


def local(name, content, *, size=None, crc=None, flags=0, method=0):
    size, crc = len(content) if size is None else size, zlib.crc32(content) if crc is None else crc
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, method, 0, 33, crc, size, size, len(name), 0)
    return head + name.encode() + content


class TestWrite:
    def test_is_read_back_as_it_was(self):
        assert read(packed()) == dict(PLAIN)

    def test_is_a_zip_that_any_tool_opens(self):
        with zipfile.ZipFile(io.BytesIO(packed())) as archive:
            assert archive.testzip() is None
            assert {one: archive.read(one) for one in archive.namelist()} == dict(PLAIN)

    def test_gives_the_same_bytes_for_the_same_files(self):
        assert packed() == packed()

    def test_of_nothing_is_refused_as_a_package(self):
        with pytest.raises(NoPackage):
            read(packed([]))


REFUSED = {
    "no ZIP": (b"hello, this is a letter", None),
    "nothing at all": (b"", None),
    "a ZIP behind something": (b"#!/bin/sh\n" + packed(), None),
    "something behind the ZIP": (packed() + b"x", Code.POLICY),
    "a comment": (packed()[:-2] + b"\1\0x", Code.POLICY),
    "compressed": (made_by_python(PLAIN, method=zipfile.ZIP_DEFLATED), Code.POLICY),
    "a bomb": (made_by_python([("records/a.ndjson", b"0" * 10_000_000)], method=zipfile.ZIP_DEFLATED), Code.POLICY),
    "a slip upwards": (packed([("../../etc/passwd", b"x")]), Code.POLICY),
    "an absolute name": (packed([("/etc/passwd", b"x")]), Code.POLICY),
    "a drive": (packed([("C:\\x", b"x")]), Code.POLICY),
    "a NUL in a name": (packed([("records/goal.ndjson\0.html", b"x")]), Code.POLICY),
    "a slip inside a folder": (packed([("files/../../x", b"x")]), Code.POLICY),
    "a name in other letters": (
        packed([("manifest.json", b"{}")]).replace(b"manifest.json", "mаnifest.jso".encode()),
        Code.POLICY,
    ),
    "a link": (made_by_python([("summary.html", b"/etc/passwd")], external_attr=0o120777 << 16), Code.POLICY),
    "an archive in the archive": (packed([("files/inner.zip", packed())]), Code.POLICY),
    "the same name twice": (packed([("manifest.json", b"{}"), ("manifest.json", b"[]")]), Code.POLICY),
    "too many files": (packed([(f"credentials/{n}.jwt", b"") for n in range(10_001)]), Code.TOO_BIG),
    "longer than the file": (local("manifest.json", b"{}", size=4_000_000_000), Code.POLICY),
    "shorter than it is": (local("manifest.json", b"{}....", size=2), Code.POLICY),
    "a size to be told later": (local("manifest.json", b"{}", flags=8), Code.POLICY),
    "encrypted": (local("manifest.json", b"{}", flags=1), Code.POLICY),
    "no directory": (local("manifest.json", b"{}"), Code.POLICY),
    "cut short": (packed()[:-30], Code.POLICY),
}


class TestRead:
    @pytest.mark.parametrize("attack", REFUSED)
    def test_refuses(self, attack):
        content, code = REFUSED[attack]
        if code is None:
            with pytest.raises(NoPackage):
                read(content)
            return
        with pytest.raises(PackageRefused) as refused:
            read(content)
        assert refused.value.code == code

    def test_refuses_two_names_for_the_same_bytes(self):
        """Overlapping entries: the second name in the directory points at the first file."""
        content = bytearray(packed([("manifest.json", b"{}"), ("summary.html", b"{}")]))
        start = content.rfind(b"PK\1\2")
        content[start + 42 : start + 46] = struct.pack("<L", 0)
        with pytest.raises(PackageRefused):
            read(bytes(content))

    def test_finds_content_that_is_not_what_the_header_says(self):
        content = packed().replace(b'{"id":"1"}', b'{"id":"2"}')
        with pytest.raises(PackageRefused) as refused:
            read(content)
        assert refused.value.code == Code.DIGEST_MISMATCH

    def test_reads_no_more_than_the_limit(self):
        with pytest.raises(PackageRefused) as refused:
            container.read(io.BytesIO(b"PK\3\4"), container.PACKAGE_MOST + 1)
        assert refused.value.code == Code.TOO_BIG

    def test_takes_little_memory_for_a_hundred_thousand_files(self):
        content = b"".join(local(f"credentials/{n}.jwt", b"") for n in range(100_000))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(PackageRefused) as refused:
            container.read(io.BytesIO(content), len(content))
        assert refused.value.code == Code.TOO_BIG
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
