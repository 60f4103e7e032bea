"""The set-up: what is done once, done again, and said when it cannot be done."""

import pathlib
import re
import subprocess
import sys

import pytest

from campus import bootstrap
from campus.embedded import machine

LOCK_FILES = ["requirements/base.txt", "requirements/dev.txt", "requirements/tools.txt", "package-lock.json"]


@pytest.fixture
def tools(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path / "tools")
    return tmp_path / "tools"


def step(folder: pathlib.Path, made: list[str], digest: str = "one") -> bootstrap.Step:
    def make(lock):
        made.append(digest)
        folder.mkdir(exist_ok=True)
        (folder / "proof").touch()

    return bootstrap.Step("thing", folder / "proof", lambda: digest, make, folder)


class TestSetUp:
    def test_does_a_step_once(self, tools, tmp_path):
        made = []
        for _ in range(2):
            bootstrap.set_up([step(tmp_path / "target", made)])
        assert made == ["one"]

    def test_does_it_again_when_its_sources_change(self, tools, tmp_path):
        made = []
        for digest in ("one", "two"):
            bootstrap.set_up([step(tmp_path / "target", made, digest)])
        assert made == ["one", "two"]

    def test_does_it_again_when_what_it_made_is_gone(self, tools, tmp_path):
        made = []
        for _ in range(2):
            bootstrap.set_up([step(tmp_path / "target", made)])
            (tmp_path / "target" / "proof").unlink()
        assert made == ["one", "one"]

    def test_begins_anew_after_it_was_broken_off(self, tools, tmp_path):
        made = []
        bootstrap.set_up([step(tmp_path / "target", made, "one")])

        def killed(lock):
            (tmp_path / "target" / "half").touch()
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            target = tmp_path / "target"
            bootstrap.set_up([bootstrap.Step("thing", target / "proof", lambda: "two", killed, target)])
        bootstrap.set_up([step(tmp_path / "target", made, "one")])
        assert made == ["one", "one"]
        assert not (tmp_path / "target" / "half").exists()

    def test_says_in_one_line_that_venv_is_missing(self, tools, monkeypatch):
        monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(bootstrap.CannotSetUp, match=r"^[^\n]*apt-get install python3-venv$"):
            bootstrap._uv(lock=None)

    def test_runs_on_the_standard_library_alone(self):
        """As a bare machine would: no site packages, and nothing of ours that imports one."""
        code = "import campus.bootstrap, campus.embedded.machine"
        subprocess.run([sys.executable, "-S", "-c", code], cwd=bootstrap.ROOT, check=True)


class TestLockFiles:
    @pytest.mark.parametrize("name", LOCK_FILES)
    def test_name_no_host_and_no_path_of_a_machine(self, name):
        text = (bootstrap.ROOT / name).read_text()
        if name == "package-lock.json":
            text = re.sub(r'"url": "[^"]*"', "", text)  # where to thank an author: nothing is fetched from there
        assert not re.search(r"https?://|file:|/(home|root|opt|Users|work)/", text)

    @pytest.mark.parametrize("name", LOCK_FILES[:-1])
    def test_hold_a_hash_for_each_requirement(self, name):
        lines = (bootstrap.ROOT / name).read_text().splitlines()
        assert all(line.endswith("\\") for line in lines if re.match(r"[a-z]", line))


class TestMachine:
    @pytest.fixture(autouse=True)
    def an_ordinary_user(self, monkeypatch):
        monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
        monkeypatch.delenv("CAMPUS_CHROMIUM", raising=False)

    def test_run_goes_on_without_the_libraries_of_pdfs(self, monkeypatch, capsys, tmp_path):
        monkeypatch.setattr(machine, "missing_pdf_packages", lambda: ["libpango-1.0-0"])
        machine.prepare(["run"], tmp_path)
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.endswith("run: sudo apt-get install libpango-1.0-0\n")

    def test_test_does_not(self, monkeypatch, tmp_path):
        monkeypatch.setattr(machine, "missing_pdf_packages", lambda: ["libpango-1.0-0"])
        with pytest.raises(machine.Missing, match=r"run: sudo apt-get install libpango-1\.0-0"):
            machine.prepare(["test"], tmp_path)

    def test_test_names_the_command_that_brings_a_browser(self, monkeypatch, tmp_path):
        monkeypatch.setattr(machine, "missing_pdf_packages", list)
        monkeypatch.setattr(machine.shutil, "which", lambda name: None)
        with pytest.raises(machine.Missing, match="run: sudo apt-get install chromium"):
            machine.prepare(["test"], tmp_path)

    def test_a_given_browser_that_is_none_is_refused(self, monkeypatch, tmp_path):
        monkeypatch.setattr(machine, "missing_pdf_packages", list)
        monkeypatch.setenv("CAMPUS_CHROMIUM", "/nowhere/chromium")
        with pytest.raises(machine.Missing, match="CAMPUS_CHROMIUM"):
            machine.prepare(["test"], tmp_path)
