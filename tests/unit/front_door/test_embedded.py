"""Where a campus keeps its files, whom it counts as its users, and which processes it takes for its own."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from campus.embedded import home, processes
from campus.embedded.errors import CannotServe
from campus.embedded.sharing import Users


class TestHome:
    def test_keeps_its_tag(self, tmp_path):
        assert home.opened(tmp_path) == home.opened(tmp_path)

    def test_made_anew_in_the_same_place_is_another_campus(self, tmp_path):
        first = home.opened(tmp_path / "var")
        home.remove(tmp_path / "var")
        assert home.opened(tmp_path / "var").tag != first.tag

    def test_says_what_to_do_when_it_cannot_be_made(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(CannotServe, match="CAMPUS_HOME"):
            home.opened(tmp_path / "file" / "var")

    @pytest.mark.parametrize("name", ["a folder with spaces", "x" * 110, "quote'and,comma"])
    def test_puts_a_socket_where_its_path_is_short_and_plain(self, tmp_path, name):
        opened = home.opened(tmp_path / name)
        folder = home.socket_folder(opened, opened.path / "pg")
        assert len(str(folder)) <= home.LONGEST_SOCKET_FOLDER
        assert " " not in str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        folder.rmdir()

    def test_refuses_a_socket_folder_that_is_a_link(self):
        with tempfile.TemporaryDirectory(dir="/tmp") as short:
            place = Path(short)
            (place / "elsewhere").mkdir()
            (place / "pg").symlink_to(place / "elsewhere")
            with pytest.raises(CannotServe, match="belongs to somebody else"):
                home.socket_folder(home.opened(place), place / "pg")

    def test_a_store_whose_home_is_gone_is_abandoned(self, tmp_path, monkeypatch):
        monkeypatch.setattr(home, "ROOT_STORE", tmp_path / "stores")
        monkeypatch.setattr(home.os, "geteuid", lambda: 0)
        for name in ("kept", "gone"):
            opened = home.opened(tmp_path / name)
            opened.store.mkdir(parents=True)
            (opened.store / home.NAME_FILE).write_text(f"{opened.path}\n")
        home.remove(tmp_path / "gone")
        assert home.abandoned_stores() == [opened.store]


class TestUsers:
    def test_only_the_last_one_out_is_last(self, tmp_path):
        first, second = Users(tmp_path), Users(tmp_path)
        first.join()
        second.join()
        assert not first.leave()
        assert second.leave()
        first.close()
        second.close()


class TestProcesses:
    def test_a_zombie_is_not_running(self):
        child = subprocess.Popen([sys.executable, "-c", "pass"])
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and not reaped
        assert not processes.is_running(child.pid)
        child.wait()

    def test_another_program_with_the_pid_is_not_ours(self):
        assert processes.is_running(os.getpid(), "python")
        assert not processes.is_running(os.getpid(), "postgres: of another campus")

    def test_ends_a_child_and_reaps_it(self):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        assert processes.end(child.pid, signal.SIGTERM, 5)
        child.wait()
