"""People who come by single sign-on: linked once, then known by issuer and subject alone.

Nobody is admitted by a tenant, a group or a mail domain. Who is in the register already is linked
the first time that the provider brings their address and says that it verified it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from ledger.acts import Act, act
from ledger.questions import Asked, guard
from people import appointments, claims, inviting
from people.claims import Claims
from people.models import Appointment, Link, User
from people.permissions import oneself, steward
from people.roles import Role

State, Basis = Appointment.State, Appointment.Basis
SAYS_SO = "Single sign-on says so. "


def known(said: Claims) -> User | None:
    link = Link.objects.counting().filter(subject=said.subject).first()
    return link.person if link else None


def in_the_register(said: Claims) -> User | None:
    """Whom a verified address names, where nobody was linked to them at this provider before."""
    if not said.email:
        return None
    free = User.objects.filter(is_active=True, left_on=None)
    others = free.exclude(pk__in=Link.objects.counting().values("person_id"))
    return others.filter(email__iexact=said.email).first()


@act(
    "person.link_sign_in",
    User,
    label="Link single sign-on",
    who=oneself,
    guards=[inviting.may_sign_in],
    tells=["sign_in_linked"],
    saves=False,
)
def link(user: User, act: Act, said: Claims) -> Link:
    """By the provider's word; the person hears of it at the address that is theirs here."""
    made = Link(person=user, issuer=said.issuer, subject=said.subject, linked_at=act.at)
    made.save(force_insert=True)
    act.facts |= {"link": str(made.pk), "issuer": said.issuer}
    act.tell("sign_in_linked", [user], path="/accounts/2fa/")
    return made


def _theirs(user: User, asked: Asked) -> Iterable[models.Model]:
    return [*appointments.standing_of(user), *user.links.filter(ended_at=None)]


def standing(user: User) -> bool:
    return bool(user.links.filter(ended_at=None).exists())


@guard("Nobody comes by single sign-on as them.")
def linked(user: User, asked: Asked) -> bool:
    return standing(user)


@act(
    "person.unlink_sign_in",
    User,
    label="Unlink single sign-on",
    who=steward,
    guards=[linked],
    locks=_theirs,
    tells=["sign_in_unlinked"],
    refusals_matter=True,
)
def unlink(user: User, act: Act) -> None:
    """For somebody who is another subject there now, or was linked wrongly: sessions end, and what
    single sign-on gave goes. Their verified address links again."""
    ends = user.links.filter(ended_at=None)
    act.facts["links"] = [str(link.pk) for link in ends]
    ends.update(ended_at=act.at)
    user.sessions_ended += 1
    user.__dict__.pop("_standing", None)
    for each in appointments.standing_of(user):
        if each.by_claim:
            appointments.take_away(each, by=act.by, today=act.today, because=user)
    act.tell("sign_in_unlinked", [user], path="/accounts/2fa/")


@act(
    "person.follow_claims",
    User,
    label="Take over what single sign-on says",
    who=oneself,
    locks=_theirs,
    tells=["role_proposed", "role_changed"],
    saves=False,
)
def follow(user: User, act: Act, said: Claims) -> None:
    """Roles by its groups, and whether it vouches for a second step.

    Roles that decide or open wait for somebody else as all do; what single sign-on gave goes at
    once with the group. What a steward gave stays.
    """
    user.links.counting().update(vouched_since=_vouched(user, said, act))
    user.__dict__.pop("_standing", None)
    wanted, standing = claims.roles(said), appointments.standing_of(user)
    for each in standing:
        if each.by_claim and each.role not in wanted:
            appointments.take_away(each, by=act.by, today=act.today, because=user)
    for role in sorted(wanted - {each.role for each in standing}):
        _give(user, Role(role), act)


def nothing_new(user: User, said: Claims) -> bool:
    """Then there is nothing to record."""
    wanted, standing = claims.roles(said), appointments.standing_of(user)
    gone = any(each.by_claim and each.role not in wanted for each in standing)
    vouched = user.links.counting().filter(vouched_since__isnull=False).exists()
    new = wanted - {each.role for each in standing}
    return not gone and not new and vouched == said.vouches


def _vouched(user: User, said: Claims, act: Act) -> object:
    if not said.vouches:
        return None
    return user.links.counting().get().vouched_since or act.at


def _give(user: User, role: Role, act: Act) -> None:
    found = Appointment(person=user, role=role, given_at=act.at, by_claim=True)
    if not role.needs_agreement:
        found = appointments.held(found, Basis.AT_ONCE)
    found.save(force_insert=True)
    waits = found.state == State.PROPOSED
    if waits:
        act.tell("role_proposed", appointments.who_agree(found), **found.told())
    what = "It waits until somebody else agrees." if waits else "It is theirs from now on."
    told = appointments.informed(found, act)
    act.tell("role_changed", told, **found.told(), what=SAYS_SO + what)
    act.facts.setdefault("given", []).append(str(role))
