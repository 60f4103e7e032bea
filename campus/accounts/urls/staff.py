from django.conf import settings
from django.urls import path

from campus.accounts.views import personas, postings

app_name = "accounts"
urlpatterns = [path("posting/", postings.Choose.as_view(), name="posting")]
if settings.CAMPUS_PERSONAS:
    urlpatterns += [
        path("personas/", personas.Personas.as_view(), name="personas"),
        path("personas/<uuid:user_id>/", personas.Become.as_view(), name="become"),
    ]
