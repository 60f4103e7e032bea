"""The one template library that the components register in."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def draw(component: str, /, **values: Any) -> SafeString:
    """Render templates/components/<component>.html without white space at its ends: it may stand in a line."""
    return mark_safe(render_to_string(f"components/{component}.html", values).strip())  # noqa: S308 (rendered by a template, which escapes)


def audience(context: template.Context) -> str:
    """Whose page this is. A page outside every audience looks like a staff page."""
    return str(context.get("audience") or "staff")
