"""Everything about the code that a machine can judge: `python3 manage.py check_house [--only NAME,...]`."""

import argparse
import contextlib
import sys
import time
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.embedded.services import services
from campus.house.checks import CHECKS, Check


class Command(BaseCommand):
    help = "Lint, types, layers, templates, migrations, budgets and delivery files, one line each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        names = ", ".join(check.name for check in CHECKS)
        parser.add_argument("--only", metavar="NAME,...", default="", help=f"of {names}")

    def handle(self, *, only: str, **options: Any) -> None:
        bad = self._run(_chosen([name for name in only.split(",") if name]))
        if bad:
            self.stdout.write(f"The house is not in order: {', '.join(bad)}")
            sys.exit(1)
        self.stdout.write("The house is in order")

    def _run(self, checks: Sequence[Check]) -> list[str]:
        """The names of those that found something. Services start when the first check needs them."""
        bad = []
        with contextlib.ExitStack() as until_done:
            served = False
            for check in checks:
                if check.needs_services and not served:
                    until_done.enter_context(services(durable=False))
                    served = True
                if not self._passes(check):
                    bad.append(check.name)
        return bad

    def _passes(self, check: Check) -> bool:
        began = time.monotonic()
        done = check.run()
        verdict = "ok" if done.returncode == 0 else "WRONG"
        self.stdout.write(f"{check.name:<18}{verdict:<6}{time.monotonic() - began:6.1f} s")
        if done.returncode:
            self.stdout.write(done.stdout)
        self.stdout.flush()
        return done.returncode == 0


def _chosen(names: list[str]) -> list[Check]:
    known = {check.name: check for check in CHECKS}
    if unknown := [name for name in names if name not in known]:
        raise CommandError(f"there is no check {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in names] or list(CHECKS)
