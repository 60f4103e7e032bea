from django.urls import path

from learners.views import history, kiosk_desk, sharing, staff

app_name = "learners"
urlpatterns = [
    path("", staff.Today.as_view(), name="today"),
    path("people/<uuid:learner_id>/", staff.Overview.as_view(), name="person"),
    path("people/<uuid:learner_id>/kiosk-code/", kiosk_desk.IssueCode.as_view(), name="kiosk-code"),
    path("people/<uuid:learner_id>/kiosk-code/try-again/", kiosk_desk.EndWait.as_view(), name="end-wait"),
    path("people/<uuid:learner_id>/history/", history.History.as_view(), name="history"),
    path("people/<uuid:learner_id>/sharing/", sharing.Sharing.as_view(), name="sharing"),
    path("people/<uuid:learner_id>/sharing/change/", sharing.ChangeSharing.as_view(), name="change-sharing"),
    path("devices/", kiosk_desk.Devices.as_view(), name="devices"),
    path("devices/<uuid:device_id>/end/", kiosk_desk.EndDevice.as_view(), name="end-device"),
]
