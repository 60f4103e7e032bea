from django.urls import path

from campus.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.Trail.as_view(), name="trail"),
    path("audit/viewings/", views.AccessLog.as_view(), name="access-log"),
]
