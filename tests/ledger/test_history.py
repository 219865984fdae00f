"""The ledger read as a history: erased words, refused entries, and acts that are no more."""

import pytest

from ledger import chain
from ledger.history import ERASED, entries_about, label_of, tell
from ledger.models import Entry, Words
from ledger.refusals import ForbiddenError
from tests.cast import NOON, TODAY, Cast
from tests.ledger.reading import last
from tests.ledger.trying import renamed
from vault.models import Custodian


@pytest.fixture
def twice(thing: Custodian, cast: Cast) -> Custodian:
    act = renamed()
    act(thing, "First", by=cast.lead, today=TODAY)
    act(thing, "Second", by=cast.officer, today=TODAY)
    return thing


def test_the_newest_comes_first_with_its_words(twice: Custodian) -> None:
    found = tell(entries_about("custodian", twice.pk).order_by("-seq"))
    assert [(each.actor, each.subject) for each in found] == [
        ("Officer", "Second"),
        ("Lead", "First"),
    ]
    assert [each.label for each in found] == ["Try it", "Try it"]


def test_a_slice_is_told_alone(twice: Custodian) -> None:
    newest = tell(Entry.objects.order_by("-seq")[:1])
    assert [each.subject for each in newest] == ["Second"]


def test_of_erased_words_it_says_so(twice: Custodian) -> None:
    Words.objects.filter(name__in=["actor", "subject"]).delete()
    found = last("custodian.try")
    assert (found.actor, found.subject, found.words) == (ERASED, "custodian", {})


def test_a_refused_entry_is_told_as_refused(thing: Custodian, cast: Cast) -> None:
    cast.lead.is_active = False
    with pytest.raises(ForbiddenError):
        renamed(refusals_matter=True)(thing, by=cast.lead, today=TODAY)
    found = last("custodian.try.refused")
    assert (found.refused, found.label, found.state) == (True, "Try it", "")
    assert "Only anybody" in found.words["refusal"]


def test_an_act_may_be_called_otherwise_once_it_is_done(registry: None) -> None:
    renamed(past="Tried")
    assert label_of("custodian.try") == label_of("custodian.try.refused") == "Tried"


@pytest.mark.parametrize(
    "act",
    ["channel.frozen_by_hand", "channel.frozen_by_hand.refused"],
    ids=["done", "refused"],
)
def test_an_act_that_is_no_more_is_told_by_its_name(act: str) -> None:
    assert label_of(act) == "Frozen by hand"


def test_a_step_says_where_it_led(db: None) -> None:
    record = chain.Record(
        "plan.frozen", NOON, None, "plan", None, facts={"to": "frozen"}, words={"why": "Ice."}
    )
    chain.append([record], chain.hold())
    found = last("plan.frozen")
    assert (found.state, found.words, found.at) == ("frozen", {"why": "Ice."}, NOON)
