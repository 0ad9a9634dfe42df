"""What forms to fill in must ask, and what published results must say of themselves."""

from trainingdesk.domain.mentions.attendance import CALENDAR, COURSE, TEXTS, TRAINEES
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.people import list_name
from trainingdesk.domain.questionnaires_data import AssessmentPaper, FormPaper, ResultsPaper
from trainingdesk.french import long_date

POSITION = "RNQ, indicateur 8 ; C. trav. L6353-9"
ACQUIRED = "RNQ, indicateur 11"
OPINION = "RNQ, indicateur 30"
PUBLISHED = "RNQ, indicateur 2"
QUESTIONNAIRES = "Outils › Questionnaires"

FORM: tuple[Mention[FormPaper], ...] = (
    *office_mentions(),
    Mention("Intitulé", OPINION, CALENDAR, lambda data: (data.file.session.title,)),
    Mention("Référence de la session", OPINION, CALENDAR, lambda data: (data.file.session.number,)),
    Mention(
        "Questions",
        OPINION,
        QUESTIONNAIRES,
        lambda data: [question.text for question in data.questions],
    ),
    Mention("Usage des réponses", "RGPD, article 13", TEXTS, lambda _: ("réponses",)),
)

POSITIONING: tuple[Mention[FormPaper], ...] = (
    *FORM,
    Mention(
        "Objectifs de la formation",
        POSITION,
        COURSE,
        lambda data: [objective.text for objective in data.file.version.objectives],
    ),
)

ASSESSMENT: tuple[Mention[AssessmentPaper], ...] = (
    *office_mentions(),
    Mention("Intitulé", ACQUIRED, CALENDAR, lambda data: (data.file.session.title,)),
    Mention(
        "Référence de la session", ACQUIRED, CALENDAR, lambda data: (data.file.session.number,)
    ),
    Mention(
        "Objectifs",
        ACQUIRED,
        COURSE,
        lambda data: [objective.text for objective in data.file.version.objectives],
    ),
    Mention(
        "Nom du stagiaire",
        ACQUIRED,
        TRAINEES,
        lambda data: (data.participant.name if data.participant else "",),
        applies=lambda data: data.participant is not None,
    ),
    Mention(
        "Noms des stagiaires",
        ACQUIRED,
        TRAINEES,
        lambda data: [list_name(p.trainee) for p in data.file.seated if p.trainee],
        applies=lambda data: data.participant is None,
    ),
)

RESULTS: tuple[Mention[ResultsPaper], ...] = (
    *office_mentions(),
    Mention(
        "Mode de calcul",
        PUBLISHED,
        TEXTS,
        lambda data: [rate.formula for rate in data.rates],
    ),
    Mention(
        "Nombre d’où vient chaque chiffre",
        PUBLISHED,
        QUESTIONNAIRES,
        lambda data: [rate.told_from for rate in data.rates],
    ),
    Mention("Date de mise à jour", PUBLISHED, TEXTS, lambda data: (long_date(data.on),)),
)
