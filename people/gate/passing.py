"""One proof, from the count before it to what came of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from people import visitor
from people.gate import counting, refusing
from people.gate.counters import Proof

logger = logging.getLogger(__name__)


@dataclass
class Tried:
    """Whoever looks at the proof says whether it is right."""

    right: bool = False


@contextmanager
def proving(request: HttpRequest, proof: Proof) -> Iterator[Tried]:
    """Look at the proof inside of this. Raises NotYetError, which a form shows, where it is too
    early; then nothing was looked at, and right or wrong takes the same.

    A wrong one may say so by a ValidationError. Any other error says nothing of the proof.
    """
    now = timezone.now()
    if until := counting.enter(proof, now):
        logger.warning("%s refused: %s waits", proof.kind, visitor.address(request) or "somebody")
        raise refusing.not_yet(request, until - now, until)
    tried = Tried()
    try:
        yield tried
    except ValidationError:
        _wrong(request, proof)
        raise
    if tried.right:
        counting.pass_on(proof)
    else:
        _wrong(request, proof)


def _wrong(request: HttpRequest, proof: Proof) -> None:
    counting.fail(proof, timezone.now())
    if proof.kind != "asking":
        logger.info("%s failed from %s", proof.kind, visitor.address(request) or "somewhere")
