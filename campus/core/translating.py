"""Finds every string that the kiosk shows, and keeps the Welsh catalogue in step with it. Needs Babel, not GNU gettext.

Strings are found in three ways: in templates and in Python by their translation tags and calls; in rules, which may not
import Django, by the sentence of each `Refused`; in the apps' `record.py`, by the title of each `Kind`.
"""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils import dates
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
LOCALE = ROOT / "locale"
WELSH = LOCALE / "cy" / "LC_MESSAGES" / "django.po"
PACKAGES = ("campus", "learners", "plans", "providers", "jobs", "transfers")

# What stands only behind the other doors. Every other template may be part of a kiosk page.
OTHER_DOORS = frozenset({"staff", "portal", "account", "allauth", "mfa", "messages"})
OTHER_SHELLS = frozenset({"base/staff.html", "base/portal.html", "base/_service_navigation.html"})

# Rules whose sentences can reach the kiosk, each with the functions that only staff or workers meet.
REFUSING: Mapping[str, frozenset[str]] = {
    "jobs/cvs/rules.py": frozenset({"check_may_mark_printed"}),
    "learners/kiosk.py": frozenset({"_enrol"}),
    "learners/rules.py": frozenset({"check_uln", "check_crn"}),
    "plans/rules/goals.py": frozenset({
        "check_target", "check_title", "check_goal", "check_step", "check_links", "check_may_agree", "check_may_change",
        "check_may_confirm",
    }),
    "plans/rules/induction/checks.py": frozenset({
        "check_session", "check_may_complete", "check_first_induction", "check_may_edit",
    }),
    "plans/rules/skills.py": frozenset({"check_rating"}),
    # The other modules of its package are met by staff only.
    "plans/courses/rules/requests.py": frozenset({"check_answer"}),
    "plans/rules/voice.py": frozenset({"check_may_answer", "check_answer"}),
    # The other modules of its package are met by staff only.
    "plans/needs/rules/recording.py": frozenset({
        "check_text", "check_length", "check_condition", "check_skill_by_hand", "check_how", "check_strategy",
        "check_screener", "check_may_change", "check_may_reword", "check_may_archive", "check_archive_reason",
        "check_may_restore", "check_may_delete", "check_deletion_reason", "check_may_decline", "check_decline",
        "check_may_ask_again",
    }),
    "transfers/rights/rules/requests.py": frozenset({
        "check_may_decide", "check_decision", "check_may_take_longer", "check_reason", "check_identity",
        "check_may_decide_identity",
    }),
    "providers/messaging/rules.py": frozenset({
        "check_move", "check_concern_move", "check_may_moderate", "check_refusal", "check_concern", "check_closing",
    }),
}  # fmt: skip
NUMBER = "%(n)s"  # stands for the number in a sentence of a rule: campus.core.refusals puts it back

# CLDR's six forms of a Welsh plural, in CLDR's order: zero, one, two, few (3), many (6), other.
PLURAL_FORMS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
HEADER = f"""# Welsh for the kiosk. Drafts: until a Welsh speaker has checked them, see docs/welsh.md.
# Made by `python3 manage.py makemessages`: the strings come from the code, the translations are typed here.
msgid ""
msgstr ""
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURAL_FORMS}\\n"

"""
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Text = str | tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A string and the file that shows it. A pair of texts has a singular and a plural."""

    source: str
    text: Text
    context: str | None = None


# --- where strings are -----------------------------------------------------------------------------------------------


def kiosk_templates() -> list[Path]:
    """Every template that may be part of a kiosk page, those that all doors share included."""
    return [path for path in sorted(TEMPLATES.rglob("*.html")) if _on_the_kiosk(path.relative_to(TEMPLATES))]


def _on_the_kiosk(path: Path) -> bool:
    return not OTHER_DOORS & set(path.parts[:-1]) and path.as_posix() not in OTHER_SHELLS


def python_modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def found() -> Iterator[Found]:
    """Every string, in the order of its files."""
    for path in kiosk_templates():
        yield from in_template(path)
    for path in python_modules():
        yield from _in_python(path)
    for name, staff_only in REFUSING.items():
        yield from refusals(ROOT / name, staff_only)
    for path in python_modules():
        if path.name == "record.py":
            yield from _titles_of_kinds(path)
    yield from _words_of_dates()


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def in_template(path: Path) -> Iterator[Found]:
    """Django turns the template into calls between crosses; without indents any template is Python enough for Babel."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=name_of(path))
    yield from _calls("\n".join(line.strip() for line in calls.splitlines()), name_of(path))


def _in_python(path: Path) -> Iterator[Found]:
    with tokenize.open(path) as module:
        source = module.read()
    if "gettext" in source:
        yield from _calls(source, name_of(path))


def _calls(source: str, name: str) -> Iterator[Found]:
    lines = io.BytesIO(source.encode())
    for _line, text, _comments, context in extract("python", lines, keywords=_KEYWORDS):
        yield Found(name, text, context)


def refusals(path: Path, staff_only: frozenset[str] = frozenset()) -> Iterator[Found]:
    """The sentences that the functions of a module refuse with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = dict(pair for node in tree.body for pair in _constant(node))
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name in staff_only:
            continue
        for call in _calls_of("Refused", function):
            for sentence in _sentences(call.args[0], constants):
                yield Found(name_of(path), (sentence, sentence) if NUMBER in sentence else sentence)


def _constant(node: ast.stmt) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
            yield name, text


def _calls_of(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _sentences(node: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if name in constants:
            yield constants[name]
        case ast.IfExp(body=this, orelse=that):
            yield from (*_sentences(this, constants), *_sentences(that, constants))
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else NUMBER for part in parts)


def _titles_of_kinds(path: Path) -> Iterator[Found]:
    """`Kind(name, model, record class, title)`: the titles stand on the receipt of a move."""
    for call in _calls_of("Kind", ast.parse(path.read_text(encoding="utf-8"))):
        if len(call.args) > 3 and isinstance(call.args[3], ast.Constant):
            yield Found(name_of(path), str(call.args[3].value))


def _words_of_dates() -> Iterator[Found]:
    """Months and days as django.utils.dateformat asks for them. Django's own Welsh lacks some of them."""
    source = Path(dates.__file__).read_text(encoding="utf-8")
    yield from (word for word in _calls(source, "dates") if word.context is None)


# --- the catalogue ---------------------------------------------------------------------------------------------------


class Clash(Exception):
    """One text is used both with and without a plural; a compiled catalogue holds only one of the two."""


def read(path: Path = WELSH) -> Catalog:
    if not path.exists():
        return Catalog(locale="cy")
    with path.open("rb") as written:
        return read_po(written, locale="cy")


def up_to_date(old: Catalog) -> Catalog:
    """Every string of today, each with the translation it had. A string that changed has none: nothing is guessed."""
    new = Catalog(locale="cy")
    new.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    for one in found():
        before, known = old.get(one.text, one.context), new.get(one.text, one.context)
        if known is not None and known.id != one.text:
            raise Clash(f"{one.source}: {one.text!r} is also used as {known.id!r}")
        kept = before if before is not None and before.id == one.text else None
        new.add(
            one.text, string=kept.string if kept else None, context=one.context, flags=kept.flags if kept else (),
            user_comments=kept.user_comments if kept else (),
        )  # fmt: skip
    return new


def forms(message: Message) -> tuple[str, ...]:
    """The translation, in as many forms as it has."""
    return message.string if isinstance(message.string, tuple) else (str(message.string or ""),)


def as_text(catalogue: Catalog) -> str:
    """In the order of the strings, without line numbers or dates: it changes only when words change."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER + written.getvalue().decode()


def compile_all() -> list[Path]:
    """Write each catalogue as Django reads it, beside it."""
    made = []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        with path.open("rb") as written, target.open("wb") as compiled:
            write_mo(compiled, read_po(written))
        made.append(target)
    return made
