"""Forms on a page: the error summary, and one field at a time."""

from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.registry import audience, draw, register
from campus.core.forms.summary import keep_first_error, summary_lines


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: BaseForm | None) -> SafeString | str:
    """The first thing on a page whose form has errors. The base layouts show it for `form`; other names call it."""
    if not isinstance(form, BaseForm) or not form.is_bound or not form.errors:
        return ""
    kiosk = audience(context) == "kiosk"
    if kiosk:
        keep_first_error(form)
    return draw("error_summary", lines=summary_lines(form), kiosk=kiosk)


@register.simple_tag(takes_context=True)
def field(
    context: Context,
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    plain: bool = False,
    heading: bool = False,
    hide_label: bool = False,
) -> SafeString:
    """One field. `label` and `hint` say it in this page's words; `plain` leaves the hint out; `heading`: its label is
    the page's h1."""
    if label:
        bound.label = label
    if hint or plain:
        bound.help_text = hint
    extra = {"heading": heading, "hide_label": hide_label, "kiosk": audience(context) == "kiosk"}
    return bound.render(context={**bound.get_context(), **extra})
