from django.urls import path

from providers.views import staff

app_name = "providers"
urlpatterns = [
    path("", staff.Providers.as_view(), name="providers"),
    path("<uuid:organisation_id>/", staff.Provider.as_view(), name="provider"),
]
