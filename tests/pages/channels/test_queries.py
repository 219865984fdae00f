"""A channel's page asks the database little, whoever looks and however long its life was."""

import pytest
from pytest_django import DjangoAssertNumQueries

from governance.channels import acts as channels
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn

MOST = 13


@pytest.mark.parametrize("who", ["officer", "outsider", "auditor"])
def test_queries(
    cast: Cast,
    sign_in: SignIn,
    who: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    channel = given.live_channel(cast)
    for _ in range(5):
        channels.suspend(channel, by=cast.officer, today=TODAY, cause="other", reason="Why.")
        channels.reinstate(channel, by=cast.officer2, today=TODAY, put_right="That.")
    client = sign_in(cast.everybody[who])
    with django_assert_max_num_queries(MOST):
        assert client.get(f"/channels/{channel.pk}").status_code == 200
