"""Which account does a row mean? Its platform, its handle and its address, or some of them."""

from dataclasses import dataclass

from addresses import Address, PlatformRules, UnreadableHandleError, from_handle, unknown_sentence
from governance.book import Book

NOTHING = "Give the handle or the address of the channel."
ADDRESS_COUNTS = "The address counts; the handle in the file is of another account."
HANDLE_COUNTS = "The handle counts; the address in the file cannot be used."


@dataclass(frozen=True)
class Location:
    """An address, or the problem that there is none. `remark` says what was passed over."""

    platform: PlatformRules | None = None
    address: Address | None = None
    problem: str = ""
    remark: str = ""


def locate(platform_name: str, handle: str, url: str, book: Book) -> Location:
    platform = book.names.find(platform_name) if platform_name else None
    if platform_name and platform is None:
        return Location(problem=unknown_sentence(platform_name))
    if url:
        return _by_url(platform, handle, url, book)
    if handle:
        return _by_handle(platform, handle, book)
    return Location(platform, problem=NOTHING)


def _by_url(platform: PlatformRules | None, handle: str, url: str, book: Book) -> Location:
    reading = book.addresses.read(url)
    if reading.address is None:
        return _without_url(platform, handle, url, reading.sentence, book)
    found = book.addresses.platforms[reading.address.platform_slug]
    if platform and platform.slug != found.slug:
        said = f"This address is on {found.name}, not on {platform.name}."
        return Location(platform, problem=said)
    spoken = _by_handle(found, handle, book).address if handle else None
    contrary = spoken is not None and spoken.key != reading.address.key
    return Location(found, reading.address, remark=ADDRESS_COUNTS if contrary else "")


def _without_url(
    platform: PlatformRules | None, handle: str, url: str, problem: str, book: Book
) -> Location:
    """The cell may hold a handle instead; failing that, the row may say the handle as well."""
    if platform is None:
        return Location(problem=problem)
    located = _by_handle(platform, url, book)
    if located.address is None and handle:
        instead = _by_handle(platform, handle, book)
        if instead.address:
            return Location(platform, instead.address, remark=HANDLE_COUNTS)
    return located


def _by_handle(platform: PlatformRules | None, handle: str, book: Book) -> Location:
    if platform is None:
        address = book.addresses.parse(handle)
        if address is None:
            return Location(problem=unknown_sentence(""))
        return Location(book.addresses.platforms[address.platform_slug], address)
    try:
        return Location(platform, from_handle(platform, handle, book.addresses))
    except UnreadableHandleError as error:
        return Location(platform, problem=str(error))
