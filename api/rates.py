"""How many requests an address or a token may make: a counter for each span of time."""

from __future__ import annotations

import math
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.permissions import carried
from people import visitor

if TYPE_CHECKING:
    from rest_framework.views import APIView

SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 86_400}


class Rate(BaseThrottle):
    """Counts by token where there is one, and by address otherwise."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if token := carried(request):
            charge(f"token:{token.prefix}", settings.KEYHOLDER_RATE_WITH_TOKEN)
        else:
            charge(address_key(request), without_token())
        return True


def charge(key: str, rate: str) -> None:
    """Count one request; raises Throttled, which says when to come back."""
    limit, span = _parts(rate)
    now = time.time()
    window = int(now // span)
    counters = caches["rates"]
    key = f"{key}:{window}"
    counters.add(key, 0, timeout=span)
    try:
        count = counters.incr(key)
    except ValueError:  # it was culled or ran out between the two calls
        return
    if count > limit:
        raise Throttled(wait=max(1, math.ceil((window + 1) * span - now)))


def without_token() -> str:
    rate: str = settings.KEYHOLDER_RATE_WITHOUT_TOKEN
    return rate


def address_key(request: Request | HttpRequest) -> str:
    plain = request._request if isinstance(request, Request) else request
    return f"address:{visitor.network(plain)}"


@lru_cache(maxsize=8)
def _parts(rate: str) -> tuple[int, int]:
    number, _, unit = rate.partition("/")
    return int(number), SECONDS[unit]
