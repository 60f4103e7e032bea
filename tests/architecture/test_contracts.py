"""Who may know whom: the contracts hold, and a planted violation is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("campus", "learners", "plans", "providers", "jobs", "transfers")
LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(LINT), "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120,
        env={"PYTHONPATH": str(folder), "PATH": str(LINT.parent)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


PLANTED = [
    ("learners/rules.py", "from plans import models", "knows only the apps below it"),
    ("campus/core/ids.py", "from campus.accounts import actors", "knows only the apps below it"),
    ("plans/selectors/goals.py", "from jobs.cvs import models", "knows only the apps below it"),
    ("jobs/cvs/rules.py", "from django.db import models", "Rules know neither"),
    ("plans/rules/goals.py", "from campus.core import clock", "Rules know neither"),
    ("plans/models/goals.py", "import guardian", "Only campus.accounts imports guardian"),
    ("plans/models/goals.py", "from plans import actions", "Plans stand on needs"),
    ("plans/courses/selectors/people.py", "from plans.needs import models", "Plans stand on needs"),
    ("plans/needs/models/__init__.py", "from plans.needs import actions", "Views ask, actions do"),
    ("transfers/selectors.py", "from transfers.views import staff", "Views ask, actions do"),
    ("providers/selectors.py", "from providers.messaging import models", "Messages stand on providers"),
    ("providers/messaging/moderation.py", "from providers.messaging import actions", "Inside messages"),
    ("campus/doubles/notify.py", "import django", "Doubles of outside services"),
    ("campus/embedded/errors.py", "from campus.core import clock", "What starts the servers"),
]


class TestContracts:
    def test_hold(self):
        done = lint(ROOT)
        assert done.returncode == 0, done.stdout[-3000:]

    @pytest.mark.parametrize(("module", "line", "contract"), PLANTED, ids=[f"{m}: {line}" for m, line, _ in PLANTED])
    def test_find_what_was_planted(self, copied, module, line, contract):
        path = copied / module
        kept = path.read_text()
        try:
            path.write_text(f"{kept}\n{line}\n")
            done = lint(copied)
        finally:
            path.write_text(kept)
        assert done.returncode != 0
        broken = [said for said in done.stdout.splitlines() if " BROKEN" in said]
        assert any(contract in said for said in broken), done.stdout[-3000:]
