"""A lead whom nobody knows yet: a person who cannot sign in, found again by the address."""

import pytest

from governance.register.bringing import add_person
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from people.models import User
from tests.cast import TODAY, Cast
from tests.governance.register.conftest import HEADER, Import, written

WITH_LEAD = [*HEADER, "lead_email"]


def row(handle: str, email: str) -> tuple[str, ...]:
    return (handle, "x", handle, "", "T", email)


def test_unknown_lead_is_made_once(imported: Import) -> None:
    rows = [row("a", "Zoe@Riverside.invalid"), row("b", "zoe@riverside.INVALID")]
    imported(written(rows, WITH_LEAD))
    lead = User.objects.get()
    assert lead.channels_led.count() == 2
    assert not lead.has_usable_password()
    assert Entry.objects.get(act="person.create").subject_id == lead.pk


def test_known_lead_joins_the_team_once(imported: Import, cast: Cast) -> None:
    for handle in ("a", "b"):
        imported(written([row(handle, cast.lead.email.upper())], WITH_LEAD))
    assert cast.lead.memberships.filter(team__name="T").count() == 1
    assert not Entry.objects.filter(act="person.create").exists()


def test_person_who_left_leads_nothing(imported: Import, cast: Cast) -> None:
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    (found,) = imported(written([row("a", cast.lead.email)], WITH_LEAD)).rows
    assert found.result == "refused"
    assert "has left" in (found.reason or "")


def test_only_officers_add_one(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        add_person(User(email="new@riverside.invalid"), by=cast.lead, today=TODAY)
    add_person(User(email="new@riverside.invalid"), by=cast.officer, today=TODAY)
