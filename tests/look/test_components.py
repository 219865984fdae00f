"""Every macro of ui.jinja, in both themes."""

import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from jinja2 import UndefinedError

from tests.look.conftest import Draw

EXAMPLES = [
    ('{{ ui.state_tag("under_consideration") }}', "Under consideration"),
    ('{{ ui.state_tag("live", "Live since May") }}', "nhsuk-tag--green"),
    ('{{ ui.state_tag("unheard_of") }}', "nhsuk-tag--grey"),
    ('{{ ui.summary([("Lead", none)]) }}', "Not said"),
    ('{{ ui.summary([{"key": "End", "value": 1, "href": "/x"}]) }}', "Change"),
    ('{{ ui.table("Reviews", ["Kind"], [["Life span"]]) }}', "Life span"),
    ('{{ ui.table("Reviews", ["Kind"], [], empty="No reviews.") }}', "No reviews."),
    ('{{ ui.task_list([{"title": "Reason", "href": "/x", "done": true}]) }}', "Completed"),
    ('{{ ui.task_list([{"title": "Send", "status": "Cannot start"}]) }}', "Cannot start"),
    ('{{ ui.step_button("Go live", "/x", "", fields={"a": "b"}) }}', 'name="a" value="b"'),
    ('{{ ui.refusals(["No consultation is recorded."]) }}', "<li>No consultation is recorded."),
    ('{{ ui.confirmation("Submitted", "KH-1") }}', "KH-1"),
    ('{{ ui.banner("Saved.", "success") }}', "Success"),
    ('{{ ui.inset("Words") }}', "Words"),
    ('{{ ui.warning("Mind", "Words") }}', "<h2"),
    ('{% call ui.warning("Mind") %}<p>Words</p>{% endcall %}', "<p>Words</p>"),
    ('{{ ui.details("More", "Words") }}', "<summary"),
    ('{{ ui.back_link("/x") }}', 'href="/x"'),
    ('{{ ui.breadcrumbs([("Home", "/"), ("Channels", "/channels/")]) }}', "/channels/"),
    ('{{ ui.earlier_later(next="/x?cursor=1") }}', "Next"),
    ('{{ forms.button("Save", name="action", value="save") }}', 'value="save"'),
]


@pytest.mark.parametrize(("source", "expected"), EXAMPLES)
def test_component(draw: Draw, source: str, expected: str) -> None:
    drawn = re.sub(r"\s+", " ", draw(source))
    assert expected in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize(
    "source",
    [
        "{{ ui.state_tag('live', bad) }}",
        "{{ ui.summary([(bad, bad)]) }}",
        "{{ ui.table(bad, [bad], [[bad]]) }}",
        "{{ ui.task_list([{'title': bad, 'hint': bad, 'status': bad}]) }}",
        "{{ ui.refusals([bad]) }}",
        "{{ ui.confirmation(bad, bad) }}",
        "{{ ui.banner(bad) }}",
        "{{ ui.warning(bad, bad) }}",
        "{{ ui.breadcrumbs([(bad, '/')]) }}",
        "{{ bad|paragraphs }}",
    ],
)
def test_words_are_escaped(draw: Draw, source: str) -> None:
    drawn = draw(source, bad="<script>alert(1)</script>")
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_pages_keep_the_question(draw: Draw) -> None:
    page = Paginator(range(200), 10).page(5)
    drawn = draw("{{ ui.pagination(page, 'q=a') }}", page=page)
    assert "?q=a&amp;page=6" in drawn
    assert 'aria-current="page"' in drawn
    assert draw("{{ ui.pagination(page) }}", page=Paginator([1], 10).page(1)) == ""


@pytest.mark.parametrize("source", ["{{ chanel }}", "{{ thing.nmae }}"])
def test_misspelt_name_is_an_error(draw: Draw, source: str) -> None:
    with pytest.raises(UndefinedError):
        draw(source, thing=Paginator([], 1))


@pytest.mark.parametrize("value", [None, {"key": None}])
def test_absent_parameter_is_none(draw: Draw, value: Any) -> None:
    assert draw("{{ value.key.deeper }}", value=value) == ""
