"""The pages of the policy: its versions, saying that one has read it, publishing a new one."""

import pytest
from django.test import Client

from governance.models import PolicyVersion
from governance.policy import inputs
from tests import cast as given
from tests.cast import Cast
from tests.governance.policy.test_publish import WORDS
from tests.pages.conftest import SignIn


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.officer)


def test_new_version_starts_from_the_last(cast: Cast, officer: Client) -> None:
    assert 'value="Social media policy"' not in officer.get("/policy/publish").text
    given.policy(cast)
    page = officer.get("/policy/publish").text
    assert 'value="Social media policy"' in page
    assert "…" in page


def test_looking_acknowledges_nothing(cast: Cast, officer: Client) -> None:
    version = given.policy(cast)
    answer = officer.get(f"/policy/{version.pk}/acknowledge")
    assert answer.headers["Location"] == "/policy/"
    assert not version.acknowledgements.exists()


def test_number_that_somebody_else_took_at_the_same_moment(
    cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.policy(cast)
    monkeypatch.setattr(inputs.Publish, "clean_number", lambda form: "1")
    answer = officer.post("/policy/publish", WORDS)
    assert answer.status_code == 409
    assert "Something else changed at the same moment" in answer.text
    assert "Pictures need words." in answer.text
    assert PolicyVersion.objects.count() == 1


def test_version_that_is_not_out_yet_is_not_there(cast: Cast, officer: Client) -> None:
    version = given.policy(cast)
    PolicyVersion.objects.update(published_on="2027-01-05")
    assert officer.get(f"/policy/{version.pk}").status_code == 404
