"""Whatever is asked, the answer is what the schema says it is, and never a server's error."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from schemathesis import checks

from governance.models import Plan
from people import tokens
from people.models import Scope
from tests import cast as given
from tests.api.conftest import BASE
from tests.cast import Cast

HOLDS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def described(cast: Cast, settings: Any) -> Iterator[Any]:
    """The API of an organisation with a channel and a draft, in the transaction of the test."""
    settings.KEYHOLDER_RATE_WITH_TOKEN = settings.KEYHOLDER_RATE_WITHOUT_TOKEN = "100000/day"
    given.live_channel(cast)
    given.draft(cast, name="Second")
    requests = (request_started, request_finished)
    for signal in requests:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{BASE}/schema", WSGIHandler())
    for signal in requests:
        signal.connect(close_old_connections)


api = schemathesis.pytest.from_fixture("described")


@api.parametrize()
@hypothesis(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_conform(case: Any, cast: Cast) -> None:
    plan = Plan.objects.filter(state="draft").first()
    if "ident" in (case.path_parameters or {}) and plan:
        case.path_parameters["ident"] = str(plan.pk if "/plans" in case.path else plan.channel_id)
    _, text = tokens.issue("test", scopes=Scope.values, days=1, person=cast.lead)
    response = case.call(headers={"Authorization": f"Api-Key {text}"})
    case.validate_response(response, checks=HOLDS)
