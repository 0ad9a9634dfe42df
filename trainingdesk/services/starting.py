"""What a new office begins with."""

from trainingdesk.domain.conditions import Conditions
from trainingdesk.services.identity import save_conditions
from trainingdesk.services.office import Office
from trainingdesk.services.reference import seed_rates


def start_office(office: Office) -> None:
    """Give a new office the reference rates and the conditions that the law supplies by default.

    Thirty days to pay is what L441-10 gives where nothing was agreed.
    """
    seed_rates(office)
    save_conditions(office, Conditions(number=1, starts_on=office.today()))
