from django.apps import AppConfig


class ProofConfig(AppConfig):
    name = "transfers.proof"
    label = "proof"

    def ready(self) -> None:
        from transfers import roll_readers
        from transfers.proof.actions import reading

        roll_readers.register(lambda key, lines, at: reading.keep(reading=key, lines=lines, at=at))
