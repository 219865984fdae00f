"""What each kind of proof is counted by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from people import visitor
from people.gate import browsers
from people.gate.delays import ADDRESS, CODES, NEVER, OWN, Limit
from people.models import User

SALT = "people.gate"
NAME, PERSON = "name", "codes"  # those of which somebody hears


@dataclass(frozen=True)
class Counter:
    """The database knows it by a keyed hash: the table says nothing of anybody."""

    kind: str
    parts: tuple[str, ...]
    limit: Limit

    @property
    def key(self) -> str:
        said = "\0".join([self.kind, *self.parts])
        return salted_hmac(SALT, said, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Proof:
    """`own` is counted before anything is looked at, so that many at once are no way round it;
    `wide` are counted when it was wrong."""

    kind: str
    own: Counter
    wide: tuple[Counter, ...] = ()


def plain(name: str) -> str:
    """All spellings by which the database finds the same person."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def of_name(email: str) -> Counter:
    return Counter(NAME, (plain(email),), NEVER)


def of_person(user: User) -> Counter:
    return Counter(PERSON, (str(user.pk),), CODES)


def sign_in(request: HttpRequest, email: str) -> Proof:
    """A password with a name."""
    return _by_name("sign-in", request, email, of_name(email))


def asking(request: HttpRequest, email: str) -> Proof:
    """For the letter with a new link: each asking counts."""
    return _by_name("asking", request, email)


def second_step(request: HttpRequest, user: User) -> Proof:
    """A code, or whatever comes after the password."""
    kind = "second step"
    if browser := browsers.known_for(request, user.pk):
        return Proof(kind, Counter(f"{kind} by browser", (browser, str(user.pk)), OWN))
    own = Counter(kind, (visitor.network(request), str(user.pk)), OWN)
    return Proof(kind, own, (of_person(user),))


def afresh(request: HttpRequest, user: User) -> Proof:
    """By somebody who is signed in: no stranger's guess is counted with it."""
    session = request.session.session_key or ""
    return Proof("afresh", Counter("afresh", (session, str(user.pk)), OWN))


def link(request: HttpRequest, whose: str) -> Proof:
    """A link out of a mail. Nobody guesses one; this bounds the work."""
    network = visitor.network(request)
    own = Counter("link", (network, whose), OWN)
    if browsers.known(request):
        return Proof("link", own)
    return Proof("link", own, (Counter("link by address", (network,), ADDRESS),))


def _by_name(kind: str, request: HttpRequest, email: str, *wide: Counter) -> Proof:
    name, network = plain(email), visitor.network(request)
    if browser := browsers.known_by_name(request, name, plain):
        return Proof(kind, Counter(f"{kind} by browser", (browser, name), OWN))
    by_address = Counter(f"{kind} by address", (network,), ADDRESS)
    return Proof(kind, Counter(kind, (network, name), OWN), (by_address, *wide))
