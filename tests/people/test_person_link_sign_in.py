"""Single sign-on is linked to a person once, by themselves."""

from typing import Any

import pytest

from ledger.refusals import ForbiddenError, RefusedError
from people import links
from people.claims import Claims
from people.models import Link
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last, told

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture(autouse=True)
def issuer(settings: Any) -> None:
    settings.OIDC_ISSUER = "https://sso.invalid"


def said(subject: str = "00u1") -> Claims:
    none: frozenset[str] = frozenset()
    return Claims("https://sso.invalid", subject, "member@riverside.invalid", none, None, False)


def test_it_is_recorded_and_its_person_told(cast: Cast) -> None:
    links.link(cast.member, said(), by=cast.member, today=TODAY)
    assert links.known(said()) == cast.member
    assert acts() == ["person.link_sign_in"]
    assert last("person.link_sign_in").actor == "Member"
    assert told("sign_in_linked") == ["Member"]


def test_one_subject_a_person_and_one_person_a_subject(cast: Cast) -> None:
    links.link(cast.member, said(), by=cast.member, today=TODAY)
    for user, subject in ((cast.member, "00u2"), (cast.lead, "00u1")):
        with pytest.raises(RefusedError):
            links.link(user, said(subject), by=user, today=TODAY)
    assert Link.objects.count() == 1


def test_for_oneself_alone(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        links.link(cast.member, said(), by=cast.steward, today=TODAY)


def test_case_of_a_subject_counts(cast: Cast) -> None:
    links.link(cast.member, said("00u1"), by=cast.member, today=TODAY)
    assert links.known(said("00U1")) is None
