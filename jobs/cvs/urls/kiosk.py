"""The learner's own work pages, below /learn/work/."""

from django.urls import path

from jobs.cvs.views import kiosk, kiosk_pages

app_name = "cvs"
urlpatterns = [
    path("", kiosk.Work.as_view(), name="work"),
    path("cv/", kiosk.MyCv.as_view(), name="my-cv"),
    path("cv/check/", kiosk.Check.as_view(), name="check"),
    path("cv/older/", kiosk.Older.as_view(), name="older"),
    path("cv/share/", kiosk.Share.as_view(), name="share"),
    path("cv/share/<uuid:user_id>/stop/", kiosk.StopSharing.as_view(), name="stop-sharing"),
    path("cv/<uuid:version_id>/", kiosk_pages.Version.as_view(), name="version"),
    path("cv/<uuid:version_id>/again/", kiosk_pages.TryAgain.as_view(), name="try-again"),
    path("cv/<uuid:version_id>/print/", kiosk_pages.AskToPrint.as_view(), name="ask-to-print"),
    path("cv/<uuid:version_id>/pages/<int:number>/", kiosk_pages.BigPage.as_view(), name="page"),
    path("cv/<uuid:version_id>/pages/<int:number>.png", kiosk_pages.Picture.as_view(), name="picture"),
    path("cv/<slug:question>/", kiosk.AnswerQuestion.as_view(), name="question"),
    path("cv/<slug:question>/look/", kiosk.LookAtWords.as_view(), name="look"),
]
