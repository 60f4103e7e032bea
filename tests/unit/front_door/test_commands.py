"""The exit codes of the front door, where Django's own differ."""

import pytest
from django.core.management.base import BaseCommand, CommandError

from campus.embedded import commands


class Refuses(BaseCommand):
    requires_system_checks = ()

    def handle(self, **options):
        raise CommandError("there is no such file")


class FindsAFault(BaseCommand):
    requires_system_checks = ()

    def handle(self, **options):
        raise SystemExit(1)


@pytest.mark.parametrize(("command", "code"), [(Refuses, 2), (FindsAFault, 1)])
def test_could_not_is_2_and_something_wrong_is_1(command, code, capsys):
    with pytest.raises(SystemExit) as left:
        commands.exits_with_2(command()).run_from_argv(["manage.py", "one"])
    assert left.value.code == code


def test_an_unknown_command_is_2(capsys):
    with pytest.raises(SystemExit) as left:
        commands.FrontDoor(["manage.py", "no_such_command"]).fetch_command("no_such_command")
    assert left.value.code == 2


@pytest.mark.parametrize("name", ["review_window", "induction_due", "clear_exemption", "spent", "match_occupation"])
def test_the_commands_that_only_reckon_start_no_service(name):
    assert name in commands.WITHOUT_SERVICES


@pytest.mark.parametrize(("command", "settings"), [("run", "campus.settings.dev"), ("test", "campus.settings.test")])
def test_each_command_has_its_settings(command, settings, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    commands._choose_settings(command)
    assert commands.os.environ["DJANGO_SETTINGS_MODULE"] == settings
