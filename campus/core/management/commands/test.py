"""Every test, on services of its own: `python3 manage.py test [pytest arguments]`."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand

from campus.embedded import home, processes
from campus.embedded.supervisor import ROOT


class Command(BaseCommand):
    help = "Run every test; all arguments go to pytest as they are."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Not parsed: `-k`, `-x` and `--` are pytest's."""
        sys.exit(run_pytest(argv[2:]))

    def handle(self, *arguments: str, **options: Any) -> None:
        sys.exit(run_pytest(list(arguments)))


def run_pytest(arguments: list[str]) -> int:
    """pytest's own exit code, after pytest's own last line. It hears Ctrl-C itself; SIGTERM is passed on as one."""
    pytest = subprocess.Popen(  # noqa: S603 (our own interpreter, and no shell)
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env=with_bytecode(os.environ),
        preexec_fn=processes.die_with_parent,  # noqa: PLW1509 (no other thread is running)
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: pytest.send_signal(signal.SIGINT))
    return pytest.wait()


def with_bytecode(environment: Mapping[str, str]) -> dict[str, str]:
    """Where Python may leave nothing beside the sources, it does so in the tests' own home.

    The tests start the campus and its commands dozens of times, and each process would compile all of Django anew.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if kept.keys() == environment.keys():
        return kept
    return {"PYTHONPYCACHEPREFIX": str(home.chosen() / "test" / "bytecode"), **kept}
