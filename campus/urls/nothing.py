"""The addresses of a door that this process does not serve: none."""

urlpatterns: list[object] = []
handler404 = "campus.core.error_views.not_found"
handler500 = "campus.core.error_views.server_error"
