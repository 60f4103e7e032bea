from django.urls import path

from transfers.handover.views import cases, emergencies, late, lists

app_name = "handover"
urlpatterns = [
    path("transfers/", lists.Arrived.as_view(), name="arrived"),
    path("transfers/expected/", lists.Expected.as_view(), name="expected"),
    path("transfers/expected/<uuid:case_id>/", cases.ExpectedCard.as_view(), name="expected-card"),
    path("transfers/left/", lists.Left.as_view(), name="left"),
    path("transfers/accepted/", lists.Accepted.as_view(), name="accepted"),
    path("transfers/late-notes/", late.LateNotes.as_view(), name="late"),
    path("transfers/late-notes/mine/", late.MyLateNotes.as_view(), name="late-mine"),
    path("transfers/late-notes/<uuid:late_id>/", late.AcceptLate.as_view(), name="late-note"),
    path("transfers/late-notes/<uuid:late_id>/change/", late.ChangeLate.as_view(), name="late-change"),
    path("transfers/late-notes/<uuid:late_id>/return/", late.ReturnLate.as_view(), name="late-return"),
    path("transfers/<uuid:case_id>/", cases.Accept.as_view(), name="case"),
    path("transfers/<uuid:case_id>/give/", cases.Give.as_view(), name="give"),
    path("transfers/<uuid:case_id>/note/", cases.WriteNote.as_view(), name="note"),
    path("people/<uuid:learner_id>/expect/", cases.Expect.as_view(), name="expect"),
    path("emergencies/", emergencies.OpenRecord.as_view(), name="emergency"),
    path("emergencies/<uuid:window_id>/close/", emergencies.CloseRecord.as_view(), name="emergency-close"),
    path("emergencies/review/", emergencies.Reviews.as_view(), name="emergency-reviews"),
    path("emergencies/review/<uuid:window_id>/", emergencies.Review.as_view(), name="emergency-review"),
]
