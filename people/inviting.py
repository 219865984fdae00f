"""Invitations: by which a person who is known here gets a first password, and no other way.

The link is made when the letter is sent, so that it never lies in the database. It works once, for
the newest invitation, and some days.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ledger import letters
from ledger.acts import Act, act
from ledger.letters import Letter
from ledger.questions import Asked, guard
from ledger.refusals import RefusedError
from people import domains
from people.models import User
from people.permissions import oneself, operator, steward

SALT = "people.inviting"
DAYS = 7
GOOD_FOR = datetime.timedelta(days=DAYS)
NO_SUCH_LINK = (
    f"This invitation does not work: it was used, a newer one was sent, or it is older than {DAYS} "
    "days. Ask a steward, or your communications team, for a new one."
)


@guard("This person may not sign in.")
def may_sign_in(user: User, asked: Asked) -> bool:
    return user.is_active and user.left_on is None


@guard("They have a password already. If it is forgotten, the page of sign-in sends a link.")
def no_password_yet(user: User, asked: Asked) -> bool:
    return not user.has_password


def _of_another_domain(user: User, asked: Asked) -> str:
    return domains.refusal(user.email)


@guard(_of_another_domain)
def of_our_domain(user: User, asked: Asked) -> bool:
    return not domains.refusal(user.email)


@guard(NO_SUCH_LINK)
def unused(user: User, asked: Asked) -> bool:
    return user.invited_at is not None and not user.has_password


@act(
    "person.invite",
    User,
    label="Invite somebody to sign in",
    who=steward | operator,
    guards=[may_sign_in, no_password_yet, of_our_domain],
    tells=["invitation"],
)
def invite(user: User, act: Act) -> None:
    """Once more, and the link that was sent before works no longer."""
    user.invited_at = act.at
    act.tell("invitation", [user], days=DAYS)


@act(
    "person.accept_invitation",
    User,
    label="Choose a first password",
    who=oneself,
    guards=[unused],
    silent="They have just done it, by a link that only they were sent.",
)
def accept(user: User, act: Act, given: str, choose: Callable[[User], None]) -> None:
    """`choose` gives them the password that was typed, which no act is told."""
    if invited(given) != user:
        raise RefusedError(NO_SUCH_LINK)
    choose(user)


def invited(given: str) -> User | None:
    """Whose invitation this is, where it still works."""
    try:
        pk, stamp = signing.loads(given, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True, invited_at__isnull=False).first()
    if user is None or user.has_password:
        return None
    return user if constant_time_compare(stamp, _stamp(user)) else None


def token(user: User) -> str:
    return signing.dumps([str(user.pk), _stamp(user)], salt=SALT)


def _stamp(user: User) -> str:
    """Another one after each invitation, each change of address and each password."""
    at = user.invited_at.isoformat() if user.invited_at else ""
    said = "\0".join([str(user.pk), user.email, user.password, at])
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()


def _link(user: User) -> dict[str, Any]:
    return {"path": reverse("invitation", args=[token(user)])}


def declare() -> None:
    """Called once, when the program starts."""
    letters.declare(Letter("invitation", urgent=True, audience="person", adds=_link))
