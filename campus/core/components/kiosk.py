"""What only the kiosk has. Every word comes from the page, so that the page's catalogue holds it."""

from typing import Literal

from django.utils.safestring import SafeString

from campus.core.components.registry import draw, register

StepState = Literal["next", "open", "ticked", "done"]
WorkState = Literal["done", "now", "wait"]
_STEP_ICONS = {"next": "open", "open": "open", "ticked": "ticked", "done": "done"}
_STEP_CLASSES = {"ticked": "k-icon-ticked", "done": "k-icon-done"}


@register.simple_block_tag
def kiosk_step(content: str, *, title: str, state: StepState = "open", note: str = "") -> SafeString:
    """A line of <ul class="k-steps">. The content is its button, if it has one."""
    return draw(
        "kiosk_step",
        content=content,
        title=title,
        note=note,
        state=state,
        icon_name=_STEP_ICONS[state],
        icon_css=_STEP_CLASSES.get(state, ""),
    )


@register.simple_block_tag
def kiosk_tiles(content: str) -> SafeString:
    """The tiles of Home. Holds {% kiosk_tile %}."""
    return draw("kiosk_tiles", content=content)


@register.simple_tag
def kiosk_tile(label: str, href: str, *, icon: str, note: str = "") -> SafeString:
    return draw("kiosk_tile", label=label, href=href, icon_name=icon, note=note)


@register.simple_block_tag
def kiosk_note(content: str, *, kind: Literal["good", "need", "stop"] = "good") -> SafeString:
    """A sentence on coloured ground with its icon."""
    icons = {"good": "done", "need": "need", "stop": "stop"}
    return draw("kiosk_note", content=content, kind=kind, icon_name=icons[kind])


@register.simple_block_tag
def kiosk_hero(content: str, *, title: str, button_text: str, href: str) -> SafeString:
    """The one next step, with the one filled button of the page."""
    return draw("kiosk_hero", content=content, title=title, button_text=button_text, href=href)


@register.simple_tag
def work_line(text: str, *, state: WorkState = "wait") -> SafeString:
    """One of the three lines of work in the background (<ol class="k-make">)."""
    icons = {"done": "done", "now": "now", "wait": "open"}
    css = {"done": "k-icon-done", "now": "k-spin"}.get(state, "")
    return draw("work_line", text=text, state=state, icon_name=icons[state], icon_css=css)


@register.simple_tag
def reason(text: str, *, needed: bool = False) -> SafeString:
    """Why a job fits, or what is still needed (<ul class="k-why">)."""
    return draw("reason", text=text, needed=needed)
