"""Removing from an access list: where somebody knew the keys, new ones are due."""

import pytest

from governance.access import acts as access
from governance.keys import acts as keys_acts
from governance.models import Channel, Holder
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import confirmed, listed
from tests.governance.outcomes import OFFICERS, refused, who_may
from tests.ledger.reading import last, told
from vault.models import Rotation


def test_officers_the_lead_and_the_manager(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.member, cast)
    assert who_may(access.remove, holder, cast) == {*OFFICERS, "lead", "manager"}


def test_it_is_removed_once(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.member, cast)
    access.remove(holder, by=cast.lead, today=TODAY)
    assert refused(access.remove, holder, cast.lead) == {"It was removed already.": None}


def test_line_stays_with_the_day(cast: Cast, linkedin: Channel) -> None:
    holder = confirmed(linkedin, cast.member, cast)
    access.remove(holder, by=cast.lead, today=TODAY)
    found = Holder.objects.get(pk=holder.pk)
    assert (found.removed_on, found.removed_by) == (TODAY, cast.lead)
    assert found.confirmed_on == TODAY
    assert last("access.remove").subject == "Member"


@pytest.mark.parametrize("name", ["lead", "administrator", "member"])
def test_new_keys_are_due_whoever_was_on_the_list(
    cast: Cast, instagram: Channel, name: str
) -> None:
    """Whether or not they deposited the old ones."""
    keys_acts.deposit(instagram, given.keys(), by=cast.lead, today=TODAY)
    holder = listed(instagram, cast.everybody[name], cast)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert list(Rotation.objects.values_list("cause", flat=True)) == ["role"]
    assert told("keys_due")


def test_no_keys_are_due_for_a_thing(cast: Cast, instagram: Channel) -> None:
    keys_acts.deposit(instagram, given.keys(), by=cast.lead, today=TODAY)
    line = {"kind": "mailbox", "name": "Ward inbox", "level": "read"}
    holder = access.add(instagram, by=cast.officer, today=TODAY, **line)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert not Rotation.objects.exists()
