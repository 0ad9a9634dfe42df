"""What the papers around a session must say."""

from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.attendance import (
    ATTENDANCE,
    ATTESTED,
    CALENDAR,
    COURSE,
    QUALITY,
    TEXTS,
    TRAINEES,
    USAGE,
)
from trainingdesk.domain.mentions.identity import IDENTITY, office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.mentions.referents import (
    COMPLAINTS_CONTACT,
    DISABILITY_REFERENT,
    HARASSMENT_REFERENT,
    PEDAGOGICAL_REFERENT,
)
from trainingdesk.domain.modality import is_on_site
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.reception_data import (
    BookletPaper,
    CataloguePaper,
    PaymentAttestationPaper,
)
from trainingdesk.french import euros, long_date

PUBLIC = "RNQ, indicateur 1"

CATALOGUE: tuple[Mention[CataloguePaper], ...] = (
    Mention("Nom de l’organisme", PUBLIC, IDENTITY, lambda data: (data.organisation.name,)),
    Mention(
        "Intitulés",
        PUBLIC,
        COURSE,
        lambda data: [entry.version.sheet.title or entry.course.title for entry in data.entries],
    ),
    Mention("Date de mise à jour", PUBLIC, COURSE, lambda data: (long_date(data.on),)),
    DISABILITY_REFERENT,
    Mention("Accessibilité", "RNQ, indicateur 26", TEXTS, lambda _: ("handicap",)),
)

WELCOME_BOOKLET: tuple[Mention[BookletPaper], ...] = (
    *office_mentions(),
    Mention("Intitulé", QUALITY, CALENDAR, lambda data: (data.file.session.title,)),
    Mention(
        "Lieu",
        QUALITY,
        CALENDAR,
        lambda data: (data.file.place,),
        applies=lambda data: is_on_site(data.file),
    ),
    PEDAGOGICAL_REFERENT,
    DISABILITY_REFERENT,
    HARASSMENT_REFERENT,
    Mention("Règlement intérieur", "C. trav. L6353-8", TEXTS, lambda _: ("règlement intérieur",)),
    COMPLAINTS_CONTACT,
)

_AT_A_DISTANCE: tuple[Mention[ParticipantPaper], ...] = (
    *office_mentions(),
    Mention(
        "Nom du stagiaire",
        QUALITY,
        TRAINEES,
        lambda data: (data.participant.trainee.last_name if data.participant.trainee else "",),
    ),
    Mention("Intitulé", QUALITY, CALENDAR, lambda data: (data.file.session.title,)),
    Mention(
        "Contact technique",
        "C. trav. D6313-3-1",
        IDENTITY,
        lambda data: (data.organisation.phone or data.organisation.email,),
    ),
)

SOFTWARE_GUIDE: tuple[Mention[ParticipantPaper], ...] = (
    *_AT_A_DISTANCE,
    Mention("Matériel nécessaire", "C. trav. D6313-3-1", TEXTS, lambda _: ("connexion internet",)),
)

REMOTE_LINK: tuple[Mention[ParticipantPaper], ...] = (
    *_AT_A_DISTANCE,
    Mention(
        "Lien de connexion",
        QUALITY,
        CALENDAR,
        lambda data: (data.file.session.remote_link,),
        blocks=True,
    ),
)

SUCCESS_ATTESTATION: tuple[Mention[ParticipantPaper], ...] = (
    *ATTESTED,
    Mention(
        "Objectifs",
        USAGE,
        COURSE,
        lambda data: [objective.text for objective in data.file.version.objectives],
    ),
    Mention(
        "Résultat de chaque objectif",
        USAGE,
        ATTENDANCE,
        lambda data: [
            label(data.participant.results[objective.id])
            if objective.id in data.participant.results
            else ""
            for objective in data.file.version.objectives
            if objective.id is not None
        ],
    ),
)

PAYMENT_ATTESTATION: tuple[Mention[PaymentAttestationPaper], ...] = (
    *ATTESTED,
    Mention(
        "Client",
        "usage des fonds d’assurance formation",
        TRAINEES,
        lambda data: (data.client.display_name,),
    ),
    Mention(
        "Montant réglé",
        "usage des fonds d’assurance formation",
        "Devis et factures › Règlements",
        lambda data: (euros(data.total),) if data.paid else (),
    ),
    Mention(
        "Dates et moyens de règlement",
        "usage des fonds d’assurance formation",
        "Devis et factures › Règlements",
        lambda data: [
            words for line in data.paid for words in (long_date(line.paid_on), label(line.means))
        ],
    ),
)
