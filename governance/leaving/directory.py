"""What the organisation's directory says of people: they are new here, changed, or back.

That somebody has left is `leave`, as everybody else says it. The directory gives nobody a role, a
team or a way to sign in.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from governance.leaving import acts
from ledger.acts import Act, Door, act, opens
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError, RefusedError
from people.addresses import TAKEN, taken
from people.models import DirectoryEntry, User
from people.permissions import directory
from people.roles import Role

TAKEN_THERE = "Somebody has this external id already."
TAKEN_BY_OTHERS = {TAKEN, TAKEN_THERE}
HOLDS_A_ROLE = (
    "This person holds a role that decides or opens. A steward changes their address here, or they "
    "do it themselves: whoever reads what is sent there could set a password."
)


class Entry(forms.Form):
    """What a directory tells of somebody."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=150, required=False)
    external_id = forms.CharField(max_length=200, required=False)


@guard("This person has not left. A steward ended their sign-in, and gives it back.")
def has_left(user: User, asked: Asked) -> bool:
    return user.left_on is not None


@act(
    "person.add_from_directory",
    User,
    label="Add somebody whom the directory names",
    who=directory,
    form=Entry,
    silent="They can do nothing yet: roles, teams and an invitation are a steward's to give.",
)
def add(user: User, act: Act) -> None:
    user.email, user.name = act.inputs["email"], act.inputs["name"]
    user.set_unusable_password()
    _say_taken(user, act.inputs)
    user.save(force_insert=True)
    _enter(user, act.inputs["external_id"])


@act(
    "person.change_from_directory",
    User,
    label="Change what the directory says of somebody",
    who=directory,
    form=Entry,
    tells=["address_changed"],
)
def change(user: User, act: Act) -> None:
    """Whoever reads the old address is told that it is not theirs any more."""
    before, now = user.email, act.inputs["email"]
    _say_taken(user, act.inputs)
    if now.lower() != before.lower():
        if any(Role(each.role).decides_or_opens for each in user.standing_roles):
            raise RefusedError(HOLDS_A_ROLE)
        act.words |= {"before": before, "now": now}
        said = {"person": act.inputs["name"] or now, "path": reverse("mfa_index")}
        act.tell("address_changed", [user], **said, goes_to=before)
    user.email, user.name = now, act.inputs["name"]
    _enter(user, act.inputs["external_id"])


@act(
    "person.come_back",
    User,
    label="Say that somebody is back",
    who=directory,
    guards=[has_left],
    silent="They can do nothing yet: roles, teams and an invitation are a steward's to give.",
)
def come_back(user: User, act: Act) -> None:
    """With nothing of what they had: no role, no team, no password and, since they left, no second
    step and no single sign-on."""
    user.left_on = user.ends_on = None
    user.is_active = True
    user.set_unusable_password()
    user.invited_at = user.last_login = None  # or else a forgotten password would be a way in
    DirectoryEntry.objects.filter(person=user).update(deleted_at=None)


@act(
    "person.delete_from_directory",
    User,
    label="Say that somebody is not in the directory any more",
    who=directory,
    silent="Whoever is still here leaves by it, which tells the managers and the officers.",
    saves=False,
)
def forget(user: User, act: Act) -> None:
    """The person and what they did stay."""
    _enter(user, "")
    DirectoryEntry.objects.filter(person=user).update(deleted_at=act.at)


opens(Door("scim", "Users"), add)
opens(Door("scim", "Users/<id>"), change, come_back, forget, acts.leave)


def _say_taken(user: User, given: dict[str, Any]) -> None:
    if taken(user, given["email"]):
        raise InvalidError({"email": [TAKEN]})
    external_id = given["external_id"]
    named = User.objects.filter(in_directory__external_id=external_id).exclude(pk=user.pk)
    if external_id and named.exists():
        raise InvalidError({"external_id": [TAKEN_THERE]})


def _enter(user: User, external_id: str) -> None:
    DirectoryEntry.objects.update_or_create(person=user, defaults={"external_id": external_id})
