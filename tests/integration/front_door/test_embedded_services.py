"""The embedded PostgreSQL and Valkey, shared, killed, and found in the state that a crash leaves."""

import os
import pathlib
import signal

import pytest

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="reads the process table of Linux")


class TestSharing:
    def test_two_processes_use_one_server_and_the_last_stops_it(self, campus, finish):
        first, count = campus.use()
        before = campus.servers()
        second, later = campus.use()
        assert later == count + 1
        assert campus.servers() == before
        assert finish(first) == 0
        assert campus.servers() == before
        assert finish(second) == 0
        assert campus.servers() == {}

    def test_a_valkey_keeps_what_is_queued(self, campus, finish):
        user, _ = campus.use()
        assert set(campus.servers()) == {"postgres", "valkey-server"}
        assert finish(user) == 0
        assert (campus.home / "valkey" / "appendonlydir").is_dir()


class TestAfterAKill:
    def test_of_its_only_user_the_servers_stop(self, campus):
        user, _ = campus.use()
        user.kill()
        assert campus.wait_for_no_server()

    def test_of_one_user_the_other_goes_on(self, campus, finish):
        first, _ = campus.use()
        second, _ = campus.use()
        before = campus.servers()
        first.kill()
        first.wait()
        assert campus.servers() == before
        assert finish(second) == 0

    def test_of_the_servers_the_next_user_starts_them_again(self, campus, finish):
        user, count = campus.use()
        for pid in campus.servers().values():
            os.kill(pid, signal.SIGKILL)
        another, later = campus.use()
        assert later == count + 1
        finish(user)
        assert finish(another) == 0

    def test_a_pid_file_that_names_another_process_is_put_aside(self, campus, finish):
        user, count = campus.use()
        pids = campus.servers()
        data = os.readlink(f"/proc/{pids['postgres']}/cwd")
        pid_file = pathlib.Path(data) / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        finish(user)
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
        user, later = campus.use()
        assert later == count + 1
        assert finish(user) == 0


class TestCannotServe:
    @pytest.mark.parametrize(
        ("variable", "url"),
        [
            ("DATABASE_URL", "postgresql://campus:a-secret@127.0.0.1:1/campus"),
            ("REDIS_URL", "redis://:a-secret@127.0.0.1:1/0"),
        ],
    )
    def test_a_given_server_that_does_not_answer_is_one_line_and_exit_2(self, campus, variable, url):
        done = campus.run("migrate", **{variable: url})
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert variable in done.stderr
        assert "a-secret" not in done.stderr

    def test_a_home_that_cannot_be_used_is_one_line_and_exit_2(self, campus, tmp_path):
        (tmp_path / "file").touch()
        done = campus.run("migrate", CAMPUS_HOME=str(tmp_path / "file"))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
