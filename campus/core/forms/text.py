"""What may be typed. One spelling of each letter, and no character that hides or turns the others round."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LINE_ENDS = re.compile(r"\r\n?")
# They take no room and mean nothing in a sentence; they come with pasted text.
_NOTHINGS = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
# Control characters but tab and line end; embeddings, overrides and isolates of writing direction; line separators.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]")


def tidy(text: str) -> str:
    """The text in Unicode form NFC with plain line ends, so that equal words are equal and letters are counted once."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).translate(_NOTHINGS))


def check_readable(text: object) -> None:
    """Refuse characters that a reader cannot see. The sentence says after which words to look."""
    if not isinstance(text, str) or not (found := _FORBIDDEN.search(text)):
        return
    before = " ".join(text[: found.start()].split()[-3:])
    if before:
        raise ValidationError(
            _("Take out the hidden character after “%(words)s”. Type the words again if you pasted them."),
            code="hidden",
            params={"words": _FORBIDDEN.sub("", before)},
        )
    raise ValidationError(_("Take out the hidden character at the start. Type the words again."), code="hidden")
