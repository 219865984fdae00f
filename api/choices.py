"""What can be filtered by: platforms and teams."""

from django.http import HttpResponse
from rest_framework.request import Request

from api import documents
from api.permissions import PUBLIC
from api.views import View, small_list
from governance.models import Platform
from people.models import Team


class Platforms(View):
    needs = {"GET": (PUBLIC,)}

    @documents.platforms
    def get(self, request: Request) -> HttpResponse:
        self.asked(request).done()
        found = Platform.objects.order_by("name").values("slug", "name", "public", "active")
        return small_list(request, found)


class Teams(View):
    needs = {"GET": (PUBLIC,)}

    @documents.teams
    def get(self, request: Request) -> HttpResponse:
        self.asked(request).done()
        return small_list(request, Team.objects.order_by("name").values("slug", "name"))
