"""The register is open to everybody signed in; reasons and evidence are for those concerned."""

from django.utils import timezone

from governance.models import Channel
from people import duties
from people.models import User
from people.roles import Role


def reads_reasons(user: User, channel: Channel) -> bool:
    """Officers, executives, auditors, whoever is on duty, its team and its administrators."""
    if user.is_officer or user.holds(Role.EXECUTIVE, Role.AUDITOR):
        return True
    if channel.team_id in user.team_ids or user.pk in (channel.lead_id, channel.team.manager_id):
        return True
    if user.holds(Role.ON_CALL) and duties.is_on_duty(user, at=timezone.now()):
        return True
    return any(each.pk == user.pk for each in channel.administrators.all())
