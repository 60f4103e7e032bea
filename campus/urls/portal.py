"""Every address of the portal for people outside prison."""

from django.urls import include, path

from campus.accounts.urls import allauth_urls
from campus.core.static_pages import portal_urls

urlpatterns = [
    path("provider/account/", include(allauth_urls("portal"))),
    path("provider/", include(portal_urls)),
    path("provider/", include("campus.accounts.urls.portal")),
    path("provider/", include("providers.urls.portal")),
    path("provider/messages/", include("providers.messaging.urls.portal")),
]

handler400 = "campus.core.error_views.bad_request"
handler404 = "campus.core.error_views.not_found"
handler500 = "campus.core.error_views.server_error"
