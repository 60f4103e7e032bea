from django.apps import AppConfig


class MergesConfig(AppConfig):
    name = "transfers.merges"
    label = "merges"

    def ready(self) -> None:
        from transfers import event_handlers
        from transfers.merges.actions import events

        event_handlers.register(events.MERGED, events.merged)
        event_handlers.register(events.BOOKING_MOVED, events.booking_moved)
