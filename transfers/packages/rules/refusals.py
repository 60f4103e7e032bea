"""Why a package is not taken: one code for machines, one sentence for people (transfers-access-security.md 1.11)."""

from enum import StrEnum

from campus.core.errors import Refused


class Code(StrEnum):
    BAD_SIGNATURE = "bad_signature"
    DIGEST_MISMATCH = "digest_mismatch"
    COUNT_MISMATCH = "count_mismatch"
    UNKNOWN_SUBJECT = "unknown_subject"
    WRONG_SUBJECT = "wrong_subject"
    UNSUPPORTED_VERSION = "unsupported_version"
    EXPIRED = "expired"
    REPLAY = "replay"
    TOO_BIG = "too_big"
    POLICY = "policy"


class PackageRefused(Refused):
    """The package is not taken, and nothing of it was written."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NoPackage(Exception):
    """The file cannot be read as a package at all."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
