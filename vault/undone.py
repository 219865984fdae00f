"""Owns what a confirmation answered with no, until somebody says that it is done."""

from django.db import models

from ledger.acts import Act, act
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from vault import inputs
from vault.models.custodian import Custodian
from vault.models.rotation import Rotation
from vault.permissions import its_custodian, may_rotate

NO = "no"
DONE_ALREADY = "This was said already."


def left() -> models.QuerySet[Rotation]:
    """Confirmed rotations that left something undone. A later one of the same keys asked anew."""
    confirmed = Rotation.objects.filter(state=Rotation.State.CONFIRMED)
    newest = confirmed.filter(custodian=models.OuterRef("custodian")).order_by("-confirmed_at")
    some = models.Q(*((name, NO) for name in inputs.Done.LABELS), _connector=models.Q.OR)
    return confirmed.filter(some, custodian__retired_on=None).filter(
        pk=models.Subquery(newest.values("pk")[:1])
    )


def left_of(custodian: Custodian) -> Rotation | None:
    return left().filter(custodian=custodian).first()


def of(rotation: Rotation) -> dict[str, str]:
    """What is still to be done, by the names of the answers, in words."""
    return {
        name: label for name, label in inputs.Done.LABELS.items() if getattr(rotation, name) == NO
    }


@guard("Nothing is left to be done after these new keys.")
def something_left(rotation: Rotation, asked: Asked) -> bool:
    return left().filter(pk=rotation.pk).exists()


@act(
    "rotation.tick_off",
    Rotation,
    label="Say what is done now",
    who=may_rotate,
    guards=[something_left],
    form=inputs.Done,
    locks=its_custodian,
    silent="Whoever looks at the keys sees what is still to be done.",
)
def tick_off(rotation: Rotation, act: Act) -> None:
    name = act.inputs["what"]
    if name not in of(rotation):
        raise InvalidError({"what": [DONE_ALREADY]})
    setattr(rotation, name, act.inputs["answer"])
