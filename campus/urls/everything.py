"""The addresses that belong to no audience. Each audience has its own urlconf (campus.core.middleware.audience)."""

from django.urls import include, path

from campus.core import health
from campus.core.front import Front

urlpatterns = [
    path("", Front.as_view(), name="front"),
    path("healthz", health.Alive.as_view(), name="healthz"),
    path("readyz", health.Ready.as_view(), name="readyz"),
    path("", include("transfers.urls.events")),
]

handler404 = "campus.core.error_views.not_found"
handler500 = "campus.core.error_views.server_error"
