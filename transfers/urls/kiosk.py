from django.urls import path

from transfers.views import kiosk

app_name = "transfers"
urlpatterns = [path("plan/receipt/", kiosk.MyReceipt.as_view(), name="receipt")]
