"""An obligation as programs read it: over REST, as JSON of the command, as a row of the CSV."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from rest_framework import serializers

from governance.models import Obligation
from governance.obligations.climbing import People
from governance.obligations.kinds import KINDS
from governance.published.documents import Person
from governance.published.serving import Document


class ObligationSubject(Document):
    kind = serializers.CharField(help_text="What owes it: channel, review, finding, plan …")
    id = serializers.UUIDField()
    words = serializers.CharField()


class ObligationAct(Document):
    name = serializers.CharField(help_text="The act that discharges it, as `GET acts` names it.")
    url = serializers.URLField(help_text="The page where it is done.")


class ObligationDocument(Document):
    # The context has `people`, who look up whom rungs reach, and the address of this `site`.
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(sorted(KINDS))
    subject = ObligationSubject()
    channel = serializers.UUIDField(source="channel_id", allow_null=True)
    since = serializers.DateField()
    due_on = serializers.DateField()
    rung = serializers.IntegerField(help_text="How many times it was said.")
    next_on = serializers.DateField(allow_null=True, help_text="When it is said again.")
    owed_by = Person(many=True)
    act = ObligationAct()

    def get_subject(self, row: Obligation) -> dict[str, Any]:
        kind, pk = KINDS[row.kind].subject_of(row)
        return {"kind": kind, "id": str(pk), "words": row.about}

    def get_owed_by(self, row: Obligation) -> list[dict[str, str]]:
        return [
            {"name": str(user), "email": user.email} for user in self.context["people"].owed_by(row)
        ]

    def get_act(self, row: Obligation) -> dict[str, str]:
        kind = KINDS[row.kind]
        return {"name": kind.act_at(row.stage), "url": self.context["site"] + kind.href(row)}


def documents(rows: Iterable[Obligation], today: datetime.date) -> list[dict[str, Any]]:
    """Of rows that were `joined`."""
    context = {"people": People(today), "site": settings.KEYHOLDER_BASE_URL}
    return list(ObligationDocument(list(rows), many=True, context=context).data)
