"""A handle as people write it leads to its address, or to a sentence that helps."""

import pytest

from addresses import (
    AddressBook,
    PlatformRules,
    UnreadableHandleError,
    as_typed,
    from_handle,
    shipped,
)

PLATFORMS = {platform.slug: platform for platform in shipped()}
BOOK = AddressBook(shipped())


@pytest.mark.parametrize(
    ("slug", "text", "key"),
    [
        ("x", "OxfordHealthNHS", "x.com/oxfordhealthnhs"),
        ("x", " @OxfordHealthNHS ", "x.com/oxfordhealthnhs"),
        ("x", "https://twitter.com/OxfordHealthNHS", "x.com/oxfordhealthnhs"),
        ("facebook", "oxfordhealthnhs", "facebook.com/oxfordhealthnhs"),
        ("facebook", "100064123456789", "facebook.com/profile.php?id=100064123456789"),
        ("facebook", "groups/carers", "facebook.com/groups/carers"),
        ("instagram", "oxford_healthnhs", "instagram.com/oxford_healthnhs"),
        ("youtube", "OxfordHealth", "youtube.com/@oxfordhealth"),
        ("youtube", "user/OxfordHealth", "youtube.com/user/oxfordhealth"),
        ("youtube", "/OxfordHealth", "youtube.com/oxfordhealth"),
        ("youtube", "UCabcdefghijklmnopqrstuv", "youtube.com/channel/UCabcdefghijklmnopqrstuv"),
        ("linkedin", "oxford-health", "linkedin.com/company/oxford-health"),
        ("linkedin", "school/oxford", "linkedin.com/school/oxford"),
        ("mastodon", "nhs@mastodon.social", "mastodon.social/@nhs"),
        ("mastodon", "@nhs@mastodon.social", "mastodon.social/@nhs"),
        ("bluesky", "@nhs.bsky.social", "bsky.app/profile/nhs.bsky.social"),
        ("reddit", "r/nhs", "reddit.com/r/nhs"),
        ("substack", "nhs", "nhs.substack.com"),
        ("substack", "@nhs", "substack.com/@nhs"),
        ("tumblr", "nhs.tumblr.com", "tumblr.com/nhs"),
        ("bluesky", "ourtrust.nhs.uk", "bsky.app/profile/ourtrust.nhs.uk"),
        ("facebook", "StopBullying.Gov", "facebook.com/stopbullyinggov"),
        ("instagram", "instagram.com/ourtrust/reels/?hl=en", "instagram.com/ourtrust"),
        ("linkedin", "company/oxford-health", "linkedin.com/company/oxford-health"),
    ],
)
def test_handle_leads_to_the_account(slug: str, text: str, key: str) -> None:
    assert from_handle(PLATFORMS[slug], text, BOOK).key == key


@pytest.mark.parametrize("platform", shipped(), ids=lambda platform: platform.slug)
def test_shown_handle_leads_back(platform: PlatformRules) -> None:
    for pattern in platform.patterns:
        if pattern.example:
            address = BOOK.parse(pattern.example)
            assert address is not None
            assert from_handle(platform, address.handle, BOOK) == address


@pytest.mark.parametrize(
    ("slug", "text", "says"),
    [
        ("x", "", "Enter the channel's handle on X."),
        ("x", "Oxford Health", "no spaces"),
        ("x", "oxford\u200bhealth", "hidden characters"),
        ("x", "home", "not the handle of an account on X"),
        ("x", "sixteencharacters", "Write it like OxfordHealthNHS"),
        ("x", "a" * 3000, "no spaces or hidden characters"),
        ("instagram", "https://x.com/OxfordHealthNHS", "This address is on X, not on Instagram."),
        ("reddit", "nhs", "Write it like r/nhs"),
        ("bluesky", "nhs", "Write it like nhsengland.bsky.social"),
        ("mastodon", "nhs", "Write it like Mastodon@mastodon.social"),
        ("instagram", "linktr.ee/trust", "“linktr.ee/trust” is not the handle of an account"),
        ("instagram", "instagram.com/p/C1ab2", "Write it like oxford_healthnhs, or give its"),
        ("instagram", "www.ourtrust.nhs.uk/instagram", "is not the handle of an account"),
        ("instagram", "www.ourtrust.nhs.uk", "is not the handle of an account"),
        ("instagram", "instagram.com", "is not the handle of an account on Instagram"),
        ("instagram", "trust.tumblr.com", "This address is on Tumblr, not on Instagram."),
        ("instagram", "instagram/ourtrust", "is not the handle of an account"),
        ("instagram", "@linktr.ee/trust", "is not the handle of an account"),
        ("instagram", "ourtrust/reels", "is not the handle of an account"),
        ("facebook", "https://linktr.ee/trust", "Write it like oxfordhealthnhs or groups/name, or"),
        ("facebook", "oxfordhealthnhs/about", "is not the handle of an account"),
        ("youtube", "watch/abc", "channel/name or user/name, or give its address"),
        ("tiktok", "//ourtrust.nhs.uk", "is not the handle of an account"),
        ("bluesky", "ourtrust.nhs.uk/bluesky", "is not the handle of an account"),
    ],
)
def test_refusal_says_what_to_do(slug: str, text: str, says: str) -> None:
    with pytest.raises(UnreadableHandleError, match=says.replace(".", r"\.")):
        from_handle(PLATFORMS[slug], text, BOOK)


@pytest.mark.parametrize("slug", ["instagram", "facebook", "tiktok", "threads", "youtube"])
def test_websites_name_is_asked_about_once_more(slug: str) -> None:
    platform = PLATFORMS[slug]
    said = r"“ourtrust\.nhs\.uk” looks like the address of a website\. .* write @ in front of it"
    with pytest.raises(UnreadableHandleError, match=said):
        as_typed(platform, " ourtrust.nhs.uk", BOOK)
    assert as_typed(platform, "@ourtrust.nhs.uk", BOOK).handle == "ourtrust.nhs.uk"
    assert from_handle(platform, "ourtrust.nhs.uk", BOOK).handle == "ourtrust.nhs.uk"


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("bluesky", "ourtrust.nhs.uk"),
        ("yammer", "nhs.net"),
        ("tumblr", "nhs.tumblr.com"),
        ("mastodon", "nhs@mastodon.org.uk"),
        ("instagram", "sleep.clinic"),
        ("instagram", "instagram.com/ourtrust.nhs.uk"),
    ],
)
def test_where_a_websites_name_is_meant(slug: str, text: str) -> None:
    assert as_typed(PLATFORMS[slug], text, BOOK) == from_handle(PLATFORMS[slug], text, BOOK)


def test_another_platform_is_noticed_without_a_book() -> None:
    with pytest.raises(UnreadableHandleError, match="Choose Facebook"):
        from_handle(PLATFORMS["x"], "https://fb.com/oxfordhealthnhs")
    with pytest.raises(UnreadableHandleError):
        from_handle(PLATFORMS["mastodon"], "nhs@x.com")
