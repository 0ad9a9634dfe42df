"""What gathers the data of each paper whose key says more than its subject."""

from collections.abc import Mapping

from trainingdesk.services import (
    attendance_papers,
    banking_papers,
    discipline_papers,
    elearning_papers,
    missions_papers,
    questionnaires_papers,
    reception_papers,
    reminders_papers,
)
from trainingdesk.services.paper_data import Gatherer

BY_KEY: Mapping[str, Gatherer] = {
    **attendance_papers.GATHERERS,
    **reception_papers.GATHERERS,
    **questionnaires_papers.GATHERERS,
    **missions_papers.GATHERERS,
    **elearning_papers.GATHERERS,
    **discipline_papers.GATHERERS,
    **reminders_papers.GATHERERS,
    **banking_papers.GATHERERS,
}
