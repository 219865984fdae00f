"""A spreadsheet's name for a platform leads to the platform."""

from datetime import date

import pytest

from addresses import PlatformNames, rows, shipped, unknown_sentence
from addresses.names import plain

NAMES = PlatformNames(shipped())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("x", "x"),
        ("X", "x"),
        ("Twitter", "x"),
        ("twitter", "x"),
        ("Twitter/X", "x"),
        ("X (formerly Twitter)", "x"),
        ("Meta/Facebook", "facebook"),
        ("FACEBOOK", "facebook"),
        ("Bluesky Social", "bluesky"),
        ("You Tube", "youtube"),
        ("Youtube", "youtube"),
        ("Linked-In", "linkedin"),
        ("google_plus", "google-plus"),
        ("Google+", "google-plus"),
        ("WhatsApp group", "whatsapp-group"),
        ("WhatsApp", "whatsapp-channel"),
        ("wordpress", "wordpress"),
        ("Viva Engage", "yammer"),
        *[(key, key) for key in ["facebook", "flickr", "foursquare", "github", "ideascale"]],
        *[(key, key) for key in ["instagram", "linkedin", "livestream", "medium", "meetup"]],
        *[(key, key) for key in ["myspace", "periscope", "pinterest", "scribd", "slideshare"]],
        *[(key, key) for key in ["storify", "tumblr", "ustream", "uservoice", "vimeo", "vine"]],
    ],
)
def test_name_leads_to_the_platform(text: str, slug: str) -> None:
    found = NAMES.find(text)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize(
    "text", ["", "  ", "Friendster", "Facebook/Instagram", "x" * 5000, "\x00", "/"]
)
def test_other_names_are_no_platform(text: str) -> None:
    assert NAMES.find(text) is None
    assert unknown_sentence(text).endswith(".")


def test_no_two_platforms_share_a_name() -> None:
    taken: dict[str, str] = {}
    for platform in shipped():
        for name in {plain(n) for n in (platform.slug, platform.name, *platform.aliases)}:
            assert name
            assert taken.setdefault(name, platform.slug) == platform.slug


def test_closed_platform_says_when() -> None:
    google = NAMES.find("Google+")
    assert google is not None
    assert google.closed_on == date(2019, 4, 2)
    assert google.closed_sentence == (
        "Google+ closed on 2 April 2019, so a channel there cannot be official any more."
    )
    assert [p.slug for p in shipped() if p.active and p.closed_on] == []


def test_the_platforms_of_every_day_are_offered() -> None:
    assert [row["slug"] for row in rows() if row["active"]] == [
        *["x", "facebook", "instagram", "youtube", "linkedin", "tiktok", "threads", "bluesky"],
        *["mastodon", "flickr", "vimeo", "tumblr", "pinterest", "snapchat", "whatsapp-channel"],
        *["whatsapp-group", "telegram", "reddit", "discord", "substack", "wordpress"],
    ]
    closed = {row["slug"] for row in rows() if row["active"] and not row["public"]}
    assert closed == {"whatsapp-group", "discord"}
