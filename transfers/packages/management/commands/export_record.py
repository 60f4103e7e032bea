"""A person's whole record as one signed file (interfaces.md; transfers-access-security.md 1.11)."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campus.audit.recording import record
from campus.core import clock, pdf, signing_keys
from learners.commanding import somebody
from transfers.packages import building, commanding
from transfers.packages.gathering import NotWhole
from transfers.packages.rules.cases import Basis, Purpose


class Command(BaseCommand):
    help = "The signed package of a person's record: a ZIP, or a JWE around it when it is for one recipient."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prison_number")
        parser.add_argument("--to", required=True, help="the file to write")
        parser.add_argument("--recipient", help="a file with the recipient's X25519 public key, as JWK or PEM")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self, *args: Any, prison_number: str, to: str, recipient: str | None, as_json: bool, **options: Any
    ) -> None:
        learner = somebody(prison_number)
        key = self._key(recipient) if recipient else None
        order = building.Order(
            learner_id=learner.id, purpose=Purpose.OTHER_INSTANCE, legal_basis=Basis.PUBLIC_TASK, at=clock.now(),
            recipient_key=key, recipient=Path(recipient).stem if recipient else "",
        )  # fmt: skip
        try:
            built = building.build(order)
        except (NotWhole, pdf.PdfUnavailable) as missing:
            raise CommandError(missing.sentence) from None
        commanding.put(built.content, to)
        with transaction.atomic():
            record(by=commanding.operator(), verb="record.exported", subject=learner, package=str(built.package_id))
        said = {
            "package_id": str(built.package_id), "root": built.root, "rows": built.total, "size": len(built.content),
            "sha256": hashlib.sha256(built.content).hexdigest(), "key_id": signing_keys.key_id(),
            "locked_to": key.thumbprint() if key is not None else None,
        }  # fmt: skip
        sentence = f"{built.total} rows, root {built.root}, written to {to}"
        commanding.answer(self, said, as_json=as_json, sentence=sentence)

    def _key(self, path: str) -> Any:
        try:
            return signing_keys.read_key(Path(path).read_text(), signing_keys.LOCKS)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror or error}") from None
        except ValueError as wrong:
            raise CommandError(str(wrong)) from None
