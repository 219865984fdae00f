"""Pages drawn without a server, in either theme."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import RequestFactory
from pytest_django import Settings

Draw = Callable[..., str]
LIBRARIES = '{% import "components/ui.jinja" as ui %}{% import "components/forms.jinja" as forms %}'


@pytest.fixture(params=["neutral", "nhs"])
def theme(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.KEYHOLDER_THEME = request.param
    settings.TEMPLATES = list(settings.TEMPLATES)  # the engines are made again
    return str(request.param)


@pytest.fixture
def jinja(theme: str) -> Jinja2:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/official/")
    request.user = AnonymousUser()
    return request


@pytest.fixture
def draw(jinja: Jinja2) -> Draw:
    """A template's words with both libraries of macros at hand."""

    def drawn(source: str, **context: Any) -> str:
        return jinja.env.from_string(LIBRARIES + source).render(context)

    return drawn
