"""What people and the clock do about new keys."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from ledger import acts, steps
from ledger.actors import Actor
from ledger.questions import Asked, guard
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from vault import fields, holdings, openers, versions
from vault.custodians import unretired
from vault.deposits import NOTHING
from vault.models.custodian import Custodian
from vault.models.grant import Use
from vault.models.rotation import Cause, Rotation, holder
from vault.models.version import Version
from vault.permissions import anybody, may_rotate
from vault.secret import Secret

OPEN = (Rotation.State.DUE, Rotation.State.PROPOSED)


@guard("No keys are held yet: deposit them.")
def held(custodian: Custodian, asked: Asked) -> bool:
    return custodian.versions.filter(standing=Version.Standing.CURRENT).exists()


def open_rotation(custodian: Custodian) -> Rotation | None:
    return custodian.rotations.filter(state__in=OPEN).first()


def fall_due(
    custodian: Custodian, cause: Cause, *, by: Actor, today: date, reason: str = ""
) -> Rotation:
    """The rotation that is open then. What was only offered is due from now on."""
    with acts.one_transaction():
        Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        known = open_rotation(custodian)
        if known is not None and (known.cause != Cause.OFFERED or cause == Cause.OFFERED):
            return known
        rotation = known or Rotation(custodian=custodian, due_on=today)
        with acts.performing(
            "rotation.fall_due",
            rotation,
            by=by,
            today=today,
            who=anybody,
            label="say that new keys are due",
        ) as act:
            fresh: Rotation = act.subject
            fresh.cause, fresh.reason = cause, reason
            act.asked.facts |= {"custodian": str(custodian.pk), "cause": str(cause)}
            if reason:
                act.asked.words["reason"] = reason
            fresh.save(force_insert=known is None)
            if cause != Cause.OFFERED:
                act.tell("keys_due", custodian.responsible.all(), **fresh.told())
    return fresh


def propose(
    custodian: Custodian, given: Mapping[str, Secret], *, by: Actor, today: date
) -> Rotation:
    """New values beside the current ones. What is not given is carried over, sealed anew."""
    values = fields.sealable(given)
    if not values:
        raise InvalidError({"__all__": [NOTHING]})
    _may(custodian, by=by, today=today)
    sealing = versions.seal(custodian, _carried_over(custodian, values) | values)
    with acts.one_transaction():
        rotation = fall_due(custodian, Cause.OFFERED, by=by, today=today)
        steps.take(rotation, "propose", by=by, today=today)
        with acts.performing(
            "custodian.propose",
            custodian,
            by=by,
            today=today,
            who=may_rotate | holder,
            label="propose new keys",
            guards=[unretired, held],
        ) as act:
            fresh: Custodian = act.subject
            holding = holdings.of(fresh)
            holding["proposed"] = versions.save(
                sealing, fresh, Version.Standing.PROPOSED, by=by, at=act.asked.at
            )
            new = sorted({fields.name_of(name) for name in values})
            holdings.note(fresh, act.asked, holding, new=new)
            fresh.save()
    return rotation


def confirm(
    rotation: Rotation,
    *,
    by: Actor,
    today: date,
    sessions_ended: str,
    tools_disconnected: str,
    posts_paused: str,
) -> None:
    """The new keys are set on the platform.

    Due again at once where they were opened meanwhile, or somebody who knows them has left.
    """
    answers = {
        "sessions_ended": sessions_ended,
        "tools_disconnected": tools_disconnected,
        "posts_paused": posts_paused,
    }
    with acts.one_transaction():
        steps.take(rotation, "confirm", by=by, today=today, inputs=answers)
        opened = Use.objects.filter(
            version__custodian_id=rotation.custodian_id,
            version__standing=Version.Standing.CURRENT,
            makes_due=True,
        )
        if opened.exists():
            fall_due(rotation.custodian, Cause.OPENING, by=by, today=today)
        elif openers.known_to_leavers(rotation.custodian):
            fall_due(rotation.custodian, Cause.LEAVER, by=by, today=today)


def abandon(rotation: Rotation, *, by: Actor, today: date, reason: str) -> None:
    """The keys stay as they are; what was due is due again."""
    with acts.one_transaction():
        steps.take(rotation, "abandon", by=by, today=today, inputs={"reason": reason})
        if rotation.cause != Cause.OFFERED:
            cause = Cause(rotation.cause)
            fall_due(rotation.custodian, cause, by=by, today=today, reason=rotation.reason)


def _may(custodian: Custodian, *, by: Actor, today: date) -> None:
    """Asked before the current values are opened to be carried over; and again under the lock."""
    who = may_rotate | holder
    if not who.permits(custodian, Asked(by=by, today=today, at=timezone.now())):
        raise ForbiddenError(who.sentence("propose new keys"))


def _carried_over(custodian: Custodian, values: Mapping[str, Secret]) -> dict[str, Secret]:
    with acts.one_transaction():
        locked = Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        holding = holdings.of(locked)
    known = holding["current"]
    if known is None:
        raise RefusedError(str(held.sentence))
    given = {fields.name_of(name) for name in values}
    current = versions.open_all(custodian, known)
    spent = holding["spent"].get(str(known["version"]), [])
    return {
        name: value
        for name, value in current.items()
        if fields.name_of(name) not in given and name not in spent
    }
