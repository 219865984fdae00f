"""The steps of a rotation, each of them one part of what `rotations` does."""

from ledger.questions import Asked, permission
from ledger.steps import Act, Tell, step
from vault import inputs, standings
from vault.custodians import responsible
from vault.models.grant import Grant
from vault.models.rotation import Rotation
from vault.permissions import Kept, custodian_of, its_custodian, may_rotate
from vault.renewals import all_that_was_known_is_new

State = Rotation.State


@permission("the holder of an active grant")
def holder(thing: Kept, asked: Asked) -> bool:
    active = custodian_of(thing).grants.filter(state=Grant.State.ACTIVE, ends_at__gt=asked.at)
    return active.filter(person_id=asked.by.pk).exists()


changer = may_rotate | holder


@step(
    "rotation.propose",
    Rotation,
    source=[State.DUE],
    target=State.PROPOSED,
    label="Propose new keys",
    did="proposed new keys",
    who=changer,
    tells=[Tell("keys_proposed", responsible)],
    locks=its_custodian,
    tokens=True,
)
def proposed(rotation: Rotation, act: Act) -> None:
    rotation.proposed_by_id, rotation.proposed_at = act.by.pk, act.at


@step(
    "rotation.confirm",
    Rotation,
    source=[State.PROPOSED],
    target=State.CONFIRMED,
    label="Confirm that the new keys are set on the platform",
    did="confirmed the new keys",
    who=changer,
    guards=[all_that_was_known_is_new],
    form=inputs.Confirmation,
    tells=[Tell("keys_changed", responsible)],
    locks=its_custodian,
)
def confirmed(rotation: Rotation, act: Act) -> None:
    rotation.confirmed_by_id, rotation.confirmed_at = act.by.pk, act.at
    rotation.sessions_ended = act.inputs["sessions_ended"]
    rotation.tools_disconnected = act.inputs["tools_disconnected"]
    rotation.posts_paused = act.inputs["posts_paused"]
    standings.put_in_place(rotation.custodian, by=act.by, today=act.today)


@step(
    "rotation.abandon",
    Rotation,
    source=[State.PROPOSED],
    target=State.ABANDONED,
    label="Abandon the new keys",
    did="abandoned the new keys",
    who=changer,
    form=inputs.Reason,
    tells=[Tell("keys_kept", responsible)],
    locks=its_custodian,
)
def abandoned(rotation: Rotation, act: Act) -> None:
    rotation.abandoned_by_id, rotation.abandoned_at = act.by.pk, act.at
    rotation.abandoned_reason = act.inputs["reason"]
    standings.set_aside(rotation.custodian, by=act.by, today=act.today)
