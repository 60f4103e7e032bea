from django.urls import path

from transfers.views import staff

app_name = "transfers"
urlpatterns = [
    path("transfers/<uuid:case_id>/receipt/", staff.ReceiptPage.as_view(), name="receipt"),
    path("transfers/<uuid:case_id>/receipt/print/", staff.ReceiptPaper.as_view(), name="receipt-paper"),
    path("stewards/", staff.Exceptions.as_view(), name="exceptions"),
    path("stewards/<uuid:exception_id>/", staff.Resolve.as_view(), name="resolve"),
]
