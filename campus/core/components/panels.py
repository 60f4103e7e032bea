"""Boxes that hold something."""

from typing import Literal

from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.marks import TagKind
from campus.core.components.registry import audience, draw, register
from campus.core.refusals import in_their_language

AlertKind = Literal["success", "information", "warning", "error"]


@register.simple_block_tag(takes_context=True)
def alert(context: Context, content: str, *, kind: AlertKind = "success", title: str = "") -> SafeString:
    """What just happened, at the top of the page that shows the result: "Goal saved."."""
    name = "kiosk_alert" if audience(context) == "kiosk" else "alert"
    return draw(name, content=content, kind=kind, title=title)


@register.simple_block_tag(takes_context=True)
def inset(context: Context, content: str) -> SafeString:
    """Words that stand apart."""
    return draw("inset", content=content, kiosk=audience(context) == "kiosk")


@register.simple_tag(takes_context=True)
def refused(context: Context, sentence: str, *, href: str = "", link_text: str = "") -> SafeString:
    """The sentence that refuses, where the button would stand, and the way on."""
    said = in_their_language(sentence)
    return draw("refused", sentence=said, href=href, link_text=link_text, kiosk=audience(context) == "kiosk")


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    *,
    title: str = "",
    level: int = 2,
    href: str = "",
    link_text: str = "",
    now: bool = False,
) -> SafeString:
    """A framed part of a page, with at most one link beside its title. `now` marks the one next step."""
    return draw(
        "kiosk_card" if audience(context) == "kiosk" else "card",
        content=content,
        title=title,
        level=level,
        href=href,
        link_text=link_text,
        now=now,
    )


@register.simple_block_tag
def receipt(content: str, *, title: str, complete: bool = True) -> SafeString:
    """What came with a move, counted: "42 records here, 0 missing". Not complete: in brick, being checked."""
    return draw("receipt", content=content, title=title, complete=complete)


@register.simple_block_tag
def next_step(
    content: str, *, button_text: str = "", href: str = "", tag_text: str = "", tag_kind: TagKind = "todo"
) -> SafeString:
    """The strip that names the one next step of a page, with its button."""
    return draw("next_step", content=content, button_text=button_text, href=href, tag_text=tag_text, tag_kind=tag_kind)


@register.simple_block_tag(takes_context=True)
def empty_state(context: Context, content: str) -> SafeString:
    """What would be here, and the one thing to do."""
    return draw("empty_state", content=content, kiosk=audience(context) == "kiosk")


@register.simple_block_tag(takes_context=True)
def details(context: Context, content: str, *, summary: str, opened: bool = False) -> SafeString:
    """Folded away until asked for."""
    return draw("details", content=content, summary=summary, opened=opened, kiosk=audience(context) == "kiosk")


@register.simple_tag
def unreachable(source: str, *, last_read: str = "", retry_url: str = "") -> SafeString:
    """One outside source is down: said in its own panel, with the date of the last good reading."""
    return draw("unreachable", source=source, last_read=last_read, retry_url=retry_url)


@register.simple_block_tag
def side_section(content: str, *, title: str) -> SafeString:
    """One part of the right-hand column."""
    return draw("side_section", content=content, title=title)
