"""Acts that tests declare, of a small thing that notices can tell of."""

from collections.abc import Callable
from typing import Any

from ledger import acts
from ledger.acts import ActFunction
from vault.models import Custodian
from vault.permissions import anybody

Tried = ActFunction[Custodian, *tuple[Any, ...], Any]


def trying(name: str = "custodian.try", **facts: Any) -> Callable[[Callable[..., Any]], Tried]:
    """Declare an act that anybody may do and nobody waits for, unless `facts` say otherwise."""
    usual: dict[str, Any] = {"label": "Try it", "who": anybody, "silent": "Nobody waits for it."}
    found: Callable[[Callable[..., Any]], Tried] = acts.act(name, Custodian, **usual | facts)
    return found


def renamed(name: str = "custodian.try", **facts: Any) -> Tried:
    """An act that gives its thing another name."""

    @trying(name, **facts)
    def rename(thing: Custodian, act: acts.Act, name: str = "Renamed") -> None:
        thing.name = name

    return rename
