"""A review that finds the keys to be unsafe makes new ones due."""

import pytest

from governance.access import custody
from governance.models import Channel
from governance.reviews import acts as reviews
from ledger.refusals import InvalidError
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import SECURITY_OPENS, run_sweep
from tests.governance.reviews.test_clock import ANSWERS, security


def closed(cast: Cast, channel: Channel) -> None:
    run_sweep(SECURITY_OPENS)
    review = security(channel)
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **ANSWERS)
    remarks = "A leaver knew them."
    reviews.close(
        review, by=cast.officer, today=SECURITY_OPENS, outcome="fine", rotate=True, remarks=remarks
    )


def test_new_keys_are_due_with_the_reason(cast: Cast) -> None:
    channel = given.live_channel(cast)
    closed(cast, channel)
    rotation = custody.rotation_of(Channel.objects.get(pk=channel.pk).custodian)
    assert rotation is not None
    assert (rotation.cause, rotation.reason) == ("finding", "A leaver knew them.")


def test_without_keys_it_says_so_and_the_review_stays_open(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(custodian=None)
    with pytest.raises(InvalidError, match="No keys"):
        closed(cast, channel)
    assert security(channel).state == "answered"
