from django.urls import path

from plans.assessments.views.staff import assessing, education, matching

app_name = "assessments"
PERSON = "people/<uuid:learner_id>/education"
urlpatterns = [
    path("people/unmatched/", education.UnmatchedArrivals.as_view(), name="unmatched"),
    path(f"{PERSON}/", education.EducationTab.as_view(), name="education"),
    path(f"{PERSON}/qualifications/", education.Qualifications.as_view(), name="qualifications"),
    path(f"{PERSON}/assess/", assessing.Start.as_view(), name="start"),
    path(f"{PERSON}/assess/<slug:assessment>/", assessing.Assess.as_view(), name="assess"),
    path(f"{PERSON}/assess/<slug:assessment>/again/", assessing.Again.as_view(), name="again"),
    path(f"{PERSON}/assess/<slug:assessment>/use/", assessing.UseResult.as_view(), name="use"),
    path(f"{PERSON}/results/<uuid:result_id>/", education.ResultPage.as_view(), name="result"),
    path(f"{PERSON}/results/<uuid:result_id>/correct/", assessing.Correct.as_view(), name="correct"),
    path(f"{PERSON}/results/<uuid:result_id>/void/", assessing.Void.as_view(), name="void"),
    path(f"{PERSON}/match/", matching.FindRecord.as_view(), name="match"),
    path(f"{PERSON}/match/record/", matching.LookAtRecord.as_view(), name="record"),
    path(f"{PERSON}/match/confirm/", matching.ConfirmMatch.as_view(), name="confirm"),
    path(f"{PERSON}/match/none/", matching.RecordNoMatch.as_view(), name="no-match"),
    path(f"{PERSON}/match/undo/", matching.Unmatch.as_view(), name="unmatch"),
    path(f"{PERSON}/match/read/", matching.ReadAgain.as_view(), name="read"),
]
