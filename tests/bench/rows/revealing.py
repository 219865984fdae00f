"""A key shown on its page, its entry committed first, against constant bytes."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import data, program
from tests.bench.client import post
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides

OPENINGS = 24
CSRF = "b" * 32
SECRET = "correct horse battery staple"


@contextmanager
def against_hello(place: Place) -> Iterator[Sides]:
    program.start(place)
    site = place.large
    session = data.session(program.officer())  # it has to be fresh
    headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X_CSRFToken": CSRF}
    asked = [post(path, b"field=password", **headers) for path in _openings()]
    shown = site.answer_to(asked[0])
    assert SECRET.encode() in shown
    yield site.rate(*asked, connections=1), site.hello(len(shown))


def _openings() -> Iterator[str]:
    """Several, as nobody looks at one key a hundred times."""
    from django.utils import timezone

    from governance.keys import acts as keys
    from governance.models import Channel
    from vault import grants
    from vault.secret import Secret

    today, officer, head = timezone.localdate(), program.officer(), program.head()
    for channel in Channel.objects.filter(custodian=None)[:OPENINGS]:
        keys.deposit(channel, {"password": Secret(SECRET)}, by=head, today=today)
        assert channel.custodian is not None
        wish = grants.Wish(reason="A post has to go.")
        grant = grants.request(channel.custodian, wish, in_hours=True, by=officer, today=today)
        grants.approve(grant, by=head, today=today)
        yield f"/channels/{channel.pk}/keys/openings/{grant.pk}/show"


ROW = Row("reveal / hello", against_hello, Limit(at_least=0.4), Limit(at_least=0.6))
