from django.urls import path

from transfers.views.events import Events

app_name = "events"
urlpatterns = [path("events/", Events.as_view(), name="take_in")]
