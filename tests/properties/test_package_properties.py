"""No bit of a package can be flipped unseen, locked or not (issue 4, "Done when" 5)."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.core import pdf, signing_keys
from tests.factories import packages as make
from tests.factories.providers import a_person
from tests.factories.whole_record import with_paper, with_plan
from transfers.packages import checking
from transfers.packages.rules.refusals import NoPackage, PackageRefused

pytestmark = pytest.mark.django_db
MANY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def packages(monkeypatch):
    """One package, plain and locked."""
    monkeypatch.setattr(pdf, "make", lambda html, *, identifier: pdf.Pdf(b"%PDF-1.7 " + identifier.encode(), 1))
    learner = a_person()
    with_plan(learner)
    with_paper(learner)
    plain = make.built(learner).content
    return {False: plain, True: make.built(learner, recipient_key=signing_keys.opening_key()).content}


def refused(content):
    try:
        checking.check(io.BytesIO(content), len(content), at=make.AT)
    except (PackageRefused, NoPackage):
        return True
    return False


class TestFlip:
    @MANY
    @given(data=st.data(), locked=st.booleans())
    def test_of_any_bit_is_noticed(self, packages, data, locked):
        content = bytearray(packages[locked])
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= 1 << data.draw(st.integers(0, 7))
        assert refused(bytes(content)), f"bit flipped at {at} of {len(content)}"

    @MANY
    @given(data=st.data(), locked=st.booleans())
    def test_cutting_or_adding_is_noticed(self, packages, data, locked):
        content = packages[locked]
        at = data.draw(st.integers(0, len(content) - 1))
        assert refused(content[:at])
        assert refused(content + data.draw(st.binary(min_size=1, max_size=20)))

    def test_of_each_bit_of_the_last_letters_is_noticed(self, packages):
        """Where base64 has bits to spare, and where a ZIP keeps what nobody reads."""
        for content in packages.values():
            for at in range(len(content) - 60, len(content)):
                for bit in range(8):
                    changed = bytearray(content)
                    changed[at] ^= 1 << bit
                    assert refused(bytes(changed)), (at, bit)

    def test_whole_packages_pass(self, packages):
        assert not refused(packages[False]) and not refused(packages[True])
