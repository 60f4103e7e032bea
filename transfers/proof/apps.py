from django.apps import AppConfig


class ProofConfig(AppConfig):
    name = "transfers.proof"
    label = "proof"

    def ready(self) -> None:
        from transfers import roll_readers
        from transfers.proof.actions import counting, reading
        from transfers.rights import erasing

        erasing.before_erasing(counting.less_what_goes)
        roll_readers.register(lambda key, lines, at: reading.keep(reading=key, lines=lines, at=at))
