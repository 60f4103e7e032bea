"""How a form becomes HTML. Our templates come first, Django's own behind them."""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import BaseRenderer
from django.template import Template
from django.template.backends.django import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe

from campus.core.http import CampusRequest

OUR_TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
DJANGO_TEMPLATES = Path(django.forms.__file__).parent / "templates"

_CLASSES = {
    "django/forms/widgets/textarea.html": "govuk-textarea",
    "django/forms/widgets/select.html": "govuk-select",
    "django/forms/widgets/checkbox.html": "govuk-checkboxes__input",
    "django/forms/widgets/file.html": "govuk-file-upload",
    "django/forms/widgets/clearable_file_input.html": "govuk-file-upload",
}
_TYPED = {"text", "email", "password", "number", "search", "tel", "url", "date", "time"}


class CampusRenderer(BaseRenderer):
    """Set as FORM_RENDERER, so that every form, allauth's too, looks like ours."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates(
            {
                "APP_DIRS": False,
                "DIRS": [OUR_TEMPLATES, DJANGO_TEMPLATES],
                "NAME": "campus-forms",
                "OPTIONS": {"builtins": ["campus.core.components.library"]},
            }
        )

    def get_template(self, template_name: str) -> Template:
        return self.engine.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: CampusRequest | None = None) -> SafeString:
        if "widget" in context:
            dress(context["widget"])
        return mark_safe(self.get_template(template_name).render(context, request=request).strip())  # noqa: S308 (rendered by a template, which escapes)


def dress(widget: dict[str, Any]) -> None:
    """Give a plain widget its GOV.UK classes. The hints that vanish on typing (placeholders) are taken off."""
    _lay_out(widget)
    base = "govuk-input" if widget.get("type") in _TYPED else _CLASSES.get(widget["template_name"])
    if base is None:
        return
    attrs = widget["attrs"]
    attrs.pop("placeholder", None)
    classes = [base]
    if attrs.get("aria-invalid") and base != "govuk-checkboxes__input":
        classes.append(f"{base}--error")
    if "class" in attrs:
        classes.append(str(attrs["class"]))
    attrs["class"] = " ".join(classes)


def _lay_out(widget: dict[str, Any]) -> None:
    """`attrs={"inline": True}` puts the choices beside each other; it is no attribute of HTML."""
    widget["inline"] = bool(widget["attrs"].pop("inline", False))
    for _group, options, _index in widget.get("optgroups", []):
        for option in options:
            option["attrs"].pop("inline", None)
