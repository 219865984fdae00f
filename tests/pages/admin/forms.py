"""What the admin's pages send: the forms as they stand, with what a test changes in them."""

import json
from typing import Any

from governance.models import Platform, Rules
from people.models import User
from tests.cast import Cast

NO_ROWS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def person(cast: Cast, who: str, **other: Any) -> dict[str, Any]:
    facts = {"email": f"{who}@riverside.invalid", "name": who.title(), "is_active": "on"}
    return {**NO_ROWS, **facts, **other} | memberships(who)


def memberships(name: str) -> dict[str, str]:
    """What the page sends of the memberships that somebody has."""
    user = User.objects.filter(email=f"{name}@riverside.invalid").first()
    found = list(user.memberships.all()) if user else []
    sent = {f"memberships-{key}_FORMS": str(len(found)) for key in ("TOTAL", "INITIAL")}
    for number, each in enumerate(found):
        at = f"memberships-{number}"
        sent |= {f"{at}-id": str(each.pk), f"{at}-team": str(each.team_id)}
        sent |= {f"{at}-user": str(each.user_id)} | (
            {f"{at}-is_lead": "on"} if each.is_lead else {}
        )
    return sent


def team(cast: Cast) -> dict[str, str]:
    facts = {"name": cast.team.name, "kind": "service", "manager": str(cast.manager.pk)}
    return {**facts, "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}


def row(number: int, user: User) -> dict[str, str]:
    return {f"memberships-{number}-user": str(user.pk)}


def rules(**other: str) -> dict[str, str]:
    facts = Rules.objects.values().get(pk=1)
    sent = {name: str(value) for name, value in facts.items() if value not in (False, None)}
    return sent | other


def platform(row: Platform) -> dict[str, str]:
    facts: Any = Platform.objects.values().get(pk=row.pk)
    return {
        name: json.dumps(value) if isinstance(value, list) else str(value)
        for name, value in facts.items()
        if value not in (False, None)
    }
