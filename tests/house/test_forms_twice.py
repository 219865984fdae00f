"""Every form that is sent twice does one thing, and is answered twice alike."""

from __future__ import annotations

from typing import Any

import time_machine

from config.once import FIELD
from ledger.models import Entry
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.house import posting, things
from tests.house.leading import Browser
from tests.house.posting import Place

things.everywhere()
FOUND = 302
REPEATED = {"opening-show"}
"""Done each time: a field is shown again to whoever asks again."""
WITHOUT = {"import", "ledger-check"}
"""They do nothing that stays: a file is kept for an hour, and the ledger is only read."""
SETS = ("account_", "mfa_", "end_sessions")
"""Pages of the sign-in, which set a thing to a value: twice is the same as once."""
FEWEST = 25


def worlds(cast: Cast) -> list[str]:
    """Where forms are, in states that one thing of each kind cannot all be in."""
    made = things.make(cast)
    more = {"answers": {"handle": "@suspended.one"}}
    suspended = given.suspended_channel(cast, **more)
    approved = given.approved_channel(cast, answers={"handle": "@approved.one"})
    ready = given.ready(cast, answers={"handle": "@ready.one"})
    submitted = given.submitted(cast, answers={"handle": "@submitted.one"})
    addresses = [f"/channels/{each.pk}/" for each in (suspended, approved)]
    addresses += [f"/plans/{each.pk}/" for each in (ready, submitted)]
    return [each.rstrip("/") for each in addresses] + list(posting.addresses(made))


def test_every_form_that_is_sent_twice_does_one_thing(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=True):
        found = posting.places(worlds(cast), cast.everybody.values())
        said = [told for place in found if (told := _twice(place))]
    assert [told for told in said if told != "once"] == []
    assert len(said) >= FEWEST


def _twice(place: Place) -> str:
    """What is wrong with it; “once” where it did something, and did it once."""
    if place.route[0] in REPEATED | WITHOUT or place.route[0].startswith(SETS):
        return ""
    client, form = place.browser.client, place.form
    sent = form.filled()
    if FIELD not in sent:
        return f"{place.route}: the form has no key."
    before = Entry.objects.count()
    first = client.post(form.address, sent)
    once = Entry.objects.count()
    if first.status_code != FOUND or once == before:
        return ""  # it was refused, and may be sent again
    second = client.post(form.address, sent)
    again = Entry.objects.count()
    if again != once:
        return f"{place.route}: done twice."
    if (second.status_code, second.get("Location")) != (FOUND, first["Location"]):
        return f"{place.route}: answered {second.status_code}, {second.get('Location')}."
    return "once"


def test_what_is_written_anew_is_another_thing(cast: Cast) -> None:
    """Whoever goes back to a form and changes it means something else by it."""
    with time_machine.travel(NOON, tick=True):
        plan = given.draft(cast)
        browser = Browser.of(cast.lead)
        address = f"/plans/{plan.pk}/consultation"
        form = next(each for each in posting.read(browser, address).forms if each.typed)
        form.values["question"] = ["May we?"]
        assert browser.client.post(address, form.values).status_code == FOUND
        form.values["question"] = ["May we, please?"]
        assert browser.client.post(address, form.values).status_code != FOUND
    assert plan.consultations.get().question == "May we?"
    assert plan.created_at.date() <= TODAY


def test_what_was_refused_can_be_sent_again(cast: Cast, settings: Any) -> None:
    with time_machine.travel(NOON, tick=True):
        plan = given.draft(cast)
        given.policy(cast)
        browser = Browser.of(cast.lead)
        address = f"/plans/{plan.pk}/consultation"
        form = next(each for each in posting.read(browser, address).forms if each.typed)
        assert browser.client.post(address, form.values | {"question": [""]}).status_code == 400
        sent = form.values | {"question": ["May we?"]}
        assert [browser.client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert plan.consultations.count() == 1
