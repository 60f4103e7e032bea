from django.urls import path

from plans.assessments.views import kiosk

app_name = "assessments"
urlpatterns = [path("plan/results/", kiosk.MyResults.as_view(), name="results")]
