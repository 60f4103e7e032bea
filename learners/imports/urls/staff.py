from django.urls import path

from learners.imports.views import staff

app_name = "imports"
urlpatterns = [
    path("people/import/", staff.Imports.as_view(), name="imports"),
    path("people/import/files/<uuid:batch_id>/", staff.OneBatch.as_view(), name="batch"),
    path("people/import/files/<uuid:batch_id>/start/", staff.Confirm.as_view(), name="confirm"),
    path("people/import/files/<uuid:batch_id>/take-back/", staff.Cancel.as_view(), name="cancel"),
    path("people/import/files/<uuid:batch_id>/not-imported.csv", staff.Refused.as_view(), name="refused"),
    path("people/import/<slug:code>/", staff.Send.as_view(), name="send"),
    path("people/import/<slug:code>/example.csv", staff.Example.as_view(), name="example"),
]
