"""The ledger over REST: in order, in pages, with its words."""

from itertools import pairwise

import pytest

from governance.channels import acts as channels
from ledger.models import Entry, Words
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import TODAY, Cast


def test_entries_in_order_with_words(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="Policy.")
    auditor = caller("ledger:read")
    found = auditor.get(f"{BASE}/ledger").json()
    assert found["next"] is None
    entries = found["results"]
    assert [each["seq"] for each in entries] == list(range(1, Entry.objects.count() + 1))
    assert all(after["prev"] == before["hash"] for before, after in pairwise(entries))
    last = entries[-1]
    assert last["act"] == "channel.suspend"
    assert last["subject"] == {"kind": "channel", "id": str(channel.pk), "words": str(channel)}
    assert last["actor"] == {"id": str(cast.officer.pk), "words": "Officer"}
    assert last["words"] == {"reason": "Policy."}
    assert last["facts"]["cause"] == "content"
    assert last["at"].endswith("Z")


def test_pages_by_seq(cast: Cast, caller: Caller) -> None:
    given.live_channel(cast)
    auditor = caller("ledger:read")
    whole = auditor.get(f"{BASE}/ledger").json()["results"]
    seen, address = [], f"{BASE}/ledger?page_size=2&after=1"
    while address:
        page = auditor.get(address).json()
        seen += page["results"]
        address = page["next"]
    assert seen == whole[1:]
    assert auditor.get(f"{BASE}/ledger?after={10**18 - 1}").json()["results"] == []


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1e3", f"after={'9' * 30}", "page_size=501", "before=3"]
)
def test_wrong_parameters(db: None, caller: Caller, query: str) -> None:
    assert caller("ledger:read").get(f"{BASE}/ledger?{query}").status_code == 400


def test_erased_words_are_null(cast: Cast, caller: Caller) -> None:
    given.draft(cast)
    Words.objects.filter(name="actor").delete()
    (entry,) = caller("ledger:read").get(f"{BASE}/ledger").json()["results"]
    assert entry["actor"]["words"] is None
