"""PDF files for people to read: tagged (PDF/UA-1), fonts inside, made from nothing but the project's own parts.

WeasyPrint is imported when it is first needed, which is in a worker: it takes seconds, and needs pango from the system.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

SCHEME = "campus:"
# Which characters each file of Noto Sans is for. Latin, with the English and most western letters, is always there.
_SCRIPTS = {
    "latin": re.compile(""),
    "latin-ext": re.compile(r"[\u0100-\u02ff\u1d00-\u1eff\u20a0-\u20ab\u20ad-\u20cf\u2c60-\u2c7f\ua720-\ua7ff]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "cyrillic": re.compile(r"[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]"),
    "vietnamese": re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0329\u1ea0-\u1ef9\u20ab]"),
    "arabic-arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\u200c-\u200f\ufb50-\ufdff\ufe70-\ufefc]"),
}
MOST_COLOURS = 16  # black text on white: sixteen greys look the same as 256, at half the bytes


class PdfUnavailable(Exception):
    """No PDF can be made here until somebody does what the sentence says. Trying again does not help."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


def assets() -> Mapping[str, Path]:
    """The project's own map: each address that a PDF template may name, with its file. There are no others."""
    folder = Path(settings.ROOT) / "static" / "build" / "fonts" / "pdf"
    return {f"{SCHEME}fonts/{path.name}": path for path in sorted(folder.glob("*.woff2"))}


@dataclass(frozen=True)
class Face:
    """One font file, as a style sheet names it. Each script is a family of its own; families are tried in turn."""

    family: str
    weight: int
    url: str


def faces(text: str) -> list[Face]:
    """The files of Noto Sans that a text needs, Latin first. Each file costs a worker a tenth of a second or more."""
    return [
        Face(f"Campus {script}", weight, url)
        for script, characters in _SCRIPTS.items()
        if characters.search(text)
        for weight in (400, 700)
        if (url := f"{SCHEME}fonts/noto-sans-{script}-{weight}-normal.woff2") in assets()
    ]


def make(html: str, *, identifier: str) -> Pdf:
    """A PDF/UA-1 file of a page of HTML. The same HTML and identifier give the same bytes.

    Raises PdfUnavailable when a part of the machinery is missing, ValueError when the HTML names a foreign address.
    """
    weasyprint = _weasyprint()
    own = assets()
    if not own:
        raise PdfUnavailable("The fonts for PDF files are not built. Run: python3 manage.py run")
    try:
        document = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher(own)).render(
            pdf_variant="pdf/ua-1", pdf_tags=True
        )
        content = document.write_pdf(pdf_identifier=identifier.encode(), pdf_variant="pdf/ua-1", pdf_tags=True)
    except weasyprint.urls.FatalURLFetchingError as foreign:  # not an Exception: nothing else would catch it
        raise ValueError(f"A PDF may only use the campus's own files. {foreign}") from None
    return Pdf(content, len(document.pages))


def page_images(content: bytes, *, width: int) -> list[bytes]:
    """Each page as a PNG picture, `width` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return [_picture(page, width) for page in document]
    finally:
        document.close()


def _picture(page: Any, width: int) -> bytes:
    from PIL import Image

    picture = page.render(scale=width / page.get_width()).to_pil().convert("L")
    out = io.BytesIO()
    picture.quantize(colors=MOST_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:  # cffi found no pango
        raise PdfUnavailable(
            "This computer cannot make PDF files yet: pango is missing. "
            "Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
        ) from missing
    return weasyprint


def _fetcher(own: Mapping[str, Path]) -> Callable[[str], Any]:
    """A fetcher that knows the project's own map and nothing else: no network, no files, no data: addresses."""
    from weasyprint import urls

    class OwnFilesOnly(urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = own.get(url)
            if path is None:
                raise urls.FatalURLFetchingError(f"Refused: {url[:200]}")
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/woff2"})

    return OwnFilesOnly()
