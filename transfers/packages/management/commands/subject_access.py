"""Everything held about a person, readable, as one ZIP (interfaces.md; transfers-access-security.md 2.8).

What may be about somebody else waits for a reviewer on the pages of the data protection officer. A copy that is asked
for before that has each such part blacked out, says so on its first page, and the command exits with 1.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock, pdf
from learners.commanding import somebody
from transfers.packages import answering, commanding
from transfers.packages.actions import access
from transfers.packages.models import AccessCase, AccessItem, AccessSection
from transfers.packages.rules.access import SectionState


class Command(BaseCommand):
    help = "One ZIP with everything held about a person. A run that was stopped goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prison_number")
        parser.add_argument("--to", required=True, help="the file to write")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, prison_number: str, to: str, as_json: bool, **options: Any) -> None:
        learner = somebody(prison_number)
        by = commanding.operator(Permission.SUBJECT_ACCESS)
        case = access.start(by=by, learner_id=learner.id, at=clock.now())
        self._collect(case)
        try:
            content = answering.zipped(case, at=clock.now())
        except pdf.PdfUnavailable as missing:
            raise CommandError(missing.sentence) from None
        commanding.put(content, to)
        with transaction.atomic():
            record(by=by, verb="subject_access.written", subject=case)
        said = self._said(case)
        self.stdout.write(json.dumps(said) if as_json or said["waiting"] else _sentence(said, to))
        if said["waiting"]:
            sys.exit(commanding.WRONG)

    def _collect(self, case: AccessCase) -> None:
        waiting = AccessSection.objects.filter(case=case, state=SectionState.WAITING).order_by("position")
        for section_id in list(waiting.values_list("id", flat=True)):
            access.collect(section_id=section_id, at=clock.now())
        access.settle(case_id=case.id, at=clock.now())

    def _said(self, case: AccessCase) -> dict[str, Any]:
        case.refresh_from_db()
        held = case.sections.filter(rows__gt=0)
        waits = AccessItem.objects.filter(section__case=case, verdict="")
        by_section: dict[str, int] = {}
        for code in waits.order_by("section__position").values_list("section__code", flat=True):
            by_section[code] = by_section.get(code, 0) + 1
        return {
            "case": str(case.id), "state": case.state, "template": case.template, "sections": held.count(),
            "rows": sum(held.values_list("rows", flat=True)), "reviewed": not by_section,
            "waiting": sum(by_section.values()), "waiting_in": by_section,
        }  # fmt: skip


def _sentence(said: dict[str, Any], to: str) -> str:
    return f"{said['rows']} rows in {said['sections']} sections, written to {to}"
