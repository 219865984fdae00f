"""Which account does a row mean? Its platform, its handle and its address, or some of them."""

from dataclasses import dataclass

from addresses import (
    Address,
    PlatformRules,
    UnreadableHandleError,
    as_typed,
    unknown_sentence,
    why_unreadable,
)
from governance.book import Book

NOTHING = "Give the handle or the address of the channel."
ADDRESS_COUNTS = "The address counts; the handle in the file is of another account."
HANDLE_COUNTS = "The handle counts; the address in the file cannot be used."
OTHER_PLATFORM = "The address counts: it is on {found}, not on {named} as the file says."
UNKNOWN_PLATFORM = "The address counts: it is on {found}; nobody here knows the platform “{named}”."
LONGEST_QUOTED = 40


@dataclass(frozen=True)
class Location:
    """An address, or the problem that there is none. `remark` says what was passed over."""

    platform: PlatformRules | None = None
    address: Address | None = None
    problem: str = ""
    remark: str = ""


def locate(platform_name: str, handle: str, url: str, book: Book) -> Location:
    """An address says its platform itself: it wins over the platform that the row names."""
    platform = book.names.find(platform_name) if platform_name else None
    if url:
        found = _by_url(platform, platform_name, handle, url, book)
    elif platform_name and platform is None:
        found = Location(problem=unknown_sentence(platform_name))
    elif handle:
        found = _by_handle(platform, handle, book)
    else:
        found = Location(platform, problem=NOTHING)
    return _if_it_can_be_asked_about(found, book)


def _if_it_can_be_asked_about(found: Location, book: Book) -> Location:
    address = found.address
    if address is None or found.platform is None:
        return found
    problem = why_unreadable(
        found.platform,
        key=address.key,
        url=address.url,
        handle=address.handle,
        book=book.addresses,
    )
    return Location(found.platform, problem=problem) if problem else found


def _by_url(
    platform: PlatformRules | None, platform_name: str, handle: str, url: str, book: Book
) -> Location:
    reading = book.addresses.read(url)
    if reading.address is None:
        if platform_name and platform is None:
            return Location(problem=unknown_sentence(platform_name))
        return _without_url(platform, handle, url, reading.sentence, book)
    found = book.addresses.platforms[reading.address.platform_slug]
    spoken = _by_handle(found, handle, book).address if handle else None
    remarks = [_contrary(found, platform, platform_name)] if platform_name else []
    if spoken is not None and spoken.key != reading.address.key:
        remarks.append(ADDRESS_COUNTS)
    return Location(found, reading.address, remark=" ".join(filter(None, remarks)))


def _contrary(found: PlatformRules, platform: PlatformRules | None, named: str) -> str:
    """What is said where the row names another platform than its address."""
    if platform is None:
        return UNKNOWN_PLATFORM.format(found=found.name, named=named.strip()[:LONGEST_QUOTED])
    if platform.slug != found.slug:
        return OTHER_PLATFORM.format(found=found.name, named=platform.name)
    return ""


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
        return Location(platform, as_typed(platform, handle, book.addresses))
    except UnreadableHandleError as error:
        return Location(platform, problem=str(error))
