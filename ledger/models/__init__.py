"""The tables of the ledger."""

from ledger.models.entry import Entry, Head, Words
from ledger.models.notice import Notice

__all__ = ["Entry", "Head", "Notice", "Words"]
