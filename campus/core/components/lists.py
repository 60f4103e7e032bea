"""Lists that are not tables."""

from typing import Literal

from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.marks import TagKind
from campus.core.components.registry import audience, draw, register


@register.simple_block_tag
def facts(content: str, *, layout: Literal["row", "list"] = "row") -> SafeString:
    """Facts about one thing: a row under the heading, or a list in a card. Holds {% fact %}."""
    return draw("facts", content=content, css="vc-facts" if layout == "row" else "vc-dl")


@register.simple_tag
def fact(term: str, value: object) -> SafeString:
    return draw("fact", term=term, value=value)


@register.simple_block_tag(takes_context=True)
def summary_list(context: Context, content: str) -> SafeString:
    """Questions and answers, each with a way to change it. Holds {% summary_row %}."""
    return draw("summary_list", content=content, kiosk=audience(context) == "kiosk")


@register.simple_tag(takes_context=True)
def summary_row(
    context: Context, term: str, value: object, *, href: str = "", link_text: str = "Change", hidden_text: str = ""
) -> SafeString:
    name = "kiosk_summary_row" if audience(context) == "kiosk" else "summary_row"
    return draw(name, term=term, value=value, href=href, link_text=link_text, hidden_text=hidden_text or term)


@register.simple_block_tag
def counts(content: str) -> SafeString:
    """The row of numbers at the top of Today. Holds up to four {% count %}."""
    return draw("counts", content=content)


@register.simple_tag
def count(number: int, label: str, note: str, href: str, *, late: bool = False) -> SafeString:
    return draw("count", number=number, label=label, note=note, href=href, late=late)


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first. Holds {% event %}."""
    return draw("timeline", content=content)


@register.simple_block_tag
def event(content: str, *, title: str, when: str, who: str = "", where: str = "") -> SafeString:
    return draw("event", content=content, title=title, when=when, who=who, where=where)


@register.simple_block_tag
def tasks(content: str) -> SafeString:
    """Things to do before a whole is done. Holds {% task %}."""
    return draw("tasks", content=content)


@register.simple_tag
def task(title: str, href: str, *, status: str, kind: TagKind = "todo", hint: str = "") -> SafeString:
    return draw("task", title=title, href=href, status=status, kind=kind, hint=hint)
