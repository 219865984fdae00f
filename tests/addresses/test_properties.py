"""What must hold for any account, any spelling and any text."""

import contextlib
import re
import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addresses import (
    AddressBook,
    PlatformRules,
    UnreadableHandleError,
    from_handle,
    shipped,
    why_unreadable,
)

PLATFORMS = shipped()
BOOK = AddressBook(PLATFORMS)
LETTERS = string.ascii_letters + string.digits


def handles(platform: PlatformRules) -> st.SearchStrategy[str]:
    """Of the lengths and characters that the platform's own pattern takes."""
    takes = re.compile(platform.handle_pattern, re.ASCII).fullmatch
    for letter in "a1":
        lengths = [length for length in range(1, 31) if takes(letter * length)]
        if lengths:
            longest = letter * (lengths[-1] - 1)
            alphabet = [c for c in f"{LETTERS}_.-" if takes(letter + c + longest[1:])]
            return st.text(alphabet, min_size=lengths[0], max_size=lengths[-1])
    return st.nothing()


HANDLES = {platform: handles(platform) for platform in PLATFORMS if not platform.anywhere}
HANDLED = [platform for platform, found in HANDLES.items() if not found.is_empty]
platforms = st.sampled_from(HANDLED)


@st.composite
def accounts(draw: st.DrawFn) -> tuple[PlatformRules, str]:
    platform = draw(platforms)
    handle = draw(HANDLES[platform].filter(lambda text: platform_reads(platform, text)))
    return platform, handle


def platform_reads(platform: PlatformRules, handle: str) -> bool:
    try:
        return from_handle(platform, handle).platform_slug == platform.slug
    except UnreadableHandleError:
        return False


def key_of(text: str) -> str | None:
    address = BOOK.parse(text)
    return address.key if address else None


@given(accounts())
def test_canonical_address_leads_back(account: tuple[PlatformRules, str]) -> None:
    address = from_handle(*account, BOOK)
    again = BOOK.parse(address.url)
    assert again == address
    assert from_handle(account[0], address.handle, BOOK) == address


spellings = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["https://", "http://", "HTTPS://", "//", ""]),
        "www": st.sampled_from(["", "www.", "WWW."]),
        "port": st.sampled_from(["", ":443"]),
        "slash": st.sampled_from(["", "/", "//"]),
        "tail": st.sampled_from(["", "?utm_source=poster&lang=en", "#about", "?a=%F0%9F&b#x"]),
    }
)


@given(accounts(), spellings)
def test_usual_spellings_agree(
    account: tuple[PlatformRules, str], spelling: dict[str, str]
) -> None:
    address = from_handle(*account, BOOK)
    host, _, path = address.url.removeprefix("https://www.").removeprefix("https://").partition("/")
    end = "" if "?" in path else spelling["slash"] + spelling["tail"]
    start = spelling["scheme"] + spelling["www"] + host + spelling["port"]
    assert key_of(f"{start}/{path.rstrip('/')}{end}") == address.key


@given(accounts(), st.data())
def test_case_counts_only_where_it_does(
    account: tuple[PlatformRules, str], data: st.DataObject
) -> None:
    address = from_handle(*account, BOOK)
    host, _, path = address.url.removeprefix("https://").partition("/")
    assert key_of(f"https://{host.upper()}/{path}") == address.key
    other = data.draw(st.sampled_from([path.upper(), path.lower(), path.swapcase()]))
    if account[0].ignores_case and account[0].slug != "youtube":
        assert key_of(f"https://{host}/{other}") == address.key
    elif "/" in path and other != path:
        assert key_of(f"https://{host}/{other}") != address.key


@given(accounts(), st.data())
def test_escaped_letters_are_the_letters(
    account: tuple[PlatformRules, str], data: st.DataObject
) -> None:
    address = from_handle(*account, BOOK)
    host, _, path = address.url.removeprefix("https://").partition("/")
    path, question, query = path.partition("?")
    letters = [at for at, character in enumerate(path) if character in LETTERS]
    if letters:
        at = data.draw(st.sampled_from(letters))
        path = f"{path[:at]}%{ord(path[at]):02X}{path[at + 1 :]}"
    assert key_of(f"https://{host}/{path}{question}{query}") == address.key


@given(accounts(), st.data())
def test_one_letter_makes_another_account(
    account: tuple[PlatformRules, str], data: st.DataObject
) -> None:
    platform, handle = account
    at = data.draw(st.integers(0, len(handle) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    neighbour = handle[:at] + letter + handle[at + 1 :]
    address = from_handle(platform, handle, BOOK)
    other = key_of(address.url.replace(quote(address.handle), quote(neighbour)))
    ignored = {"."} if platform.slug == "facebook" else set()
    same = neighbour.lower() == handle.lower() or (handle[at] in ignored or letter in ignored)
    if not same and address.handle == handle and address.url.count(quote(handle)) == 1:
        assert other != address.key


@given(accounts(), st.sampled_from("\u200b\u200d\u202e\u2066\ufeff\u00ad\x00\x1f\x7f \u00a0\u2028"))
def test_hidden_characters_are_never_read_over(
    account: tuple[PlatformRules, str], character: str
) -> None:
    url = from_handle(*account, BOOK).url
    for at in range(1, len(url)):
        assert BOOK.parse(url[:at] + character + url[at:]) is None
        assert BOOK.parse(url[:at] + quote(character) + url[at:]) is None or "?" in url


@given(accounts(), st.sampled_from(["{}.evil.com", "evil-{}", "evil.com/{}", "{}@evil.com", "x{}"]))
def test_other_hosts_are_never_the_account(
    account: tuple[PlatformRules, str], disguise: str
) -> None:
    address = from_handle(*account, BOOK)
    host, _, path = address.url.removeprefix("https://").partition("/")
    if "." in host.removeprefix("www."):
        assert key_of(f"https://{disguise.format(host)}/{path}") != address.key


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    reading = BOOK.read(text)
    assert (reading.address is None) == (reading.problem is not None)


@given(
    st.lists(
        st.sampled_from(
            ["https://", "@", ":", "/", "//", "\\", "?", "#", "#!/", "%", "%2F", "%C3", ".", "..",
             "x.com", "www.", "facebook.com", "profile.php", "id=", "é", "\u202e", "[::1]", "*"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_any_heap_of_parts_gets_an_answer(parts: list[str]) -> None:
    text = "".join(parts)
    address = BOOK.parse(text)
    if address:
        assert BOOK.parse(address.url) == address


@given(platforms, st.text(max_size=100))
def test_any_handle_gets_an_address_or_a_sentence(platform: PlatformRules, text: str) -> None:
    try:
        address = from_handle(platform, text, BOOK)
    except UnreadableHandleError:
        return
    assert address.platform_slug == platform.slug
    assert BOOK.parse(address.url) == address


labels = st.text("abcdefghijklmnop0123456789-", min_size=1, max_size=12)
# Hosts on which nobody here knows a platform.
unknown_hosts = st.builds(
    "{}{}.{}".format,
    st.sampled_from(["", "www.", "m."]),
    labels,
    st.sampled_from(["nhs.uk", "ee", "example", "org.uk", "co"]),
).filter(lambda host: BOOK.parse(f"https://{host}/a") is None)
paths = st.lists(st.text(f"{LETTERS}_.-@", min_size=1, max_size=10), max_size=3).map("/".join)


@given(
    st.sampled_from(PLATFORMS),
    st.sampled_from(["", "@", "https://", "http://", "HTTPS://", "//", "ftp://"]),
    unknown_hosts,
    paths,
)
def test_other_sites_are_no_handles(
    platform: PlatformRules, before: str, host: str, path: str
) -> None:
    """Not on any platform, whatever characters its handles may have."""
    text = f"{before}{host}/{path}"
    if BOOK.parse(text) is not None:  # a Mastodon account, for example
        return
    with pytest.raises(UnreadableHandleError):
        from_handle(platform, text, BOOK)


@given(platforms, st.lists(st.text(f"{LETTERS}_.-", max_size=8), min_size=2, max_size=4))
def test_what_has_a_slash_is_wholly_the_account(platform: PlatformRules, parts: list[str]) -> None:
    """Nothing in front of a slash is taken for a handle with what stands behind it left out."""
    text = "/".join(parts)
    try:
        address = from_handle(platform, text, BOOK)
    except UnreadableHandleError:
        return
    if BOOK.parse(text) is None:
        last = [part for part in parts if part][-1]
        assert last.lower().endswith(address.handle.rpartition("/")[2].lower())


@given(st.sampled_from(PLATFORMS), st.text(max_size=40) | paths)
def test_what_is_read_can_be_asked_about(platform: PlatformRules, text: str) -> None:
    """By its own address and by its own handle."""
    found = [BOOK.parse(text)]
    with contextlib.suppress(UnreadableHandleError):
        found.append(from_handle(platform, text, BOOK))
    for address in filter(None, found):
        why = why_unreadable(
            BOOK.platforms[address.platform_slug],
            key=address.key,
            url=address.url,
            handle=address.handle,
            book=BOOK,
        )
        # A name that looks like another site's is the one thing that is refused later.
        assert why == "" or "is not the handle" in why or "This address is on" in why


def test_what_leads_elsewhere_is_said() -> None:
    x = BOOK.platforms["x"]
    said = why_unreadable(x, key="x.com/a", url="https://x.com/b", handle="a", book=BOOK)
    assert said == "Its address is read as x.com/b, not as x.com/a."
    said = why_unreadable(x, key="x.com/a", url="https://x.com/a", handle="b", book=BOOK)
    assert said == "Its handle is read as x.com/b, not as x.com/a."
    assert why_unreadable(x, key="x.com/a", url="https://x.com/a", handle="", book=BOOK) == ""
