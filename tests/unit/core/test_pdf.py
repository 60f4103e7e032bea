import builtins
import io

import page as page_validation
import pypdf
import pytest
from PIL import Image

from campus.core import pdf

HELLO = '<!doctype html><html lang="en-GB"><head><title>Hello</title>{}</head><body><h1>Hello</h1>{}</body></html>'
FACE = '<style>@font-face {{ font-family: C; src: url("{}") format("woff2"); }} html {{ font-family: C; }}</style>'


def hello(body: str = "", url: str = "campus:fonts/noto-sans-latin-400-normal.woff2") -> str:
    return HELLO.format(FACE.format(url), body)


class TestMake:
    def test_gives_the_same_bytes_for_the_same_page(self):
        assert pdf.make(hello(), identifier="a").content == pdf.make(hello(), identifier="a").content

    def test_keeps_the_rules_of_pdf_ua_1_that_page_validation_checks(self):
        report = page_validation.validate_pdf_bytes(pdf.make(hello(), identifier="a").content, profile="ua1")
        assert report.is_compliant, [failure.message for failure in report.failures]

    def test_embeds_a_part_of_our_own_font(self):
        reader = pypdf.PdfReader(io.BytesIO(pdf.make(hello(), identifier="a").content))
        fonts = [font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()]
        assert fonts
        assert all("+" in font for font in fonts)

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1:9/x.png", "https://example.org/x.png", "file:///etc/passwd", "data:image/png;base64,AAAA",
            "ftp://127.0.0.1/x", "campus:fonts/../../../settings/base.py", "fonts/unknown.woff2", "//127.0.0.1/x.png",
        ],
    )  # fmt: skip
    def test_refuses_every_address_that_is_not_on_the_map(self, url):
        with pytest.raises(ValueError, match="own files"):
            pdf.make(hello(f'<img alt="x" src="{url}">'), identifier="a")

    @pytest.mark.parametrize(
        "part",
        [
            '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
            '<style>@import url("http://127.0.0.1:9/x.css");</style>',
            '<style>body { background: url("file:///etc/passwd"); }</style>',
            '<style>@font-face { font-family: D; src: url("http://127.0.0.1:9/x"); } h1 { font-family: D; }</style>',
            '<link rel="attachment" href="file:///etc/passwd">',
        ],
    )
    def test_refuses_foreign_styles_fonts_and_attachments(self, part):
        with pytest.raises(ValueError, match="own files"):
            pdf.make(HELLO.format(part, ""), identifier="a")

    def test_says_what_is_missing_where_there_is_no_pango(self, monkeypatch):
        real = builtins.__import__

        def without_pango(name, *args, **kwargs):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")
            return real(name, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", without_pango)
        with pytest.raises(pdf.PdfUnavailable) as missing:
            pdf.make(hello(), identifier="a")
        assert "pango is missing" in missing.value.sentence

    def test_says_so_where_the_fonts_are_not_built(self, monkeypatch):
        monkeypatch.setattr(pdf, "assets", dict)
        with pytest.raises(pdf.PdfUnavailable) as missing:
            pdf.make(hello(), identifier="a")
        assert "fonts" in missing.value.sentence


class TestPageImages:
    def test_draws_each_page_as_wide_as_asked(self):
        made = pdf.make(hello('<p style="break-before: page">Two</p>'), identifier="a")
        pictures = [Image.open(io.BytesIO(one)) for one in pdf.page_images(made.content, width=1000)]
        assert made.pages == len(pictures) == 2
        assert all(picture.width == 1000 and picture.format == "PNG" for picture in pictures)

    def test_is_light_enough_for_a_tablet(self):
        made = pdf.make(hello("<p>Some words to draw. </p>" * 40), identifier="a")
        assert all(len(one) < 60_000 for one in pdf.page_images(made.content, width=1000))


class TestFaces:
    def test_are_two_files_for_english(self):
        assert [(face.family, face.weight) for face in pdf.faces("Daniel")] == [
            ("Campus latin", 400),
            ("Campus latin", 700),
        ]

    def test_join_the_letters_of_other_languages(self):
        assert {face.family for face in pdf.faces("Llŷr Αθήνα Привет سلام")} == {
            "Campus latin", "Campus latin-ext", "Campus greek", "Campus cyrillic", "Campus arabic-arabic",
        }  # fmt: skip

    def test_name_only_what_is_on_the_map(self):
        assert {face.url for face in pdf.faces("Llŷr Ượng Αθήνα Привет سلام")} <= set(pdf.assets())
