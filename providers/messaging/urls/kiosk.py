from django.urls import path

from providers.messaging.views import kiosk

app_name = "messaging"
urlpatterns = [
    path("", kiosk.Threads.as_view(), name="threads"),
    path("new/", kiosk.New.as_view(), name="new"),
    path("<uuid:thread_id>/", kiosk.Thread.as_view(), name="thread"),
]
