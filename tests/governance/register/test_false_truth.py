"""Whatever is imported: what is on the public list is answered "official" for its own address."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addresses import shipped
from governance import book
from governance.models import Channel, Platform, Published
from governance.published import listings, verdicts
from governance.register import importing, reading
from ledger.actors import OPERATOR
from tests.cast import TODAY

PLATFORMS = [each.name for each in shipped()]
HOSTS = [each.hosts[0].removeprefix("*.").removeprefix("{locale}.") for each in shipped()]
WORDS = st.text("abcXYZ019._-@+é", min_size=1, max_size=12)
PARTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["p", "groups", "channel", "user", "in", "r", "@a", "linktr.ee", "www.trust.nhs.uk", "?a=b",
         "instagram.com", "https://", "#", "%2F", "..", ":", "\\", "profile.php?id=12345"]
    ),
    st.sampled_from(HOSTS),
)  # fmt: skip
WRITTEN = st.one_of(
    st.lists(PARTS, min_size=1, max_size=4).map("/".join),
    st.lists(PARTS, min_size=1, max_size=4).map("".join),
    st.text(max_size=20),
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["", "Nowhere", *PLATFORMS]), st.just("") | WRITTEN, WRITTEN),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ROWS, swapped=st.booleans())
def test_what_is_public_can_be_asked_about(
    db: None, rows: list[tuple[str, str, str]], *, swapped: bool
) -> None:
    text = io.StringIO()
    header = ("platform", "url", "handle") if swapped else ("platform", "handle", "url")
    csv.writer(text).writerows([("name", "team", *header), *(("N", "T", *row) for row in rows)])
    importing.run(reading.read(text.getvalue().encode()), by=OPERATOR, today=TODAY)
    for row in Published.objects.select_related("channel__platform"):
        channel = row.channel
        for answer in (
            verdicts.check_url(channel.url),
            verdicts.check_handle(channel.platform.slug, channel.handle),
        ):
            assert answer.verdict == "official", (channel.url, channel.handle, answer)
            assert str(channel.pk) in (answer.document or "")


def test_two_thirds_of_a_rough_file_do_not_become_one_account(db: None) -> None:
    """Links to other sites are refused one by one, not taken for the same handle."""
    rows = [f"C{n},Instagram,www.trust.nhs.uk/instagram{n},T" for n in range(5)]
    content = "\n".join(["name,platform,handle,team", *rows]).encode()
    report = importing.run(reading.read(content), by=OPERATOR, today=TODAY)
    assert [row.result.value for row in report.rows] == ["refused"] * 5


def test_what_cannot_be_read_is_not_published(db: None) -> None:
    """Whoever writes the row, and however it came there."""
    content = b"name,platform,handle,team\nNews,x,news,T\n"
    importing.run(reading.read(content), by=OPERATOR, today=TODAY)
    channel = Channel.objects.get()
    for wrong in (
        {"url": "https://linktr.ee/news"},
        {"url": "https://x.com/other"},
        {"url": "", "handle": ""},
        {"handle": "linktr.ee/news"},
        {"handle": "other"},
        {"address_key": "instagram.com/linktr.ee"},
    ):
        with_it = Channel.objects.get()
        for name, value in wrong.items():
            setattr(with_it, name, value)
        with_it.save()
        assert not Published.objects.exists(), wrong
        assert listings.stale() == []
        channel.save()
        assert Published.objects.exists()


@pytest.fixture
def own_book() -> Iterator[None]:
    """What a test that is rolled back did to platforms is not in the book of the next one."""
    yield
    book.forget()


def test_rules_of_a_platform_that_change_are_asked_again(db: None, own_book: None) -> None:
    content = b"name,platform,handle,team\nNews,x,news,T\n"
    importing.run(reading.read(content), by=OPERATOR, today=TODAY)
    platform = Platform.objects.get(slug="x")
    hosts = platform.hosts
    platform.hosts = ["elsewhere.example"]
    platform.save()
    assert not Published.objects.exists()
    platform.hosts = hosts
    platform.save()
    assert Published.objects.exists()
    other = Platform.objects.get(slug="vine")
    other.hosts = ["x.com"]
    other.save()
    assert listings.stale() == []
