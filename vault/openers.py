"""Who knows which keys: so that a leaver's keys are changed and nobody else's.

Whoever opened a value since it is new, deposited or proposed it, or is or was on the access list
since. What counts is what lets somebody in: a code from the authenticator or a spent backup code
does not any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models

from ledger.actors import Actor
from ledger.acts import asking
from ledger.refusals import RefusedError
from vault import evidence, fields, holdings, permissions
from vault.models.custodian import Custodian
from vault.models.grant import Grant, Use
from vault.models.rotation import Cause
from vault.models.version import Version

IN_FORCE = (Version.Standing.CURRENT, Version.Standing.PROPOSED)


@dataclass(frozen=True, slots=True)
class Knowers:
    """Of one value; `outside` says that an opening of it from outside makes new keys due."""

    people: set[UUID]
    listed: set[UUID]
    outside: bool


def known_to(person: models.Model) -> models.QuerySet[Custodian]:
    """Custodians of whose keys in force this person knows any."""
    near = models.Q(versions__uses__grant__person_id=person.pk)
    near |= models.Q(versions__made_by_id=person.pk)
    near |= models.Q(pk__in=permissions.ever_listed(person))
    held = Custodian.objects.filter(versions__standing__in=IN_FORCE, retired_on=None)
    known = [each.pk for each in held.filter(near).distinct() if knows(each, person)]
    return Custodian.objects.filter(pk__in=known)


def knows(custodian: Custodian, person: models.Model) -> bool:
    """As the ledger has it; where the rows contradict it, the worse is taken for true."""
    try:
        holding = holdings.of(Custodian.objects.get(pk=custodian.pk))
        in_force = [holding[each] for each in IN_FORCE if holding[each]]
        found = [knowers for known in in_force for _, knowers in _of(custodian, known)]
    except RefusedError:
        return True
    return any(person.pk in knowers.people for knowers in found)


def to_change(
    custodian: Custodian, known: holdings.Facts, *, today: date, strictly: bool
) -> dict[str, Cause]:
    """Which values should change, and why: who knows them is no longer entitled to.

    Strictly, whoever opened or made them must still be on the list or may deposit them; otherwise
    it is enough that they are still here.
    """
    found: dict[str, Cause] = {}
    for name, knowers in _of(custodian, known):
        if knowers.outside:
            found[name] = Cause.OPENING
            continue
        people = _people(knowers.people)
        asked = knowers.people if strictly else knowers.listed
        if not all(person.is_active for person in people):
            found[name] = Cause.LEAVER
        elif any(
            person.pk in asked and not _entitled(custodian, person, today) for person in people
        ):
            found[name] = Cause.ROLE
    return found


def held(known: holdings.Facts) -> dict[str, int]:
    """What lets somebody in, by name, with the version in which the oldest of it was new."""
    found: dict[str, int] = {}
    for field in known["sealed"]:
        name, since = fields.name_of(field), holdings.since(known, field)
        if name in fields.LETS_IN:
            found[name] = min(since, found.get(name, since))
    return found


def _of(custodian: Custodian, known: holdings.Facts) -> Iterator[tuple[str, Knowers]]:
    listed: dict[int, set[UUID]] = {}
    for name, since in held(known).items():
        makers, made_at = _made(custodian, since)
        if since not in listed:
            listed[since] = permissions.listed_since(custodian, made_at)
        uses = _uses(custodian, name, since)
        openers = set(uses.values_list("grant__person_id", flat=True))
        people = listed[since] | openers | makers
        yield name, Knowers(people, listed[since], uses.filter(makes_due=True).exists())


def _made(custodian: Custodian, number: int) -> tuple[set[UUID], datetime]:
    """By whom and when; where nobody recorded it, by anybody who made any version."""
    versions = custodian.versions.all()
    if number == holdings.OLDEST:
        return set(versions.values_list("made_by_id", flat=True)), custodian.made_at
    version = versions.filter(number=number).first()
    if version is None:
        raise evidence.tampered()
    return {version.made_by_id}, version.made_at


def _uses(custodian: Custodian, name: str, since: int) -> models.QuerySet[Use]:
    """Openings after which somebody could sign in by themselves."""
    uses = Use.objects.filter(version__custodian=custodian, version__number__gte=since, field=name)
    if name == fields.TOTP_SEED:
        return uses.filter(grant__what=Grant.What.SEED)
    return uses


def _people(ids: set[UUID]) -> list[Actor]:
    found: Any = get_user_model()._default_manager.filter(pk__in=ids)
    return list(found)


def _entitled(custodian: Custodian, person: Actor, today: date) -> bool:
    if permissions.on_access_list(custodian, person):
        return True
    return permissions.may_deposit.permits(custodian, asking(by=person, today=today))
