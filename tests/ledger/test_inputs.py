"""What a person supplies with an act: errors by field, words that can be erased, and facts."""

from decimal import Decimal

import pytest
from django import forms

from ledger.acts import Act
from ledger.refusals import InvalidError
from people.models import Team
from tests.cast import TODAY, Cast
from tests.ledger.reading import last
from tests.ledger.trying import Tried, renamed, trying
from vault.models import Custodian


class Everything(forms.Form):
    said = forms.CharField(error_messages={"required": "Say it."})
    why = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    sure = forms.BooleanField(required=False)
    count = forms.IntegerField(required=False)
    day = forms.DateField(required=False)
    team = forms.ModelChoiceField(Team.objects.all(), required=False)
    price = forms.DecimalField(required=False)
    left_out = forms.CharField(required=False)


@pytest.fixture
def take(registry: None) -> Tried:
    @trying(form=Everything)
    def take(thing: Custodian, act: Act) -> Decimal | None:
        found: Decimal | None = act.inputs["price"]
        return found

    return take


def test_what_is_missing_or_wrong_is_an_error_by_field(
    thing: Custodian, take: Tried, cast: Cast
) -> None:
    with pytest.raises(InvalidError) as invalid:
        take(thing, by=cast.lead, today=TODAY, why="c", day="x")
    assert set(invalid.value.errors) == {"said", "why", "day"}
    assert invalid.value.errors["said"] == ["Say it."]
    assert "Say it." in invalid.value.sentences


@pytest.mark.parametrize("form", [None, Everything], ids=["without a form", "with one"])
def test_what_no_form_knows_is_never_ignored(
    thing: Custodian, cast: Cast, form: type[forms.Form] | None
) -> None:
    with pytest.raises(InvalidError) as invalid:
        renamed(form=form)(thing, by=cast.lead, today=TODAY, said="x", why="a", other="x")
    assert invalid.value.errors["other"] == ["There is no such input."]


def test_free_text_is_a_word_and_everything_else_a_fact(
    thing: Custodian, take: Tried, cast: Cast
) -> None:
    given = {"said": "Freely.", "why": "b", "sure": True, "count": 3, "day": TODAY}
    take(thing, by=cast.lead, today=TODAY, team=cast.team.pk, **given)
    entry = last("custodian.try")
    assert entry.words == {"said": "Freely."}
    assert entry.facts == {
        "why": "b",
        "sure": True,
        "count": 3,
        "day": TODAY.isoformat(),
        "team": str(cast.team.pk),
    }


def test_what_the_ledger_has_no_place_for_is_left_to_the_act(
    thing: Custodian, take: Tried, cast: Cast
) -> None:
    given = {"said": "x", "why": "a", "price": "1.50"}
    assert take(thing, by=cast.lead, today=TODAY, **given) == Decimal("1.50")
    assert "price" not in last("custodian.try").facts
