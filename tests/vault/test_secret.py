"""A secret goes nowhere that nobody sent it to."""

import copy
import json
import logging
import pickle
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context, Engine, Template
from jinja2 import Environment
from rest_framework.utils.encoders import JSONEncoder

from vault.secret import Secret, expose_bytes, expose_text

MARKER = "marker-of-a-secret"
SECRET = Secret(MARKER)


@pytest.mark.parametrize(
    "show",
    [
        str,
        "{}".format,
        lambda secret: f"{secret}",
        lambda secret: f"{secret:>40}",
        lambda secret: "%s" % secret,  # noqa: UP031
        json.dumps,
        lambda secret: json.dumps(secret, cls=DjangoJSONEncoder),
        lambda secret: json.dumps(secret, cls=JSONEncoder),
        orjson.dumps,
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        lambda secret: secret.__getstate__(),
        bytes,
        list,
        len,
        hash,
        vars,
        lambda secret: Environment(autoescape=True).from_string("{{ it }}").render(it=secret),
        lambda secret: Environment(autoescape=True).from_string("{{ a|tojson }}").render(a=secret),
    ],
)
def test_it_cannot_be_shown_or_stored(show: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError) as caught:
        show(SECRET)
    assert MARKER not in str(caught.value)


def test_its_repr_says_nothing() -> None:
    assert repr(SECRET) == "<secret>"
    assert MARKER not in repr({"kept": [SECRET]})
    assert f"{SECRET!r}" == repr(Secret("other"))


@pytest.mark.parametrize("path", ["it", "it.expose_text", "it.value", "it|safe", "it|length"])
def test_a_django_template_never_shows_it(path: str) -> None:
    template = Template("{{ %s }}" % path, engine=Engine())  # noqa: UP031
    try:
        shown = template.render(Context({"it": SECRET}))
    except TypeError:
        return
    assert MARKER not in shown


def test_a_log_never_shows_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("vault").warning("opened %r", SECRET)
    assert caplog.messages == ["opened <secret>"]


def test_it_opens_for_those_who_say_so() -> None:
    assert expose_text(SECRET) == MARKER
    assert expose_bytes(Secret(b"\xff")) == b"\xff"


def test_it_never_changes() -> None:
    with pytest.raises(TypeError):
        SECRET.value = "other"
    with pytest.raises(TypeError):
        del SECRET.value  # type: ignore[attr-defined]


def test_it_equals_only_a_secret_of_the_same_value() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != Secret("aa")
    assert Secret("a") != "a"


def test_not_even_its_length_is_told() -> None:
    assert Secret("a").__sizeof__() == Secret("a" * 100).__sizeof__() == 0


def test_it_has_no_other_kinds() -> None:
    with pytest.raises(TypeError, match="no other kinds"):
        type("Other", (Secret,), {})


def test_what_is_no_text_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match="UTF-8") as caught:
        Secret(MARKER + "\ud800")
    assert caught.value.__context__ is None
    with pytest.raises(ValueError, match="not text") as caught:
        expose_text(Secret(b"\xff"))
    assert caught.value.__context__ is None
