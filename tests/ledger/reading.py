"""What tests ask of the ledger: the newest entry of an act, and whom a notice is for."""

from ledger.history import Told, tell
from ledger.models import Entry, Notice


def last(act: str) -> Told:
    """The newest entry of this name, as a history tells it."""
    return tell(Entry.objects.filter(act=act).order_by("-seq")[:1])[0]


def acts() -> list[str]:
    """What happened, in its order."""
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def told(kind: str) -> list[str]:
    """The names of those who are owed this notice, each as often as it is owed."""
    return sorted(Notice.objects.filter(kind=kind).values_list("to__name", flat=True))
