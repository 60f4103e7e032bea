"""A person with a browser: each page they see is checked with axe and kept as a picture."""

import itertools
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "artefacts" / "journey"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LAPTOP, TABLET = {"width": 1366, "height": 768}, {"width": 800, "height": 1280}
_number = itertools.count(1)


class Person:
    """One person at one browser."""

    def __init__(self, browser: Browser, url: str, *, size: dict[str, int] = LAPTOP, scripts: bool = True) -> None:
        self.url = url
        self.context = browser.new_context(viewport=size, base_url=url)
        if not scripts:  # none of the campus's scripts is loaded; axe, which is not ours, still runs
            self.context.route("**/*.js", lambda route: route.abort())
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)

    def goes_to(self, path: str) -> int:
        answer = self.page.goto(path)
        return answer.status if answer else 0

    def clicks(self, name: str | re.Pattern, *, role: str = "button", nth: int = 0) -> None:
        self.page.get_by_role(role, name=name).nth(nth).click()

    def follows(self, name: str | re.Pattern) -> None:
        self.clicks(name, role="link")

    def types(self, label: str | re.Pattern, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def chooses(self, label: str | re.Pattern) -> None:
        self.page.get_by_label(label).first.check()

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_nothing_of(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def looks(self, name: str) -> None:
        """Keep a picture of the page, and hold it to WCAG 2.2 AA."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{next(_number):02}-{name}.png", full_page=True)
        assert not self.violations(), f"{self.page.url}: {self.violations()}"

    def violations(self) -> list[dict[str, Any]]:
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(r => r.violations.map("
            "v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html).slice(0, 3)})))",
            WCAG,
        )
        return list(found)

    def leaves(self) -> None:
        self.context.close()
