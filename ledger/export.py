"""The ledger as JSON Lines, for auditors: everything that verification needs, in order."""

import json
from collections.abc import Iterator

from ledger.chain import instant
from ledger.models import Entry

CHUNK = 1_000


def lines(after: int = 0) -> Iterator[str]:
    """A JSON object a line. `hash`, `prev`, `mac`, `salt` are hex; `body` is the hashed text."""
    entries = Entry.objects.filter(seq__gt=after).prefetch_related("words").order_by("seq")
    for entry in entries.iterator(CHUNK):
        yield json.dumps(
            {
                "seq": entry.seq,
                "at": instant(entry.at),
                "act": entry.act,
                "prev": bytes(entry.prev).hex(),
                "hash": bytes(entry.hash).hex(),
                "mac": bytes(entry.mac).hex(),
                "body": bytes(entry.body).decode(),
                "words": {
                    each.name: {"salt": bytes(each.salt).hex(), "text": each.text}
                    for each in entry.words.all()
                },
            },
            ensure_ascii=False,
        )
