"""Is this account official?"""

import datetime

import orjson
from django.http import HttpResponse
from rest_framework.request import Request

from api import descriptions
from api.parameters import LONGEST_TEXT, Parameters
from api.permissions import PUBLIC, has
from api.views import View, answer
from governance.published import verdicts as official
from people.models import Scope


class Verify(View):
    needs = {"GET": (PUBLIC,)}
    parameters = ("url", "platform", "handle")

    @descriptions.verify
    def get(self, request: Request) -> HttpResponse:
        register = has(request, Scope.REGISTER_READ)
        query = _question(self.asked(request))
        if "url" in query:
            found = official.check_url(query["url"], register=register)
        else:
            found = official.check_handle(query["platform"], query["handle"], register=register)
        now = datetime.datetime.now(datetime.UTC)
        body = b'{"query":%b,"verdict":%b,"message":%b,"channel":%b,"checked_at":%b}' % (
            orjson.dumps(query),
            orjson.dumps(found.verdict),
            orjson.dumps(found.message),
            (found.document or "null").encode(),
            orjson.dumps(now, option=orjson.OPT_UTC_Z),
        )
        return answer(body)


def _question(asked: Parameters) -> dict[str, str]:
    """Either an address, or a platform and a handle."""
    given = {
        "url": asked.text("url", LONGEST_TEXT),
        "platform": asked.text("platform"),
        "handle": asked.text("handle", LONGEST_TEXT),
    }
    asked.done()
    query = {name: value for name, value in given.items() if value is not None}
    if not query:
        asked.wrong("url", "Give url, or platform and handle.")
    elif "url" in query and len(query) > 1:
        asked.wrong("url", "Give url, or platform and handle; not both.")
    elif "url" not in query and len(query) == 1:
        missing = "handle" if "platform" in query else "platform"
        asked.wrong(missing, "Give platform and handle together.")
    asked.done()
    return query
