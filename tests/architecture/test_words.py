"""The words of the kiosk: whole in Welsh, and short and plain in English.

Reading age is the Flesch-Kincaid grade (Kincaid and others, Research Branch Report 8-75, 1975), a year of school in the
United States, plus the 5 years before school. Syllables are counted twice, by pyphen's British hyphens and by groups of
vowels, and the higher count is used: textstat's own count asks the network for a pronouncing dictionary.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyphen
import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

from campus.core import translating
from campus.core.translating import TEMPLATES, Text, forms

READING_AGE = 9  # the issue "The ground"; kiosk-courses-standards.md 1.5 after GOV.UK's content design
WORDS_IN_A_SENTENCE = 15  # screens.md, section 8
WORDS_IN_A_LEGAL_SENTENCE = 20
ENOUGH_WORDS = 20  # a formula made for pages says nothing of a label

# screens.md, rule 8 and section 8. The short names of services stand for words that people know.
BANNED = (
    "offender", "offenders", "inmate", "inmates", "user", "users", "submit", "invalid", "please", "access denied",
    "he", "she", "ALN", "ALNCo", "CIAG", "ROTL", "ULN",
)  # fmt: skip
ONLY_OUTSIDE_PRODUCTION = {"learners/kiosk/personas.html"}
SHELL = "base/kiosk.html"

PAGES = [
    template
    for template in (path.relative_to(TEMPLATES).as_posix() for path in translating.kiosk_templates())
    if "/kiosk/" in template and template not in ONLY_OUTSIDE_PRODUCTION
]
OWN_TEMPLATES = [*PAGES, *(f"base/{path.name}" for path in (TEMPLATES / "base").glob("*kiosk*.html"))]
HYPHENS = pyphen.Pyphen(lang="en_GB")


# --- English ---------------------------------------------------------------------------------------------------------


def plain(text: Text) -> str:
    """As it is read: the plural of two, a word for each placeholder, no markup."""
    words = text if isinstance(text, str) else text[-1]
    return re.sub(r"<[^>]+>", " ", re.sub(r"%\(\w+\)[sd]", "one", words))


def words(text: str) -> list[str]:
    return re.findall(r"[\w’'+-]+", text)


def sentences(texts: Iterable[Text]) -> list[str]:
    """A heading and a button are sentences of their own."""
    return [part for text in texts for part in re.split(r"(?<=[.?!:…])\s+", plain(text)) if words(part)]


def count(texts: Iterable[Text]) -> int:
    return sum(len(words(sentence)) for sentence in sentences(texts))


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", word.lower())
    return max(1, groups - bool(silent), len(HYPHENS.positions(word)) + 1)


def reading_age(texts: Iterable[Text]) -> float:
    """Of all the texts as one. Sentences of one or two words would flatter the mean length: they count for none."""
    said = sentences(texts)
    whole = [sentence for sentence in said if len(words(sentence)) > 2] or said
    length = sum(len(words(sentence)) for sentence in whole) / len(whole)
    each = [word for sentence in said for word in words(sentence)]
    return 0.39 * length + 11.8 * sum(map(syllables, each)) / len(each) - 15.59 + 5


@cache
def texts_of(template: str) -> tuple[Text, ...]:
    """The strings of a template and of those that it names."""
    source = (TEMPLATES / template).read_text()
    own = [one.text for one in translating.in_template(TEMPLATES / template)]
    for named in re.findall(r"""\{% (?:extends|include) "([^"]+)""", source):
        own += texts_of(named)
    return tuple(dict.fromkeys(own))


def page(template: str) -> tuple[Text, ...]:
    """Everything on the page, the menu and the tools included."""
    return tuple(dict.fromkeys([*texts_of(SHELL), *texts_of(template)]))


@cache
def texts_in_python() -> dict[str, list[Text]]:
    """What forms, views and rules say. Names of months are not prose."""
    found: dict[str, list[Text]] = {}
    for one in translating.found():
        if one.source.endswith(".py"):
            found.setdefault(one.source, []).append(one.text)
    return found


def too_long(texts: Iterable[Text], most: int) -> list[str]:
    return [sentence for sentence in sentences(texts) if len(words(sentence)) > most]


def banned(texts: Iterable[Text]) -> list[str]:
    said = " ".join(sentences(texts))
    return [word for word in BANNED if re.search(rf"\b{word}\b", said, 0 if word.isupper() else re.IGNORECASE)]


class TestPages:
    def test_can_be_read_at_nine(self):
        """The whole page; and, where there are words enough, what it holds beside the menu and the tools."""
        ages = {}
        for template in PAGES:
            own = [text for text in texts_of(template) if text not in texts_of(SHELL)]
            parts = [page(template), *([own] if count(own) >= ENOUGH_WORDS else [])]
            ages[template] = max(round(reading_age(texts), 1) for texts in parts)
        assert {template: age for template, age in ages.items() if age > READING_AGE} == {}

    def test_use_short_sentences_and_plain_words(self):
        wrong = {}
        for template in PAGES:
            most = WORDS_IN_A_LEGAL_SENTENCE if template.startswith("legal/") else WORDS_IN_A_SENTENCE
            wrong[template] = [*too_long(page(template), most), *banned(page(template))]
        assert {template: found for template, found in wrong.items() if found} == {}

    def test_say_nothing_that_cannot_be_translated(self):
        said = {template: list(untagged((TEMPLATES / template).read_text())) for template in OWN_TEMPLATES}
        assert {template: found for template, found in said.items() if found} == {}


class TestSentencesInPython:
    def test_can_be_read_at_nine(self):
        ages = {
            name: round(reading_age(texts), 1)
            for name, texts in texts_in_python().items()
            if count(texts) >= ENOUGH_WORDS
        }
        assert not {name: age for name, age in ages.items() if age > READING_AGE}

    def test_of_small_modules_can_be_read_at_nine_together(self):
        assert reading_age([text for texts in texts_in_python().values() for text in texts]) <= READING_AGE

    def test_are_short_and_plain(self):
        wrong = {
            name: [*too_long(texts, WORDS_IN_A_SENTENCE), *banned(texts)] for name, texts in texts_in_python().items()
        }
        assert not {name: found for name, found in wrong.items() if found}


class TestReadingAge:
    @pytest.mark.parametrize(
        ("word", "count"),
        [("cat", 1), ("people", 2), ("education", 4), ("messages", 3), ("ticked", 1), ("any", 2), ("table", 2)],
    )
    def test_counts_syllables(self, word, count):
        assert syllables(word) == count

    def test_tells_plain_from_hard(self):
        plain_words = ["You have done 3 of 7 steps. Staff will check them."]
        hard_words = ["Notification of educational attainment is communicated electronically to establishments."]
        assert reading_age(plain_words) < READING_AGE < reading_age(hard_words)

    def test_finds_banned_words(self):
        assert banned(["Please submit your ULN."]) == ["submit", "please", "ULN"]
        assert not banned(["Sheila heard the refusers."])


# --- words outside the catalogue -------------------------------------------------------------------------------------

_NOT_SHOWN = re.compile(
    r"\{#.*?#\}|\{% (comment|blocktranslate)\b.*?end\1 %\}|\{% block \w+_class %\}.*?endblock %\}", re.DOTALL
)
_OTHER_LANGUAGE = re.compile(r"""<(\w+)(?=[^>]*\slang="(?:en|cy)")[^>]*>.*?</\1>""", re.DOTALL)
_GIVEN_TO_COMPONENTS = re.compile(
    r"""\{% (?!translate|url|include|extends|load|if|elif|static|icon)\w+ [^%]*?"([A-Z][^"]*)\""""
)


def untagged(source: str) -> Iterator[str]:
    """Words that a person would see and no catalogue holds. Size marks (Aa) are pictures."""
    shown = _OTHER_LANGUAGE.sub(" ", _NOT_SHOWN.sub(" ", source))
    yield from _GIVEN_TO_COMPONENTS.findall(shown)
    shown = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", shown, flags=re.DOTALL)
    yield from (
        said for said in re.findall(r"""\b(?:alt|aria-label|title|placeholder)="([^"]*)\"""", shown) if said.strip()
    )
    yield from (word for word in re.findall(r"[^\W\d]{2,}", re.sub(r"<[^>]+>|&\w+;", " ", shown)) if word != "Aa")


class TestUntagged:
    @pytest.mark.parametrize(
        "source",
        ["<p>Hello</p>", '<img alt="A page">', '{% button "Save" %}', "<p>{{ name }} is here</p>"],
    )
    def test_words_are_found(self, source):
        assert list(untagged(source))

    def test_leaves_what_is_translated_or_named_in_its_language(self):
        source = '<p>{% translate "Hello" %}</p><dl lang="en"><dt>MIT licence</dt></dl><img alt="{% translate "A" %}">'
        assert not list(untagged(source))


# --- Welsh -----------------------------------------------------------------------------------------------------------


@cache
def messages():
    return [message for message in translating.read() if message.id]


def marks(text: str) -> list[str]:
    """Placeholders and markup, which a translation keeps."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|</?\w+>", text))


class TestWelsh:
    def test_holds_every_string_and_no_other(self):
        new = translating.up_to_date(translating.read())
        known = {message.id for message in messages()}
        assert not [message.id for message in new if message.id and message.id not in known]
        written = translating.WELSH.read_text(encoding="utf-8")
        assert translating.as_text(new) == written, "Run: python3 manage.py makemessages"

    def test_leaves_no_string_empty(self):
        assert not [message.id for message in messages() if not all(forms(message))]

    def test_guesses_at_no_string(self):
        assert not [message.id for message in messages() if message.fuzzy]

    def test_has_the_six_plural_forms_of_the_language(self):
        assert translating.read().plural_forms.rstrip(";") == translating.PLURAL_FORMS.rstrip(";")
        assert {len(forms(message)) for message in messages() if message.pluralizable} == {6}

    def test_keeps_placeholders_and_markup(self):
        def differs(message):
            english = message.id if isinstance(message.id, str) else message.id[-1]
            return [form for form in forms(message) if marks(form) != marks(english)]

        assert not {message.id: differs(message) for message in messages() if differs(message)}


class TestMakemessages:
    def test_passes_what_is_in_step(self):
        call_command("makemessages", check=True)

    def test_exits_with_1_when_a_string_is_not_in_the_catalogue(self, tmp_path, monkeypatch, capsys):
        stale: Path = tmp_path / "django.po"
        stale.write_text(translating.WELSH.read_text().replace('msgid "Back"', 'msgid "Backwards"'))
        monkeypatch.setattr(translating, "WELSH", stale)
        with pytest.raises(SystemExit, match=r"^1$"):
            call_command("makemessages", check=True)
        assert "out of date" in capsys.readouterr().err

    def test_keeps_what_was_translated_and_guesses_at_nothing(self, tmp_path):
        stale = tmp_path / "django.po"
        stale.write_text(translating.WELSH.read_text().replace('msgid "Back"', 'msgid "Backwards"'))
        made = translating.up_to_date(translating.read(stale))
        assert not made.get("Back").string and made.get("Carry on").string == "Parhau"
        assert made.get("Backwards") is None

    def test_writes_what_it_reads(self, tmp_path):
        again = tmp_path / "django.po"
        again.write_text(translating.as_text(translating.read()))
        with again.open("rb") as written:
            assert len(read_po(written)) == len(translating.read())
