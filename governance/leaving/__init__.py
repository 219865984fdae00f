"""Somebody leaves: what they could do ends, what they knew is changed, what is left is work.

It spans all rooms, so it lives in the highest that it changes. Whatever else ends what somebody can
do on channels calls `ends`, inside its own act, which locks `rows` first.
"""

from governance.access.endings import Ended as Leaving
from governance.access.endings import What, ends, rows
from governance.leaving.acts import leave, leave_due, plan, says, stay

__all__ = ["Leaving", "What", "ends", "leave", "leave_due", "plan", "rows", "says", "stay"]
