"""The ledger, in order: who did what to what, and how each entry is chained to the one before."""

from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.request import Request

from api import descriptions
from api.documents import EntryDocument
from api.views import View, answer, link_with
from ledger.chain import instant
from ledger.models import Entry
from people.models import Scope

LONGEST_PAGE = 500
LAST_SEQ = 2**63 - 1


class LedgerEntries(View):
    needs = {"GET": (Scope.LEDGER_READ,)}
    parameters = ("after", "page_size")

    @descriptions.ledger_entries
    def get(self, request: Request) -> HttpResponse:
        asked = self.asked(request)
        after = asked.number("after", 0, 0, LAST_SEQ)
        size = asked.number("page_size", LONGEST_PAGE, 1, LONGEST_PAGE)
        asked.done()
        entries = Entry.objects.filter(seq__gt=after).order_by("seq").prefetch_related("words")
        found = list(entries[: size + 1])
        more, found = len(found) > size, found[:size]
        return answer(
            {
                "next": link_with(request, after=str(found[-1].seq)) if more else None,
                "previous": None,
                "results": EntryDocument(map(_told, found), many=True).data,
            }
        )


def _told(entry: Entry) -> dict[str, Any]:
    """An entry with the words that stand beside it; those that were erased are null."""
    body = orjson.loads(bytes(entry.body))
    words: dict[str, str | None] = dict.fromkeys(body["words"])
    words |= {each.name: each.text for each in entry.words.all()}
    subject, actor = words.pop("subject", None), words.pop("actor", None)
    return {
        "seq": entry.seq,
        "at": instant(entry.at),
        "act": entry.act,
        "subject": {"kind": entry.subject_kind, "id": entry.subject_id, "words": subject},
        "actor": {"id": entry.actor_id, "words": actor},
        "facts": body["facts"],
        "words": words,
        "hash": bytes(entry.hash).hex(),
        "prev": bytes(entry.prev).hex(),
    }
