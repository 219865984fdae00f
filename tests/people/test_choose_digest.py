"""Somebody chooses how often their e-mail comes."""

import pytest
from django.db import IntegrityError, transaction

from ledger.models import Notice
from ledger.refusals import ForbiddenError, InvalidError
from people.mail import choose_digest
from people.models import HowOften, User
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last
from tests.pages.conftest import SignIn, sign_in

__all__ = ["sign_in"]

pytestmark = pytest.mark.usefixtures("noon")


def test_it_is_kept_and_recorded_and_nobody_is_told(cast: Cast) -> None:
    choose_digest(cast.lead, by=cast.lead, today=TODAY, digest="weekly")
    assert User.objects.get(pk=cast.lead.pk).digest == HowOften.WEEKLY
    assert last("person.choose_digest").facts["digest"] == "weekly"
    assert acts() == ["person.choose_digest"]
    assert not Notice.objects.exists()


def test_without_a_choice_it_is_as_it_comes(cast: Cast) -> None:
    assert {each.digest for each in User.objects.all()} == {HowOften.AS_IT_COMES}


@pytest.mark.parametrize("name", ["steward", "head", "manager"])
def test_nobody_chooses_for_somebody_else(cast: Cast, name: str) -> None:
    with pytest.raises(ForbiddenError):
        choose_digest(cast.lead, by=cast.everybody[name], today=TODAY, digest="weekly")


@pytest.mark.parametrize("digest", ["", "never"])
def test_it_is_never_switched_off(cast: Cast, digest: str) -> None:
    with pytest.raises(InvalidError):
        choose_digest(cast.lead, by=cast.lead, today=TODAY, digest=digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(digest="never")


def test_one_finds_it_on_ones_own_page_and_is_told_what_was_saved(
    cast: Cast, sign_in: SignIn
) -> None:
    lead = sign_in(cast.lead)
    assert 'href="/mail/"' in lead.get("/accounts/2fa/").content.decode()
    page = lead.get("/mail/").content.decode()
    assert "How often do you want your e-mail?" in page
    assert page.count('type="radio"') == len(HowOften)
    answer = lead.post("/mail/", {"digest": "weekly"}, follow=True)
    assert "Saved: once a week, on its first working day." in answer.content.decode()
    assert User.objects.get(pk=cast.lead.pk).digest == HowOften.WEEKLY
    empty = lead.post("/mail/", {})
    assert empty.status_code == 400
