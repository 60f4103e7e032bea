from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "transfers.handover"
    label = "handover"

    def ready(self) -> None:
        from transfers.actions import following
        from transfers.handover.actions.moving import on_move

        following.follow(on_move)
