from django.urls import path

from providers.messaging.views import person, staff

app_name = "messaging"
urlpatterns = [
    path("messages/", staff.Queue.as_view(), name="queue"),
    path("messages/next/", staff.TakeNext.as_view(), name="take_next"),
    path("messages/decided/", staff.Decided.as_view(), name="decided"),
    path("messages/concerns/", staff.Concerns.as_view(), name="concerns"),
    path("messages/concerns/<uuid:concern_id>/", staff.Concern.as_view(), name="concern"),
    path("messages/concerns/<uuid:concern_id>/take/", staff.TakeConcern.as_view(), name="take_concern"),
    path("messages/<uuid:message_id>/", staff.Check.as_view(), name="check"),
    path("messages/<uuid:message_id>/take/", staff.Take.as_view(), name="take"),
    path("messages/<uuid:message_id>/leave/", staff.Leave.as_view(), name="leave"),
    path("people/<uuid:learner_id>/messages/", person.Messages.as_view(), name="person"),
    path("people/<uuid:learner_id>/messages/assign/", person.Assign.as_view(), name="assign"),
    path(
        "people/<uuid:learner_id>/messages/assigned/<uuid:assignment_id>/end/",
        person.EndAssignment.as_view(),
        name="end_assignment",
    ),
]
