"""The roles that a person can hold, and which of them nobody gives alone."""

from django.db import models


class Role(models.TextChoices):
    OFFICER = "officer", "communications officer"
    HEAD = "head", "head of communications"
    EXECUTIVE = "executive", "executive"
    ON_CALL = "on_call", "on call"
    AUDITOR = "auditor", "auditor"
    STEWARD = "steward", "steward"

    @property
    def decides_or_opens(self) -> bool:
        """Works only with a second step of sign-in, and a day before it opens keys at once."""
        return self in DECIDE_OR_OPEN

    @property
    def needs_agreement(self) -> bool:
        """Whoever gives it needs somebody else to agree."""
        return self in NEED_AGREEMENT


# Officers and the head decide plans, approve openings and open keys; an executive signs plans off;
# whoever is on call opens keys at night. An auditor only reads. A steward settles who is who.
DECIDE = (Role.OFFICER, Role.HEAD, Role.EXECUTIVE)
OPEN = (Role.OFFICER, Role.HEAD, Role.ON_CALL)
DECIDE_OR_OPEN = tuple(dict.fromkeys([*DECIDE, *OPEN]))

# A steward neither decides nor opens. But a steward who could make another one alone would, with
# one stolen session, leave one behind who stays when the session has ended; and two stewards who
# are one person could give and take roles as two. So this role waits for somebody else as well.
NEED_AGREEMENT = (*DECIDE_OR_OPEN, Role.STEWARD)
