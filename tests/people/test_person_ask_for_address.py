"""Somebody asks for another e-mail address: nothing changes until its link is opened."""

import pytest
from django.core import mail

from governance import sweep
from ledger.refusals import ForbiddenError, InvalidError
from people import addresses
from people.models import User
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import refused
from tests.ledger.reading import last, told

pytestmark = pytest.mark.usefixtures("noon")
NEW = "new.name@riverside.invalid"


def ask(user: User, email: str = NEW) -> None:
    addresses.ask(user, by=user, today=TODAY, email=email)


def test_old_address_is_told_and_the_new_one_gets_the_link(cast: Cast) -> None:
    ask(cast.officer)
    assert User.objects.get(pk=cast.officer.pk).email == "officer@riverside.invalid"
    assert told("address_asked_for") == told("address_link") == ["Officer"]
    sweep.post(TODAY, NOON)
    sent = {each.to[0]: str(each.body) for each in mail.outbox}
    assert set(sent) == {"officer@riverside.invalid", NEW}
    assert NEW in sent["officer@riverside.invalid"]
    assert "/address/" in sent[NEW]
    assert "/address/" not in sent["officer@riverside.invalid"]


def test_the_addresses_stand_among_the_words_which_can_be_erased(cast: Cast) -> None:
    ask(cast.officer)
    found = last("person.ask_for_address")
    assert found.words == {"email": NEW}
    assert NEW not in str(found.facts)


def test_without_a_second_step_a_steward_changes_it(cast: Cast) -> None:
    said = refused(addresses.ask, cast.lead, cast.lead, email=NEW)
    assert said == {
        "Without a second step of signing in a steward changes your address.": (
            "person.add_second_step"
        )
    }


@pytest.mark.parametrize("email", ["", "nobody", "HEAD@riverside.invalid"])
def test_not_without_an_address_that_is_free(cast: Cast, email: str) -> None:
    with pytest.raises(InvalidError):
        ask(cast.officer, email)


@pytest.mark.parametrize("name", ["steward", "head", "officer2"])
def test_for_oneself_alone(cast: Cast, name: str) -> None:
    with pytest.raises(ForbiddenError):
        addresses.ask(cast.officer, by=cast.everybody[name], today=TODAY, email=NEW)
