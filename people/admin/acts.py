"""What stewards do to people in the admin, each an act with a name in the ledger."""

from typing import TypeVar

from django.db import models

from ledger.acts import Act, ActFunction, act
from people.models import Team, Token, User
from people.permissions import steward

M = TypeVar("M", bound=models.Model)


def by_form(name: str, model: type[M], label: str) -> ActFunction[M, None]:
    """An act whose change a page of Django's admin makes, inside of `Recorded.recording`."""

    @act(
        name,
        model,
        label=label,
        who=steward,
        silent="Stewards settle it, and it stands in the ledger.",
        saves=False,
    )
    def made_by_django(thing: M, act: Act) -> None:
        """Nothing is left to change."""

    return made_by_django


add_team = by_form("team.add", Team, "Add a team")
change_team = by_form("team.change", Team, "Change a team")
add_user = by_form("user.add", User, "Add a user")
change_user = by_form("user.change", User, "Change a user")
revoke_token = by_form("token.revoke", Token, "Revoke a token")
