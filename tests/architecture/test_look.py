"""The look keeps its promises: nothing reserved for gov.uk, nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, failing

BUILT = ROOT / "static" / "build"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREEN_TEMPLATES = [path for path in TEMPLATES if "pdf" not in path.parts]
KIOSK_TEMPLATES = [path for path in TEMPLATES if "kiosk" in path.parts or path.name.startswith(("kiosk", "_kiosk"))]
AUDIENCES = ("staff", "kiosk", "portal")
INSTEAD = {
    "offender": "person", "inmate": "person", "invalid": "say what to do", "please": "leave it out",
    "submit": "name what happens", "access denied": "We cannot find this page",
}  # fmt: skip


def words(source: str) -> str:
    """What is left for a reader: no comments, tags of the template language or markup."""
    return re.sub(
        r"\{#.*?#\}|\{%(?! translate| blocktranslate).*?%\}|\{\{.*?\}\}|<[^>]*>", " ", source, flags=re.DOTALL
    )


@pytest.mark.parametrize("audience", AUDIENCES)
class TestStyleSheets:
    def sheet(self, audience: str) -> str:
        path = BUILT / f"{audience}.css"
        assert path.is_file(), "Build the style sheets first: npm run build"
        return path.read_text()

    def test_hold_nothing_reserved_for_gov_uk(self, audience):
        assert not re.findall(r"GDS Transport|crown|crest", self.sheet(audience), flags=re.IGNORECASE)

    def test_load_only_our_own_fonts(self, audience):
        found = re.findall(r"url\((.*?)\)", self.sheet(audience))
        assert found and all(re.fullmatch(r'"?fonts/[a-z0-9-]+\.woff2"?', url) for url in found)
        assert all((BUILT / url.strip('"')).is_file() for url in found)

    def test_hold_the_letters_of_welsh_names(self, audience):
        assert "latin-ext" in self.sheet(audience)


class TestFonts:
    def test_for_paper_are_built(self):
        built = {path.name for path in (BUILT / "fonts" / "pdf").glob("*.woff2")}
        assert {"noto-sans-latin-400-normal.woff2", "noto-sans-arabic-arabic-700-normal.woff2"} <= built


def inline(path: Path) -> list[str]:
    """Styles and scripts that stand in the page itself."""
    source = path.read_text()
    found = re.findall(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:""", source, re.IGNORECASE)
    scripts = re.findall(r"<script\b[^>]*>", source)
    return found + [one for one in scripts if "src=" not in one and 'type="application/json"' not in one]


def hard_words(path: Path) -> dict[str, str]:
    shown = words(path.read_text()).lower()
    return {word: better for word, better in INSTEAD.items() if re.search(rf"\b{word}\b", shown)}


def ways_out(path: Path) -> list[str]:
    return re.findall(r"""(?:href|src|action)\s*=\s*["'](?:https?:)?//""", path.read_text())


def long_sentences(path: Path) -> list[str]:
    said = re.findall(r'\{% translate "(.*?)"', path.read_text())
    return [one for text in said for one in re.split(r"[.?!]\s", text) if len(one.split()) > 15]


class TestTemplates:
    def test_have_no_inline_style_and_no_inline_script(self):
        assert failing(SCREEN_TEMPLATES, inline) == {}

    def test_fit_on_a_page(self):
        assert failing(TEMPLATES, lambda path: len(path.read_text().splitlines()) > 150) == {}

    def test_use_plain_words(self):
        assert failing(TEMPLATES, hard_words) == {}

    def test_of_the_kiosk_lead_nowhere_else(self):
        assert KIOSK_TEMPLATES and failing(KIOSK_TEMPLATES, ways_out) == {}

    def test_of_the_kiosk_use_short_sentences(self):
        assert failing(KIOSK_TEMPLATES, long_sentences) == {}


class TestScripts:
    def test_change_nothing_that_a_page_needs(self):
        """Scripts may be absent, so each stays small enough to be read at a glance."""
        for path in (ROOT / "static" / "js").glob("*.js"):
            assert len(path.read_text().splitlines()) <= 40, path.name
            assert "innerHTML" not in path.read_text(), "Trusted Types refuse it"


class TestPackages:
    def test_name_no_registry(self):
        lock = (ROOT / "package-lock.json").read_text()
        assert '"resolved"' not in lock
        assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text()
