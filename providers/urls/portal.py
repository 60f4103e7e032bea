from django.urls import path

from providers.views import portal

app_name = "providers"
urlpatterns = [
    path("", portal.Home.as_view(), name="home"),
]
