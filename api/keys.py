"""Depositing keys by a program. What it sends goes into the vault and never comes back."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.serializers import CharField, ListField, Serializer, UUIDField

from api import descriptions, steps
from api.channel_steps import find
from api.views import View, answer
from governance.keys import acts as keys
from ledger.refusals import InvalidError
from people.models import Scope
from vault.fields import BACKUP_CODES, LABELS
from vault.masterkeys import KeysUnusable
from vault.secret import Secret


class VaultAway(APIException):
    status_code = 503
    default_detail = "The vault cannot be reached. Nothing was deposited; try again later."


class GivenKeys(Serializer[Any]):
    username = CharField(required=False)
    password = CharField(required=False)
    recovery_mailbox = CharField(required=False)
    totp_seed = CharField(required=False)
    backup_codes = ListField(child=CharField(), required=False)
    notes = CharField(required=False)


class RotationName(Serializer[Any]):
    id = UUIDField()
    state = CharField()


class Deposited(Serializer[Any]):
    deposited = ListField(child=CharField())
    rotation = RotationName(allow_null=True)


class Keys(View):
    needs = {"POST": (Scope.CHANNELS_WRITE,)}

    @descriptions.call(
        "deposit_keys",
        "Deposit a channel's keys, or propose new ones where keys are held",
        descriptions.responses(Deposited, 400, 403, 404, 409, 415, 503, success=201),
        needs=Scope.CHANNELS_WRITE,
        request=GivenKeys,
    )
    def post(self, request: Request, ident: uuid.UUID) -> HttpResponse:
        self.nothing_asked(request)
        channel = find(request, ident)
        try:
            deposited, rotation = keys.deposit(
                channel, _secrets(request), by=steps.actor(request), today=timezone.localdate()
            )
        except KeysUnusable as error:
            raise VaultAway from error
        made = {"id": str(rotation.pk), "state": str(rotation.state)} if rotation else None
        return answer({"deposited": deposited, "rotation": made}, status=201)


def _secrets(request: Request) -> dict[str, Secret]:
    """Wrapped before anything else looks at them; what is wrong is said by field, never shown."""
    errors: dict[str, list[str]] = {}
    found: dict[str, Secret] = {}
    for name, value in steps.sent_object(request).items():
        text = _codes(value) if name == BACKUP_CODES else value
        if name not in LABELS:
            errors[name] = ["There is no such field."]
        elif not isinstance(text, str) or not text.strip():
            errors[name] = ["Give a text that is not empty."]
        elif "\x00" in text:
            errors[name] = ["A key has no NUL character."]
        else:
            try:
                found[name] = Secret(text)
            except ValueError:
                errors[name] = ["This text cannot be written in UTF-8."]
    if errors:
        raise InvalidError(errors)
    return found


def _codes(value: Any) -> Any:
    """A list of codes, or a text with one a line."""
    listed = isinstance(value, list) and all(isinstance(code, str) for code in value)
    return "\n".join(value) if listed else value
