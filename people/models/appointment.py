"""A role that was given to somebody: by whom, who agreed, and since when it is theirs."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django_fsm import FSMField

from ledger.steps import Stateful
from people.models.link import Link
from people.roles import DECIDE_OR_OPEN, NEED_AGREEMENT, Role

PEOPLE = settings.AUTH_USER_MODEL
# Recovery codes are for a day without one of these; alone they are no second step.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AppointmentState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    HELD = "held", "Held"
    REFUSED = "refused", "Refused"
    ENDED = "ended", "Ended"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def standing(self) -> AppointmentQuerySet:
        """What is held or proposed, with the instant since when its person has a second step."""
        steps = Authenticator.objects.filter(user=models.OuterRef("person"), type__in=SECOND_STEPS)
        first = steps.order_by("created_at").values("created_at")[:1]
        # Whoever has none of their own may sign in by a provider alone that asks for one.
        links = Link.objects.counting().filter(person=models.OuterRef("person"))
        vouched = links.values("vouched_since")[:1]
        found = self.filter(state__in=[AppointmentState.PROPOSED, AppointmentState.HELD])
        since = Coalesce(models.Subquery(first), models.Subquery(vouched))
        return found.annotate(second_step_since=since)

    def working(self) -> AppointmentQuerySet:
        """What is held; of roles that decide or open, only with a second step."""
        needs_none = ~models.Q(role__in=DECIDE_OR_OPEN)
        has_one = models.Q(second_step_since__isnull=False)
        return self.standing().filter(needs_none | has_one, state=AppointmentState.HELD)


class Appointment(Stateful):
    State = AppointmentState

    class Basis(models.TextChoices):
        """What makes it theirs."""

        NONE = "", "nothing yet"
        AT_ONCE = "at_once", "nobody has to agree to this role"
        AGREED = "agreed", "somebody else agreed"
        FIRST = "first", "nobody was there who could have agreed"
        OPERATOR = "operator", "agreed at the command line, where nobody was left who could"
        BEFORE = "before", "held before anybody had to agree"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(PEOPLE, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    state = FSMField(choices=AppointmentState, default=AppointmentState.PROPOSED, protected=True)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.NONE, blank=True)
    given_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    agreed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)
    """Nobody can agree before, because its person's second step was taken off."""
    by_claim = models.BooleanField(default=False)
    """Single sign-on says so, and takes it away again."""

    objects: ClassVar[Any] = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(state__in=["proposed", "held"]),
                name="one_standing_appointment_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AppointmentState.values),
                name="appointment_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="appointment_role_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(agreed_by=models.F("given_by"))
                & ~models.Q(agreed_by=models.F("person")),
                name="appointment_is_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="agreed", agreed_by__isnull=False)
                | (~models.Q(basis="agreed") & models.Q(agreed_by=None)),
                name="appointment_agreed_names_who",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="", since=None)
                | (~models.Q(basis="") & models.Q(since__isnull=False)),
                name="appointment_since_has_a_basis",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held", basis="")
                & ~models.Q(state="held", basis="at_once", role__in=NEED_AGREEMENT),
                name="appointment_held_was_agreed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["refused", "ended"], ended_at__isnull=False)
                | models.Q(state__in=["proposed", "held"], ended_at=None, ended_by=None),
                name="appointment_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.in_words}"

    @property
    def in_words(self) -> str:
        return str(Role(self.role).label)

    @property
    def works_since(self) -> datetime.datetime | None:
        """The instant since when it works, of a row found as `standing`; None where it does not."""
        if self.state != AppointmentState.HELD or self.since is None:
            return None
        if not Role(self.role).decides_or_opens:
            return self.since
        step: datetime.datetime | None = vars(self)["second_step_since"]
        return max(self.since, step) if step else None

    @property
    def waits_for(self) -> str:
        """What is missing until it works: `agreement`, a `second_step`, or nothing."""
        if self.state == AppointmentState.PROPOSED:
            return "agreement"
        return "" if self.works_since else "second_step"

    def told(self) -> dict[str, Any]:
        return {"person": str(self.person), "role": self.in_words, "path": "/roles/"}
