"""The fault table's rows for the formats: flipped, cut, lengthened, moved, another key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault import cipher, padding
from vault.cipher import CannotOpen, Place, TooLong
from vault.masterkeys.document import new_document
from vault.masterkeys.local import LocalKeys
from vault.secret import Secret, expose_bytes

PLACE = Place(deployment=uuid4(), data_key=uuid4(), credential=uuid4(), version=1)
DATA_KEY = cipher.new_key()
SEALED = cipher.seal(DATA_KEY, PLACE, "password", Secret("correct horse"))

MASTER = LocalKeys(new_document(today=date(2027, 1, 4)))
MASTER_KEY = MASTER.active_id()
WRAPPED = cipher.wrapped(
    MASTER_KEY, MASTER.wrap(MASTER_KEY, DATA_KEY, cipher.bound_key(MASTER_KEY, PLACE))
)

FIRST_RELEASE = bytes.fromhex(
    "4b485650010100000000000000000000000000000002373127b55344d1cb2ef778e1595b5b3269db"
    "bb39955f90d3e55bcefcdb1fa901b2120466fa54ce34679f1a478a00074a32d16d4183914d8fa8d8"
    "83f9e9a1328c6c55f5c58a2ba91bb7637cee612995ceaa534b873da02e38079a4ecd32655ced4c5c"
    "991163333721891fa9b60c71d4928578889fbbb25e839c26060cd89ac53a"
)


def unwrap(data: bytes, place: Place = PLACE, keys: LocalKeys = MASTER) -> Secret:
    key_id, made = cipher.unwrapped(data)
    return keys.unwrap(key_id, made, cipher.bound_key(key_id, place))


def spoilt(data: bytes) -> Iterator[bytes]:
    """Every bit flipped, every truncation, one byte added before and after."""
    for position in range(len(data) * 8):
        changed = bytearray(data)
        changed[position // 8] ^= 1 << position % 8
        yield bytes(changed)
    for length in range(len(data)):
        yield data[:length]
        yield data[length + 1 :]
    for byte in range(256):
        yield data + bytes((byte,))
        yield bytes((byte,)) + data


def refused(data: bytes) -> bool:
    try:
        cipher.unseal(DATA_KEY, PLACE, "password", data)
    except CannotOpen:
        return True
    return False


def key_refused(data: bytes) -> bool:
    try:
        unwrap(data)
    except CannotOpen:
        return True
    return False


def test_a_sealed_value_opens_where_it_belongs() -> None:
    opened = cipher.unseal(DATA_KEY, PLACE, "password", SEALED)
    assert expose_bytes(opened) == b"correct horse"


def test_the_formats_are_those_that_are_written_down() -> None:
    assert SEALED[:6] == b"KHVP\x01\x01"
    assert SEALED[6:22] == PLACE.data_key.bytes
    assert len(SEALED) == 6 + 16 + 32 + 12 + 4 + 64 + 16
    assert WRAPPED[:6] == b"KHVK\x01\x01"
    assert WRAPPED[6:22] == MASTER_KEY.bytes
    assert WRAPPED[22:26] == (12 + 32 + 16).to_bytes(4, "big")
    assert len(WRAPPED) == 26 + 60


def test_a_value_sealed_by_the_first_release_still_opens() -> None:
    place = Place(UUID(int=1), UUID(int=2), UUID(int=3), 4)
    opened = cipher.unseal(Secret(bytes(range(32))), place, "password", FIRST_RELEASE)
    assert expose_bytes(opened) == b"correct horse battery staple"


def test_every_spoilt_sealed_value_is_refused() -> None:
    assert [data for data in spoilt(SEALED) if not refused(data)] == []


def test_every_spoilt_wrapped_key_is_refused() -> None:
    assert [data for data in spoilt(WRAPPED) if not key_refused(data)] == []


@given(st.binary(max_size=400))
def test_what_the_vault_did_not_make_is_refused(data: bytes) -> None:
    assert refused(data)
    assert refused(SEALED[:54] + data)
    assert key_refused(data)
    assert key_refused(WRAPPED[:22] + data)


def test_every_length_comes_back_from_its_padding() -> None:
    text = bytes(range(1, 256)) * 258
    for length in range(padding.MOST + 1):
        padded = padding.pad(text[:length])
        assert len(padded) - padding.PREFIX >= max(length, 64)
        assert padding.unpad(padded) == text[:length]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, padding.MOST), st.binary(min_size=1, max_size=64))
def test_texts_of_every_length_come_back(length: int, pattern: bytes) -> None:
    text = (pattern * (length // len(pattern) + 1))[:length]
    sealed = cipher.seal(DATA_KEY, PLACE, "notes", Secret(text))
    assert expose_bytes(cipher.unseal(DATA_KEY, PLACE, "notes", sealed)) == text


def test_lengths_show_only_as_steps_of_two() -> None:
    sizes = {
        len(cipher.seal(DATA_KEY, PLACE, "notes", Secret(b"x" * length))) for length in range(129)
    }
    assert len(sizes) == 2


def test_one_byte_too_many_is_refused() -> None:
    with pytest.raises(TooLong):
        cipher.seal(DATA_KEY, PLACE, "notes", Secret(b"x" * 65_537))


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        b"\0\0\0\0" + bytes(63),
        b"\0\0\0\0" + bytes(65),
        b"\0\0\0\0" + bytes(63) + b"x",
        b"\0\0\0\1" + bytes(128),
        b"\0\0\0\x41" + bytes(64),
        b"\0\1\0\1" + bytes(131_072),
        b"\xff\xff\xff\xff" + bytes(64),
    ],
    ids=[
        "nothing",
        "half a length",
        "too short",
        "too long",
        "not zeros",
        "more room than needed",
        "less room than needed",
        "longer than the most",
        "much longer",
    ],
)
def test_padding_that_pad_does_not_make_is_refused(padded: bytes) -> None:
    assert padding.unpad(padded) is None


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, deployment=uuid4()),
        replace(PLACE, data_key=uuid4()),
        replace(PLACE, credential=uuid4()),
        replace(PLACE, version=2),
    ],
    ids=["deployment", "data key", "credential", "version"],
)
def test_what_was_moved_to_another_place_is_refused(place: Place) -> None:
    with pytest.raises(CannotOpen):
        cipher.unseal(DATA_KEY, place, "password", SEALED)
    with pytest.raises(CannotOpen):
        unwrap(WRAPPED, place)


def test_a_value_moved_to_another_field_is_refused() -> None:
    with pytest.raises(CannotOpen):
        cipher.unseal(DATA_KEY, PLACE, "username", SEALED)


def test_another_data_key_is_refused() -> None:
    with pytest.raises(CannotOpen):
        cipher.unseal(cipher.new_key(), PLACE, "password", SEALED)


def test_another_algorithm_or_format_is_refused() -> None:
    for position in (4, 5):
        for number in {*range(256)} - {1}:
            changed = SEALED[:position] + bytes((number,)) + SEALED[position + 1 :]
            assert refused(changed)


def test_another_master_key_is_refused() -> None:
    other = LocalKeys(new_document(today=date(2027, 1, 4)))
    with pytest.raises(CannotOpen):
        unwrap(WRAPPED, keys=other)
    renamed = WRAPPED[:6] + other.active_id().bytes + WRAPPED[22:]
    with pytest.raises(CannotOpen):
        unwrap(renamed, keys=other)


def test_a_master_key_of_the_same_name_and_other_bytes_is_refused() -> None:
    document = new_document(today=date(2027, 1, 4))
    impostor = replace(document, keys=(replace(document.keys[0], id=MASTER_KEY),))
    with pytest.raises(CannotOpen):
        unwrap(WRAPPED, keys=LocalKeys(impostor))


def test_a_refusal_says_nothing_more() -> None:
    with pytest.raises(CannotOpen) as caught:
        cipher.unseal(DATA_KEY, PLACE, "username", SEALED)
    assert str(caught.value) == "This could not be opened."
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    with pytest.raises(CannotOpen) as caught:
        unwrap(WRAPPED[:-1] + bytes((WRAPPED[-1] ^ 1,)))
    assert caught.value.__context__ is None


def test_two_seals_of_one_value_share_nothing_that_tells() -> None:
    again = cipher.seal(DATA_KEY, PLACE, "password", Secret("correct horse"))
    assert again[54:] != SEALED[54:]
