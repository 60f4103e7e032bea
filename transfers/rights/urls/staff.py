from django.urls import path

from transfers.rights.views.staff import erasure, requests

app_name = "rights"
_PERSON = "people/<uuid:learner_id>"
urlpatterns = [
    path("rights/", requests.Requests.as_view(), name="requests"),
    path("rights/requests/<uuid:rectification_id>/", requests.Decide.as_view(), name="request"),
    path("rights/requests/<uuid:rectification_id>/longer/", requests.TakeLonger.as_view(), name="longer"),
    path("rights/names/", requests.Identities.as_view(), name="identities"),
    path("rights/names/<uuid:correction_id>/", requests.DecideIdentity.as_view(), name="identity"),
    path("rights/erasures/", erasure.Orders.as_view(), name="orders"),
    path("rights/erasures/<uuid:order_id>/", erasure.Order.as_view(), name="order"),
    path("rights/holds/", erasure.Holds.as_view(), name="holds"),
    path("rights/holds/<uuid:hold_id>/end/", erasure.EndHold.as_view(), name="end-hold"),
    path("rights/kept/", erasure.Retention.as_view(), name="retention"),
    path("rights/kept/<str:period>/", erasure.DueForErasure.as_view(), name="due"),
    path(f"{_PERSON}/rights/", erasure.PersonRights.as_view(), name="person"),
    path(f"{_PERSON}/rights/erase/", erasure.AskErasure.as_view(), name="ask-erasure"),
    path(f"{_PERSON}/rights/hold/", erasure.BeginHold.as_view(), name="begin-hold"),
    path(f"{_PERSON}/rights/name/", requests.AskForIdentity.as_view(), name="ask-identity"),
]
