"""How a command is run: on services when it needs them, with the exit codes that other people's scripts rely on."""

import os
import signal
import sys
from typing import Any

from django.core.management import BaseCommand, CommandError, ManagementUtility, load_command_class
from django.db.utils import OperationalError

from campus.embedded.errors import CannotServe
from campus.embedded.services import services

COULD_NOT = 2
WITHOUT_SERVICES = {
    "",
    "help",
    "version",
    "--help",
    "-h",
    "--version",
    "check_house",  # starts its own, for the checks that need them
    "clear_exemption",
    "collectstatic",
    "compilemessages",
    "induction_due",
    "makemessages",
    "match_occupation",
    "review_window",
    "spent",
    "states",
}
# These start other processes, each of which loads the apps: loading them here too would cost seconds.
WITHOUT_APPS = {"check_house", "run", "test"}


def execute(argv: list[str]) -> int:
    """The exit code: 0 done, 1 done but something is wrong, 2 could not be done."""
    _interruptible()
    command = argv[1] if len(argv) > 1 else ""
    _choose_settings(command)
    try:
        if command in WITHOUT_SERVICES or _asks_for_help(command, argv[2:]):
            return _run(argv)
        with services(durable=command != "test"):
            return _run(argv)
    except CannotServe as error:
        print(f"{command}: {error}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        return 130


def _interruptible() -> None:
    """Both signals unwind, so that services are left in order; a shell may have started us with SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def _choose_settings(command: str) -> None:
    if command == "test":
        os.environ["DJANGO_SETTINGS_MODULE"] = "campus.settings.test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")


def _asks_for_help(command: str, options: list[str]) -> bool:
    return command != "test" and not {"--help", "-h"}.isdisjoint(options)


class FrontDoor(ManagementUtility):
    """Django's own, which exits with 1 when a command could not be done, or is none."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        try:
            return exits_with_2(super().fetch_command(subcommand))
        except SystemExit:
            sys.exit(COULD_NOT)


def _run(argv: list[str]) -> int:
    try:
        if argv[1:2] and argv[1] in WITHOUT_APPS:
            exits_with_2(load_command_class("campus.core", argv[1])).run_from_argv(argv)
        else:
            FrontDoor(argv).execute()
    except OperationalError as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise CannotServe(f"the database stopped answering ({reason}): see that it runs, then try again") from error
    return 0


def exits_with_2(command: BaseCommand) -> BaseCommand:
    """The command, whose CommandError says so."""
    execute = command.execute

    def executed(*arguments: Any, **options: Any) -> str | None:
        try:
            return execute(*arguments, **options)
        except CommandError as error:
            error.returncode = COULD_NOT
            raise

    command.execute = executed  # type: ignore[method-assign]
    return command
