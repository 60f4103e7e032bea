from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "campus.accounts"
    label = "accounts"

    def ready(self) -> None:
        from campus.accounts import checks  # noqa: F401  (registers itself)
