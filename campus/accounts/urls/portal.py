from django.conf import settings
from django.urls import path

from campus.accounts.views import invitations, personas, postings

app_name = "accounts"
urlpatterns = [
    path("posting/", postings.Choose.as_view(), name="posting"),
    path("invitation/<str:token>/", invitations.Accept.as_view(), name="invitation"),
    path("colleagues/", invitations.Colleagues.as_view(), name="colleagues"),
]
if settings.CAMPUS_PERSONAS:
    urlpatterns += [
        path("personas/", personas.Personas.as_view(), name="personas"),
        path("personas/<uuid:user_id>/", personas.Become.as_view(), name="become"),
    ]
