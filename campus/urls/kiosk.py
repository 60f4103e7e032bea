"""Every address of the kiosk. No staff route is here, and none can be reached from here."""

from django.urls import include, path

from campus.core.static_pages import kiosk_urls

urlpatterns = [
    path("learn/", include(kiosk_urls)),
    path("learn/", include("learners.urls.kiosk")),
    path("learn/plan/", include("plans.urls.kiosk")),
    path("learn/", include("plans.needs.urls.kiosk")),
    path("learn/", include("plans.assessments.urls.kiosk")),
    path("learn/courses/", include("plans.courses.urls.kiosk")),
    path("learn/work/", include("jobs.cvs.urls.kiosk")),
    path("learn/messages/", include("providers.messaging.urls.kiosk")),
    path("learn/", include("transfers.urls.kiosk")),
    path("learn/", include("transfers.packages.urls.kiosk")),
    path("learn/", include("transfers.rights.urls.kiosk")),
]

handler400 = "campus.core.error_views.bad_request"
handler404 = "campus.core.error_views.not_found"
handler500 = "campus.core.error_views.server_error"
