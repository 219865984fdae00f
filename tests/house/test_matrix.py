"""Every act, by every role, on own and others' things, in every state: docs/who-may.md, walked.

`WRITE_DOCS=1 pytest tests/house/test_matrix.py` writes the page anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import Model

from ledger import acts
from ledger.actors import CLOCK, DIRECTORY, OPERATOR, Actor
from ledger.acts import Declared, asking
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from ledger.steps import Stateful, state_labels
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.house import things
from tests.house.things import Things

things.everywhere()
PAGE = Path(__file__).resolve().parents[2] / "docs" / "who-may.md"
HEAD = """\
# Who may do what

Made by `tests/house/test_matrix.py` from the declared acts, by asking each of them about each
person of a small cast: change the acts, not this page. *Own* is what belongs to the lead's team or
was asked for by the person; *others'* belongs to another team. A star says: in some states only.
Whether the thing allows it then is another question: see [states.md](states.md).

Decides: never by a token. Tokens: by a program, with the permissions of the person it acts for.
"""


def roles(cast: Cast) -> dict[str, Actor]:
    programs = {"clock": CLOCK, "operator": OPERATOR, "directory": DIRECTORY}
    return {**cast.everybody, **programs}


def in_every_state(thing: Model) -> list[Model]:
    """The thing as it would be in each of its states; itself where it has none."""
    if not isinstance(thing, Stateful):
        return [thing]
    found: list[Model] = []
    for state in state_labels(type(thing)):
        now = type(thing)._default_manager.get(pk=thing.pk)
        now.__dict__["state"] = state
        found.append(now)
    return found


def cell(act: Declared[Any], made: Things, by: Actor) -> str:
    asked = asking(by=by, today=TODAY)
    words = []
    for word, of in (("own", made.own), ("others'", made.others)):
        answers = {act.who.permits(each, asked) for each in in_every_state(of[act.model])}
        if True in answers:
            words.append(f"{word}*" if False in answers else word)
    return {"own others'": "all", "own* others'*": "all*"}.get(" ".join(words), " ".join(words))


def page(made: Things, cast: Cast) -> str:
    people = roles(cast)
    head = [
        "act",
        "what",
        *(name.replace("_", " ") for name in people),
        "door",
        "decides",
        "tokens",
    ]
    rows = [head, ["---"] * len(head)]
    for act in sorted(acts.every(), key=lambda each: each.name):
        doors = ", ".join(sorted({door.kind for door in act.doors})) or f"none: {act.within}"
        rows.append(
            [
                f"`{act.name}`",
                act.label,
                *(cell(act, made, by) for by in people.values()),
                doors,
                "yes" if act.decides else "",
                "yes" if act.tokens else "",
            ]
        )
    return HEAD + "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


@time_machine.travel(NOON, tick=False)
def test_page_is_fresh(cast: Cast) -> None:
    given.on_duty(cast.on_call)
    found = page(things.make(cast), cast)
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(found)
    assert PAGE.read_text() == found


@time_machine.travel(NOON, tick=False)
def test_whoever_may_not_is_forbidden(cast: Cast) -> None:
    """At the one function that every door calls; and nothing else is recorded of it."""
    given.on_duty(cast.on_call)
    made = things.make(cast)
    tried = 0
    for act in acts.every():
        for by in roles(cast).values():
            for thing in (made.own[act.model], made.others[act.model]):
                if not act.who.permits(thing, asking(by=by, today=TODAY)):
                    tried += 1
                    before = Entry.objects.exclude(act__endswith=".refused").count()
                    with pytest.raises(ForbiddenError):
                        act.perform(thing, by=by, today=TODAY)
                    assert Entry.objects.exclude(act__endswith=".refused").count() == before
    assert tried > len(acts.every()) * 5
