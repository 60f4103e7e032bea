"""Migrations in one line, and safe to apply while the campus runs: `python -m campus.house.migrations linear|safe`."""

import os
import pathlib
import sys
from collections import Counter

import django
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Made before the first release, when no campus held anybody: they add required columns and unique indexes in one step,
# which a campus that is in use could not bear. Nothing may be added to this list once there is a release.
BEFORE_THE_FIRST_RELEASE = ["0002_planning", "0002_one_person", "0003_one_person", "0004_one_person", "0004_windows"]


def our_apps() -> list[str]:
    """The labels of the apps whose migrations we write."""
    packages = ROOT / ".venv"
    ours = (app for app in apps.get_app_configs() if ROOT in pathlib.Path(app.path).parents)
    return [app.label for app in ours if packages not in pathlib.Path(app.path).parents]


def forks(loader: MigrationLoader, labels: list[str]) -> list[str]:
    """Where an app's migrations are not one line: two of them follow the same one, or none."""
    found = []
    for label in labels:
        names = sorted(name for app, name in loader.disk_migrations if app == label)
        follows: Counter[str] = Counter()
        for name in names:
            before = [parent for app, parent in loader.disk_migrations[label, name].dependencies if app == label]
            follows.update(before or ["the beginning"])
        found += [f"{label}: {count} migrations follow {name}" for name, count in follows.items() if count > 1]
    return found


def unsafe(labels: list[str]) -> bool:
    """Whether one would break the release that still runs beside it; the linter says which and why."""
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(
        str(ROOT), include_apps=labels, no_cache=True, ignore_initial_migrations=True, quiet=["ok", "ignore"],
        ignore_name=BEFORE_THE_FIRST_RELEASE,
    )  # fmt: skip
    linter.lint_all_migrations()
    linter.print_summary()
    return bool(linter.has_errors)


def main(question: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")
    django.setup()
    if question == "safe":
        return int(unsafe(our_apps()))
    found = forks(MigrationLoader(None), our_apps())
    print("\n".join(found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
