"""Taking in a package from elsewhere (interfaces.md; transfers-access-security.md 1.11)."""

import sys
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.accounts.permissions import Permission
from campus.core import clock
from transfers.packages import checking, commanding
from transfers.packages.actions import importing
from transfers.packages.rules.refusals import NoPackage, PackageRefused


class Command(BaseCommand):
    help = "Check a package, and write its rows: all of them or none. A coded refusal otherwise, and exit 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--match", default="", metavar="PRISON_NUMBER", help="whose record it is")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, file: str, match: str, as_json: bool, **options: Any) -> None:
        try:
            result = self._result(Path(file), match)
        except PackageRefused as refused:
            said = {"refused": refused.code.value, "says": refused.sentence}
            commanding.answer(self, said, as_json=as_json, sentence=f"Refused: {refused.code}. {refused.sentence}")
            sys.exit(commanding.WRONG)
        commanding.answer(self, result.summary(), as_json=as_json, sentence=_sentence(result))

    def _result(self, path: Path, match: str) -> importing.Result:
        at, by = clock.now(), commanding.operator(Permission.PACKAGE_IMPORT)
        try:
            with path.open("rb") as opened, pghistory.context(command="import_record"):
                checked = checking.check(opened, path.stat().st_size, at=at)
                return importing.integrate(by=by, checked=checked, package_id=None, match=match, at=at)
        except NoPackage as none:
            raise CommandError(none.sentence) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror or error}") from None


def _sentence(result: importing.Result) -> str:
    if not result.changed:
        return f"All {result.here_already} rows are here already, and equal. Nothing was changed."
    same = "The root is the one that was sent." if result.same_root else "The root is this campus's own."
    return f"{result.written} rows written, {result.set_aside} set aside, {result.carried} kept as they are. {same}"
