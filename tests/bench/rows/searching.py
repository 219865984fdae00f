"""A rare word in the whole register: our search against icontains on the columns."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import program
from tests.bench.data import RARE
from tests.bench.measuring import rate
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides


@contextmanager
def sides(place: Place) -> Iterator[Sides]:
    program.start(place)
    from django.db.models import Q

    from governance.models import Channel
    from governance.published import lists

    word = RARE.lower()
    anywhere = Q(name__icontains=word) | Q(handle__icontains=word) | Q(url__icontains=word)
    anywhere |= Q(team__name__icontains=word)
    live = Channel.objects.filter(state="live").order_by("-updated_at")

    def ours() -> None:
        found = lists.page("published", lists.Filters(q=word), size=50)
        assert found.documents is not None
        assert len(found.documents) == 1

    def other() -> None:
        assert len(live.filter(anywhere)[:51]) == 1

    lasting = place.large.lasting
    yield rate(ours, lasting), rate(other, lasting)


ROW = Row("search for a rare word / icontains", sides, Limit(at_least=50), Limit(at_least=80))
