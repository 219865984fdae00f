"""What people and the clock do about new keys."""

from collections.abc import Mapping
from datetime import date

from ledger.actors import Actor
from ledger.acts import Act, act, one_transaction
from ledger.questions import Asked, guard
from ledger.refusals import ForbiddenError, InvalidError, Refusal, RefusedError
from vault import fields, holdings, openers, versions
from vault.custodians import unretired
from vault.deposits import NOTHING
from vault.models.custodian import Custodian
from vault.models.grant import Use
from vault.models.rotation import Cause, Rotation
from vault.models.version import Version
from vault.permissions import anybody
from vault.rotationsteps import abandoned, changer, confirmed, proposed
from vault.secret import Secret

NONE_HELD = "No keys are held yet: deposit them."
OPEN = (Rotation.State.DUE, Rotation.State.PROPOSED)


@guard(NONE_HELD, helps="custodian.deposit")
def held(custodian: Custodian, asked: Asked) -> bool:
    return custodian.versions.filter(standing=Version.Standing.CURRENT).exists()


def open_rotation(custodian: Custodian) -> Rotation | None:
    return custodian.rotations.filter(state__in=OPEN).first()


def fall_due(
    custodian: Custodian, cause: Cause, *, by: Actor, today: date, reason: str = ""
) -> Rotation:
    """The rotation that is open then. What was only offered is due from now on."""
    with one_transaction():
        Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        known = open_rotation(custodian)
        if known is not None and (known.cause != Cause.OFFERED or cause == Cause.OFFERED):
            return known
        rotation = known or Rotation(custodian=custodian, due_on=today)
        make_due(rotation, cause, reason, by=by, today=today)
    return rotation


@act(
    "rotation.fall_due",
    Rotation,
    label="Say that new keys are due",
    who=anybody,
    tells=["keys_due"],
    within="It follows from an opening, a leaver, a finding or somebody's wish.",
)
def make_due(rotation: Rotation, act: Act, cause: Cause, reason: str) -> None:
    rotation.cause, rotation.reason = cause, reason
    act.facts |= {"custodian": str(rotation.custodian_id), "cause": str(cause)}
    if reason:
        act.words["reason"] = reason
    if cause != Cause.OFFERED:
        act.tell("keys_due", rotation.custodian.responsible.all(), **rotation.told())


def propose(
    custodian: Custodian, given: Mapping[str, Secret], *, by: Actor, today: date
) -> Rotation:
    """New values beside the current ones. What is not given is carried over, sealed anew."""
    values = fields.sealable(given)
    if not values:
        raise InvalidError({"__all__": [NOTHING]})
    _may(custodian, by=by, today=today)
    sealing = versions.seal(custodian, _carried_over(custodian, values) | values)
    new = sorted({fields.name_of(name) for name in values})
    with one_transaction():
        rotation = fall_due(custodian, Cause.OFFERED, by=by, today=today)
        proposed(rotation, by=by, today=today)
        keep_beside(custodian, sealing, new, by=by, today=today)
    return rotation


@act(
    "custodian.propose",
    Custodian,
    label="Propose new keys",
    who=changer,
    guards=[unretired, held],
    silent="The step that goes with it tells everybody responsible.",
    tokens=True,
)
def keep_beside(custodian: Custodian, act: Act, sealing: versions.Sealing, new: list[str]) -> None:
    """What `propose` sealed before the transaction began."""
    holding = holdings.of(custodian)
    standing = Version.Standing.PROPOSED
    holding["proposed"] = versions.save(sealing, custodian, standing, by=act.by, at=act.at)
    holdings.note(custodian, act, holding, new=new)


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
    with one_transaction():
        confirmed(rotation, by=by, today=today, **answers)
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
    with one_transaction():
        abandoned(rotation, by=by, today=today, reason=reason)
        if rotation.cause != Cause.OFFERED:
            cause = Cause(rotation.cause)
            fall_due(rotation.custodian, cause, by=by, today=today, reason=rotation.reason)


def _may(custodian: Custodian, *, by: Actor, today: date) -> None:
    """Asked before the current values are opened to be carried over; and again under the lock."""
    if not keep_beside.permits(custodian, by=by, today=today):
        raise ForbiddenError(changer.sentence(keep_beside.label))


def _carried_over(custodian: Custodian, values: Mapping[str, Secret]) -> dict[str, Secret]:
    with one_transaction():
        locked = Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        holding = holdings.of(locked)
    known = holding["current"]
    if known is None:
        raise RefusedError(Refusal(NONE_HELD, held, held.helps))
    given = {fields.name_of(name) for name in values}
    current = versions.open_all(custodian, known)
    spent = holding["spent"].get(str(known["version"]), [])
    return {
        name: value
        for name, value in current.items()
        if fields.name_of(name) not in given and name not in spent
    }
