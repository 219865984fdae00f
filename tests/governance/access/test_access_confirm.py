"""Confirming access: an officer saw on the platform that the line is right."""

from governance.access import acts as access
from governance.models import Channel, Holder
from ledger.models import Notice
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may
from tests.ledger.reading import last


def test_officers_alone(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.lead, cast)
    assert who_may(access.confirm, holder, cast) == OFFICERS
    said = "Only a communications officer can do this: confirm access."
    assert forbidden(access.confirm, holder, cast.lead) == said


def test_what_was_removed_is_not_confirmed(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.lead, cast)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert refused(access.confirm, holder, cast.head) == {"It was removed already.": None}


def test_it_says_who_saw_it_and_when(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.lead, cast)
    access.confirm(holder, by=cast.head, today=TODAY)
    found = Holder.objects.get(pk=holder.pk)
    assert (found.confirmed_on, found.confirmed_by) == (TODAY, cast.head)
    assert last("access.confirm").actor == "Head"


def test_nobody_is_told(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.lead, cast)
    owed = Notice.objects.count()
    access.confirm(holder, by=cast.head, today=TODAY)
    assert Notice.objects.count() == owed
