"""The look keeps its promises: nothing reserved for gov.uk, nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "static" / "build"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREEN_TEMPLATES = [path for path in TEMPLATES if "pdf" not in path.parts]
KIOSK_TEMPLATES = [path for path in TEMPLATES if "kiosk" in path.parts or path.name.startswith(("kiosk", "_kiosk"))]
AUDIENCES = ("staff", "kiosk", "portal")
INSTEAD = {
    "offender": "person", "inmate": "person", "invalid": "say what to do", "please": "leave it out",
    "submit": "name what happens", "access denied": "We cannot find this page",
}  # fmt: skip


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


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


class TestTemplates:
    @pytest.mark.parametrize("path", SCREEN_TEMPLATES, ids=name)
    def test_have_no_inline_style_and_no_inline_script(self, path):
        source = path.read_text()
        assert not re.search(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:""", source, re.IGNORECASE)
        for script in re.findall(r"<script\b[^>]*>", source):
            assert "src=" in script or 'type="application/json"' in script

    @pytest.mark.parametrize("path", TEMPLATES, ids=name)
    def test_fit_on_a_page(self, path):
        assert len(path.read_text().splitlines()) <= 150

    @pytest.mark.parametrize("path", TEMPLATES, ids=name)
    def test_use_plain_words(self, path):
        shown = words(path.read_text()).lower()
        found = {word: better for word, better in INSTEAD.items() if re.search(rf"\b{word}\b", shown)}
        assert not found

    @pytest.mark.parametrize("path", KIOSK_TEMPLATES, ids=name)
    def test_of_the_kiosk_lead_nowhere_else(self, path):
        assert not re.findall(r"""(?:href|src|action)\s*=\s*["'](?:https?:)?//""", path.read_text())

    @pytest.mark.parametrize("path", KIOSK_TEMPLATES, ids=name)
    def test_of_the_kiosk_use_short_sentences(self, path):
        for text in re.findall(r'\{% translate "(.*?)"', path.read_text()):
            for sentence in re.split(r"[.?!]\s", text):
                assert len(sentence.split()) <= 15, sentence


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
