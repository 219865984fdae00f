"""What only looks like an account's address never leads to it."""

import pytest

from addresses import AddressBook, Problem, shipped

BOOK = AddressBook(shipped())
KEY = "x.com/oxfordhealthnhs"


@pytest.mark.parametrize(
    "text",
    [
        "https://x.com@evil.com/OxfordHealthNHS",
        "https://x.com:pass@evil.com/OxfordHealthNHS",
        "https://x.com.evil.com/OxfordHealthNHS",
        "https://evil.com/x.com/OxfordHealthNHS",
        "https://evil.com?x.com/OxfordHealthNHS",
        "https://evil.com#@x.com/OxfordHealthNHS",
        "https://evil.com\\@x.com/OxfordHealthNHS",
        "https://x.com\\@evil.com/OxfordHealthNHS",
        "https://xn--x-0fa.com/OxfordHealthNHS",
        "https://х.com/OxfordHealthNHS",  # noqa: RUF001 -- Cyrillic, on purpose
        "https://ｘ.com/OxfordHealthNHS",  # noqa: RUF001 -- full width, on purpose
        "https://x。com/OxfordHealthNHS",
        "https://x.com/OxfordHеalthNHS",  # noqa: RUF001 -- Cyrillic, on purpose
        "https://x.com/Oxford%D0%9DealthNHS",
        "https://x.com/OxfordHealthNHS\u200b",
        "https://x.com/\u202eOxfordHealthNHS",
        "https://x.com/OxfordHealthNHS%00",
        "https://x.com/OxfordHealthNHS\x00",
        "https://x.com/OxfordHealth%0ANHS",
        "https://x.com/OxfordHealth\nNHS",
        "https://x.com/Oxford HealthNHS",
        "https://x.com/Oxford.HealthNHS",
        "https://x.com/OxfordHealthNHS_",
        "https://x.com/OxfordHealthNH5",
        "https://x.com/i/OxfordHealthNHS",
        "https://x.com/other/../OxfordHealthNHS",
        "https://x.com/%2e%2e/OxfordHealthNHS",
        "https://x.com/%2FOxfordHealthNHS",
        "https://x.com/other#!/OxfordHealthNHS",
        "https://x.com/?name=OxfordHealthNHS",
        "https://x.com:8443/OxfordHealthNHS",
        "https://xcom/OxfordHealthNHS",
        "ftp://x.com/OxfordHealthNHS",
        "javascript://x.com/%0aOxfordHealthNHS",
        "mailto:OxfordHealthNHS@x.com",
        "OxfordHealthNHS@x.com",
        "@OxfordHealthNHS@x.com",
        "@OxfordHealthNHS",
        "https://https://x.com/OxfordHealthNHS",
        "https://nitter.net/OxfordHealthNHS",
        "https://t.co/OxfordHealthNHS",
        "https://help.x.com/OxfordHealthNHS",
    ],
)
def test_lookalike_is_not_the_account(text: str) -> None:
    address = BOOK.parse(text)
    assert address is None or address.key != KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://tiktok.com/@nhs", "https://ti\u212atok.com/@nhs"),  # Kelvin sign
        ("https://x.com/kent", "https://x.com/\u212aent"),
        ("https://www.youtube.com/@kent", "https://www.youtube.com/@\u212aent"),
        ("https://www.linkedin.com/company/société", "https://www.linkedin.com/company/societe"),
        ("https://youtube.com/user/nhs", "https://youtube.com/@nhs"),
        ("https://youtube.com/c/nhs", "https://youtube.com/nhs"),
        (
            "https://youtube.com/channel/UCabcdefghijklmnopqrstuv",
            "https://youtube.com/channel/UCabcdefghijklmnopqrstuV",
        ),
        ("https://linkedin.com/company/nhs", "https://linkedin.com/school/nhs"),
        ("https://reddit.com/r/nhs", "https://reddit.com/u/nhs"),
        ("https://nhs.substack.com", "https://substack.com/@nhs"),
        ("https://mastodon.social/@nhs", "https://mastodon.online/@nhs"),
        ("https://discord.gg/AbC", "https://discord.gg/abc"),
        ("https://facebook.com/12345678", "https://facebook.com/12345679"),
        ("https://facebook.com/groups/nhs", "https://facebook.com/nhs"),
    ],
)
def test_what_may_be_two_accounts_is_kept_apart(one: str, other: str) -> None:
    first, second = BOOK.parse(one), BOOK.parse(other)
    assert first is not None
    assert second is None or second.key != first.key


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.UNREADABLE),
        ("https://", Problem.UNREADABLE),
        ("nonsense", Problem.UNREADABLE),
        ("https://x.com/" + "a" * 2000, Problem.UNREADABLE),
        ("https://example.org/nhs", Problem.UNKNOWN_PLATFORM),
        ("https://business.instagram.com/@nhs", Problem.UNKNOWN_PLATFORM),
        ("https://x.com/", Problem.NOT_AN_ACCOUNT),
        ("https://x.com/search?q=nhs", Problem.NOT_AN_ACCOUNT),
        ("https://x.com/i/status/1", Problem.NOT_AN_ACCOUNT),
        ("https://www.facebook.com/sharer/sharer.php?u=x", Problem.NOT_AN_ACCOUNT),
        ("https://www.facebook.com/sharer.php?u=x", Problem.NOT_AN_ACCOUNT),
        ("https://www.facebook.com/profile.php", Problem.NOT_AN_ACCOUNT),
        ("https://www.facebook.com/pages/Fannie-Mae", Problem.NOT_AN_ACCOUNT),
        ("https://www.instagram.com/p/AbC/", Problem.NOT_AN_ACCOUNT),
        ("https://www.youtube.com/watch?v=x", Problem.NOT_AN_ACCOUNT),
        ("https://youtu.be/abc", Problem.NOT_AN_ACCOUNT),
        ("https://fb.me/nhs", Problem.NOT_AN_ACCOUNT),
        ("https://www.reddit.com/r/all", Problem.NOT_AN_ACCOUNT),
        ("https://vimeo.com/12345678", Problem.NOT_AN_ACCOUNT),
        ("https://discord.com/channels/1/2", Problem.NOT_AN_ACCOUNT),
        ("https://discord.com/nhs", Problem.NOT_AN_ACCOUNT),
    ],
)
def test_reason_for_no_address(text: str, problem: Problem) -> None:
    reading = BOOK.read(text)
    assert reading.address is None
    assert reading.problem is problem
    assert reading.sentence.endswith(".")
