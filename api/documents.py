"""What is answered: made from these, and described from them."""

from typing import Any

from rest_framework import serializers

from governance.channels.states import Verdict
from governance.models import Plan, Review
from governance.models.plan import Tier
from governance.published.documents import (
    ChannelDocument,
    Instant,
    Person,
    PlatformName,
    TeamName,
    TextOrNull,
)
from governance.published.serving import Document


class Problem(Document):
    """An error (RFC 9457), with `errors` by field or `refusals` as sentences."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # hides their own property
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    refusals = serializers.ListField(child=serializers.CharField(), required=False)


class Platform(PlatformName):
    public = serializers.BooleanField(help_text="Closed ones are registered, never published.")
    active = serializers.BooleanField(help_text="Whether new channels may be there.")


class ReviewDocument(Document):
    # The context says what day is `today`.
    id = serializers.UUIDField()
    channel = serializers.UUIDField(source="channel_id")
    kind = serializers.ChoiceField(Review.Kind.choices)
    state = serializers.ChoiceField(Review.State.choices)
    opened_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField()
    overdue = serializers.BooleanField(help_text="Open and past its day, on the day of asking.")
    closed_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(Review.Outcome.choices, allow_null=True)

    def get_overdue(self, review: Review) -> bool:
        return review.is_overdue(self.context["today"])

    def get_outcome(self, review: Review) -> str | None:
        return review.outcome or None


class Answer(Document):
    query = serializers.DictField(child=serializers.CharField())
    verdict = serializers.ChoiceField([each.value for each in Verdict])
    message = serializers.CharField(help_text="A sentence to show.")
    channel = ChannelDocument(allow_null=True)
    checked_at = Instant()


def page_of(result: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The envelope of every list."""
    fields = {
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": result(many=True),
    }
    return type(f"{result.__name__}Page", (serializers.Serializer,), fields)


class Input(Document):
    """What a step or a question asks for: dates in ISO 8601, people as ids or addresses."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # hides their own attribute
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # as above
    help = serializers.CharField(allow_blank=True)
    choices = serializers.ListField(child=serializers.CharField(), allow_null=True)


class StepDocument(Document):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # as above
    inputs = Input(many=True)
    allowed = serializers.BooleanField()
    refusals = serializers.ListField(child=serializers.CharField())


class StepsDocument(Document):
    steps = StepDocument(many=True)


class ChannelWithSteps(ChannelDocument):
    steps = StepDocument(many=True)


class Question(Input):
    answer = serializers.JSONField(allow_null=True)


class Section(Document):
    slug = serializers.CharField()
    title = serializers.CharField()
    complete = serializers.BooleanField()
    questions = Question(many=True)


class PlanSummary(Document):
    id = serializers.UUIDField()
    reference = serializers.CharField()
    kind = serializers.ChoiceField(Plan.Kind.choices)
    state = serializers.ChoiceField(Plan.State.choices)
    name = serializers.CharField()
    platform = PlatformName()
    handle = TextOrNull()
    tier = serializers.ChoiceField(Tier.choices)
    team = TeamName()
    author = Person()
    officer = Person(allow_null=True)
    channel = serializers.UUIDField(source="channel_id", allow_null=True)
    created_at = Instant()
    updated_at = Instant()
    submitted_at = Instant(allow_null=True)
    decided_at = Instant(allow_null=True)


class PlanDocument(PlanSummary):
    changes_wanted = serializers.CharField(allow_blank=True)
    conditions = serializers.CharField(allow_blank=True)
    approval_reason = serializers.CharField(allow_blank=True)
    sign_off_reason = serializers.CharField(allow_blank=True)
    going_on = serializers.CharField(allow_blank=True)
    decision_reason = serializers.CharField(allow_blank=True)
    sections = Section(many=True)
    steps = StepDocument(many=True)


class StartPlan(Document):
    """A new channel: name, platform and team. A renewal: channel alone. A change: kind as well."""

    kind = serializers.ChoiceField(
        Plan.Kind.choices,
        required=False,
        help_text="With channel renewal or change; a renewal where it is left out.",
    )

    name = serializers.CharField(max_length=120, required=False)
    platform = serializers.CharField(required=False, help_text="Its slug.")
    team = serializers.CharField(required=False, help_text="Its slug.")
    tier = serializers.ChoiceField(Tier.choices, required=False)
    channel = serializers.UUIDField(required=False)


class Subject(Document):
    kind = serializers.CharField()
    id = serializers.UUIDField(allow_null=True)
    words = serializers.CharField(allow_null=True)


class ActorDocument(Document):
    id = serializers.UUIDField(allow_null=True)
    words = serializers.CharField(allow_null=True)


class EntryDocument(Document):
    """An entry of the ledger. Words that were erased are null."""

    seq = serializers.IntegerField()
    at = Instant()
    act = serializers.CharField()
    subject = Subject()
    actor = ActorDocument()
    facts = serializers.DictField()
    words = serializers.DictField(child=serializers.CharField(allow_null=True))
    hash = serializers.CharField()
    prev = serializers.CharField()
