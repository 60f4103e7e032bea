"""The campus under test, as somebody at a terminal sees it."""

import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Campus:
    url: str
    process: subprocess.Popen
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments: str, expect: int = 0) -> str:
        """Run a command on this campus and return what it printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments], cwd=ROOT, env=self.environment, text=True,
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == expect, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def manage_json(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json"))

    def sent_notices(self) -> str:
        """What the double of the notice service has accepted, as text."""
        double = json.loads((Path(self.environment["CAMPUS_HOME"]) / "doubles.json").read_text())
        with urllib.request.urlopen(f"{double['CAMPUS_NOTIFY_URL']}/_double/sent", timeout=5) as answer:
            return answer.read().decode()
