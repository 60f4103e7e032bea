"""Ways from one page to another."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString

from campus.core.components.registry import audience, draw, register


@register.simple_tag(takes_context=True)
def back_link(context: Context, href: str, text: str = "") -> SafeString:
    """Where this page hangs. On the kiosk the word is Back, within a set of questions only."""
    name = "kiosk_back_link" if audience(context) == "kiosk" else "back_link"
    return draw(name, href=href, text=text)


@register.simple_tag
def sub_navigation(items: Iterable[Any], *, label: str) -> SafeString:
    """Tabs of one thing. Each item has `label`, `url`, `current` and, where something waits, `count`."""
    return draw("sub_navigation", items=list(items), label=label)


@register.simple_tag
def pagination(
    *, previous: str = "", following: str = "", pages: Iterable[Any] = (), label: str = "Pages"
) -> SafeString:
    """Previous and next addresses; numbered when `pages` is given (items with number, url, current; None is a gap)."""
    return draw("pagination", previous=previous, following=following, pages=list(pages), label=label)


@register.simple_tag(takes_context=True)
def sort_link(
    context: Context, label: str, key: str, *, current: str, url: str = "", numeric: bool = False
) -> SafeString:
    """A head cell that sorts on the server. `current` is "name" or "-name"; filters in the address stay."""
    descending = current == key
    query = _query(context)
    query["sort"] = f"-{key}" if descending else key
    query.pop("page", None)
    query.pop("after", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return draw("sort_link", label=label, href=f"{url}?{query.urlencode()}", direction=direction, numeric=numeric)


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)
