from django.urls import path

from transfers.packages.views import kiosk

app_name = "packages"
urlpatterns = [
    path("record/", kiosk.MyRecord.as_view(), name="my-record"),
    path("record/copy/", kiosk.AskForCopy.as_view(), name="ask-for-copy"),
    path("record/<uuid:copy_id>/", kiosk.MyCopy.as_view(), name="my-copy"),
    path("record/<uuid:copy_id>/again/", kiosk.TryAgain.as_view(), name="copy-again"),
    path("record/<uuid:copy_id>/<slug:part>/<int:number>/", kiosk.MyPart.as_view(), name="my-part"),
]
