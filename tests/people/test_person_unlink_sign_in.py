"""A steward unlinks single sign-on from somebody whom the provider knows as somebody new."""

from typing import Any

import pytest
from django.test import Client

from ledger.refusals import ForbiddenError, RefusedError
from people import links
from people.models import Appointment, Link
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, told
from tests.pages.admin.forms import person
from tests.people.factors.conftest import Sso, provider_process, sso
from tests.people.factors.sessions import signed_in
from tests.people.factors.test_single_sign_on import MEMBER, linked, person_in

__all__ = ["provider_process", "sso"]

pytestmark = pytest.mark.usefixtures("noon")


def test_sessions_end_and_the_next_subject_is_linked(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    sso.says()
    old = Client()
    sso.signs_in(old)
    links.unlink(cast.member, by=cast.steward, today=TODAY)
    assert old.get("/plans/").status_code == 302
    sso.says(subject="00u2", **MEMBER)
    new = Client()
    sso.signs_in(new)
    assert person_in(new) == "Member"
    assert Link.objects.counting().get().subject == "00u2"
    assert told("sign_in_unlinked") == ["Member"]


def test_what_it_gave_goes(sso: Sso, cast: Cast, settings: Any) -> None:
    settings.OIDC_ROLES = {"audit": "auditor"}
    linked(cast.member, sso)
    sso.says(groups=["audit"])
    sso.signs_in(Client())
    links.unlink(cast.member, by=cast.steward, today=TODAY)
    assert not Appointment.objects.standing().filter(person=cast.member).exists()


def test_by_a_steward_where_there_is_something(cast: Cast) -> None:
    for by in (cast.member, cast.head, cast.officer):
        with pytest.raises(ForbiddenError):
            links.unlink(cast.member, by=by, today=TODAY)
    with pytest.raises(RefusedError):
        links.unlink(cast.member, by=cast.steward, today=TODAY)


def test_on_the_stewards_page(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    steward = signed_in(cast.steward)
    sent = person(cast, "member", unlink="on")
    answer = steward.post(f"/admin/people/user/{cast.member.pk}/change/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert not Link.objects.counting().exists()
    assert "person.unlink_sign_in" in acts()
