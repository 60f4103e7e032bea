"""A person's work tab, and what people asked staff to print, below /staff/."""

from django.urls import path

from jobs.cvs.views import staff

app_name = "cvs"
urlpatterns = [
    path("people/<uuid:learner_id>/work/", staff.PersonWork.as_view(), name="person-work"),
    path("printing/", staff.Printing.as_view(), name="printing"),
    path("printing/<uuid:request_id>/pdf", staff.PrintPdf.as_view(), name="print-pdf"),
    path("printing/<uuid:request_id>/printed/", staff.MarkPrinted.as_view(), name="mark-printed"),
]
