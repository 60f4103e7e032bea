from django.urls import path

from transfers.merges.views import person, staff

app_name = "merges"
urlpatterns = [
    path("stewards/merges/", staff.Merges.as_view(), name="merges"),
    path("stewards/merges/join/", staff.AskToJoin.as_view(), name="join"),
    path("stewards/merges/<uuid:merge_id>/", staff.MergePage.as_view(), name="merge"),
    path("stewards/merges/<uuid:merge_id>/part/", staff.AskToPart.as_view(), name="part"),
    path("stewards/merges/requests/", staff.Requests.as_view(), name="requests"),
    path("stewards/merges/requests/<uuid:identity_request_id>/", staff.Decide.as_view(), name="decide"),
    path("stewards/merges/to-allocate/", staff.Allocations.as_view(), name="allocations"),
    path("stewards/merges/to-allocate/<uuid:allocation_id>/", staff.Allot.as_view(), name="allot"),
    path("stewards/merges/questions/", staff.Questions.as_view(), name="questions"),
    path("stewards/merges/questions/<uuid:task_id>/", staff.Answer.as_view(), name="answer"),
    path("stewards/merges/wrong-person/", staff.WrongPerson.as_view(), name="wrong-person"),
    path("stewards/merges/wrong-person/<slug:record_kind>/<uuid:filed_id>/", staff.AskToMove.as_view(), name="move"),
    path("people/<uuid:learner_id>/merged/", person.MergedRecord.as_view(), name="earlier"),
]
