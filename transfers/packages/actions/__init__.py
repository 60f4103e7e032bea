from transfers.packages.actions.importing import Result, integrate, quarantine

__all__ = ["Result", "integrate", "quarantine"]
