"""The mails that were really written: to whom, in which week, and what they were about."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.core import mail
from django.core.mail import EmailMessage

from governance.models import Obligation, Review
from governance.obligations.climbing import People, joined
from ledger.models import Notice
from vault.models import Cause

# What goes at once: incidents, which are an opening, a compromise, a suspension; and decisions.
INCIDENTS = {"channel_suspended", "keys_opened_at_once", "keys_opened", "keys_policy_loosened"}
INCIDENTS |= {"keys_asked_for", "keys_approved", "keys_refused"}
DECISIONS = {"plan_approved", "plan_rejected", "plan_changes_requested", "role_changed"}

Inboxes = dict[int, dict[str, list[str]]]


@dataclass
class Day:
    """Each row that was said, with the people whom a mail of it reached."""

    said: list[tuple[Obligation, list[uuid.UUID]]] = field(default_factory=list)


@dataclass
class Post:
    """`weeks` has the subjects of mails by week and person, but for what goes at once: that is in
    `incidents` and in `decisions`.

    `told_on` is the last day on which somebody who is here had a mail about a channel.
    """

    weeks: Inboxes = field(default_factory=dict)
    incidents: Inboxes = field(default_factory=dict)
    decisions: Inboxes = field(default_factory=dict)
    days: Counter[datetime.date] = field(default_factory=Counter)
    busiest: Counter[datetime.date] = field(default_factory=Counter)
    told_on: dict[uuid.UUID, datetime.date] = field(default_factory=dict)
    coming: dict[uuid.UUID, int] = field(default_factory=dict)

    def before(self, day: datetime.date) -> None:
        """Which rows the sweep of this day may say, with how often they were said before."""
        due = Obligation.objects.filter(discharged_on=None, next_on__lte=day)
        self.coming = dict(due.values_list("pk", "rung"))

    def after(self, day: datetime.date, first: datetime.date) -> Day:
        """The mails that the sweep wrote are taken out of the outbox and counted."""
        sent: list[EmailMessage] = mail.outbox
        week = (day - first).days // 7
        for message in sent:
            kept = self._kept(message)
            inbox = kept.setdefault(week, {}).setdefault(message.to[0], [])
            inbox.append(f"{day:%a}: {message.subject}")
        mailed = Counter(message.to[0] for message in sent)
        self.days[day] = len(sent)
        self.busiest[day] = max(mailed.values(), default=0)
        sent.clear()
        found = self._said(day, set(mailed))
        self._other_letters(day)
        return found

    def _kept(self, message: EmailMessage) -> Inboxes:
        notice = _alone(message)
        if notice is None or not notice.urgent:
            return self.weeks
        compromised = notice.context.get("cause") == Cause.COMPROMISE.label
        if notice.kind in INCIDENTS or (notice.kind == "keys_due" and compromised):
            return self.incidents
        return self.decisions if notice.kind in DECISIONS else self.weeks

    def _said(self, day: datetime.date, mailed: set[str]) -> Day:
        who, found = People(day), Day()
        rows = Obligation.objects.filter(pk__in=self.coming, discharged_on=None)
        for row in joined(rows):
            if row.rung == self.coming[row.pk]:
                continue  # it waits for the day of those who hear once a week
            people = [user.pk for user in who.reached(row) if user.email in mailed]
            found.said.append((row, people))
            if row.channel_id and people:
                self.told_on[row.channel_id] = day
        return found

    def _other_letters(self, day: datetime.date) -> None:
        """Letters about a channel or one of its reviews that went out today."""
        sent = Notice.objects.filter(sent_at__date=day, to__is_active=True)
        for kind, about in sent.values_list("about_kind", "about_id").distinct():
            if kind == "channel" and about:
                self.told_on[about] = day
            elif kind == "review" and about:
                channel = Review.objects.filter(pk=about).values_list("channel", flat=True)
                self.told_on[channel[0]] = day

    def fullest(self, inboxes: Inboxes, since: int) -> list[str]:
        """The subjects in the fullest inbox of any person and week, since that week."""
        found = [
            each for week, people in inboxes.items() if week >= since for each in people.values()
        ]
        return max(found, key=len, default=[])


def _alone(message: EmailMessage) -> Notice | None:
    """The letter that is this mail by itself; several together have a name of their own."""
    name = str(message.extra_headers["Message-ID"]).strip("<>").partition("@")[0]
    return Notice.objects.filter(pk=uuid.UUID(name)).first()
