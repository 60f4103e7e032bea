"""`prove`: make the checks R1-R8 over everybody, and say what they found."""

import json
from typing import Any

from django.core.management.base import CommandParser

from campus.core import relaying
from campus.core.commands import WritingCommand
from transfers.proof.actions import running
from transfers.proof.models import ProofRun
from transfers.proof.rules import SAYS, CheckId

WRONG = 1
SHAPE = ("expected", "read", "mismatched", "errored", "passed")


class Command(WritingCommand):
    help = "Check that no record was lost: R1-R8 of the reconciliation, over everybody. Exit 1 if one did not pass."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        relaying.empty()
        run = running.run(cause=ProofRun.Cause.COMMAND, say=self.stderr.write)
        checks = list(run.checks.order_by("check_id"))
        if options["json"]:
            said = [{"id": one.check_id, **{name: getattr(one, name) for name in SHAPE}} for one in checks]
            self.stdout.write(json.dumps({"checks": said, "passed": run.passed}))
        else:
            self._tell(checks)
        if not run.passed:
            raise SystemExit(WRONG)

    def _tell(self, checks: list[Any]) -> None:
        for one in checks:
            verdict = "passed" if one.passed else "NOT PASSED"
            self.stdout.write(f"{one.check_id}  {verdict:10}  {SAYS[CheckId(one.check_id)]}")
            for finding in one.findings[:10]:
                self.stdout.write(f"      {finding['kind']} {finding['row']} {finding['problem']}")
