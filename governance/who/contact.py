"""Whom somebody rings who cannot get in: as the organisation's settings say."""

from governance.models import Rules
from people.gate import refusing


def in_words() -> str:
    rules = Rules.current()
    if rules.communications_phone:
        return f"the communications team on {rules.communications_phone}"
    if rules.communications_mailbox:
        return f"the communications team, or write to {rules.communications_mailbox}"
    return "the communications team"


def register() -> None:
    refusing.ring(in_words)
