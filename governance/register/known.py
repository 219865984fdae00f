"""What the register knows already of what a batch of rows names: a few queries a batch."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models.functions import Lower

from governance.models import Channel, Platform
from people.models import Membership, Team, User


class Known:
    """Channels by `ids` and keys of addresses, people by `emails` in lower case."""

    def __init__(
        self, *, ids: Collection[uuid.UUID], keys: Collection[str], emails: Collection[str]
    ) -> None:
        channels = Channel.objects.select_related("platform", "team", "lead")
        self.by_id: dict[uuid.UUID, Channel] = channels.in_bulk(ids)
        self.by_key: dict[str, Channel] = {}
        self.retired: dict[str, Channel] = {}
        for channel in channels.filter(address_key__in=keys).order_by("retired_on"):
            retired = channel.state == Channel.State.RETIRED
            (self.retired if retired else self.by_key)[channel.address_key] = channel
        people = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)
        self.people: dict[str, User] = {user.email.lower(): user for user in people}
        joined = Membership.objects.filter(user__in=self.people.values(), ended_on=None)
        self.members: set[tuple[uuid.UUID, uuid.UUID]] = set(
            joined.values_list("team_id", "user_id")
        )
        self.platforms: dict[str, Platform] = {
            platform.slug: platform for platform in Platform.objects.all()
        }
        self._teams: dict[str, list[Team]] = defaultdict(list)
        for team in Team.objects.all():
            for name in {team.slug, plain(team.name)}:
                self._teams[name].append(team)

    def teams(self, name: str) -> list[Team]:
        """Every team of that name; its slug names one alone."""
        found = self._teams.get(plain(name), [])
        by_slug = [team for team in found if team.slug == name]
        return by_slug or found

    def person(self, email: str) -> User | None:
        return self.people.get(email.lower())


def plain(name: str) -> str:
    return " ".join(name.split()).casefold()
