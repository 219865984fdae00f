"""Publishing the policy: everybody with a channel is asked to read it again."""

import pytest

from governance.models import PolicyVersion
from governance.policy import acts as policies
from governance.policy import inputs, reading
from ledger.models import Notice
from ledger.refusals import ForbiddenError
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import retired_channel
from tests.governance.outcomes import OFFICERS, who_may
from tests.governance.reviews.days import after
from tests.ledger.reading import last, told

WORDS = {"number": "2", "title": "Policy", "changes": "Pictures need words.", "text": "Be kind."}


def second(**other: object) -> PolicyVersion:
    return PolicyVersion(**(WORDS | {"published_on": TODAY} | other))


def test_officers_alone(cast: Cast) -> None:
    assert who_may(policies.put_out, second(), cast) == OFFICERS
    with pytest.raises(ForbiddenError):
        policies.publish(second(), by=cast.lead, today=TODAY)
    assert not PolicyVersion.objects.exists()


def test_it_is_current_from_that_day(cast: Cast) -> None:
    first = given.policy(cast)
    policies.publish(second(), by=cast.officer, today=TODAY)
    current = reading.current(TODAY)
    assert current is not None
    assert current.number == "2"
    assert reading.current(after(-1)) is None
    assert PolicyVersion.objects.filter(pk=first.pk).exists()


def test_whoever_has_a_channel_is_told_what_is_new(cast: Cast) -> None:
    given.approved_channel(cast)
    policies.publish(second(), by=cast.officer, today=TODAY)
    assert told("policy_published") == ["Administrator", "Lead"]
    context = Notice.objects.filter(kind="policy_published")[0].context
    assert context["changes"] == "Pictures need words."
    assert last("policy.publish").actor == "Officer"


def test_people_of_retired_channels_and_leavers_are_not(cast: Cast) -> None:
    retired_channel(cast)
    given.approved_channel(cast, answers={"handle": "@other"})
    cast.lead.is_active = False
    cast.lead.save()
    policies.publish(second(), by=cast.officer, today=TODAY)
    assert told("policy_published") == ["Administrator"]


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        pytest.param({"number": ""}, {"number": ["Give the version a number."]}, id="number"),
        pytest.param({"title": ""}, {"title": ["Give the policy a title."]}, id="title"),
        pytest.param({"changes": ""}, {"changes": ["Say what is new."]}, id="changes"),
        pytest.param({"text": ""}, {"text": ["Put in the words of the policy."]}, id="text"),
        pytest.param({"number": "1"}, {"number": ["There is a version 1 already."]}, id="again"),
        pytest.param(
            {"review_on_day": "1", "review_on_month": "1", "review_on_year": "2020"},
            {"review_on": ["The day of the next look must lie ahead."]},
            id="past",
        ),
    ],
)
def test_what_is_missing_is_said_by_field(
    cast: Cast, change: dict[str, str], errors: dict[str, list[str]]
) -> None:
    given.policy(cast)
    form = inputs.Publish(WORDS | change)
    assert form.errors == errors


@pytest.mark.django_db
def test_day_of_the_next_look_is_kept() -> None:
    day = {"review_on_day": "1", "review_on_month": "1", "review_on_year": "2099"}
    form = inputs.Publish(WORDS | day)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["review_on"].year == 2099
