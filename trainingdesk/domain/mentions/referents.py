"""Whom to turn to in the office, as papers that people receive must say."""

from trainingdesk.domain.mentions.identity import IDENTITY, OfOffice
from trainingdesk.domain.mentions.mention import Mention

REFERENTS = "Fichier › Organisme › Référents"

PEDAGOGICAL_REFERENT: Mention[OfOffice] = Mention(
    "Référent pédagogique",
    "RNQ, indicateur 9",
    REFERENTS,
    lambda data: (data.organisation.pedagogical_referent,),
)

DISABILITY_REFERENT: Mention[OfOffice] = Mention(
    "Référent handicap",
    "RNQ, indicateur 26",
    REFERENTS,
    lambda data: (data.organisation.disability_referent,),
)

HARASSMENT_REFERENT: Mention[OfOffice] = Mention(
    "Contact en cas de violence, de harcèlement ou de discrimination",
    "RNQ, indicateur 12",
    REFERENTS,
    lambda data: (data.organisation.harassment_referent,),
)

COMPLAINTS_CONTACT: Mention[OfOffice] = Mention(
    "Contact en cas de réclamation",
    "RNQ, indicateur 31",
    IDENTITY,
    lambda data: (data.organisation.email or data.organisation.phone,),
)
