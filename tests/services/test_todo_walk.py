"""A whole agreement, from proposal to paid, walked day by day under the terms of each office.

A row of a timeline is a day, what is done that day, and what is left to do from that evening until
the next row. The office is a real file, and what is done goes through the services.
"""

import pytest

from tests.support.walk import Walk, rows, walked
from trainingdesk.domain.sessions import Modality

LEXOM = """
    02/03  propose                             :
    18/03                                      : proposals
    25/03  accept                              : proposals
    26/03  agree                               : agreements
    27/03  send                                : signed_papers
    30/03  receive_signed_proposal             : acknowledgements deposits pieces
    31/03  acknowledge                         : deposits pieces
    02/04  receive_signed_terms bill_deposit   : chorus deposits
    03/04  post                                : deposits
    08/04  pay_deposit                         :
    18/04                                      : insurance
    21/04  insure                              :
    27/04                                      : calls
    04/05  convene                             :
    18/05                                      : attendance
    19/05                                      : attendance invoices
    20/05  attend                              : certificates invoices
    21/05  certify                             : invoices
    22/05  bill post                           :
    23/05                                      : reminders
    02/06  pay                                 :
"""

DIGIACTIF = """
    02/03  propose                             :
    20/03  accept                              : proposals
    23/03  agree send                          : signed_papers
    27/03  sign                                :
    10/04  want_funding                        :
    17/04                                      : funder_requests
    20/04  ask_funder                          :
    03/05                                      : funder_answers
    04/05                                      : calls funder_answers invoices software
    05/05  grant                               : calls invoices software
    07/05  bill post                           : calls software
    08/05                                      : calls software
    11/05  convene                             : software
    12/05  put_software_off                    :
    17/05                                      : links
    18/05                                      : attendance links reminders
    19/05                                      : attendance reminders
    20/05  attend                              : certificates reminders
    21/05  certify pay                         :
"""

ILMIS = """
    02/03  agree                               : agreements
    03/03  send                                : signed_papers
    10/03  sign                                : access withdrawals
    12/03  ask_to_start                        : access withdrawals
    16/03  put_access_off                      : withdrawals
    25/03                                      :
    27/04                                      : calls
    04/05  convene                             :
    18/05                                      : access
    19/05  log_hours                           : certificates invoices
    20/05  certify bill                        :
    20/06                                      : reminders
    25/06  pay                                 :
    01/07                                      : rates
"""

RIVAGE = """
    02/03  propose                             :
    02/04                                      : proposals
    03/04  accept                              : proposals
    06/04  agree                               : agreements
    07/04  send                                : signed_papers
    13/04  sign                                : acknowledgements deposits
    14/04  acknowledge bill_deposit post       : deposits
    20/04  pay_deposit                         :
    27/04                                      : calls
    04/05  convene                             :
    18/05                                      : attendance
    19/05                                      : attendance invoices
    20/05  attend                              : certificates invoices
    22/05  certify bill post                   :
    01/07                                      : rates
    07/07                                      : rates reminders
    10/07  pay                                 : rates
"""

CANCELLED = """
    02/03  propose                             :
    20/03  accept agree send                   : signed_papers
    27/03  sign                                :
    24/04  cancel_by_phone                     : phone
    28/04  cancel                              : settlements
    04/05  give_up_the_fee                     :
"""


@pytest.mark.parametrize(
    ("profile", "modality", "individual", "timeline"),
    [
        pytest.param("lexom", Modality.ON_SITE, False, LEXOM, id="lexom, a town hall"),
        pytest.param("digiactif", Modality.REMOTE, False, DIGIACTIF, id="digiactif, at a distance"),
        pytest.param("digiactif", Modality.ON_SITE, False, CANCELLED, id="digiactif, cancelled"),
        pytest.param("ilmis", Modality.E_LEARNING, True, ILMIS, id="ilmis, an individual alone"),
        pytest.param("rivage", Modality.ON_SITE, False, RIVAGE, id="rivage, a town hall"),
    ],
)
def test_nothing_is_forgotten_from_proposal_to_paid(
    tmp_path, profile, modality, individual, timeline
):
    walk = Walk(tmp_path / "Atelier.trainingdesk", profile, modality, individual=individual)
    expected = [f"{day:%d/%m}: {left}" for day, _actions, left in rows(timeline)]
    assert walked(walk, timeline) == expected
    walk.office.close()
