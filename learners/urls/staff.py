from django.urls import path

from learners.views import kiosk_desk, staff

app_name = "learners"
urlpatterns = [
    path("", staff.Today.as_view(), name="today"),
    path("people/<uuid:learner_id>/", staff.Overview.as_view(), name="person"),
    path("people/<uuid:learner_id>/kiosk-code/", kiosk_desk.IssueCode.as_view(), name="kiosk-code"),
    path("people/<uuid:learner_id>/kiosk-code/try-again/", kiosk_desk.EndWait.as_view(), name="end-wait"),
    path("devices/", kiosk_desk.Devices.as_view(), name="devices"),
    path("devices/<uuid:device_id>/end/", kiosk_desk.EndDevice.as_view(), name="end-device"),
]
