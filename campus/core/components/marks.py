"""Small drawn things: icons, the mark, status tags, meters and bars."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from campus.core.components.registry import audience, draw, register

TagKind = Literal["todo", "late", "soon", "done", "hold", "none"]
TAG_KINDS = ("todo", "late", "soon", "done", "hold", "none")

_TICK_DISC = (
    '<circle cx="12" cy="12" r="9.5" fill="currentColor" stroke="none"/><path d="M7 12.5l3.5 3.5L17 9" stroke="#fff"/>'
)

# A 24 px grid, 2 px line, round ends (screens.md, section 4).
ICONS: dict[str, str] = {
    "home": '<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/>',
    "plan": '<path d="M5 21V4h11l-2 4 2 4H5"/>',
    "courses": '<path d="M3 5c4-1 7 0 9 2 2-2 5-3 9-2v14c-4-1-7 0-9 2-2-2-5-3-9-2zM12 7v14"/>',
    "work": '<path d="M3 8h18v12H3zM9 8V5h6v3M3 13h18"/>',
    "messages": '<path d="M3 5h18v12H9l-5 4v-4H3z"/>',
    "sign-out": '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
    "listen": '<path d="M4 9h4l5-4v14l-5-4H4zM16 9c1.5 2 1.5 4 0 6M19 7c3 3 3 7 0 10"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 115 0c0 2-2.500 2-2.500 4M12 17v.3"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l4 2"/>',
    "tick": '<path d="M4 13l5 5L20 6"/>',
    "done": _TICK_DISC,
    "open": '<circle cx="12" cy="12" r="9"/>',
    "ticked": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "now": '<path d="M12 3a9 9 0 109 9"/>',
    "need": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.5v.5"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7v6M12 16.5v.5"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "search": '<circle cx="10" cy="10" r="6"/><path d="M15 15l6 6"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7a4 4 0 018 0v4"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 4-7 8-7s8 2 8 7"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z"/>',
    "up": '<path d="M6 15l6-7 6 7z" fill="currentColor"/>',
    "down": '<path d="M6 9l6 7 6-7z" fill="currentColor"/>',
}


@register.simple_tag
def icon(name: str, *, size: int = 24, css: str = "vc-icon") -> SafeString:
    """An icon beside words; it says nothing by itself, so a screen reader never meets it."""
    return format_html(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        css,
        size,
        size,
        mark_safe(ICONS[name]),  # noqa: S308 (rendered by a template, which escapes)
    )


@register.simple_tag
def mark(*, size: int = 26) -> SafeString:
    """The open book: left page white, right page sun. The name stands beside it always."""
    return draw("mark", size=size)


@register.simple_tag(takes_context=True)
def tag(context: Context, text: str, *, kind: TagKind = "none") -> SafeString:
    """A status in a word. On the kiosk it is a pill."""
    if kind not in TAG_KINDS:
        raise ValueError(f"{kind!r} is not a kind of tag: use one of {', '.join(TAG_KINDS)}")
    css = "k-pill" if audience(context) == "kiosk" else "govuk-tag"
    return draw("tag", text=text, kind=kind, css=css)


def share(done: int, total: int, width: int) -> int:
    """How many of `width` units are filled. Never beyond the ends, and never full before all is done."""
    if total <= 0 or done <= 0:
        return 0
    if done >= total:
        return width
    return min(width - 1, max(1, round(done * width / total)))


@register.simple_tag
def meter(done: int, total: int, *, label: str = "") -> SafeString:
    """A short bar with its words: "3 of 5 steps done"."""
    return draw("meter", label=label, filled=share(done, total, 96))


@register.simple_tag
def progress_bar(done: int, total: int, *, text: str) -> SafeString:
    """The kiosk's bar over a set of questions, below the words that say the same."""
    return draw("progress_bar", text=text, filled=share(done, total, 800))


@register.simple_tag
def progress(done: int, total: int, *, label: str, text: str = "") -> SafeString:
    """Background work with a known total: "Importing 1,500 results: 1,120 done"."""
    return draw("progress", done=done, total=total, label=label, text=text or label)


class Bar(NamedTuple):
    """One line of a bar chart: `share` is a percentage from 0 to 100."""

    label: str
    share: int
    value: str


@register.simple_tag
def bar_chart(bars: Iterable[Bar], *, finding: str) -> SafeString:
    """A drawn chart. `finding` says what it shows; a table with the same numbers stands beside it."""
    rows = [
        {"bar": bar, "top": 30 * line + 6, "baseline": 30 * line + 20, "width": max(0, min(500, bar.share * 5))}
        for line, bar in enumerate(bars)
    ]
    return draw("bar_chart", rows=rows, finding=finding, height=30 * len(rows) + 2)
