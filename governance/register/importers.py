"""Who may import channels."""

from typing import Any

from governance.who import permissions as may
from ledger.actors import OPERATOR
from ledger.questions import Asked, permission


@permission("an operator at the command line")
def operator(thing: Any, asked: Asked) -> bool:
    return asked.by is OPERATOR


importers = may.officer | operator
