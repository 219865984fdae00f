"""Imported channels may be kept off the public list until somebody says that each is right."""

import io

import pytest
from django.core.management import call_command

from governance.channels import confirming
from governance.channels.states import state_in_words
from governance.models import Channel, Published
from governance.published import listings, verdicts
from tests.cast import TODAY, Cast
from tests.governance.register.conftest import Import, written

ROWS = [("News", "x", "news", "", "T"), ("Wards", "x", "wards", "", "T")]


def test_they_are_public_unless_it_is_said(imported: Import) -> None:
    imported(written(ROWS))
    assert Published.objects.count() == 2
    assert "official, but not confirmed yet." in verdicts.check_url("https://x.com/news").message


def test_each_is_public_once_somebody_confirms_it(imported: Import, cast: Cast) -> None:
    imported(written(ROWS), public=False)
    assert not Published.objects.exists()
    news = Channel.objects.get(name="News")
    assert "kept off the public list" in state_in_words(news, TODAY)
    assert verdicts.check_url(news.url).verdict == "not_listed"
    confirming.confirm(news, by=cast.officer, today=TODAY)
    assert [each.channel for each in Published.objects.all()] == [news]
    assert listings.stale() == []


def test_what_is_public_already_stays_so(imported: Import) -> None:
    imported(written(ROWS[:1]))
    imported(written(ROWS), public=False)
    assert [str(each) for each in Published.objects.all()] == ["x.com/news"]


@pytest.mark.parametrize(("options", "count"), [({}, 2), ({"not_public": True}, 0)])
def test_command(options: dict[str, bool], count: int, tmp_path: object, db: None) -> None:
    file = f"{tmp_path}/channels.csv"
    with open(file, "wb") as out:
        out.write(written(ROWS))
    call_command("import_register", file, stdout=io.StringIO(), **options)
    assert Published.objects.count() == count
