from django.urls import path

from transfers.proof.views import staff

app_name = "proof"
urlpatterns = [path("reports/proof/", staff.ProofPage.as_view(), name="proof")]
