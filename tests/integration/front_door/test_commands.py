"""Exit codes, and the messages of what could not be done."""

import os
import socket

import pytest

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="reads the process table of Linux")


class TestRun:
    def test_a_taken_port_is_one_line_and_exit_2(self, campus):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = campus.run("run", "--port", str(port))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert f"manage.py run --port {port + 1}" in done.stderr

    def test_an_option_it_does_not_know_is_exit_2(self, campus):
        assert campus.run("run", "--nonsense").returncode == 2


class TestExitCodes:
    def test_help_starts_no_service(self, campus):
        done = campus.run("run", "--help")
        assert done.returncode == 0
        assert "--no-demo" in done.stdout
        assert not campus.servers()

    def test_what_could_not_be_done_is_2(self, campus):
        done = campus.run("check_house", "--only", "no-such-check")
        assert done.returncode == 2
        assert "there is no check no-such-check" in done.stderr


class TestTest:
    def test_passes_its_arguments_on_and_ends_in_the_line_and_code_of_pytest(self, campus, tmp_path):
        (tmp_path / "test_two.py").write_text("def test_good():\n    pass\n\n\ndef test_bad():\n    assert 0\n")
        options = ["-p", "no:cacheprovider", f"--rootdir={tmp_path}", "-c", os.devnull]
        done = campus.run("test", *options, "-x", "-k", "bad", "--", str(tmp_path / "test_two.py"))
        assert done.returncode == 1
        assert "1 failed, 1 deselected" in done.stdout.splitlines()[-1]
