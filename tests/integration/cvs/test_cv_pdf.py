"""The PDF itself: what a reader, a screen reader and a machine find in it. No database is used."""

import io

import page as page_validation
import pypdf
import pytest

from campus.core import pdf
from jobs.cvs import layout, rules
from tests.factories.cvs import ANSWERS

LONG = "Siân Gwenllian ap Llywelyn-Fairweather-Ó Súilleabháin"
CASES = {
    "standard": ("Daniel Osei", "en", dict(ANSWERS)),
    "welsh": ("Llŷr ap Siôn", "cy", {"wanted": "Rwyf eisiau gweithio.", "good-at": "Dŵr ac ŵyn\nTŷ"}),
    "one answer": ("Jo Li", "en", {"more": "I speak Cantonese and I can drive."}),
    "long name": (LONG, "en", {"wanted": "x" * 300, "good-at": "office fluffy ffi fl\nfi"}),
    "forty years": ("Sam Cole", "en", {"did": "\n".join(f"Year {n}: I did job number {n}." for n in range(1, 41))}),
    "other letters": ("Łódź Żółw", "en", {"more": "Αθήνα\nПривет мир\nƯợng"}),
    "tags and quotes": ("A & B <C>", "en", {"did": "<b>5 > 3</b> & \"quotes\" 'n' https://example.org/x.png"}),
}


def made(name: str) -> tuple[pdf.Pdf, dict]:
    called, language, answers = CASES[name]
    held = rules.content(name=called, language=language, answers=answers)
    return pdf.make(layout.html(held), identifier=rules.key(rules.digest(held))), held


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", CASES)
class TestPdf:
    def test_keeps_the_pdf_ua_1_rules_that_page_validation_checks(self, name):
        report = page_validation.validate_pdf_bytes(made(name)[0].content, profile="ua1")
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]

    def test_gives_back_each_word_in_reading_order(self, name):
        document, held = made(name)
        text, place = words(document.content).replace(" ", ""), 0
        for answer in [held["name"], *held["answers"].values()]:
            for line in answer.splitlines():
                found = text.find(line.replace(" ", ""), place)
                assert found >= 0, line
                place = found

    def test_is_the_same_to_the_byte_each_time(self, name):
        assert made(name)[0].content == made(name)[0].content

    def test_says_its_language_and_title(self, name):
        document, held = made(name)
        reader = pypdf.PdfReader(io.BytesIO(document.content))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == ("cy" if held["language"] == "cy" else "en-GB")
        assert reader.metadata["/Title"] == f"{held['name']}: CV"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert root["/MarkInfo"]["/Marked"]

    def test_is_two_pages_at_most_and_light(self, name):
        document, _ = made(name)
        assert document.pages <= 2
        assert len(document.content) < 60_000


def tags(element, found):
    """The structure of a tagged PDF as a flat list of roles, in reading order."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for child in element:
            tags(child, found)
    elif isinstance(element, dict):
        if "/S" in element:
            found.append(element["/S"])
        if "/K" in element:
            tags(element["/K"], found)
    return found


class TestStructure:
    def test_has_one_h1_then_ordered_headings_and_real_lists(self):
        reader = pypdf.PdfReader(io.BytesIO(made("standard")[0].content))
        found = tags(reader.trailer["/Root"]["/StructTreeRoot"], [])
        headings = [tag for tag in found if tag in ("/H1", "/H2", "/H3")]
        assert headings == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H2", "/H2", "/H2"]
        assert found.count("/L") == 5
        assert found.count("/LI") == 8

    def test_embeds_every_font_as_a_subset(self):
        reader = pypdf.PdfReader(io.BytesIO(made("other letters")[0].content))
        fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
        assert all("+Campus-" in font["/BaseFont"] for font in fonts)
