"""What the results of the objectives come to for one person."""

from collections.abc import Mapping, Sequence

from trainingdesk.domain.attendance import Result
from trainingdesk.domain.courses import Objective


def has_succeeded(objectives: Sequence[Objective], results: Mapping[int, Result]) -> bool:
    """Whether every objective was assessed and acquired; a course without any has no success."""
    return bool(objectives) and all(
        results.get(objective.id or 0) is Result.ACQUIRED for objective in objectives
    )
