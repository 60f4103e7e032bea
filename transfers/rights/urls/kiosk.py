from django.urls import path

from transfers.rights.views import kiosk

app_name = "rights"
urlpatterns = [
    path("record/wrong/", kiosk.SomethingIsWrong.as_view(), name="wrong"),
    path("record/wrong/<uuid:rectification_id>/take-back/", kiosk.TakeBack.as_view(), name="take-back"),
]
