"""Something owed by a day, to be discharged by an act. Whatever tells people what to do reads it.

A row is what the facts say, written in the transaction of the act that changed them; only its rung
is the clock's.
"""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models

PEOPLE = settings.AUTH_USER_MODEL


class Reach(models.TextChoices):
    """Whose it is at a rung. Where there is nobody, the next of the list is reached instead."""

    PERSON = "person", "the person"
    LEAD = "lead", "the lead"
    ADMINISTRATORS = "administrators", "the administrators"
    MANAGER = "manager", "the manager of the team"
    OFFICERS = "officers", "the officers"
    EXECUTIVES = "executives", "the executives"
    HEAD = "head", "the head of communications"


class Obligation(models.Model):
    """`kind` is declared once, in a subject's owed.py; `subject_id` is the thing that owes, `key`
    what the kind is asked about: its channel, plan, person or custodian.

    Until `since` it only comes; past `due_on` it is late. `owner` says who owes it, `reaches` whom
    its rung has reached since; `rung` counts what was said of it, `next_on` is when the clock looks
    at it again. Discharged rows stay, with the act that did it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    key = models.UUIDField()
    about = models.CharField(max_length=300)
    channel = models.ForeignKey(
        "governance.Channel", models.CASCADE, null=True, related_name="obligations"
    )
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="obligations")
    stage = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=20, choices=Reach)
    reaches = models.CharField(max_length=20, choices=Reach)

    since = models.DateField()
    due_on = models.DateField()
    rung = models.PositiveSmallIntegerField(default=0)
    next_on = models.DateField(null=True)
    opened_on = models.DateField()
    discharged_on = models.DateField(null=True)
    discharged_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["next_on"],
                name="obligations_to_look_at",
                condition=models.Q(discharged_on=None),
            ),
            models.Index(
                fields=["kind", "key"],
                name="obligations_by_key",
                condition=models.Q(discharged_on=None),
            ),
            models.Index(
                fields=["channel", "kind"],
                name="obligations_of_channel",
                condition=models.Q(discharged_on=None),
            ),
            models.Index(
                fields=["reaches", "due_on", "id"],
                name="obligations_by_reach",
                condition=models.Q(discharged_on=None),
            ),
            models.Index(
                fields=["owner", "due_on", "id"],
                name="obligations_by_owner",
                condition=models.Q(discharged_on=None),
            ),
            models.Index(fields=["discharged_on"], name="obligations_discharged"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reaches__in=Reach.values, owner__in=Reach.values),
                name="obligation_reach_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(discharged_on=None, discharged_by="")
                | models.Q(discharged_on__isnull=False),
                name="obligation_discharged_when_and_how",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(discharged_on=None),
                name="one_obligation_a_kind_and_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.about}"

    def is_late(self, today: datetime.date) -> bool:
        return self.discharged_on is None and self.due_on < today
