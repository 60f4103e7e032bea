"""One process that runs several, shows what they print, and leaves none behind."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from campus.embedded import processes

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A task may take 50 s (CELERY_TASK_TIME_LIMIT), a person who pressed Ctrl-C waits 30: what is unfinished is done again.
PATIENCE = 12  # seconds to finish what is under way
PYTHON = sys.executable


@dataclass
class Part:
    """A program of the campus, while it runs."""

    name: str
    process: subprocess.Popen[str]
    reader: threading.Thread = field(init=False)


class Supervisor:
    """Starts the parts and waits: for a signal, or for the first that ends by itself."""

    def __init__(self, lost_services: Callable[[], Sequence[str]] = lambda: ()) -> None:
        """`lost_services` names those that are gone although nobody stopped them."""
        self._parts: list[Part] = []
        self._lost_services = lost_services
        self._printing = threading.Lock()
        self._asked_to_stop = threading.Event()

    def listen(self) -> None:
        """From here on Ctrl-C and SIGTERM mean: stop in order. Twice means: now."""
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: self._stop_asked())

    def _stop_asked(self) -> None:
        if self._asked_to_stop.is_set():
            self._signal_all(signal.SIGKILL)
        self._asked_to_stop.set()

    @property
    def stopping(self) -> bool:
        return self._asked_to_stop.is_set()

    def say(self, text: str, name: str = "campus") -> None:
        """A reader that went away (`run | head`) is a wish to stop."""
        try:
            with self._printing:
                print(f"{name:<7}| {text}", flush=True)
        except (BrokenPipeError, ValueError):
            self._asked_to_stop.set()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> Part:
        """In a session of its own, so that Ctrl-C reaches us alone and a whole part can be ended at once."""
        process = subprocess.Popen(
            [PYTHON, *command],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "CAMPUS_BOOTSTRAP": "off", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=processes.die_with_parent,  # noqa: PLW1509 (started before any thread that holds a lock)
        )
        part = Part(name, process)
        part.reader = threading.Thread(target=self._show, args=(part,), daemon=True)
        part.reader.start()
        self._parts.append(part)
        return part

    def _show(self, part: Part) -> None:
        for line in part.process.stdout or ():
            self.say(line.rstrip(), part.name)

    def finish(self, name: str, command: Sequence[str]) -> bool:
        """Run one to its end, a signal breaking it off. Whether it did what it should."""
        part = self.start(name, command)
        while part.process.poll() is None and not self.stopping:
            time.sleep(0.05)
        if self.stopping:
            return False
        self._parts.remove(part)
        part.reader.join(5)
        return part.process.returncode == 0

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Whether it came true before the time was up, a part ended, or a signal came."""
        until = time.monotonic() + seconds
        while not condition():
            if self.stopping or self.ended() or time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def ended(self) -> list[Part]:
        return [part for part in self._parts if part.process.poll() is not None]

    def wait(self) -> int:
        """The exit code: 0 when asked to stop, 1 when something ended by itself. Nothing is restarted silently."""
        while not self._asked_to_stop.wait(0.3):
            if lost := [f"{part.name} (exit {part.process.returncode})" for part in self.ended()]:
                self.say(f"ended by itself: {', '.join(lost)}. Stopping the campus.")
                return 1
            if lost := list(self._lost_services()):
                self.say(f"ended by itself: {', '.join(lost)}. Stopping the campus; what was queued is kept.")
                return 1
        self.say("stopping")
        return 0

    def stop(self) -> None:
        """All at once, politely, then not; a whole session each, so that no grandchild stays."""
        self._signal_all(signal.SIGTERM, whole_session=False)
        until = time.monotonic() + PATIENCE
        while any(part.process.poll() is None for part in self._parts) and time.monotonic() < until:
            time.sleep(0.05)
        self._signal_all(signal.SIGKILL)
        for part in self._parts:
            part.process.wait()
            part.reader.join(1)

    def _signal_all(self, what: signal.Signals, *, whole_session: bool = True) -> None:
        for part in self._parts:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.killpg if whole_session else os.kill)(part.process.pid, what)
