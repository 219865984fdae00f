"""Writes the mails: a letter by itself, or several things for one person as one."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from ledger import letters
from ledger.models import Notice

SHOWN = 40  # lines of a digest; more would not be read, and the page of each person shows all
DIGESTS = uuid.UUID("6f0d1c1e-5a52-4d0b-9c5e-0f3a8e6f5b11")


@dataclass(frozen=True)
class Text:
    """A letter as it is written: its first line is the subject."""

    subject: str
    body: str
    link: str
    heading: str


def text_of(notice: Notice, news: Sequence[tuple[str, list[Text]]] = (), more: int = 0) -> Text:
    letter = letters.of(notice.kind)
    context = {
        "to": notice.to,
        "first_to": notice.first_to,
        "base_url": settings.KEYHOLDER_BASE_URL,
        "news": news,
        "more_news": more,
        **notice.context,
        **letter.adds(notice.to),
    }
    text = render_to_string(f"emails/{notice.kind}.txt.jinja", context)
    subject, _, body = text.strip().partition("\n")
    link = f"{settings.KEYHOLDER_BASE_URL}{context.get('path', '/')}"
    return Text(subject.strip(), body.strip() + "\n", link, letter.heading)


def message(written: Mapping[Notice, Text]) -> EmailMessage:
    """One mail of all of them. Its Message-ID tells doubles apart."""
    notices = list(written)
    if len(notices) == 1:
        text, name = written[notices[0]], notices[0].pk
    else:
        text = _together(written)
        name = uuid.uuid5(DIGESTS, " ".join(str(each.pk) for each in notices))
    return EmailMessage(
        subject=text.subject,
        body=text.body,
        to=[letters.of(notices[0].kind).address(notices[0].to, notices[0].context)],
        headers={"Message-ID": f"<{name}@keyholder>"},
    )


def _together(written: Mapping[Notice, Text]) -> Text:
    """The same thing said twice stands there once."""
    gathering = [each for each in written if letters.of(each.kind).gathers]
    texts = [text for each, text in written.items() if each not in gathering]
    told = list({(text.subject, text.link): text for text in texts}.values())
    shown, more = told[:SHOWN], len(told[SHOWN:])
    if gathering:
        return text_of(_gathered(gathering), list(_grouped(shown)), more)
    first = next(iter(written))
    context = {
        "to": first.to,
        "base_url": settings.KEYHOLDER_BASE_URL,
        "path": "/",
        "number": len(told),
        "parts": list(_grouped(shown)),
        "more": more,
    }
    text = render_to_string("emails/several.txt.jinja", context)
    subject, _, body = text.strip().partition("\n")
    return Text(subject.strip(), body.strip() + "\n", settings.KEYHOLDER_BASE_URL, "")


def _gathered(held_up: Sequence[Notice]) -> Notice:
    """The newest, with what older ones say that were held up: a line stands there once."""
    parts: dict[str, dict[str, dict[str, str]]] = {}
    more: dict[str, int] = {}
    teams: dict[str, dict[str, Any]] = {}
    for notice in held_up:
        for part in notice.context.get("parts", []):
            lines = {line["path"] + line["says"]: line for line in part["lines"]}
            parts.setdefault(part["label"], {}).update(lines)
            more[part["label"]] = max(more.get(part["label"], 0), part["more"])
        for each in notice.context.get("teams", []):
            before = teams.get(each["team"], each)
            number = max(before["number"], each["number"])
            teams[each["team"]] = before | each | {"number": number}
    found = copy.copy(held_up[-1])
    said = sum(map(len, parts.values())) + sum(more.values())
    said += sum(each["number"] for each in teams.values())
    found.context = found.context | {
        "parts": [
            {"label": label, "lines": list(lines.values()), "more": more[label]}
            for label, lines in parts.items()
        ],
        "teams": [each for _, each in sorted(teams.items())],
        "number": max(said, found.context.get("number", 0)),
    }
    return found


def _grouped(texts: list[Text]) -> Iterator[tuple[str, list[Text]]]:
    """By what is to be done, in the order in which the letters were declared."""
    waiting = (letter for letter in letters.every() if letter.urgent is not True)
    order = list(dict.fromkeys(letter.heading for letter in waiting))
    headings = dict.fromkeys(text.heading for text in texts)
    for heading in sorted(headings, key=lambda each: order.index(each) if each in order else 99):
        yield heading, [text for text in texts if text.heading == heading]
