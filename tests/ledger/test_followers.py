"""Followers: what another subject does when an act happens, in its transaction."""

import pytest

from ledger import acts
from ledger.acts import Act
from ledger.models import Entry
from people.models import Team
from tests.cast import TODAY, Cast
from tests.ledger.reading import last
from tests.ledger.trying import renamed
from vault.models import Custodian


def test_they_run_after_the_change_and_before_the_entry(thing: Custodian, cast: Cast) -> None:
    act = renamed()

    @acts.follows(act)
    def note(thing: Custodian, act: Act) -> None:
        act.facts["already"] = Custodian.objects.get().name
        assert not Entry.objects.exists()

    act(thing, by=cast.lead, today=TODAY)
    assert last("custodian.try").facts == {"already": "Renamed"}


def test_one_that_fails_undoes_the_act(thing: Custodian, cast: Cast) -> None:
    act = renamed()

    @acts.follows(act)
    def fail(thing: Custodian, act: Act) -> None:
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        act(thing, by=cast.lead, today=TODAY)
    assert Custodian.objects.get().name == thing.name == "Instagram"
    assert not Entry.objects.exists()


def test_one_may_follow_several(thing: Custodian, cast: Cast) -> None:
    first, second = renamed("custodian.try"), renamed("custodian.try_again")
    seen: list[str] = []

    @acts.follows(first, second)
    def note(thing: Custodian, act: Act) -> None:
        seen.append(act.name)

    for each in (first, second):
        each(thing, by=cast.lead, today=TODAY)
    assert seen == ["custodian.try", "custodian.try_again"]
    assert [each.name for each in first.followers] == [f"{__name__}.note"]


def test_what_they_change_is_locked_with_the_thing(thing: Custodian, cast: Cast) -> None:
    act = renamed()
    Team.objects.filter(pk=cast.team.pk).update(name="Read afresh")

    @acts.follows(act, locks=lambda thing: [cast.team])
    def note(thing: Custodian, act: Act) -> None:
        act.facts["team"] = act.fresh(cast.team).name
        with pytest.raises(KeyError):
            act.fresh(cast.other_team)

    act(thing, by=cast.lead, today=TODAY)
    assert last("custodian.try").facts == {"team": "Read afresh"}
