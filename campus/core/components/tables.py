"""Parts of a table."""

from django.utils.safestring import SafeString

from campus.core.components.registry import draw, register


@register.simple_block_tag
def scroller(content: str, label: str) -> SafeString:
    """The labelled, focusable box in which a wide table scrolls, so that the page does not."""
    return draw("scroller", content=content, label=label)


@register.simple_tag
def person_cell(name: str, href: str, *, second_line: str = "") -> SafeString:
    """The first cell of a row: "Osei, Daniel" as a link, "A4821KD · B2-014" below it."""
    return draw("person_cell", name=name, href=href, second_line=second_line)


@register.simple_tag
def row_link(text: str, href: str, *, about: str) -> SafeString:
    """The one action of a row; what it is about is said to those who do not see the row."""
    return draw("row_link", text=text, href=href, about=about)
