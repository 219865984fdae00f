"""Sessions are ended from elsewhere: the others by oneself, all of somebody's by a steward."""

import pytest
from django.urls import reverse

from ledger.refusals import ForbiddenError
from people import sessions
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last, told
from tests.pages.admin.forms import person
from tests.people.factors.sessions import signed_in

pytestmark = pytest.mark.usefixtures("noon")

PAGE = "/plans/"


def test_the_others_end_and_this_one_goes_on(cast: Cast) -> None:
    here, elsewhere, somebody = (
        signed_in(cast.member),
        signed_in(cast.member),
        signed_in(cast.lead),
    )
    answer = here.post(reverse("end_sessions"), follow=True)
    assert "Your other sessions are ended." in answer.text
    assert elsewhere.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == somebody.get(PAGE).status_code == 200
    assert acts() == ["person.end_sessions"]
    assert here.get(reverse("end_sessions")).status_code == 405


def test_a_steward_ends_somebodys(cast: Cast) -> None:
    theirs, steward = signed_in(cast.member), signed_in(cast.steward)
    sent = person(cast, "member", end_sessions="on")
    answer = steward.post(f"/admin/people/user/{cast.member.pk}/change/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert theirs.get(PAGE).status_code == 302
    assert steward.get(PAGE).status_code == 200
    assert told("sessions_ended") == ["Member"]
    assert last("person.end_sessions").actor == "Steward"


def test_nobody_else_does(cast: Cast) -> None:
    for by in (cast.lead, cast.head, cast.auditor):
        with pytest.raises(ForbiddenError):
            sessions.end(cast.member, by=by, today=TODAY)
