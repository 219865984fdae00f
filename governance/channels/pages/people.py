"""The page that says who answers for a channel: some to choose from, anybody else by name."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from governance.access.pages import find
from governance.channels import people
from governance.channels.inputs import NamePeople
from governance.models import Channel
from governance.web import naming
from governance.web.acting import act_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from ledger.refusals import InvalidError
from people.models import User
from people.roles import Role


class PeopleForm(forms.Form):
    """What the act asks for, and beside each a field for whoever is not among the choices."""

    mark_optional = False

    lead = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=NamePeople.base_fields["lead"].label,
        help_text=NamePeople.base_fields["lead"].help_text,
        widget=forms.RadioSelect,
        empty_label=None,
        required=False,
    )
    other_lead = naming.others(several=False)
    administrators = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=NamePeople.base_fields["administrators"].label,
        help_text=NamePeople.base_fields["administrators"].help_text,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = naming.others(several=True)

    def __init__(self, channel: Channel, data: Any) -> None:
        now = {"lead": channel.lead_id, "administrators": list(channel.administrators.all())}
        super().__init__(data, initial=now)
        for name in ("lead", "administrators"):
            field: Any = self.fields[name]
            field.queryset = _choices(channel, officers=name == "administrators")
            field.label_from_instance = lambda user: f"{user} ({user.email})"
        if not self.fields["lead"].queryset.exists():  # type: ignore[attr-defined]  # a choice of models
            del self.fields["lead"]

    def chosen(self) -> dict[str, Any]:
        """As the act takes it. Raises InvalidError for what names nobody here."""
        leads, no_lead = naming.known(str(naming.sent(self, "other_lead") or ""))
        added, nobody = naming.known(str(naming.sent(self, "others") or ""))
        if len(leads) > 1:
            no_lead = ["Only one person can lead it."]
        errors = {"other_lead": no_lead, "others": nobody}
        if no_lead or nobody:
            raise InvalidError({name: said for name, said in errors.items() if said})
        ticked = naming.sent(self, "administrators") or []
        chosen = naming.sent(self, "lead") if "lead" in self.fields else ""
        return {
            "lead": str(leads[0].pk) if leads else chosen or "",
            "administrators": [*dict.fromkeys([*ticked, *(str(user.pk) for user in added)])],
        }


def _choices(channel: Channel, *, officers: bool) -> QuerySet[User]:
    """Never the whole directory: its team, those named already, and officers who may help."""
    offered = Q(memberships__team=channel.team_id, memberships__ended_on=None)
    offered |= Q(pk__in=channel.administrators.values("pk")) | Q(pk=channel.lead_id)
    if officers:
        offered |= Q(pk__in=User.objects.holding(Role.OFFICER, Role.HEAD).values("pk"))
    return User.objects.filter(offered, is_active=True).distinct()


@opens(people.name_people, route="channel-people")
@signed_in
def name_people(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    form = PeopleForm(channel, request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> object:
        by, inputs = request.user, form.chosen()
        return people.name_people.perform(channel, by=by, today=today(), inputs=inputs)

    return act_page(
        request,
        people.name_people,
        channel,
        back=here,
        do=do,
        form=form,
        advice="Everybody whom you name is told, and so is everybody who was named before.",
        title="Who answers for this channel",
        submit="Save",
    )
