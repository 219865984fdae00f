"""Acknowledging the policy: one's own word, once a version."""

import pytest

from governance.models import Acknowledgement, PolicyVersion
from governance.policy import acts as policies
from ledger.actors import CLOCK
from ledger.models import Notice
from ledger.refusals import ForbiddenError
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import who_may
from tests.ledger.reading import acts, last


@pytest.fixture
def version(cast: Cast) -> PolicyVersion:
    return given.policy(cast)


def test_everybody_who_is_signed_in(cast: Cast, version: PolicyVersion) -> None:
    assert who_may(policies.say_read, version, cast) == set(cast.everybody)
    with pytest.raises(ForbiddenError):
        policies.say_read(version, by=CLOCK, today=TODAY)


def test_it_is_kept_with_the_person_and_the_time(cast: Cast, version: PolicyVersion) -> None:
    policies.acknowledge(version, by=cast.member, today=TODAY)
    found = Acknowledgement.objects.get()
    assert (found.version, found.user) == (version, cast.member)
    assert str(found) == "Member has read Social media policy, version 1"


def test_twice_is_once(cast: Cast, version: PolicyVersion) -> None:
    for _ in range(2):
        policies.acknowledge(version, by=cast.member, today=TODAY)
    assert acts().count("policy.acknowledge") == 1


def test_nobody_is_told(cast: Cast, version: PolicyVersion) -> None:
    owed = Notice.objects.count()
    policies.acknowledge(version, by=cast.member, today=TODAY)
    assert Notice.objects.count() == owed
    entry = last("policy.acknowledge")
    assert (entry.actor, entry.subject) == ("Member", str(version))
