"""Which acts a token may take, and where: what each declares is held against this by a test."""

from governance.models import Channel, Plan
from governance.plans import writing
from ledger.acts import Door, opens
from ledger.steps import table
from vault import deposits, rotations, rotationsteps


def _steps(model: type[Channel] | type[Plan], place: str) -> None:
    opens(Door("api", place), *(each for each in table(model).values() if each.tokens))


_steps(Channel, "channels/<id>/steps/<step>")
_steps(Plan, "plans/<id>/steps/<step>")
opens(Door("api", "plans"), writing.begin, writing.begin_renewal, writing.begin_change)
opens(Door("api", "plans/<id>"), writing.keep_answers)
opens(
    Door("api", "channels/<id>/keys"),
    deposits.keep_first,
    rotations.keep_beside,
    rotationsteps.proposed,
)
