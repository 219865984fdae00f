"""A form with every kind of field, drawn, broken and linked."""

import re

import pytest
from django import forms

from tests.look.conftest import Draw


class Everything(forms.Form):
    name = forms.CharField(help_text="What the public sees", max_length=20)
    purpose = forms.CharField(widget=forms.Textarea, max_length=200)
    notes = forms.CharField(widget=forms.Textarea, required=False)
    platform = forms.ChoiceField(choices=[("", "---------"), ("x", "X")])
    teams = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    cause = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    done = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="I have read it")
    ends_on = forms.DateField(widget=forms.SelectDateWidget)
    seen_on = forms.DateField()
    evidence = forms.FileField()
    password = forms.CharField(widget=forms.PasswordInput)
    email = forms.EmailField()
    hours = forms.IntegerField(min_value=1)
    token = forms.CharField(widget=forms.HiddenInput)


def ids(drawn: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', drawn)


def test_every_field_is_drawn(draw: Draw) -> None:
    drawn = draw("{{ forms.form(form, 'Save', csrf='') }}", form=Everything())
    for name in Everything.base_fields:
        assert f'name="{name}' in drawn
    assert 'enctype="multipart/form-data"' in drawn
    assert "Choose one" in drawn
    assert "Notes (optional)" in drawn
    assert "You can enter up to 200 characters" in drawn
    assert "style=" not in drawn
    assert len(ids(drawn)) == len(set(ids(drawn)))


def test_django_draws_a_form_in_the_same_way() -> None:
    assert "nhsuk-password-input" in str(Everything())
    assert "nhsuk-radios" in str(Everything()["cause"].as_field_group())


def test_errors_link_to_their_fields(draw: Draw) -> None:
    form = Everything({"ends_on_day": "31", "ends_on_month": "2", "ends_on_year": "2027"})
    drawn = draw("{{ forms.form(form, 'Save', csrf='', summary=true) }}", form=form)
    links = re.findall(r'href="#([^"]+)"', drawn)
    assert "id_ends_on_day" in links
    assert set(links) <= set(ids(drawn))
    assert "Name: this field is required." in drawn
    assert "Token: this field is required." in drawn


@pytest.mark.parametrize("typed", ["abc", "<script>", "٣", "\0", "👍", "9" * 5000])
def test_what_was_typed_comes_back(draw: Draw, typed: str) -> None:
    data = {"name": typed, "ends_on_day": typed, "platform": typed, "cause": typed, "hours": typed}
    form = Everything(data)
    assert form.errors
    drawn = draw("{{ forms.fields(form) }}", form=form)
    assert "<script>" not in drawn
    assert typed in drawn or "&lt;script&gt;" in drawn


def test_choices_come_back(draw: Draw) -> None:
    form = Everything({"cause": "b", "done": ["a"], "agreed": "on", "purpose": "one\n  two\n\nend"})
    drawn = draw("{{ forms.fields(form) }}", form=form)
    assert re.search(r'name="cause" type="radio" value="b" checked', drawn)
    assert re.search(r'name="done" type="checkbox" value="a" checked', drawn)
    assert re.search(r'name="agreed" type="checkbox" value="on" checked', drawn)
    assert ">one\n  two\n\nend</textarea>" in drawn


def test_password_never_comes_back(draw: Draw) -> None:
    assert "horse" not in draw("{{ forms.fields(form) }}", form=Everything({"password": "horse"}))


def test_one_question_a_page(draw: Draw) -> None:
    drawn = draw("{{ forms.field(form['name'], heading=true) }}", form=Everything())
    assert re.search(r"<h1[^>]*>\s*<label", drawn)


def test_day_shows_the_value() -> None:
    drawn = str(Everything(initial={"ends_on": "2027-01-04"})["ends_on"].as_field_group())
    assert 'value="2027"' in drawn


def test_filter_says_nothing_of_optional() -> None:
    form = Everything()
    form.mark_optional = False  # type: ignore[attr-defined]  # read by the renderer
    assert "(optional)" not in str(form)
