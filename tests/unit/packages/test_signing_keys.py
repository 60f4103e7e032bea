import json
import os
import stat

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from joserfc import jws
from joserfc.jwk import OKPKey

from campus.core import signing_keys
from transfers.packages import sealing
from transfers.packages.rules.refusals import NoPackage, PackageRefused


def pem(key):
    return key.private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


@pytest.fixture
def key():
    return OKPKey.generate_key("Ed25519")


class TestSign:
    def test_is_verified_and_nothing_else_is(self):
        signed = signing_keys.sign(b"42 records")
        assert signing_keys.verify(b"42 records", key_id=signed.key_id, value=signed.value)
        assert not signing_keys.verify(b"43 records", key_id=signed.key_id, value=signed.value)
        assert not signing_keys.verify(b"42 records", key_id="somebody", value=signed.value)
        assert not signing_keys.verify(b"42 records", key_id=signed.key_id, value=signed.value + "=")

    def test_uses_the_key_of_the_environment_as_pem_or_jwk(self, key):
        for given in (pem(key), json.dumps(key.as_dict(private=True))):
            with override_settings(CAMPUS_SIGNING_KEY=given):
                assert signing_keys.key_id() == key.thumbprint()

    def test_still_verifies_what_a_former_key_signed(self, key):
        with override_settings(CAMPUS_SIGNING_KEY=pem(key)):
            signed = signing_keys.sign(b"x")
        assert not signing_keys.verify(b"x", key_id=signed.key_id, value=signed.value)
        with override_settings(CAMPUS_OLDER_SIGNING_KEYS=json.dumps({"keys": [key.as_dict(private=False)]})):
            assert signing_keys.verify(b"x", key_id=signed.key_id, value=signed.value)

    def test_takes_another_campus_for_itself_never(self, key):
        with override_settings(CAMPUS_TRUSTED_ISSUERS=json.dumps({"keys": [key.as_dict(private=False)]})):
            assert key.thumbprint() in signing_keys.trusted_keys()
            assert key.thumbprint() not in signing_keys.own_keys()


class TestKeyFile:
    def test_is_made_once_for_its_owner_alone(self, tmp_path):
        with override_settings(CAMPUS_HOME=tmp_path):
            first = signing_keys.key_id()
            path = tmp_path / "keys" / "signing.pem"
            assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
            assert signing_keys.read_key(path.read_text(), "Ed25519").thumbprint() == first

    def test_is_not_made_in_production(self, tmp_path):
        with (
            override_settings(CAMPUS_HOME=tmp_path, CAMPUS_DEVELOPMENT_KEYS=False),
            pytest.raises(ImproperlyConfigured, match="CAMPUS_SIGNING_KEY"),
        ):
            signing_keys.key_id()
        assert not (tmp_path / "keys").exists()

    def test_of_a_developer_is_refused_in_production(self, tmp_path):
        with override_settings(CAMPUS_HOME=tmp_path):
            given = pem(signing_keys.signing_key())
        with (
            override_settings(CAMPUS_SIGNING_KEY=given, CAMPUS_DEVELOPMENT_KEYS=False),
            pytest.raises(ImproperlyConfigured, match="Everybody knows"),
        ):
            signing_keys.key_id()

    @pytest.mark.parametrize(
        "given", ["", "hello", "{}", '{"kty": "oct", "k": "AA"}', "-----BEGIN " + "PRIVATE KEY-----"]
    )
    def test_that_is_none_is_said_in_a_sentence(self, given):
        with pytest.raises(ValueError, match="This is no X25519 key"):
            signing_keys.read_key(given, "X25519")

    def test_of_another_curve_is_said_in_a_sentence(self, key):
        with pytest.raises(ValueError, match="give one of X25519"):
            signing_keys.read_key(json.dumps(key.as_dict(private=False)), "X25519")


class TestSeal:
    @pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
    def test_is_a_detached_jws_that_others_can_check(self):
        header, _, value = sealing.seal(b'{"a":1}').decode().partition("..")
        whole = ".".join([header, signing_keys.encoded(b'{"a":1}'), value])
        read = jws.deserialize_compact(whole, signing_keys.signing_key(), algorithms=["EdDSA"])
        assert read.payload == b'{"a":1}'

    def test_of_an_unknown_key_is_no_seal(self, key):
        with override_settings(CAMPUS_SIGNING_KEY=pem(key)):
            seal = sealing.seal(b"{}")
            assert sealing.check_seal(b"{}", seal) == key.thumbprint()
        with pytest.raises(PackageRefused) as refused:
            sealing.check_seal(b"{}", seal)
        assert refused.value.code == "bad_signature"
        with override_settings(CAMPUS_TRUSTED_ISSUERS=json.dumps({"keys": [key.as_dict(private=False)]})):
            assert sealing.check_seal(b"{}", seal) == key.thumbprint()

    @pytest.mark.parametrize("seal", [b"", b"..", b"a..b", b"\xff" * 90, b'{"alg":"none"}..'])
    def test_of_nothing_is_no_seal(self, seal):
        with pytest.raises(PackageRefused):
            sealing.check_seal(b"{}", seal)


class TestLock:
    def test_opens_for_this_campus_and_for_nobody_else(self):
        locked = sealing.lock(b"inside", signing_keys.opening_key())
        assert sealing.unlock(locked) == b"inside"
        with pytest.raises(PackageRefused) as refused:
            sealing.unlock(sealing.lock(b"inside", OKPKey.generate_key("X25519")))
        assert refused.value.code == "policy"

    @pytest.mark.parametrize("locked", [b"eyJ", b"eyJ....", b"eyJhbGciOiJub25lIn0....", b"eyJ\xff.a.b.c.d"])
    def test_that_is_none_is_refused(self, locked):
        with pytest.raises((PackageRefused, NoPackage)):
            sealing.unlock(locked)
