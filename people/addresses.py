"""A new e-mail address, changed by oneself: with a second step, and by a link that goes to it.

Nothing else of a person changes: who they are was shown twice, so no role is lost. An address that
somebody else changes is another matter; see people/admin/users.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.core import signing
from django.db import models
from django.urls import reverse

from ledger import letters
from ledger.acts import Act, act
from ledger.days import moment_in_words
from ledger.letters import Letter
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from people import domains
from people.models import User
from people.models.appointment import SECOND_STEPS
from people.permissions import oneself
from people.roles import Role

SALT = "people.addresses"
GOOD_FOR = datetime.timedelta(hours=2)  # the letter says so
NEW_FOR = datetime.timedelta(hours=24)
TAKEN = "Somebody has this e-mail address already."


@guard(
    "Without a second step of signing in a steward changes your address.",
    helps="person.add_second_step",
)
def has_second_step(user: User, asked: Asked) -> bool:
    return user.has_second_step


def _known_from(user: User) -> datetime.datetime | None:
    """A password alone removes a second step and adds another: its person has a day to notice."""
    steps = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).order_by("created_at")
    first: datetime.datetime | None = steps.values_list("created_at", flat=True).first()
    return first + NEW_FOR if first else None


def _too_new(user: User, asked: Asked) -> str:
    until = _known_from(user)
    said = moment_in_words(until) if until else "a day after it was added"
    return f"Your second step of signing in is new. You can change your address from {said}."


@guard(_too_new)
def second_step_is_known(user: User, asked: Asked) -> bool:
    """Where there is none, the guard before says so."""
    until = _known_from(user)
    return until is None or until <= asked.at


@guard("You have asked for no new address, or it is yours already.", helps="person.ask_for_address")
def asked_for_one(user: User, asked: Asked) -> bool:
    return bool(user.new_email)


@guard(TAKEN)
def still_free(user: User, asked: Asked) -> bool:
    return not taken(user, user.new_email)


class NewAddress(forms.Form):
    email = forms.EmailField(
        label="Your new e-mail address",
        max_length=254,
        help_text="We send a link to it. Until you open it nothing changes.",
    )


@act(
    "person.ask_for_address",
    User,
    label="Change my e-mail address",
    who=oneself,
    guards=[has_second_step, second_step_is_known],
    form=NewAddress,
    tells=["address_asked_for", "address_link"],
)
def ask(user: User, act: Act) -> None:
    """The old address hears of it, the new one gets the link."""
    wanted = act.inputs["email"]
    if why := domains.refusal(wanted) or (TAKEN if taken(user, wanted) else ""):
        raise InvalidError({"email": [why]})
    user.new_email = wanted
    path = reverse("mfa_index")
    act.tell("address_asked_for", [user], new=wanted, path=path, goes_to=user.email)
    act.tell("address_link", [user])


def informed(user: User, act: Act) -> Iterable[models.Model]:
    """Themselves, and of somebody whose role decides or opens the head and the auditors."""
    if any(Role(each).decides_or_opens for each in user.roles):
        yield from User.objects.holding(Role.HEAD, Role.AUDITOR)
    yield user


@act(
    "person.change_address",
    User,
    label="Use the new e-mail address",
    who=oneself,
    guards=[has_second_step, second_step_is_known, asked_for_one, still_free],
    tells=["address_changed"],
)
def change(user: User, act: Act) -> None:
    """Whoever opened the link reads what is sent there; who reads the old one is told as well."""
    before = user.email
    act.words |= {"before": before, "now": user.new_email}
    user.email, user.new_email = user.new_email, ""
    said = {"person": str(user), "path": reverse("mfa_index")}
    act.tell("address_changed", informed(user, act), **said)
    act.tell("address_changed", [user], **said, goes_to=before)


def taken(user: User, email: str) -> bool:
    return User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists()


def token(user: User) -> str:
    """It says nothing by itself, and works for this person, from this address to that one."""
    return signing.dumps([str(user.pk), user.email, user.new_email], salt=SALT)


def opens(user: User, given: str) -> bool:
    """Whether this link was sent to them for what they ask now, and lately."""
    try:
        said = signing.loads(given, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return bool(said == [str(user.pk), user.email, user.new_email])


def _link(user: User) -> dict[str, Any]:
    return {"path": reverse("address-link", args=[token(user)])}


def _new_address(user: User, context: Mapping[str, Any]) -> str:
    return user.new_email or user.email


def declare() -> None:
    """Called once, when the program starts."""
    letters.declare(
        Letter(
            "address_link",
            urgent=True,
            audience="person",
            adds=_link,
            warns=True,
            address=_new_address,
        )
    )
