from django.urls import path

from providers.messaging.views import portal

app_name = "messaging"
urlpatterns = [
    path("", portal.Threads.as_view(), name="threads"),
    path("new/", portal.New.as_view(), name="new"),
    path("<uuid:thread_id>/", portal.Thread.as_view(), name="thread"),
    path("<uuid:thread_id>/worried/", portal.Worried.as_view(), name="worried"),
]
