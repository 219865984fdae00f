"""The codes of authenticator seeds are those of RFC 6238, whatever the seed is written in."""

from datetime import UTC, datetime

import pytest

from vault import totp
from vault.secret import Secret, expose_bytes, expose_text

SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (20000000000, "65353130")],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    found = totp.parameters(Secret(f"otpauth://totp/x?secret={SEED}&digits=8"))
    assert found is not None
    made, seconds = totp.code(found, datetime.fromtimestamp(at, UTC))
    assert expose_text(made) == code
    assert seconds == 30 - at % 30


@pytest.mark.parametrize("text", [SEED.lower(), "gezd gnbv-gy3t qojq gezd-gnbv gy3t qojq", SEED])
def test_a_seed_as_platforms_show_it(text: str) -> None:
    found = totp.parameters(Secret(f"  {text}\n"))
    assert found is not None
    assert expose_bytes(found.seed) == b"12345678901234567890"
    assert (found.algorithm, found.digits, found.period) == ("SHA1", 6, 30)


def test_an_address_says_how_its_codes_are_made() -> None:
    text = f"otpauth://totp/Us?secret={SEED}&algorithm=sha512&digits=7&period=60"
    found = totp.parameters(Secret(text))
    assert found is not None
    assert (found.algorithm, found.digits, found.period) == ("SHA512", 7, 60)


def test_what_is_no_text_is_no_seed() -> None:
    assert totp.parameters(Secret(b"\xff")) is None
