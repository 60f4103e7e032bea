from django.urls import path

from campus.core import work

app_name = "core"
urlpatterns = [path("work/", work.Work.as_view(), name="work")]
