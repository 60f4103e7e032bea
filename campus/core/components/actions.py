"""What a person can press, and the forms around it."""

from typing import Literal

from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.registry import audience, draw, register

ButtonKind = Literal["primary", "secondary", "warning"]
_STAFF_CLASSES = {
    "primary": "govuk-button",
    "secondary": "govuk-button govuk-button--secondary",
    "warning": "govuk-button govuk-button--warning",
}
_KIOSK_CLASSES = {"primary": "k-btn", "secondary": "k-btn k-btn--two", "warning": "k-btn k-btn--two"}


@register.simple_tag(takes_context=True)
def button(
    context: Context,
    text: str,
    *,
    href: str | None = None,
    kind: ButtonKind = "primary",
    name: str | None = None,
    value: str | None = None,
    hidden_text: str = "",
    icon: str = "",
) -> SafeString:
    """A button that sends the form around it or, with `href`, a link that looks like one."""
    classes = _KIOSK_CLASSES if audience(context) == "kiosk" else _STAFF_CLASSES
    return draw(
        "button",
        text=text,
        href=href,
        css=classes[kind],
        name=name,
        value=value,
        hidden_text=hidden_text,
        icon=icon,
    )


@register.simple_block_tag(takes_context=True)
def buttons(context: Context, content: str) -> SafeString:
    """Buttons and links in one row, the main one first."""
    css = "k-btns" if audience(context) == "kiosk" else "govuk-button-group"
    return draw("buttons", content=content, css=css)


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Context, content: str, *, action: str = "", css: str = "", upload: bool = False, label: str = ""
) -> SafeString:
    """A form that changes something: POST, with the CSRF token, without the browser's own error bubbles.

    A page about a person gives `opened`: the form says then about whom it was opened, and where they were.
    """
    return draw(
        "post_form",
        content=content,
        action=action,
        css=css,
        upload=upload,
        label=label,
        csrf_token=context.get("csrf_token", ""),
        opened=context.get("opened", ""),
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    text: str,
    action: str,
    *,
    kind: ButtonKind | Literal["link"] = "secondary",
    name: str | None = None,
    value: str | None = None,
    hidden_text: str = "",
    form_token: str = "",
) -> SafeString:
    """One verb, one button: a whole form. Kind `link` looks like a link among links."""
    classes = _KIOSK_CLASSES if audience(context) == "kiosk" else _STAFF_CLASSES
    link_css = "k-link vc-link-button" if audience(context) == "kiosk" else "vc-link-button"
    return draw(
        "post_button",
        text=text,
        action=action,
        css=classes.get(kind, link_css),
        name=name,
        value=value,
        hidden_text=hidden_text,
        form_token=form_token,
        csrf_token=context.get("csrf_token", ""),
        opened=context.get("opened", ""),
    )


@register.simple_block_tag
def filter_form(content: str, *, label: str, submit: str, action: str = "") -> SafeString:
    """The one row of filters above a table: GET, so that what was chosen stays in the address."""
    return draw("filter_form", content=content, label=label, submit=submit, action=action)


@register.simple_tag
def choice(name: str, label: str, options: list[tuple[str, str]], *, chosen: str = "") -> SafeString:
    """One select of a filter form."""
    return draw("choice", name=name, label=label, options=options, chosen=chosen)


@register.simple_tag
def find_box(label: str, *, action: str, name: str = "q", value: str = "", submit: str = "Find") -> SafeString:
    """One box and one button, at the right of the heading."""
    return draw("find_box", label=label, action=action, name=name, value=value, submit=submit)
