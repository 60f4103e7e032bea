"""Processes as the kernel sees them: whether one is alive and ours, and how to end it."""

import contextlib
import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def command_line(pid: int) -> list[str]:
    """The arguments of a living process; empty when it is gone, or a zombie that its parent has not reaped."""
    if sys.platform == "linux":
        return _command_line_in_proc(pathlib.Path(f"/proc/{pid}"))
    listed = subprocess.run(["ps", "-o", "stat=,args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, arguments = listed.stdout.strip().partition(" ")
    return [] if state.startswith("Z") else arguments.split()


def _command_line_in_proc(process: pathlib.Path) -> list[str]:
    """Looked at for up to 50 ms: one that is just being started has none yet, and is no zombie."""
    with contextlib.suppress(OSError):
        for _ in range(50):
            if raw := (process / "cmdline").read_bytes():
                return [part.decode(errors="replace") for part in raw.split(b"\0") if part]
            if (process / "stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                break
            time.sleep(0.001)
    return []


def is_running(pid: int, *words: str) -> bool:
    """Whether that process is alive and its command line holds each of these words: pids are used again."""
    line = " ".join(command_line(pid))
    return bool(line) and all(word in line for word in words)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look every 20 ms; whether the condition came true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def end(pid: int, how: signal.Signals, seconds: float, *words: str) -> bool:
    """Signal the process and wait until it is gone, reaping it when it is our child. Whether it went."""

    def gone() -> bool:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        return not is_running(pid, *words)

    if gone():
        return True
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)
    return wait_until(gone, seconds)


def die_with_parent() -> None:
    """For `preexec_fn`: the kernel ends this child when the thread that started it is gone, however (Linux)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


# Loaded here because a child between fork and exec must not import.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
