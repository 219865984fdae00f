"""Second steps of signing in, and recovery codes: added, removed, made anew, or all taken off.

What somebody does to their own is an act of theirs, once they have shown every factor. Each ends
their other sessions: whoever sits in one of them would learn nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models

from ledger.actors import OPERATOR
from ledger.acts import Act, act
from ledger.questions import Asked, guard, permission
from people import appointments
from people.models import User
from people.permissions import oneself
from people.roles import Role

ACCOUNT = "/accounts/2fa/"
KINDS = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}
ADDED = "The {} was added as a second step of signing in."
REMOVED = "The {} was removed. It is no second step of signing in any more."
NONE_LEFT = " There is none left: roles that decide or open do not work until there is one again."
NEW_CODES = "New recovery codes were made. The old ones do not work any more."
RESET = "{} took off every second step of signing in of {}, and ended their sessions."


@act(
    "person.add_second_step",
    User,
    label="Set up a second step",
    who=oneself,
    tells=["second_step_changed"],
)
def add(user: User, act: Act, kind: str, make: Callable[[], Any]) -> Any:
    """`make` keeps the step, as whoever checks it at sign-in does it."""
    made = make()
    _changed(user, act, kind, ADDED)
    return made


@act(
    "person.remove_second_step",
    User,
    label="Remove the second step",
    who=oneself,
    tells=["second_step_changed"],
    danger=True,
)
def remove(user: User, act: Act, kind: str, drop: Callable[[], Any]) -> Any:
    """Never refused: a phone that somebody lost or sold is no second step."""
    dropped = drop()
    if not user.has_second_step:
        Authenticator.objects.filter(user=user).delete()  # codes for a day without it
    _changed(user, act, kind, REMOVED + ("" if user.has_second_step else NONE_LEFT))
    return dropped


@guard("Set up a second step first: recovery codes are for a day without it.")
def has_second_step(user: User, asked: Asked) -> bool:
    return user.has_second_step


@act(
    "person.make_recovery_codes",
    User,
    label="Make new recovery codes",
    who=oneself,
    guards=[has_second_step],
    tells=["second_step_changed"],
)
def make_codes(user: User, act: Act, make: Callable[[], Any]) -> Any:
    made = make()
    _changed(user, act, Authenticator.Type.RECOVERY_CODES, NEW_CODES)
    return made


@permission("a steward, for somebody else, or an operator of the machine,")
def another_steward(user: User, asked: Asked) -> bool:
    if asked.by is OPERATOR:
        return True
    return isinstance(asked.by, User) and asked.by.pk != user.pk and asked.by.holds(Role.STEWARD)


@guard("They have no second step of signing in.")
def has_something(user: User, asked: Asked) -> bool:
    return bool(Authenticator.objects.filter(user=user).exists())


def informed(user: User, act: Act) -> Iterable[models.Model]:
    yield from User.objects.holding(Role.HEAD, Role.AUDITOR)
    yield user


def _appointments(user: User, asked: Asked) -> Iterable[models.Model]:
    return appointments.standing_of(user)


@act(
    "person.reset_second_step",
    User,
    label="Take off every second step",
    who=another_steward,
    guards=[has_something],
    locks=_appointments,
    tells=["second_step_reset"],
    refusals_matter=True,
    danger=True,
)
def reset(user: User, act: Act) -> None:
    """For somebody to whom nothing is left. Whoever talks a steward into it wins no role by it:
    those that decide or open wait a day, and for somebody else to agree again."""
    told = list(informed(user, act))
    Authenticator.objects.filter(user=user).delete()
    user.sessions_ended += 1
    _forget(user)
    for each in appointments.standing_of(user):
        if Role(each.role).decides_or_opens and each.state == appointments.State.HELD:
            appointments.wait_again(each, by=act.by, today=act.today, because=user)
    what = RESET.format(act.by, user)
    act.tell("second_step_reset", told, person=str(user), what=what, path="/roles/")


def _changed(user: User, act: Act, kind: str, what: str) -> None:
    act.facts["factor"] = str(kind)
    user.sessions_ended += 1
    _forget(user)
    said = what.format(KINDS[Authenticator.Type(kind)])
    act.tell("second_step_changed", [user], what=said, path=ACCOUNT)


def _forget(user: User) -> None:
    """What was kept of their roles before is not true any more."""
    user.__dict__.pop("_standing", None)
