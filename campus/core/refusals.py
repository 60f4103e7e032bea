"""Says the sentence of a rule in the language of the page. Rules know no translation, so it is looked up here."""

import re

from django.utils.translation import gettext, ngettext

_NUMBER = re.compile(r"\d[\d,]*")


def in_their_language(sentence: str) -> str:
    """The sentence as the catalogue has it, or as it is. A sentence with one number is found whatever the number is."""
    said = gettext(sentence)
    numbers = _NUMBER.findall(sentence)
    if said != sentence or len(numbers) != 1:
        return said
    pattern = _NUMBER.sub("%(n)s", sentence)
    said = ngettext(pattern, pattern, int(numbers[0].replace(",", "")))
    return said.replace("%(n)s", numbers[0])
