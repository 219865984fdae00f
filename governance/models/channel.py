"""A channel: an account on a platform in the organisation's name, from approval until retired."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from governance.channels import guards, inputs
from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from governance.who import permissions as may
from governance.who import recipients
from ledger.questions import Asked
from ledger.steps import Stateful, Tell, step
from vault.models import Cause

if TYPE_CHECKING:
    from people.models import User

PEOPLE = settings.AUTH_USER_MODEL
STATES = ["approved", "live", "suspended", "lapsed", "retired"]


class Channel(Stateful):
    class State(models.TextChoices):
        APPROVED = "approved", "Approved"
        LIVE = "live", "Live"
        SUSPENDED = "suspended", "Suspended"
        LAPSED = "lapsed", "Lapsed"
        RETIRED = "retired", "Retired"

    class Approval(models.TextChoices):
        PLAN = "plan", "by a plan"
        IMPORTED = "imported", "imported"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = FSMField(choices=State, default=State.APPROVED, protected=True)
    name = models.CharField(max_length=120)
    platform = models.ForeignKey("governance.Platform", models.PROTECT, related_name="channels")
    handle = models.CharField(max_length=255)
    address_key = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    previous_addresses = models.JSONField(default=list)
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="channels")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.SERVICE)
    purpose = models.TextField(blank=True)
    monitored = models.CharField(max_length=200, blank=True)
    out_of_hours = models.TextField(blank=True)
    lead = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="channels_led")
    administrators: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        PEOPLE, related_name="channels_administered"
    )
    recovery_mailbox = models.EmailField(blank=True)
    access_method = models.CharField(max_length=10, choices=AccessMethod)
    custodian = models.OneToOneField(
        "vault.Custodian", models.PROTECT, null=True, related_name="channel"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    tool = models.ForeignKey("governance.Tool", models.PROTECT, null=True, related_name="runs")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    approval = models.CharField(max_length=10, choices=Approval, default=Approval.PLAN)
    approved_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    conditions = models.TextField(blank=True)
    set_up_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    set_up_at = models.DateTimeField(null=True)
    live_since = models.DateField(null=True)

    ends_on = models.DateField(null=True)
    extended_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)

    suspended_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    suspended_at = models.DateTimeField(null=True)
    suspension_cause = models.CharField(max_length=20, choices=inputs.Cause, blank=True)
    suspension_reason = models.TextField(blank=True)

    records_captured_on = models.DateField(null=True)
    closing_notice_on = models.DateField(null=True)
    no_closing_notice = models.TextField(blank=True)
    ending = models.CharField(max_length=20, choices=inputs.Ending, blank=True)
    transferred_to = models.CharField(max_length=200, blank=True)
    archive = models.CharField(max_length=500, blank=True)
    retired_on = models.DateField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["address_key"], name="channel_by_address"),
            models.Index(
                fields=["ends_on"], name="channel_ending", condition=models.Q(state="live")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=STATES), name="channel_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="suspended")
                | models.Q(suspended_at__isnull=False) & ~models.Q(suspension_cause=""),
                name="suspended_channel_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(state="retired", retired_on__isnull=False)
                | ~models.Q(state="retired") & models.Q(retired_on=None),
                name="retired_channel_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(set_up_by=None, set_up_at=None)
                | models.Q(set_up_by__isnull=False, set_up_at__isnull=False),
                name="channel_set_up_by_and_at_together",
            ),
            models.UniqueConstraint(
                fields=["address_key"],
                condition=~models.Q(state="retired"),
                name="one_unretired_channel_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.platform}"

    def save(self, *args: Any, **options: Any) -> None:
        """Every change of a channel also changes what is published of it."""
        from governance.published import listings

        super().save(*args, **options)
        listings.refresh(self)

    def told(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "platform": str(self.platform),
            "team": str(self.team),
            "path": f"/channels/{self.pk}",
        }

    @property
    def is_public(self) -> bool:
        """Closed ones (a WhatsApp group, a Discord) are registered, never published."""
        return self.state == self.State.LIVE and self.platform.public

    @step(
        source=[State.APPROVED],
        target=State.LIVE,
        label="Make it live",
        who=may.officer,
        guards=[
            guards.set_up,
            guards.address_agreed,
            guards.access_held,
            guards.second_step_passable,
            guards.life_span_not_over,
        ],
        tells=[Tell("channel_live", recipients.channel_people)],
    )
    def go_live(self, asked: Asked) -> None:
        from governance.reviews import acts as reviews

        self.live_since = asked.today
        reviews.schedule(self, today=asked.today)

    @step(
        source=[State.LIVE, State.LAPSED],
        target=State.SUSPENDED,
        label="Suspend it",
        who=may.officer | may.on_duty | may.clock,
        form=inputs.Suspend,
        locks=guards.custodian,
        tells=[Tell("channel_suspended", recipients.channel_people_and_officers)],
        refusals_matter=True,
        danger=True,
    )
    def suspend(self, asked: Asked) -> None:
        from governance.access import custody

        if asked.inputs["cause"] == inputs.Cause.COMPROMISED:
            custody.fall_due(self, Cause.COMPROMISE, by=asked.by, today=asked.today)
        self.suspended_by_id, self.suspended_at = asked.by.pk, asked.at
        self.suspension_cause = asked.inputs["cause"]
        self.suspension_reason = asked.inputs["reason"]

    @step(
        source=[State.SUSPENDED],
        target=State.LIVE,
        label="Reinstate it",
        who=may.may_reinstate,
        guards=[guards.life_span_not_over, guards.went_live_before],
        form=inputs.Reinstate,
        tells=[Tell("channel_reinstated", recipients.channel_people_and_officers)],
        refusals_matter=True,
    )
    def reinstate(self, asked: Asked) -> None:
        self.suspended_by = self.suspended_at = None
        self.suspension_cause = self.suspension_reason = ""

    @step(
        source=[State.LIVE],
        target=State.LAPSED,
        label="Let it lapse",
        who=may.clock,
        guards=[guards.grace_over],
        tells=[Tell("channel_lapsed", recipients.channel_people_and_officers)],
    )
    def lapse(self, asked: Asked) -> None:
        self.lapsed_on = asked.today

    @step(
        source=[State.LIVE, State.LAPSED],
        target=State.LIVE,
        label="Extend its life span",
        who=may.officer,
        guards=[guards.not_extended_yet, guards.has_a_life_span],
        form=inputs.Extend,
        tells=[Tell("channel_extended", recipients.channel_people)],
    )
    def extend(self, asked: Asked) -> None:
        from governance.reviews import acts as reviews

        guards.check_extension(self, asked)
        self.ends_on, self.extended_on = asked.inputs["ends_on"], asked.today
        self.lapsed_on = None
        reviews.schedule(self, today=asked.today)

    @step(
        source=[State.LIVE, State.LAPSED],
        target=State.LIVE,
        label="Renew it",
        who=may.may_approve_renewal,
        guards=[guards.renewal_approved],
        silent="The approval of its renewal plan tells everybody.",
    )
    def renew(self, asked: Asked) -> None:
        from governance.reviews import acts as reviews

        self.ends_on = asked.because.ends_on
        self.extended_on = self.lapsed_on = None
        reviews.close_renewed(self, today=asked.today)
        reviews.schedule(self, today=asked.today)

    @step(
        source=[State.APPROVED, State.LIVE, State.SUSPENDED, State.LAPSED],
        target=State.RETIRED,
        label="Retire it",
        who=may.officer,
        guards=[guards.records_captured, guards.closing_notice],
        form=inputs.Retire,
        tells=[Tell("channel_retired", recipients.channel_people_and_officers)],
        locks=guards.unclosed_reviews_and_custodian,
        danger=True,
    )
    def retire(self, asked: Asked) -> None:
        from governance.access import custody
        from governance.reviews import acts as reviews

        custody.retire(self, by=asked.by, today=asked.today)
        self.ending = asked.inputs["ending"]
        self.transferred_to = asked.inputs["transferred_to"]
        self.archive = asked.inputs["archive"]
        self.retired_on, self.retired_reason = asked.today, asked.inputs["reason"]
        reviews.close_for_retired(self, today=asked.today)
