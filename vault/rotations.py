"""What people and the clock do about new keys."""

from collections.abc import Mapping
from datetime import date

from ledger.actors import Actor
from ledger.acts import Act, act, follows, one_transaction
from ledger.questions import Asked, guard
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from vault import carrying, fields, holdings, openers, standings, versions
from vault.carrying import NONE_HELD
from vault.custodians import unretired
from vault.deposits import NOTHING
from vault.models.custodian import Custodian
from vault.models.rotation import Cause, Rotation
from vault.models.version import Version
from vault.permissions import anybody
from vault.rotationsteps import abandoned, changer, confirmed, proposed
from vault.secret import Secret

OPEN = (Rotation.State.DUE, Rotation.State.PROPOSED)


@guard(NONE_HELD, helps="custodian.deposit")
def held(custodian: Custodian, asked: Asked) -> bool:
    return custodian.versions.filter(standing=Version.Standing.CURRENT).exists()


def open_rotation(custodian: Custodian) -> Rotation | None:
    return custodian.rotations.filter(state__in=OPEN).first()


def fall_due(
    custodian: Custodian, cause: Cause, *, by: Actor, today: date, reason: str = ""
) -> Rotation:
    """The rotation that is open then. What was only offered is due from now on.

    Where keys are due already, only a compromise takes the place of the cause: more must change.
    """
    with one_transaction():
        Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        known = open_rotation(custodian)
        if known is not None and not _graver(cause, than=known.cause):
            return known
        rotation = known or Rotation(custodian=custodian, due_on=today)
        make_due(rotation, cause, reason, by=by, today=today)
    return rotation


def _graver(cause: Cause, *, than: str) -> bool:
    return cause != than and (cause == Cause.COMPROMISE or than == Cause.OFFERED)


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
    """New values beside the current ones. What is not given is carried over, sealed anew.

    What a proposal does not have yet can be added to it.
    """
    values = fields.sealable(given)
    if not values:
        raise InvalidError({"__all__": [NOTHING]})
    _may(custodian, by=by, today=today)
    made = carrying.over(custodian, values)
    sealing = versions.seal(custodian, made.values, since=made.since, upon=made.upon)
    new = sorted({fields.name_of(name) for name in values})
    with one_transaction():
        rotation = fall_due(custodian, Cause.OFFERED, by=by, today=today)
        if not made.amends:
            proposed(rotation, by=by, today=today)
        keep_beside(custodian, sealing, new, by=by, today=today)
    return rotation


@act(
    "custodian.propose",
    Custodian,
    label="Propose new keys",
    who=changer,
    guards=[unretired, held],
    silent="The step that goes with it, or the confirmation, tells everybody responsible.",
    tokens=True,
)
def keep_beside(custodian: Custodian, act: Act, sealing: versions.Sealing, new: list[str]) -> None:
    """What `propose` sealed before the transaction began."""
    holding = holdings.of(custodian)
    standing = Version.Standing.PROPOSED
    before = holding["proposed"] or holdings.current(holding)
    if before["version"] != sealing.upon:
        raise RefusedError(versions.CHANGED_MEANWHILE)
    if holding["proposed"]:
        standings.replace_proposed(custodian, act.today)
    holding["proposed"] = versions.save(sealing, custodian, standing, by=act.by, at=act.at)
    holdings.note(custodian, act, holding, new=new)


confirm, abandon = confirmed, abandoned  # the doors know them by the words of the steps


@follows(confirmed)
def _due_again(rotation: Rotation, act: Act) -> None:
    """Where somebody who is not entitled to it knows what the keys are now."""
    custodian = rotation.custodian
    known = holdings.current(holdings.of(custodian))
    causes = openers.to_change(custodian, known, today=act.today, strictly=False).values()
    for cause in (Cause.OPENING, Cause.LEAVER, Cause.ROLE):
        if cause in causes:
            fall_due(custodian, cause, by=act.by, today=act.today)
            break


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
