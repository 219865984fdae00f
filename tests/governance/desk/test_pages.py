"""The landing page, what is said of using these pages, and single entries of the ledger."""

import pytest
from django.test import Client

from governance.access import acts as access
from governance.plans import writing
from ledger.models import Entry
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn


@pytest.mark.django_db
def test_everybody_reads_what_is_said_of_accessibility() -> None:
    answer = Client().get("/accessibility")
    assert answer.status_code == 200
    assert "ccessib" in answer.text


def entry_page(cast: Cast, sign_in: SignIn, act: str) -> str:
    seq = Entry.objects.filter(act=act).latest("seq").seq
    return sign_in(cast.auditor).get(f"/ledger/{seq}").text


def test_lists_and_choices_of_an_entry_are_said_in_words(cast: Cast, sign_in: SignIn) -> None:
    plan = given.draft(cast)
    told = {"risks": "Few.", "benefits": "Many."}
    writing.write(plan, by=cast.lead, today=TODAY, answers=told)
    assert "benefits, risks" in entry_page(cast, sign_in, "plan.write")
    given.set_up_channel(cast)
    assert "yes" in entry_page(cast, sign_in, "channel.confirm_set_up")


def test_entry_leads_to_the_page_of_its_thing_where_there_is_one(
    cast: Cast,
    sign_in: SignIn,
) -> None:
    channel = given.approved_channel(cast)
    assert f'href="/channels/{channel.pk}"' in entry_page(cast, sign_in, "channel.create")
    line = {"kind": "agency", "name": "Agency", "level": "read"}
    holder = access.add(channel, by=cast.officer, today=TODAY, **line)
    access.confirm(holder, by=cast.officer, today=TODAY)
    assert f"/holders/{holder.pk}" not in entry_page(cast, sign_in, "access.confirm")
