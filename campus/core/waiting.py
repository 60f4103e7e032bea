"""A page about work in the background asks again by itself a dozen times, then only by its button (screens.md)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.http.request import HttpRequest

LOOK_AGAIN_SECONDS = 5
LOOKS = 12


@dataclass(frozen=True)
class Looking:
    """How often a page has asked by itself. `again` is the address that asks once more."""

    times: int
    again: str

    @property
    def asks_itself(self) -> bool:
        return self.times < LOOKS

    def ask_again(self, response: HttpResponse) -> None:
        """Let the browser ask, unless it has asked often enough."""
        if self.asks_itself:
            response["Refresh"] = f"{LOOK_AGAIN_SECONDS}; url={self.again}"


def looking(request: HttpRequest, address: str) -> Looking:
    """Where the page at this address stands. Anything odd in the address bar counts as the last time."""
    asked = request.GET.get("looked", "0")
    times = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else LOOKS
    return Looking(times, f"{address}?looked={min(times + 1, LOOKS)}")
