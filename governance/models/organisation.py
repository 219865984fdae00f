"""What the organisation has settled for itself: its recovery mailboxes and its rules."""

from __future__ import annotations

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from ledger.days import add_months


class Mailbox(models.Model):
    """A mailbox of the organisation that may stand as a channel's recovery address."""

    address = models.EmailField()
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["address"]
        verbose_name_plural = "mailboxes"
        constraints = [models.UniqueConstraint(Lower("address"), name="one_mailbox_an_address")]

    def __str__(self) -> str:
        return self.address

    @classmethod
    def is_listed(cls, address: str) -> bool:
        return cls.objects.filter(address__iexact=address).exists()


MOST_CONFIRMATION_MONTHS = 36
MOST_CONFIRMATION_GRACE_DAYS = 90
PATIENT_FOR = (30, 365)  # days
PATIENCE = [MinValueValidator(PATIENT_FOR[0]), MaxValueValidator(PATIENT_FOR[1])]
MOST_ACCESS_TEST_MONTHS = 24
MOST_ACCESS_LIST_MONTHS = 24
MOST_FIRST_REVIEW_WEEKS = 26
MOST_SECOND_STEP_OFF_DAYS = 30


class Rules(models.Model):
    """The numbers and choices of the organisation; one row, changed by a steward."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    longest_life_span_months = models.PositiveSmallIntegerField(default=24)
    lapse_grace_days = models.PositiveSmallIntegerField(default=14)
    confirmation_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CONFIRMATION_MONTHS)],
        help_text="A live channel lapses if for so long nobody said that it is still correct. "
        "It can be made longer, and never switched off.",
    )
    confirmation_grace_days = models.PositiveSmallIntegerField(
        default=30, validators=[MaxValueValidator(MOST_CONFIRMATION_GRACE_DAYS)]
    )
    no_lead_days = models.PositiveSmallIntegerField(
        default=60,
        validators=PATIENCE,
        help_text="So long after the day by which a lead was to be named, a live channel without"
        " one is taken off the list.",
    )
    too_few_days = models.PositiveSmallIntegerField(
        default=180,
        validators=PATIENCE,
        help_text="The same where fewer than two people are named to act on it.",
    )
    access_missing_days = models.PositiveSmallIntegerField(
        default=180,
        validators=PATIENCE,
        help_text="The same where access is not held and tested.",
    )
    review_overdue_days = models.PositiveSmallIntegerField(
        default=90,
        validators=PATIENCE,
        help_text="The same where a review is overdue: not answered, or not closed.",
    )
    no_end_days = models.PositiveSmallIntegerField(
        default=30,
        validators=PATIENCE,
        help_text="So long after the day by which its life span was to be settled, a live channel "
        "without an end is given one for the time being.",
    )
    access_list_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ACCESS_LIST_MONTHS)],
        help_text="Somebody looks at who can act on a channel, and says that it is right, once in "
        "so many months. A quarter is 3.",
    )
    access_test_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ACCESS_TEST_MONTHS)],
        help_text="Access to a channel is tested again when its last test is older than this. "
        "It can be made longer, and never switched off.",
    )
    second_step_off_days = models.PositiveSmallIntegerField(
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SECOND_STEP_OFF_DAYS)],
        help_text="A live channel is suspended if its second step of signing in is still off so "
        "long after somebody recorded it. It can be made longer, and never switched off.",
    )
    renewal_notice_days = models.PositiveSmallIntegerField(default=60)
    security_review_months = models.PositiveSmallIntegerField(default=6)
    first_security_review_weeks = models.PositiveSmallIntegerField(
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_FIRST_REVIEW_WEEKS)],
        help_text="The first security review of a channel with a plan is due so long after it "
        "went live.",
    )
    review_answer_days = models.PositiveSmallIntegerField(default=14)
    office_opens = models.TimeField(default=datetime.time(9))
    office_closes = models.TimeField(default=datetime.time(17))
    corporate_needs_second_sign_off = models.BooleanField(default=True)
    # What was here before an upgrade owes from then on what nothing asked of it before.
    owed_from = models.DateField(null=True, editable=False)
    communications_mailbox = models.EmailField(blank=True)
    communications_phone = models.CharField(max_length=40, blank=True)
    speak_up_guardian = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "rules"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_set_of_rules"),
            models.CheckConstraint(
                condition=models.Q(
                    confirmation_months__range=(1, MOST_CONFIRMATION_MONTHS),
                    confirmation_grace_days__lte=MOST_CONFIRMATION_GRACE_DAYS,
                ),
                name="confirmation_is_never_switched_off",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    no_lead_days__range=PATIENT_FOR,
                    too_few_days__range=PATIENT_FOR,
                    no_end_days__range=PATIENT_FOR,
                    access_missing_days__range=PATIENT_FOR,
                    review_overdue_days__range=PATIENT_FOR,
                ),
                name="patience_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(access_list_months__range=(1, MOST_ACCESS_LIST_MONTHS)),
                name="access_lists_are_always_looked_at",
            ),
            models.CheckConstraint(
                condition=models.Q(access_test_months__range=(1, MOST_ACCESS_TEST_MONTHS)),
                name="access_tests_are_never_switched_off",
            ),
            models.CheckConstraint(
                condition=models.Q(first_security_review_weeks__range=(1, MOST_FIRST_REVIEW_WEEKS)),
                name="first_security_review_is_never_switched_off",
            ),
            models.CheckConstraint(
                condition=models.Q(second_step_off_days__range=(1, MOST_SECOND_STEP_OFF_DAYS)),
                name="second_step_is_never_let_off",
            ),
        ]

    def __str__(self) -> str:
        return "the organisation's rules"

    def latest_end(self, today: datetime.date) -> datetime.date:
        """The last day a channel's life span may end on, if it were agreed today."""
        return add_months(today, self.longest_life_span_months)

    @classmethod
    def current(cls) -> Rules:
        return cls.objects.filter(pk=1).first() or cls()
