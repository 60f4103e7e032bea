"""The checks of the house: which tool looks at what."""

import os
import pathlib
import subprocess
import sys
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(sys.executable).parent
# Each tool runs in the environment that is set up already, on the settings of a developer.
ENVIRONMENT = {"CAMPUS_BOOTSTRAP": "off", "DJANGO_SETTINGS_MODULE": "campus.settings.dev"}


@dataclass(frozen=True)
class Check:
    """A tool that exits with 0 when it is content."""

    name: str
    command: tuple[str, ...]
    needs_services: bool = False

    def run(self) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 (the table below, and no shell)
            self.command,
            cwd=ROOT,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )


def _python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def _program(name: str, *arguments: str) -> tuple[str, ...]:
    """One that Python cannot start by its module."""
    return (str(PROGRAMS / name), *arguments)


CHECKS = (
    Check("ruff", _python("-m", "ruff", "check", "--quiet")),
    Check("format", _python("-m", "ruff", "format", "--check", "--quiet")),
    Check("mypy", _python("-m", "mypy", ".")),
    Check("layers", _program("lint-imports")),
    Check("templates", _python("-m", "djlint", "templates", "--lint", "--quiet")),
    Check("migrations", _python("manage.py", "makemigrations", "--check", "--dry-run"), needs_services=True),
    Check("migration-order", _python("-m", "campus.house.migrations", "linear")),
    Check("migration-safety", _python("-m", "campus.house.migrations", "safe"), needs_services=True),
    Check(
        "architecture", _python("-m", "pytest", "-q", "-p", "no:randomly", "tests/architecture"), needs_services=True
    ),
    Check("dockerfile", _program("hadolint", "Dockerfile")),
    Check(
        "compose", _python("-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    ),
    Check("compose-safety", _python("-m", "compose_lint", "check", "--no-pager", "--quiet", "docker-compose.yml")),
)
