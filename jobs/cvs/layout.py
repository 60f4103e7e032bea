"""A version as a page of HTML for the PDF. The same version and layout give the same page."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from campus.core import pdf
from jobs.cvs import questions
from jobs.cvs.rules import Language

_LANG = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}


def html(held: Mapping[str, Any]) -> str:
    """The page in the CV's own language, whatever the language of the process."""
    language = Language(held["language"])
    with translation.override("cy" if language == Language.WELSH else "en-gb"):
        return render_to_string(
            "pdf/cv.html",
            {
                "lang": _LANG[language],
                "name": held["name"],
                "sections": questions.sections(held["answers"]),
                "faces": pdf.faces(" ".join([held["name"], *held["answers"].values()])),
            },
        )
