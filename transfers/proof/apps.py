from django.apps import AppConfig


class ProofConfig(AppConfig):
    name = "transfers.proof"
    label = "proof"
