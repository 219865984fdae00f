"""Sixty channels, a year, people who leave and people who never answer: what must never be so."""

from tests.cast import TODAY, Cast
from tests.governance.obligations.simulation import Simulation


def test_a_year_of_people_who_leave_and_forget(cast: Cast) -> None:
    found = Simulation(cast, channels=60, teams=6, first=TODAY)
    found.run(days=370)
    assert found.faults == []
    assert found.worst_week <= 5
    assert found.official[0] == 60
    assert 0 < found.official[-1] < 60  # what nobody looks at ends, and the rest goes on
