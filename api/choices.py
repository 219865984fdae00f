"""What can be filtered by: platforms and teams."""

from django.http import HttpResponse
from rest_framework.request import Request

from api import descriptions, documents
from api.permissions import PUBLIC
from api.views import View, listed
from governance.models import Platform
from governance.published.documents import TeamName
from people.models import Team


class Platforms(View):
    needs = {"GET": (PUBLIC,)}

    @descriptions.platforms
    def get(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        found = Platform.objects.order_by("name").values("slug", "name", "public", "active")
        return listed(request, documents.Platform(found, many=True).data)


class Teams(View):
    needs = {"GET": (PUBLIC,)}

    @descriptions.teams
    def get(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        found = Team.objects.order_by("name").values("slug", "name")
        return listed(request, TeamName(found, many=True).data)
