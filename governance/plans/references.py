"""The references by which people speak of plans."""

import secrets

# No vowels, so no words; no characters that look alike.
UNAMBIGUOUS = "23456789BCDFGHJKMNPQRTVWXYZ"
REFERENCE_LENGTH = 6


def new_reference() -> str:
    """Like P-7KQ2MD: not counted, so that two at the same moment never collide in practice."""
    return "P-" + "".join(secrets.choice(UNAMBIGUOUS) for _ in range(REFERENCE_LENGTH))
