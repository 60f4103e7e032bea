"""Asking in a template whether the person on the page may do something."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def allows(actor: Any, permission: str) -> bool:
    """`{% if actor|allows:"plan.edit" %}`; nobody signed in may do nothing."""
    return bool(actor) and actor.may(permission)
