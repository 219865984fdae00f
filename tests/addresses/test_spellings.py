"""Every usual spelling of an account's address leads to the one account."""

import pytest

from addresses import AddressBook, PlatformRules, shipped

BOOK = AddressBook(shipped())

SPELLINGS = {
    "x.com/oxfordhealthnhs": [
        "https://x.com/OxfordHealthNHS",
        "http://x.com/OxfordHealthNHS/",
        "x.com/oxfordhealthnhs",
        "X.COM/OXFORDHEALTHNHS",
        "www.x.com/OxfordHealthNHS",
        "//x.com/OxfordHealthNHS",
        "https://mobile.twitter.com/OxfordHealthNHS",
        "https://m.twitter.com/OxfordHealthNHS",
        "http://twitter.com/#!/OxfordHealthNHS",
        "https://twitter.com/#!/OxfordHealthNHS?lang=en",
        "https://twitter.com/#%21/OxfordHealthNHS",
        "https://twitter.com/@OxfordHealthNHS",
        "https://x.com/%40OxfordHealthNHS",
        "https://x.com/Oxford%48ealthNHS",
        "https://twitter.com/OxfordHealthNHS?ref_src=twsrc%5Etfw",
        "https://x.com/OxfordHealthNHS#top",
        "https://x.com:443/OxfordHealthNHS",
        "https://x.com./OxfordHealthNHS",
        "https://x.com//OxfordHealthNHS//",
        "https://x.com/OxfordHealthNHS/status/1234567890",
        "https://x.com/OxfordHealthNHS/media",
        "  https://x.com/OxfordHealthNHS\n",
        "https://somebody@x.com/OxfordHealthNHS",
    ],
    "facebook.com/johnsmith": [
        "https://www.facebook.com/john.smith",
        "fb.com/JohnSmith",
        "https://m.facebook.com/John.Smith/about?ref=page_internal",
        "https://en-gb.facebook.com/johnsmith/",
        "https://www.facebook.com/pg/john.smith/photos",
        "https://www.facebook.com/#!/john.smith",
        "https://www.facebook.com/home.php#!/john.smith",
    ],
    "facebook.com/profile.php?id=100064123456789": [
        "https://www.facebook.com/profile.php?id=100064123456789",
        "https://www.facebook.com/profile.php?ref=x&id=100064123456789#",
        "https://www.facebook.com/pages/Children-s-Therapies/100064123456789",
        "https://www.facebook.com/people/Children/100064123456789/",
        "https://www.facebook.com/p/Childrens-Therapies-100064123456789/",
        "https://www.facebook.com/Childrens-Therapies-100064123456789/",
        "https://www.facebook.com/pages/category/Hospital/Therapies-100064123456789/",
        "https://www.facebook.com/100064123456789",
        "https://www.facebook.com/profile.php?id=100064123456789/",
        "https://www.facebook.com/profile.php?id=100064123456789?utm_source=poster",
        "https://www.facebook.com/home.php?#!/profile.php?id=100064123456789",
    ],
    "instagram.com/oxford_healthnhs": [
        "https://www.instagram.com/oxford_healthnhs/?hl=en",
        "instagr.am/Oxford_HealthNHS",
        "https://instagram.com/oxford_healthnhs/reels/",
    ],
    "youtube.com/@oxfordhealth": [
        "https://www.youtube.com/@OxfordHealth",
        "https://m.youtube.com/@oxfordhealth/videos",
        "youtube.com/%40OxfordHealth?si=abc",
    ],
    "youtube.com/channel/UCabcdefghijklmnopqrstuv": [
        "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
        "http://youtube.com/channel/UCabcdefghijklmnopqrstuv/featured",
    ],
    "linkedin.com/company/oxford-health": [
        "https://uk.linkedin.com/company/Oxford-Health",
        "https://www.linkedin.com/company/oxford-health/about/",
    ],
    "tiktok.com/@nhs": ["https://www.tiktok.com/@NHS?lang=en", "m.tiktok.com/@nhs/video/12"],
    "threads.com/@nhs": ["https://www.threads.net/@nhs", "threads.com/@NHS/post/1"],
    "bsky.app/profile/nhs.bsky.social": [
        "https://bsky.app/profile/nhs.bsky.social",
        "https://bsky.app/profile/@NHS.bsky.social",
        "https://nhs.bsky.social",
    ],
    "mastodon.social/@nhs": [
        "https://mastodon.social/@NHS",
        "https://www.mastodon.social/@nhs",
        "https://mastodon.social/users/nhs",
        "https://mastodon.social/@nhs/110123456789",
        "@nhs@mastodon.social",
    ],
    "flickr.com/photos/nhs": ["https://www.flickr.com/photos/nhs/", "flickr.com/people/NHS"],
    "tumblr.com/nhs": [
        "https://nhs.tumblr.com/",
        "https://www.tumblr.com/nhs",
        "https://www.tumblr.com/blog/nhs",
        "https://www.tumblr.com/blog/view/nhs/123",
        "http://www.nhs.tumblr.com/post/1",
        "http://m.nhs.tumblr.com",
    ],
    "pinterest.com/nhs": [
        "https://www.pinterest.co.uk/nhs/",
        "https://uk.pinterest.com/nhs/board/",
        "https://pinterest.com/NHS",
    ],
    "snapchat.com/@nhs": ["https://www.snapchat.com/add/nhs", "snapchat.com/@NHS"],
    "t.me/nhs_news": ["https://t.me/NHS_news", "telegram.me/nhs_news", "https://t.me/s/nhs_news"],
    "reddit.com/r/nhs": ["https://old.reddit.com/r/nhs/top", "reddit.com/r/NHS"],
    "reddit.com/user/nhs": ["https://www.reddit.com/u/nhs", "reddit.com/user/NHS/comments"],
    "discord.gg/AbC": ["https://discord.com/invite/AbC", "discord.gg/AbC"],
    "nhs.substack.com": ["https://nhs.substack.com/p/post", "open.substack.com/pub/nhs"],
    "nhs.wordpress.com": ["http://NHS.wordpress.com/2012/01/", "https://nhs.wordpress.com"],
}


@pytest.mark.parametrize(
    ("key", "text"), [(key, text) for key, texts in SPELLINGS.items() for text in texts]
)
def test_spelling_leads_to_the_account(key: str, text: str) -> None:
    address = BOOK.parse(text)
    assert address is not None
    assert address.key == key


@pytest.mark.parametrize("platform", shipped(), ids=lambda platform: platform.slug)
def test_each_platform_reads_its_own_examples(platform: PlatformRules) -> None:
    examples = [pattern.example for pattern in platform.patterns if pattern.example]
    assert examples
    for example in examples:
        address = BOOK.parse(example)
        assert address is not None
        assert address.platform_slug == platform.slug
        assert address.url == example
