"""Steps of a channel, taken by a token with the permissions of its person."""

import uuid

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from api import descriptions, steps
from api.channels import NONE_HERE
from api.permissions import has
from api.views import View, answer
from governance.models import Channel
from governance.published.listings import public_document, register_document
from governance.who import seeing
from people.models import Scope


class ChannelSteps(View):
    needs = {"GET": (Scope.CHANNELS_WRITE,)}

    @descriptions.channel_steps
    def get(self, request: Request, ident: uuid.UUID) -> HttpResponse:
        self.nothing_asked(request)
        return answer({"steps": steps.offered(find(request, ident), steps.actor(request))})


class ChannelStep(View):
    needs = {"POST": (Scope.CHANNELS_WRITE,)}

    @descriptions.channel_step
    def post(self, request: Request, ident: uuid.UUID, step: str) -> HttpResponse:
        self.nothing_asked(request)
        channel = find(request, ident)
        steps.take(channel, step, request)
        shown = register_document if has(request, Scope.REGISTER_READ) else public_document
        return answer(shown(channel) | {"steps": steps.offered(channel, steps.actor(request))})


def find(request: Request, ident: uuid.UUID) -> Channel:
    channel = seeing.channels(steps.actor(request)).filter(pk=ident).first()
    if channel is None:
        raise Http404(NONE_HERE)
    return channel
