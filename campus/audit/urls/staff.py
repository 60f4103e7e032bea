from django.urls import path

from campus.audit import views, work

app_name = "audit"
urlpatterns = [
    path("work/", work.Work.as_view(), name="work"),
    path("audit/", views.Trail.as_view(), name="trail"),
    path("audit/viewings/", views.AccessLog.as_view(), name="access-log"),
]
