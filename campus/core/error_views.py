"""What a person sees when something went wrong. The page of the door that they came through, or a plain one."""

from http import HTTPStatus

from django.http import HttpResponse
from django.template import loader
from django.utils.cache import patch_cache_control

from campus.core import audiences, navigation
from campus.core.http import CampusRequest

_PLAIN = "<!doctype html><html lang=en><title>{words}</title><h1>{words}</h1>"


def bad_request(request: CampusRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400", HTTPStatus.BAD_REQUEST)


def not_found(request: CampusRequest, exception: Exception | None = None) -> HttpResponse:
    """Also for what is out of scope: the answer never says whether the thing exists."""
    return _page(request, "404", HTTPStatus.NOT_FOUND)


def csrf_failure(request: CampusRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long, or from another session."""
    return _page(request, "403_csrf", HTTPStatus.FORBIDDEN)


def server_error(request: CampusRequest) -> HttpResponse:
    """Needs no database, session or context processor; if even the template fails, a sentence without style."""
    try:
        html = str(loader.render_to_string(f"errors/{_audience(request)}/500.html", {"audience": _audience(request)}))
    except Exception:
        html = _PLAIN.format(words="Something went wrong. Nothing you saved is lost.")
    return _uncached(HttpResponse(html, status=HTTPStatus.INTERNAL_SERVER_ERROR))


def _page(request: CampusRequest, name: str, status: HTTPStatus) -> HttpResponse:
    audience = _audience(request)
    links = navigation.items(audience, getattr(request, "actor", None), "", counted=False)
    context = {"audience": audience, "home": audiences.HOME[audience], "navigation": links}
    html = loader.render_to_string(f"errors/{audience}/{name}.html", context, request=request)
    return _uncached(HttpResponse(html, status=status))


def _audience(request: CampusRequest) -> str:
    """The door, from the middleware or, where an error came before it, from the address; staff if it is neither."""
    return audiences.of(request) or audiences.of_path(request.path_info) or audiences.STAFF


def _uncached(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    return response
