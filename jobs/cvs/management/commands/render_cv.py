"""One PDF: `python3 manage.py render_cv CV_ID --to FILE.pdf` (docs: interfaces)."""

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.core import pdf
from jobs.cvs import layout, rules, selectors


class Command(BaseCommand):
    help = "Write the newest version of a CV as a PDF. CV_ID is the id of a CV or of one of its versions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cv_id", metavar="CV_ID")
        parser.add_argument("--to", required=True, metavar="FILE.pdf", type=Path)

    def handle(self, *, cv_id: str, to: Path, **options: Any) -> None:
        try:
            content = selectors.content_of(uuid.UUID(cv_id))
        except ValueError:
            raise CommandError(f"{cv_id} is not the id of a CV, such as 0190a6e2-7b3c-7def-8123-456789abcdef") from None
        if content is None:
            raise CommandError(f"There is no CV {cv_id}, or nothing has been answered in it")
        try:
            made = pdf.make(layout.html(content), identifier=rules.key(rules.digest(content)))
            to.write_bytes(made.content)
        except pdf.PdfUnavailable as missing:
            raise CommandError(missing.sentence) from None
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}") from None
        self.stderr.write(f"{to}: {made.pages} page{'s' if made.pages != 1 else ''}, {len(made.content):,} bytes")
