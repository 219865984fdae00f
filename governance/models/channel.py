"""A channel: an account on a platform in the organisation's name, from approval until retired."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from ledger.steps import Stateful

if TYPE_CHECKING:
    from people.models import User

PEOPLE = settings.AUTH_USER_MODEL


class ChannelState(models.TextChoices):
    """What each means stands in one row of governance/channels/states.py."""

    APPROVED = "approved", "Approved"
    LIVE = "live", "Live"
    SUSPENDED = "suspended", "Suspended"
    LAPSED = "lapsed", "Lapsed"
    RETIRED = "retired", "Retired"


class LapseCause(models.TextChoices):
    """Why it lapsed. All but the first can be put right without a plan."""

    LIFE_SPAN = "life_span", "its life span is over"
    NOT_CONFIRMED = "not_confirmed", "nobody confirmed that it is right"
    NO_LEAD = "no_lead", "it has no lead"
    TOO_FEW = "too_few", "fewer than two people are named to act on it"
    ACCESS = "access", "access to it is not held"
    REVIEW_OVERDUE = "review_overdue", "its review is overdue"  # not answered, or not closed


class Channel(Stateful):
    State = ChannelState

    class Cause(models.TextChoices):
        """Why it was suspended."""

        CONTENT = "content", "Its content falls outside policy"
        COMPROMISED = "compromised", "Somebody else has got in"
        LOCKED_OUT = "locked_out", "We cannot get in"
        SECOND_STEP = "second_step", "Its second step of signing in stayed switched off"
        OTHER = "other", "Something else"

    class Ending(models.TextChoices):
        """What became of a retired one on its platform."""

        CLOSED = "closed", "Closed on the platform"
        PARKED = "parked", "Parked: kept so that nobody else takes its name"
        TRANSFERRED = "transferred", "Transferred to somebody else"

    class Approval(models.TextChoices):
        PLAN = "plan", "by a plan"
        IMPORTED = "imported", "imported"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = FSMField(choices=ChannelState, default=ChannelState.APPROVED, protected=True)
    name = models.CharField(max_length=120)
    platform = models.ForeignKey("governance.Platform", models.PROTECT, related_name="channels")
    handle = models.CharField(max_length=255)
    address_key = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    previous_addresses = models.JSONField(default=list)
    # By an approved change plan; the old ones count until an officer saw the new on the platform.
    agreed_handle = models.CharField(max_length=255, blank=True)
    agreed_key = models.CharField(max_length=255, blank=True)
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="channels")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.SERVICE)
    purpose = models.TextField(blank=True)  # a sentence asked for the public, and published
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
    imported_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    withheld = models.BooleanField(default=False)

    # Of its access list: the first change of people of which nobody has said yet that it is right.
    access_changed_on = models.DateField(null=True)
    access_confirmed_on = models.DateField(null=True)
    access_confirmed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")

    ends_on = models.DateField(null=True)
    ends_provisional = models.BooleanField(default=False)
    extended_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)
    lapse_cause = models.CharField(max_length=20, choices=LapseCause, blank=True)

    suspended_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    suspended_at = models.DateTimeField(null=True)
    suspension_cause = models.CharField(max_length=20, choices=Cause, blank=True)
    suspension_reason = models.TextField(blank=True)

    # What was seen on the platform; all four are empty while it is on.
    second_step_off_since = models.DateField(null=True)
    second_step_off_recorded_on = models.DateField(null=True)
    second_step_off_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    second_step_off_seen = models.TextField(blank=True)

    records_captured_on = models.DateField(null=True)
    closing_notice_on = models.DateField(null=True)
    no_closing_notice = models.TextField(blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
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
            models.Index(
                fields=["confirmed_on"],
                name="channel_to_confirm",
                condition=models.Q(state="live"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ChannelState.values), name="channel_state_is_known"
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
            models.CheckConstraint(
                condition=models.Q(
                    second_step_off_since=None,
                    second_step_off_recorded_on=None,
                    second_step_off_by=None,
                    second_step_off_seen="",
                )
                | models.Q(
                    second_step_off_since__isnull=False,
                    second_step_off_recorded_on__isnull=False,
                    second_step_off_by__isnull=False,
                    second_step_off_since__lte=models.F("second_step_off_recorded_on"),
                )
                & ~models.Q(second_step_off_seen=""),
                name="second_step_off_since_by_and_why_together",
            ),
            models.CheckConstraint(
                condition=models.Q(access_confirmed_on=None, access_confirmed_by=None)
                | models.Q(access_confirmed_on__isnull=False, access_confirmed_by__isnull=False),
                name="access_list_confirmed_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_handle="", agreed_key="")
                | ~models.Q(agreed_handle="") & ~models.Q(agreed_key=""),
                name="agreed_handle_and_its_key_together",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_provisional=False) | models.Q(ends_on__isnull=False),
                name="provisional_end_is_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="lapsed") | ~models.Q(lapse_cause=""),
                name="lapsed_channel_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(lapse_cause__in=["", *LapseCause.values]),
                name="lapse_cause_is_known",
            ),
            models.UniqueConstraint(
                fields=["address_key"],
                condition=~models.Q(state="retired"),
                name="one_unretired_channel_an_address",
            ),
            models.UniqueConstraint(
                fields=["agreed_key"],
                condition=~models.Q(state="retired") & ~models.Q(agreed_key=""),
                name="one_unretired_channel_an_agreed_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.platform}"

    def told(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "platform": str(self.platform),
            "team": str(self.team),
            "path": f"/channels/{self.pk}",
        }

    @property
    def is_public(self) -> bool:
        """Closed ones (a WhatsApp group, a Discord) are registered, never published.

        One that was imported off the list is on it once somebody says that it is right. What the
        list takes must be readable as well: see published/listings.py.
        """
        live = self.state == self.State.LIVE
        return live and self.platform.public and not self.waits_for_a_word

    @property
    def waits_for_a_word(self) -> bool:
        """It was imported off the list, and nobody has said yet that it is right."""
        return self.withheld and self.confirmed_on is None
