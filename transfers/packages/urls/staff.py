from django.urls import path

from transfers.packages.views import access, own_copy, received, sent

app_name = "packages"
urlpatterns = [
    path("packages/", sent.Packages.as_view(), name="packages"),
    path("packages/received/", received.Received.as_view(), name="received"),
    path("packages/received/<uuid:received_id>/", received.OneReceived.as_view(), name="received-one"),
    path("packages/received/<uuid:received_id>/away/", received.TurnAway.as_view(), name="turn-away"),
    path("packages/<uuid:package_case_id>/", sent.OneCase.as_view(), name="case"),
    path("packages/<uuid:package_case_id>/decide/", sent.Decide.as_view(), name="decide"),
    path("packages/<uuid:package_case_id>/answer/", sent.Answer.as_view(), name="answer"),
    path("packages/<uuid:package_case_id>/again/", sent.Again.as_view(), name="again"),
    path("packages/<uuid:package_case_id>/close/", sent.Close.as_view(), name="close"),
    path("packages/<uuid:package_case_id>/file/", sent.PackageFile.as_view(), name="file"),
    path("people/<uuid:learner_id>/package/", sent.Ask.as_view(), name="ask"),
    path("people/<uuid:learner_id>/own-copy/", own_copy.OwnCopies.as_view(), name="own-copies"),
    path("people/<uuid:learner_id>/own-copy/<uuid:copy_id>/", own_copy.OwnCopyPaper.as_view(), name="own-copy-paper"),
    path("people/<uuid:learner_id>/subject-access/", access.Start.as_view(), name="start-answer"),
    path("subject-access/", access.Answers.as_view(), name="answers"),
    path("subject-access/<uuid:access_id>/", access.OneAnswer.as_view(), name="answer-one"),
    path("subject-access/<uuid:access_id>/read/", access.ReadNext.as_view(), name="read-next"),
    path("subject-access/<uuid:access_id>/read/<uuid:found_id>/", access.Read.as_view(), name="read"),
    path("subject-access/<uuid:access_id>/file/", access.AnswerFile.as_view(), name="answer-file"),
]
