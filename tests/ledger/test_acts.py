"""Declaring an act: what may be declared, and what calling the declared function does."""

from typing import Any

import pytest
from django.db.models.signals import post_save

from ledger import acts
from ledger.acts import Act, Tell
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from tests.cast import TODAY, Cast
from tests.ledger.reading import last, told
from tests.ledger.trying import renamed, trying
from vault.models import Custodian


def test_a_name_is_one_acts_alone(registry: None) -> None:
    renamed()
    with pytest.raises(TypeError, match="Two acts are called"):
        renamed()


@pytest.mark.parametrize("silent", [None, ""])
def test_an_act_tells_somebody_or_says_why_not(registry: None, silent: str | None) -> None:
    with pytest.raises(TypeError, match="tells nobody and does not say why"):
        renamed(silent=silent)


def test_what_decides_is_never_a_tokens(registry: None) -> None:
    with pytest.raises(TypeError, match="decides, so no token may take it"):
        renamed(decides=True, tokens=True)


def test_an_act_is_found_by_its_name(registry: None) -> None:
    declared = renamed()
    assert acts.find("custodian.try") is declared is acts.every()[-1]
    assert declared.verb == "try"
    assert acts.find("custodian.no_such_act") is None


def test_calling_it_changes_records_and_shows_the_outcome(thing: Custodian, cast: Cast) -> None:
    renamed()(thing, by=cast.lead, today=TODAY)
    assert thing.name == Custodian.objects.get().name == "Renamed"
    entry = Entry.objects.get(act="custodian.try")
    assert (entry.actor_id, entry.subject_kind, entry.subject_id) == (
        cast.lead.pk,
        "custodian",
        thing.pk,
    )
    assert (last("custodian.try").actor, last("custodian.try").subject) == ("Lead", "Renamed")


def test_it_returns_what_its_function_returns(thing: Custodian, cast: Cast) -> None:
    @trying()
    def count(thing: Custodian, act: Act) -> int:
        return 3

    assert count(thing, by=cast.lead, today=TODAY) == 3


def test_what_is_carried_is_never_recorded(thing: Custodian, cast: Cast) -> None:
    renamed()(thing, "Carried", by=cast.lead, today=TODAY)
    assert Custodian.objects.get().name == "Carried"
    entry = last("custodian.try")
    assert (entry.facts, entry.words) == ({}, {})


def test_an_undeclared_letter_is_told_to_nobody(thing: Custodian, cast: Cast) -> None:
    @trying()
    def tell(thing: Custodian, act: Act) -> None:
        act.tell("keys_due", [cast.officer])

    with pytest.raises(TypeError, match="does not declare that it tells “keys_due”"):
        tell(thing, by=cast.lead, today=TODAY)
    assert not Entry.objects.exists()


def test_a_letter_that_is_named_is_owed_by_the_function(thing: Custodian, cast: Cast) -> None:
    @trying(tells=["keys_due"], silent=None)
    def tell(thing: Custodian, act: Act) -> None:
        act.tell("keys_due", [cast.officer, cast.lead])

    tell(thing, by=cast.lead, today=TODAY)
    assert told("keys_due") == ["Officer"], "nobody hears of their own act"


def test_a_letter_with_its_readers_is_owed_after_the_change(thing: Custodian, cast: Cast) -> None:
    letter: Tell[Custodian] = Tell(
        "keys_due", lambda thing, act: [cast.officer] * (thing.name == "Renamed")
    )
    renamed(tells=[letter], silent=None)(thing, by=cast.lead, today=TODAY)
    assert told("keys_due") == ["Officer"]


def test_one_that_saves_nothing_only_records(thing: Custodian, cast: Cast) -> None:
    renamed(saves=False)(thing, by=cast.lead, today=TODAY)
    assert Custodian.objects.get().name == "Instagram"
    assert last("custodian.try").subject == "Renamed"


@pytest.mark.parametrize("itself", [True, False], ids=["by its function", "by the act"])
def test_a_new_thing_is_saved_once(thing: Custodian, cast: Cast, itself: bool) -> None:
    @trying()
    def start(thing: Custodian, act: Act) -> None:
        if itself:
            thing.save(force_insert=True)

    saved: list[bool] = []

    def seen(instance: Custodian, created: bool, **more: Any) -> None:
        saved.append(created)

    post_save.connect(seen, sender=Custodian)
    try:
        start(Custodian(name="New", path="/x"), by=cast.lead, today=TODAY)
    finally:
        post_save.disconnect(seen, sender=Custodian)
    assert saved == [True]


def test_a_new_thing_that_nobody_may_start_is_not_there(thing: Custodian, cast: Cast) -> None:
    cast.lead.is_active = False
    with pytest.raises(ForbiddenError):
        renamed()(Custodian(name="New", path="/x"), by=cast.lead, today=TODAY)
    assert Custodian.objects.get() == thing
