"""What a new version takes over, and which of its values are new: compared in memory, not kept."""

import pytest

from ledger.refusals import RefusedError
from tests.vault import ANOTHER, KEYS, SEED, TODAY, People, approved, confirmed, proposed, value
from vault import carrying, evidence, rotations, versions
from vault.models import Custodian, Rotation, Sealed, Version

pytestmark = pytest.mark.django_db


def since(custodian: Custodian, number: int) -> dict[str, int]:
    rows = Sealed.objects.filter(version__custodian=custodian, version__number=number)
    return dict(rows.values_list("field", "since"))


def test_what_is_deposited_is_new(custodian: Custodian) -> None:
    assert set(since(custodian, 1).values()) == {1}


def test_what_is_given_is_new_and_the_rest_is_not(rotation: Rotation) -> None:
    found = since(rotation.custodian, 2)
    assert found.pop("password") == 2
    assert set(found.values()) == {1}


def test_the_ledger_keeps_it_with_the_bytes(rotation: Rotation) -> None:
    found = evidence.newest(Custodian.objects.get(pk=rotation.custodian_id))
    assert found is not None
    assert found.facts["holding"]["proposed"]["since"] == since(rotation.custodian, 2)


@pytest.mark.parametrize(
    "same",
    [
        {"password": KEYS["password"]},
        {"totp_seed": SEED.lower()},
        {"totp_seed": f"otpauth://totp/x?secret={SEED}"},
        {"backup_codes": "marker-code-2"},
    ],
    ids=["the same", "other letters", "an address", "one of the codes"],
)
def test_a_value_given_again_is_not_new(
    custodian: Custodian, people: People, same: dict[str, str]
) -> None:
    proposed(custodian, people.ben, **same)
    assert set(since(custodian, 2).values()) == {1}


def test_one_new_code_among_the_old_is_new_alone(custodian: Custodian, people: People) -> None:
    proposed(custodian, people.ben, backup_codes="other\nmarker-code-1")
    found = since(custodian, 2)
    assert (found["backup_codes/1"], found["backup_codes/2"]) == (2, 1)


def test_the_password_before_last_is_not_new(custodian: Custodian, people: People) -> None:
    confirmed(proposed(custodian, people.ben), people.ben)
    proposed(custodian, people.ben, password=KEYS["password"])
    assert since(custodian, 3)["password"] == 1


def test_what_is_missing_is_added_to_the_proposal(rotation: Rotation, people: People) -> None:
    custodian = rotation.custodian
    assert proposed(custodian, people.ben, totp_seed=ANOTHER["totp_seed"]) == rotation
    found = since(custodian, 3)
    assert (found["password"], found["totp_seed"], found["username"]) == (2, 3, 1)
    standings = dict(Version.objects.values_list("number", "standing"))
    assert standings == {1: "current", 2: "old", 3: "proposed"}
    confirmed(rotation, people.ben)
    assert value(approved(custodian, people.ben, people.carol)) == "new"


def test_what_is_proposed_already_is_not_replaced(rotation: Rotation, people: People) -> None:
    with pytest.raises(RefusedError, match="This rotation is proposed; to propose"):
        proposed(rotation.custodian, people.ben, password="x", notes="y")


def test_values_of_keys_that_are_not_current_any_more_are_not_kept(
    rotation: Rotation, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Confirmed while somebody else was writing theirs."""
    custodian = rotation.custodian
    rotations.abandon(rotation, by=people.anna, today=TODAY, reason="Not yet.")
    seal = versions.seal

    def meanwhile(*given: object, **more: object) -> versions.Sealing:
        monkeypatch.setattr(versions, "seal", seal)
        confirmed(proposed(custodian, people.ben, username="Another"), people.ben)
        custodian.refresh_from_db()
        return seal(*given, **more)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(versions, "seal", meanwhile)
    with pytest.raises(RefusedError, match="Somebody else changed these keys"):
        proposed(custodian, people.anna, password="late")
    assert not Version.objects.filter(standing="proposed").exists()


def test_an_old_value_that_does_not_open_is_passed_over(
    custodian: Custodian, people: People
) -> None:
    confirmed(proposed(custodian, people.ben), people.ben)
    old = Sealed.objects.get(version__number=1, field="password")
    Sealed.objects.filter(pk=old.pk).update(value=bytes(old.value)[:-1])
    made = carrying.over(Custodian.objects.get(pk=custodian.pk), {})
    assert made.upon == 2
