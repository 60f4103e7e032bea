import hashlib

import pytest
from django.core.files.storage import default_storage

from campus.core import files


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def cut(name: str, content: bytes) -> None:
    with open(default_storage.path(name), "wb") as file:
        file.write(content)


class TestPut:
    def test_gives_the_name_the_size_and_the_digest(self):
        stored = files.put(b"hello", "papers/one.txt")
        assert stored == files.Stored("papers/one.txt", 5, hashlib.sha256(b"hello").hexdigest())
        assert files.read(stored.name) == b"hello"

    def test_keeps_the_same_content_once(self):
        assert files.put(b"hello", "one.txt") == files.put(b"hello", "one.txt")
        assert default_storage.listdir("")[1] == ["one.txt"]

    def test_overwrites_nothing(self):
        first, second = files.put(b"hello", "one.txt"), files.put(b"world", "one.txt")
        assert first.name != second.name
        assert files.read(first.name) == b"hello"

    def test_puts_a_whole_file_beside_one_that_was_cut_short(self):
        broken = files.put(b"hello", "one.txt")
        cut(broken.name, b"hel")
        again = files.put(b"hello", "one.txt")
        assert files.check(again.name, again.size, again.sha256) is None


class TestCheck:
    def test_finds_nothing_wrong_with_what_was_written(self):
        stored = files.put(b"hello", "one.txt")
        assert files.check(stored.name, stored.size, stored.sha256) is None

    def test_says_that_a_file_is_missing(self):
        assert files.check("none.txt", 5, "0" * 64) == "The file is missing."

    def test_says_that_a_file_was_cut_short(self):
        stored = files.put(b"hello", "one.txt")
        cut(stored.name, b"hel")
        assert (
            files.check(stored.name, stored.size, stored.sha256) == "The file should be 5 bytes long, and 3 are there."
        )

    def test_says_that_a_file_was_changed(self):
        stored = files.put(b"hello", "one.txt")
        cut(stored.name, b"jello")
        assert files.check(stored.name, stored.size, stored.sha256) == (
            "The file is not the one that was written: its digest differs."
        )

    def test_refuses_to_leave_the_store(self):
        with pytest.raises(Exception, match=r"(?i)path traversal|located outside|outside of the base"):
            files.put(b"x", "../outside.txt")
