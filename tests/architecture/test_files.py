"""What is in git can be read by anybody, anywhere: no host of packages, no path of a machine, no secret."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files

TEXT = {
    ".py",
    ".txt",
    ".in",
    ".toml",
    ".json",
    ".yml",
    ".yaml",
    ".md",
    ".html",
    ".js",
    ".scss",
    ".sh",
    ".cfg",
    ".npmrc",
    "",
}
PACKAGE_HOST = re.compile(
    r"(index-url|trusted-host|find-links|registry\s*=|\"resolved\":|pypi\.|pythonhosted|npmjs\.|registry\.|artifactory|nexus)",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(rf"(/root/|/home/[a-z]|/Users/|{re.escape(str(ROOT))}/|/tmp/[a-z0-9_-]+/|C:\\\\Users)")
KEY = re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,})")


def text_files() -> list[tuple[str, str]]:
    names = [name for name in files() if Path(name).suffix in TEXT and name != "tests/architecture/test_files.py"]
    return [(name, (ROOT / name).read_text(errors="replace")) for name in names]


class TestFilesInGit:
    @pytest.mark.parametrize("name", [n for n in files() if n.startswith("requirements/") or n.endswith("lock.json")])
    def test_that_pin_packages_name_no_host(self, name):
        lines = (ROOT / name).read_text().splitlines()
        assert [line for line in lines if PACKAGE_HOST.search(line) and not line.lstrip().startswith("#")] == []
        assert not [line for line in lines if "://" in line and "funding" not in line and '"url"' not in line]

    def test_that_pin_packages_pin_their_hashes(self):
        for name in ("requirements/base.txt", "requirements/dev.txt", "requirements/tools.txt"):
            assert "--hash=sha256:" in (ROOT / name).read_text()

    def test_name_no_path_of_a_machine(self):
        found = [f"{name}: {hit.group()}" for name, text in text_files() if (hit := MACHINE_PATH.search(text))]
        assert found == []

    def test_hold_no_key(self):
        assert [name for name, text in text_files() if KEY.search(text)] == []

    def test_hold_nothing_that_is_built(self):
        built = re.compile(r"(^|/)(node_modules|\.venv|staticfiles|__pycache__|static/build|var)/|\.(pyc|mo|sqlite3)$")
        assert [name for name in files() if built.search(name)] == []
