"""What is answered, as the schema describes it. Nothing is served by these."""

from typing import Any

from rest_framework import serializers

from governance.channels.states import Verdict
from governance.models import Channel, Plan, Review
from governance.models.plan import Tier
from governance.models.platform import AccessMethod


class Problem(serializers.Serializer[Any]):
    """An error (RFC 9457), with `errors` by field or `refusals` as sentences."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # hides their own property
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    refusals = serializers.ListField(child=serializers.CharField(), required=False)


class PlatformName(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class TeamName(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class Platform(PlatformName):
    public = serializers.BooleanField(help_text="Closed ones are registered, never published.")
    active = serializers.BooleanField(help_text="Whether new channels may be there.")


class Person(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField()


class Access(serializers.Serializer[Any]):
    method = serializers.ChoiceField(AccessMethod.choices)
    held = serializers.BooleanField()
    confirmed_on = serializers.DateField(allow_null=True)
    rotation_due = serializers.BooleanField()


class NextReview(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Review.Kind.choices)
    state = serializers.ChoiceField(Review.State.choices)
    due_on = serializers.DateField()


class ReviewDocument(NextReview):
    channel = serializers.UUIDField()
    opened_on = serializers.DateField(allow_null=True)
    overdue = serializers.BooleanField(help_text="Open and past its day, on the day of asking.")
    closed_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(Review.Outcome.choices, allow_null=True)


class ChannelDocument(serializers.Serializer[Any]):
    """A channel. What follows `verify_url` is there with the scope register:read only."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    platform = PlatformName()
    handle = serializers.CharField(allow_null=True)
    url = serializers.CharField()
    previous_urls = serializers.ListField(child=serializers.CharField())
    team = TeamName()
    tier = serializers.ChoiceField(Tier.choices)
    state = serializers.ChoiceField(Channel.State.choices)
    purpose = serializers.CharField(allow_blank=True)
    monitored = serializers.CharField(allow_blank=True)
    approved_on = serializers.DateField(allow_null=True)
    live_since = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()
    verify_url = serializers.CharField()
    lead = Person(allow_null=True, required=False)
    administrators = Person(many=True, required=False)
    next_reviews = NextReview(many=True, required=False)
    access = Access(required=False)


class Answer(serializers.Serializer[Any]):
    query = serializers.DictField(child=serializers.CharField())
    verdict = serializers.ChoiceField([each.value for each in Verdict])
    message = serializers.CharField(help_text="A sentence to show.")
    channel = ChannelDocument(allow_null=True)
    checked_at = serializers.DateTimeField()


def page_of(result: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The envelope of every list."""
    fields = {
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": result(many=True),
    }
    return type(f"{result.__name__}Page", (serializers.Serializer,), fields)


class Input(serializers.Serializer[Any]):
    """What a step or a question asks for: dates in ISO 8601, people as ids or addresses."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # hides their own attribute
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # as above
    help = serializers.CharField(allow_blank=True)
    choices = serializers.ListField(child=serializers.CharField(), allow_null=True)


class StepDocument(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # as above
    inputs = Input(many=True)
    allowed = serializers.BooleanField()
    refusals = serializers.ListField(child=serializers.CharField())


class StepsDocument(serializers.Serializer[Any]):
    steps = StepDocument(many=True)


class ChannelWithSteps(ChannelDocument):
    steps = StepDocument(many=True)


class Question(Input):
    answer = serializers.JSONField(allow_null=True)


class Section(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title = serializers.CharField()
    complete = serializers.BooleanField()
    questions = Question(many=True)


class PlanSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    reference = serializers.CharField()
    kind = serializers.ChoiceField(Plan.Kind.choices)
    state = serializers.ChoiceField(Plan.State.choices)
    name = serializers.CharField()
    platform = PlatformName()
    handle = serializers.CharField(allow_null=True)
    tier = serializers.ChoiceField(Tier.choices)
    team = TeamName()
    author = Person()
    officer = Person(allow_null=True)
    channel = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class PlanDocument(PlanSummary):
    changes_wanted = serializers.CharField(allow_blank=True)
    conditions = serializers.CharField(allow_blank=True)
    decision_reason = serializers.CharField(allow_blank=True)
    sections = Section(many=True)
    steps = StepDocument(many=True)


class StartPlan(serializers.Serializer[Any]):
    """A new channel: name, platform and team. A renewal: channel alone."""

    name = serializers.CharField(max_length=120, required=False)
    platform = serializers.CharField(required=False, help_text="Its slug.")
    team = serializers.CharField(required=False, help_text="Its slug.")
    tier = serializers.ChoiceField(Tier.choices, required=False)
    channel = serializers.UUIDField(required=False)


class Subject(serializers.Serializer[Any]):
    kind = serializers.CharField()
    id = serializers.UUIDField(allow_null=True)
    words = serializers.CharField(allow_null=True)


class ActorDocument(serializers.Serializer[Any]):
    id = serializers.UUIDField(allow_null=True)
    words = serializers.CharField(allow_null=True)


class EntryDocument(serializers.Serializer[Any]):
    """An entry of the ledger. Words that were erased are null."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    act = serializers.CharField()
    subject = Subject()
    actor = ActorDocument()
    facts = serializers.DictField()
    words = serializers.DictField(child=serializers.CharField(allow_null=True))
    hash = serializers.CharField()
    prev = serializers.CharField()
