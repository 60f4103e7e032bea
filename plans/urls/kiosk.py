from django.urls import path

from plans.views import kiosk

app_name = "plans"
urlpatterns = [
    path("", kiosk.MyPlan.as_view(), name="plan"),
    path("steps/<uuid:step_id>/done/", kiosk.Tick.as_view(), name="tick"),
    path("steps/<uuid:step_id>/not-done/", kiosk.Untick.as_view(), name="untick"),
]
