"""Messages between two people."""

from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.marks import TagKind
from campus.core.components.registry import audience, draw, register


@register.simple_block_tag
def thread(content: str) -> SafeString:
    """Messages in the order they were written. Holds {% thread_day %} and {% bubble %}."""
    return draw("thread", content=content)


@register.simple_tag
def thread_day(text: str) -> SafeString:
    return draw("thread_day", text=text)


@register.simple_block_tag(takes_context=True)
def bubble(
    context: Context,
    content: str,
    *,
    who: str,
    when: str,
    mine: bool = False,
    state: str = "",
    kind: TagKind = "soon",
    note: str = "",
) -> SafeString:
    """One message. `state` is where it is on its way (Being checked, Sent, Read, Not sent)."""
    css = "k-pill" if audience(context) == "kiosk" else "govuk-tag"
    return draw("bubble", content=content, who=who, when=when, mine=mine, state=state, kind=kind, note=note, css=css)
