"""New keys fall due: by an opening, a leaver, a finding or somebody's wish, once at a time."""

import pytest

from ledger.models import Notice
from tests.ledger.reading import acts, last, told
from tests.vault import TODAY, People, value
from vault import rotations
from vault.models import Cause, Custodian, Grant, Rotation

pytestmark = pytest.mark.django_db


def due(custodian: Custodian, people: People, cause: Cause, reason: str = "") -> Rotation:
    return rotations.fall_due(custodian, cause, by=people.anna, today=TODAY, reason=reason)


def test_it_is_due_from_today(custodian: Custodian, people: People) -> None:
    rotation = due(custodian, people, Cause.FINDING)
    assert (rotation.state, rotation.due_on, rotation.cause) == ("due", TODAY, "finding")


def test_whoever_is_responsible_is_told_the_cause(custodian: Custodian, people: People) -> None:
    due(custodian, people, Cause.FINDING)
    assert told("keys_due") == ["Dan"]
    cause = Notice.objects.get(kind="keys_due").context["cause"]
    assert cause == "a security review found it"


def test_the_cause_is_a_fact_and_the_reason_a_word(custodian: Custodian, people: People) -> None:
    due(custodian, people, Cause.REASON, "A phone was lost.")
    entry = last("rotation.fall_due")
    assert entry.facts["cause"] == "reason"
    assert entry.words["reason"] == "A phone was lost."


def test_what_is_due_is_not_due_twice(custodian: Custodian, people: People) -> None:
    first = due(custodian, people, Cause.FINDING)
    assert due(custodian, people, Cause.LEAVER) == first
    assert Rotation.objects.get().cause == "finding"
    assert acts().count("rotation.fall_due") == 1


def test_what_was_only_offered_is_due_from_now_on(rotation: Rotation, people: People) -> None:
    assert due(rotation.custodian, people, Cause.LEAVER) == rotation
    assert Rotation.objects.get().cause == "leaver"
    assert Rotation.objects.get().state == "proposed"


def test_an_opening_from_outside_makes_it_due_once(grant: Grant) -> None:
    value(grant)
    value(grant)
    assert [each.cause for each in Rotation.objects.all()] == ["opening"]
