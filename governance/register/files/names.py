"""Names of columns as people write them."""

from collections.abc import Iterable, Mapping

LONGEST_NAME = 200


def plain(name: str) -> str:
    """What all spellings of one name have in common."""
    return "".join(each for each in name[:LONGEST_NAME].casefold() if each.isalnum())


def known(header: Iterable[str], names: Mapping[str, str]) -> set[str]:
    """Which columns of ours a header names."""
    return {names[each] for each in map(plain, header) if each in names}
