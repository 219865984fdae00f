"""What is stored of a channel, byte for byte as programs have read it since the first version."""

from pathlib import Path

import orjson

from governance.published import listings
from tests.cast import Cast
from tests.governance.published.sample import channels

GOLDEN = Path(__file__).with_name("golden.jsonl").read_bytes().splitlines()


def test_stored_documents_are_as_they_were(cast: Cast) -> None:
    written = [
        orjson.dumps(document(channel))
        for channel in channels(cast)
        for document in (listings.public_document, listings.register_document)
    ]
    assert written == GOLDEN
