"""Every address of the staff door."""

from django.urls import include, path

from campus.accounts.urls import allauth_urls
from campus.core.static_pages import staff_urls

urlpatterns = [
    path("staff/account/", include(allauth_urls("staff"))),
    path("staff/", include(staff_urls)),
    path("staff/", include("campus.accounts.urls.staff")),
    path("staff/", include("campus.audit.urls.staff")),
    path("staff/", include("learners.imports.urls.staff")),
    path("staff/", include("learners.urls.staff")),
    path("staff/", include("plans.urls.staff")),
    path("staff/", include("plans.needs.urls.staff")),
    path("staff/", include("plans.assessments.urls.staff")),
    path("staff/", include("plans.courses.urls.staff")),
    path("staff/providers/", include("providers.urls.staff")),
    path("staff/", include("providers.messaging.urls.staff")),
    path("staff/", include("jobs.cvs.urls.staff")),
    path("staff/", include("transfers.urls.staff")),
    path("staff/", include("transfers.merges.urls.staff")),
    path("staff/", include("transfers.handover.urls.staff")),
    path("staff/", include("transfers.packages.urls.staff")),
    path("staff/", include("transfers.proof.urls.staff")),
    path("staff/", include("transfers.rights.urls.staff")),
]

handler400 = "campus.core.error_views.bad_request"
handler404 = "campus.core.error_views.not_found"
handler500 = "campus.core.error_views.server_error"
