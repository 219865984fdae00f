"""Small secrets of other rooms open for their purpose and subject only."""

from pathlib import Path

import pytest

from vault import canary
from vault.cipher import CannotOpen
from vault.models.keys import DataKey
from vault.sealing import open_for, seal_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("master_key")]


def test_it_opens_for_the_same_purpose_and_subject() -> None:
    sealed = seal_for("second step", "anna", b"JBSWY3DPEHPK3PXP")
    assert open_for("second step", "anna", sealed) == b"JBSWY3DPEHPK3PXP"
    assert "JBSWY3DP" not in sealed


@pytest.mark.parametrize(
    ("purpose", "subject"), [("second step", "ben"), ("other", "anna"), ("canary", "anna")]
)
def test_it_opens_for_nobody_else(purpose: str, subject: str) -> None:
    sealed = seal_for("second step", "anna", b"seed")
    seal_for("other", "anna", b"seed")
    with pytest.raises(CannotOpen):
        open_for(purpose, subject, sealed)


@pytest.mark.parametrize("text", ["", "x", "é", "\0", "====", "A" * 5, "S0hWUAEB"])
def test_what_was_not_sealed_is_refused(text: str) -> None:
    seal_for("second step", "anna", b"seed")
    with pytest.raises(CannotOpen):
        open_for("second step", "anna", text)


def test_a_key_row_put_to_another_purpose_opens_nothing() -> None:
    sealed = seal_for("second step", "anna", b"seed")
    DataKey.objects.filter(purpose="second step").update(purpose="other")
    with pytest.raises(CannotOpen):
        open_for("other", "anna", sealed)


def test_a_purpose_has_one_data_key() -> None:
    for number in range(3):
        seal_for("second step", str(number), b"seed")
    assert DataKey.objects.filter(purpose="second step").count() == 1


def test_the_canary_seals_nothing_else(master_key: Path) -> None:
    with pytest.raises(ValueError, match="nothing else"):
        seal_for(canary.PURPOSE, "anna", b"seed")
