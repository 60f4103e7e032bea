"""The files of the project, on a machine with git and on one without."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def files() -> list[str]:
    """The names of what is, or would be, in git: everything that .gitignore does not name."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = listed.stdout.splitlines()
    else:
        names = _walked()
    return [name for name in names if (ROOT / name).is_file() and not (ROOT / name).is_symlink()]


def _walked() -> list[str]:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split() if not line.startswith("#")]
    left_out = {name for name in ignored if "*" not in name} | {".git"}
    endings = tuple(name.lstrip("*") for name in ignored if name.startswith("*"))
    found = []
    for folder, below, names in os.walk(ROOT):
        inside = Path(folder).relative_to(ROOT)
        below[:] = [name for name in below if name not in left_out and str(inside / name) not in left_out]
        found += [str(inside / name) for name in names if not name.endswith(endings)]
    return sorted(found)


def failing(paths: Iterable[Path], check: Callable[[Path], Any]) -> dict[str, Any]:
    """What a check finds wrong, by file: one test for all of them, which names each that fails."""
    found = {str(path.relative_to(ROOT)): check(path) for path in paths}
    return {name: wrong for name, wrong in found.items() if wrong}
