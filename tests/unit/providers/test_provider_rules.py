"""Who may be assigned."""

import pytest

from providers import rules


class TestMayAssign:
    def test_takes_a_posted_worker_of_an_active_provider(self) -> None:
        assert rules.may_assign(kind="PROVIDER", status="ACTIVE", worker_is_posted=True)

    @pytest.mark.parametrize(
        ("kind", "status", "posted"),
        [
            ("LEGAL_ADVISER", "ACTIVE", True),
            ("EMPLOYER", "ACTIVE", True),
            ("PROVIDER", "OFFBOARDING", True),
            ("PROVIDER", "SUSPENDED", True),
            ("PROVIDER", "ACTIVE", False),
        ],
    )
    def test_refuses_everybody_else(self, kind: str, status: str, posted: bool) -> None:
        assert not rules.may_assign(kind=kind, status=status, worker_is_posted=posted)
