"""What people and the clock do about new keys."""

from collections.abc import Mapping
from datetime import date

from ledger.actors import Actor
from ledger.acts import Act, act, follows, one_transaction
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


confirm, abandon = confirmed, abandoned  # the doors know them by the words of the steps


@follows(confirmed)
def _due_again(rotation: Rotation, act: Act) -> None:
    """Where the new keys were opened meanwhile, or somebody who knows them has left."""
    custodian = rotation.custodian
    opened = Use.objects.filter(
        version__custodian_id=custodian.pk,
        version__standing=Version.Standing.CURRENT,
        makes_due=True,
    )
    if opened.exists():
        fall_due(custodian, Cause.OPENING, by=act.by, today=act.today)
    elif openers.known_to_leavers(custodian):
        fall_due(custodian, Cause.LEAVER, by=act.by, today=act.today)


@follows(abandoned)
def _still_due(rotation: Rotation, act: Act) -> None:
    """The keys stay as they are; what was due is due again."""
    if rotation.cause != Cause.OFFERED:
        cause, reason = Cause(rotation.cause), rotation.reason
        fall_due(rotation.custodian, cause, by=act.by, today=act.today, reason=reason)


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
