"""The supervisor behind `run`: it shows what its parts print, and leaves none behind."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends orphans on Linux only")

SUPERVISED = """
import sys
from campus.embedded.supervisor import Supervisor
campus = Supervisor()
campus.listen()
for name, code in zip(sys.argv[1::2], sys.argv[2::2]):
    part = campus.start(name, ["-c", code])
    campus.say(f"pid {part.process.pid}")
try:
    code = campus.wait()
finally:
    campus.stop()
sys.exit(code)
"""
SLEEPS = "import time; print('awake'); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake'); time.sleep(60)"
DIES = "import sys; print('goodbye'); sys.exit(3)"


def supervise(*parts: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SUPERVISED, *parts]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1)


def read_pids(campus: "subprocess.Popen[str]", count: int) -> list[int]:
    """Until each of the parts has told that it is awake."""
    pids, awake = [], 0
    while awake < count:
        line = campus.stdout.readline()
        pids += [int(line.split()[-1])] if "| pid " in line else []
        awake += "awake" in line
    return pids


def all_gone(pids: list[int], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while any(os.path.exists(f"/proc/{pid}/exe") for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(os.path.exists(f"/proc/{pid}/exe") for pid in pids)


class TestSupervisor:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_to_it_alone_stops_all(self, how):
        campus = supervise("web", SLEEPS, "worker", SLEEPS)
        pids = read_pids(campus, 2)
        campus.send_signal(how)
        campus.communicate(timeout=20)
        assert campus.returncode == 0
        assert all_gone(pids)

    def test_a_part_that_will_not_go_is_ended_at_the_second_signal(self):
        campus = supervise("worker", STUBBORN)
        pids = read_pids(campus, 1)
        campus.send_signal(signal.SIGTERM)
        campus.stdout.readline()
        campus.send_signal(signal.SIGTERM)
        campus.communicate(timeout=5)
        assert all_gone(pids)

    def test_a_part_that_ends_by_itself_is_named_and_stops_the_others(self):
        campus = supervise("web", SLEEPS, "relay", DIES)
        said, _ = campus.communicate(timeout=20)
        assert campus.returncode == 1
        assert "relay  | goodbye" in said
        assert "ended by itself: relay (exit 3)" in said

    def test_killed_it_leaves_no_orphan(self):
        campus = supervise("web", SLEEPS, "worker", SLEEPS)
        pids = read_pids(campus, 2)
        campus.kill()
        campus.communicate(timeout=5)
        assert all_gone(pids)
