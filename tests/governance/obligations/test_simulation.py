"""Twenty channels, a year, people who leave and people who never answer: what must never be so."""

import pytest

from tests.cast import TODAY
from tests.years import table
from tests.years.simulation import Simulation

TARGETS = [each for each in table.TARGETS if each.found is not table.quiet_ratio]  # no stop-watch


@pytest.mark.usefixtures("db")
def test_a_year_of_people_who_leave_and_forget() -> None:
    simulation = Simulation(
        channels=20,
        teams=2,
        first=TODAY,
        night=1 / 42,
        leave=0.5,
        swept=lambda day: day.weekday() in (0, 3),
    )
    seen = simulation.run(months=12)
    assert simulation.look.faults == []
    rows = [each.as_json() for each in seen]
    assert [each.name for each in TARGETS if not each.holds(rows)] == []
    assert 10 < seen[-1].official <= 20  # what nobody looks at ends, and the rest goes on
    assert min(seen[-1].opened, seen[-1].changed) > 2
    assert simulation.left > 1
