"""Every kind of notice that the program owes has an e-mail that can be written."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string

from ledger import steps
from ledger.steps import Stateful

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
ROOMS = ("ledger", "vault", "people", "governance", "api")
OWED = re.compile(r"""(?:\btell|\bTell|_climb|Reminder|outbox\.owe)\(\s*["']([a-z_]+)["']""")
NO_LETTERS = {"base", "several"}
WORDS = dict.fromkeys(
    [
        "actor",
        "name",
        "platform",
        "team",
        "reference",
        "title",
        "changes",
        "outcome",
        "advice",
        "reason",
        "conditions",
        "approval_reason",
        "before",
        "changed",
        "origin",
        "changes_wanted",
        "put_right",
        "archive",
        "details",
        "holder",
        "handle",
        "lead",
        "administrators",
        "kind",
        "text",
        "remarks",
        "finding",
        "what_was_done",
        "until",
        "channel",
        "person",
        "method",
        "purpose",
        "fields",
        "why",
        "cause",
        "account",
        "ends",
        "lapses",
        "tense",
        "role",
        "what",
        "seen",
        "consequence",
        "new",
        "do",
    ],
    "Zoë O'Neill <b>&\r\nBcc: x",
)
CONTEXT = {
    **WORDS,
    "to": "Odette O'Farrow",
    "path": "/plans/1",
    "base_url": "https://keyholder.invalid",
    "due_on": "2027-01-04",
    "account_by": "2027-01-04",
    "channels": ["Zoë on X"],
    "ends_on": "2027-01-04",
    "number": 3,
    "days": 7,
    "what": "has left",
    "roles_to_remove": ["Zoë on X"],
    "tools_to_disconnect": ["Postplanner, on X"],
    "devices_to_collect": [],
    "keys_to_rotate": ["Zoë on X"],
    "channels_without_lead": [],
    "parts": [{"label": "a lead", "lines": [], "more": 1}],
    "teams": [{"team": "Zoë <b>", "number": 2}],
}


def kinds() -> set[str]:
    models = [model for model in apps.get_models() if issubclass(model, Stateful)]
    by_steps = {
        tell.kind for model in models for each in steps.table(model).values() for tell in each.tells
    }
    by_acts = {
        kind
        for room in ROOMS
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        for kind in OWED.findall(path.read_text(encoding="utf-8"))
    }
    return by_steps | by_acts


def templates() -> set[str]:
    return {
        path.name.removesuffix(".txt.jinja") for path in FOLDER.glob("*.txt.jinja")
    } - NO_LETTERS


def test_every_kind_has_an_e_mail() -> None:
    assert kinds() - templates() == set()


def test_every_e_mail_belongs_to_a_kind() -> None:
    assert templates() - kinds() == set()


@pytest.mark.parametrize("kind", sorted(templates()))
def test_e_mail_is_plain(kind: str) -> None:
    text = render_to_string(f"emails/{kind}.txt.jinja", CONTEXT)
    subject, _, body = text.strip().partition("\n")
    assert len(subject.strip()) > 15
    assert "Hello Odette O'Farrow,\n\n" in body
    assert body.count("https://") == 1, "one link"
    assert "https://keyholder.invalid/" in body
    assert "\n\n\n" not in body
    assert "&#39;" not in text
    assert "&lt;" not in text
    assert "Bcc: x" in subject or "Bcc" not in text.split("\n\n")[0]
