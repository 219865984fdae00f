"""Makes the sample's people and teams, and puts them right again."""

import base64
import datetime
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.utils import timezone

from governance.models import Mailbox
from people import duties
from people.models import Membership, Team, User
from sample import roles
from sample.organisation import CAST, MAILBOXES, TEAMS, Player, SampleTeam, email_of

TOTP_BYTES = 20
DUTY = datetime.timedelta(hours=23)


@dataclass
class Cast:
    """The twelve by key, everybody by address, the teams by slug."""

    players: dict[str, User] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)

    def __getitem__(self, key: str) -> User:
        return self.players[key]

    def person(self, name: str) -> User:
        return self.people[email_of(name)]


def restore(*, today: datetime.date) -> Cast:
    """Everybody as they were at first, whatever has become of them; nobody else is touched."""
    cast = Cast()
    for player in CAST:
        cast.players[player.key] = cast.people[player.email] = _player(player)
    roles.restore(cast.players, today=today)
    for each in TEAMS:
        cast.teams[each.slug] = _team(each, cast)
    for player in CAST:
        for team in [cast.teams[player.team]] if player.team else []:
            _join(team, cast[player.key], leads=player.leads)
    for each in TEAMS:
        Team.objects.filter(pk=cast.teams[each.slug].pk, manager=None).update(
            manager=cast["manager"]
        )
    for address, purpose in MAILBOXES.items():
        Mailbox.objects.get_or_create(address=address, defaults={"purpose": purpose})
    _put_on_duty(cast["on_call"], today)
    return cast


def password_of(player: Player) -> str:
    """Random for each installation, and the same whenever the sample is restored."""
    digest = _derived("password", player.email)
    return base64.b32encode(digest[:15]).decode().lower()


def totp_secret_of(player: Player) -> str | None:
    if not player.second_step:
        return None
    return base64.b32encode(_derived("second step", player.email)[:TOTP_BYTES]).decode()


def _derived(use: str, email: str) -> bytes:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"sample {use} {email}".encode(), hashlib.sha256
    )


def _player(player: Player) -> User:
    user = _person(player.email, player.name, phone=player.phone)
    password = password_of(player)
    if not (user.has_usable_password() and user.check_password(password)):
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user).exclude(email=player.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=player.email, defaults={"verified": True, "primary": True}
    )
    Authenticator.objects.filter(user=user).delete()
    if secret := totp_secret_of(player):
        TOTP.activate(user, secret)
        set_up = timezone.now() - roles.HELD_FOR
        Authenticator.objects.filter(user=user).update(created_at=set_up)
    return user


def _person(email: str, name: str, **facts: Any) -> User:
    """Saved only where something differs: each save of a person writes the lists again."""
    wanted = {"name": name, "is_active": True, "left_on": None, **facts}
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return User.objects.create_user(email, **wanted)
    if any(getattr(user, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(user, field, value)
        user.save()
    return user


def _team(each: SampleTeam, cast: Cast) -> Team:
    team, _ = Team.objects.get_or_create(
        slug=each.slug, defaults={"name": each.name, "kind": each.kind}
    )
    for name, leads in ((each.lead, True), (each.second, False)):
        if name not in cast.players:
            user = _person(email_of(name), name)
            cast.people[user.email] = user
            _join(team, user, leads=leads)
    return team


def _join(team: Team, user: User, *, leads: bool) -> None:
    Membership.objects.update_or_create(
        team=team, user=user, ended_on=None, defaults={"is_lead": leads}
    )


def _put_on_duty(user: User, today: datetime.date) -> None:
    user = User.objects.get(pk=user.pk)  # its roles may have been read before they were given
    duties.start(by=user, today=today, until=timezone.now() + DUTY)
