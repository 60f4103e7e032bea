from tests.security.clocks import later

__all__ = ["later"]
