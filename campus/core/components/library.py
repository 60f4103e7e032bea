"""Loaded as a template builtin: every component and date filter, without a {% load %} in each page."""

from campus.core.components import (  # noqa: F401  (importing a module registers its components)
    actions,
    fields,
    kiosk,
    lists,
    marks,
    navigation,
    panels,
    tables,
    threads,
    words,
)
from campus.core.components.registry import register

__all__ = ["register"]
