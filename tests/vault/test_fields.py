"""What cannot be keys is an error by field, before anything is sealed."""

import pytest

from ledger.refusals import InvalidError
from tests.vault import SEED, secrets
from vault import fields
from vault.secret import Secret

TOTP = f"otpauth://totp/x?secret={SEED}"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        pytest.param("password", "x" * 65_537, "64 KiB", id="too long"),
        pytest.param("totp_seed", "not base 32!", "authenticator seed", id="not base 32"),
        pytest.param("totp_seed", "AAAA", "authenticator seed", id="a short seed"),
        pytest.param("totp_seed", f"otpauth://hotp/x?secret={SEED}", "seed", id="by counter"),
        pytest.param("totp_seed", f"{TOTP}&digits=99", "seed", id="99 digits"),
        pytest.param("totp_seed", f"{TOTP}&period=x", "seed", id="no period"),
        pytest.param("totp_seed", f"{TOTP}&period=0", "seed", id="a period of nothing"),
        pytest.param("totp_seed", f"{TOTP}&algorithm=MD5", "seed", id="another algorithm"),
        pytest.param("totp_seed", "otpauth://[", "seed", id="no address"),
        pytest.param("backup_codes", "code\n" * 51, "50", id="51 codes"),
        pytest.param("pin", "1234", "no such field", id="another field"),
    ],
)
def test_what_cannot_be_keys(field: str, value: str, said: str) -> None:
    with pytest.raises(InvalidError, match=said) as caught:
        fields.sealable(secrets(**{field: value}))
    assert list(caught.value.errors) == [field]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidError, match="not text"):
        fields.sealable({"notes": Secret(b"\xff")})


def test_a_blank_seed_is_left_out() -> None:
    assert fields.sealable(secrets(totp_seed=" ", notes="")) == {}


def test_backup_codes_are_sealed_one_by_one() -> None:
    found = fields.sealable(secrets(backup_codes=" one \n\ntwo\n"))
    assert found == secrets(**{"backup_codes/1": "one", "backup_codes/2": "two"})
