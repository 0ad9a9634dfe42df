"""What the contract with an individual must say (L6353-4, «à peine de nullité»; L6353-5 to -7)."""

from trainingdesk.domain.instalments import first_payment, stages
from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.people import full_name
from trainingdesk.domain.tva import exemption_mention
from trainingdesk.domain.withdrawal import withdrawal_days
from trainingdesk.french import euros, hours, long_date, plural

SESSION = "Sessions › la session › Modifier"
COURSE = "Catalogue › la formation"
CLIENT = "Clients › la fiche du client"
PRICE = "Sessions › la session › Modifier"
TERMS = "Fichier › Conditions de vente"
LITIGATION = "Fichier › Organisme › Litiges et données"
ARTICLE = "C. trav. L6353-4"


def _head_count(data: AgreementPaper) -> tuple[str, ...]:
    count = data.file.session.maximum or data.head_count
    return (plural(count, "stagiaire"),) if count else ()


def _modules(data: AgreementPaper) -> list[str]:
    halves = data.file.version.sheet.programme
    return [module.title for half in halves for module in half.modules if module.title]


def _trainers(data: AgreementPaper) -> list[str]:
    return [
        text
        for trainer in data.file.trainers
        for text in (full_name(trainer), trainer.qualification)
    ]


def _instalments(data: AgreementPaper) -> list[str]:
    if not data.agreement.lines:
        return []
    if data.instalments:
        return [euros(part.amount) for part in data.instalments]
    price = data.agreement.totals.total_ttc
    first = first_payment(price, data.conditions.deposit_share)
    rest = stages(price - first, data.file.days, data.file.hours)
    return [euros(first), *(euros(stage.amount) for stage in rest)]


CONTRACT: tuple[Mention[AgreementPaper], ...] = (
    *office_mentions(),
    Mention("Nom du stagiaire", "C. trav. L6353-3", CLIENT, lambda d: (d.client.display_name,)),
    Mention(
        "Adresse du stagiaire",
        "C. trav. L6353-3",
        CLIENT,
        lambda data: data.client.address.lines if data.client.address.is_complete else (),
    ),
    Mention("Cadre légal", "C. trav. L6353-3", COURSE, lambda _: ("L6353-3", "L6353-7")),
    Mention(
        "Nature de l’action",
        f"{ARTICLE}, 1°",
        COURSE,
        lambda data: (label(data.file.course.nature),),
        blocks=True,
    ),
    Mention(
        "Intitulé",
        f"{ARTICLE}, 1°",
        SESSION,
        lambda data: (data.file.session.title,),
        blocks=True,
    ),
    Mention(
        "Durée",
        f"{ARTICLE}, 1°",
        SESSION,
        lambda data: (hours(data.file.hours),) if data.file.hours else (),
        blocks=True,
    ),
    Mention("Programme", f"{ARTICLE}, 1°", COURSE, _modules, blocks=True),
    Mention(
        "Objet",
        f"{ARTICLE}, 1°",
        COURSE,
        lambda data: data.file.version.sheet.objectives,
        blocks=True,
    ),
    Mention("Effectif", f"{ARTICLE}, 1°", SESSION, _head_count, blocks=True),
    Mention(
        "Niveau de connaissances préalables",
        f"{ARTICLE}, 2°",
        COURSE,
        lambda data: [text.removesuffix(".") for text in data.file.version.sheet.prerequisites],
        blocks=True,
    ),
    Mention(
        "Modalités de déroulement",
        f"{ARTICLE}, 3°",
        SESSION,
        lambda data: (label(data.file.session.modality),),
        blocks=True,
    ),
    Mention(
        "Moyens pédagogiques et techniques",
        f"{ARTICLE}, 3°",
        COURSE,
        lambda data: data.file.version.sheet.methods,
        blocks=True,
    ),
    Mention(
        "Contrôle des connaissances",
        f"{ARTICLE}, 3°",
        COURSE,
        lambda data: data.file.version.sheet.assessment,
        blocks=True,
    ),
    Mention(
        "Sanction de la formation",
        f"{ARTICLE}, 3°",
        COURSE,
        lambda _: ("le stagiaire reçoit une attestation",),
        blocks=True,
    ),
    Mention(
        "Titres ou références des formateurs",
        f"{ARTICLE}, 4°",
        "Formateurs et salles › la fiche du formateur",
        _trainers,
        blocks=True,
    ),
    Mention(
        "Prix",
        f"{ARTICLE}, 5°",
        PRICE,
        lambda data: (euros(data.agreement.totals.total_ttc),) if data.agreement.lines else (),
        blocks=True,
    ),
    Mention("Modalités de paiement", f"{ARTICLE}, 5°", PRICE, _instalments, blocks=True),
    Mention(
        "Cessation anticipée et abandon",
        f"{ARTICLE}, 5°",
        TERMS,
        lambda _: ("cessation anticipée", "abandon"),
        blocks=True,
    ),
    Mention(
        "Délai de rétractation",
        "C. trav. L6353-5 ; C. conso. L221-18",
        "le contrat, lieu de signature",
        lambda data: (
            plural(
                withdrawal_days(data.agreement.signed_where, data.conditions.rules.withdrawal),
                "jour",
            ),
            "se rétracter",
        ),
    ),
    Mention(
        "Aucun paiement avant la fin du délai",
        "C. trav. L6353-6",
        TERMS,
        lambda _: ("Aucune somme ne peut être exigée avant la fin de ce délai",),
    ),
    Mention(
        "Force majeure", "C. trav. L6353-7", TERMS, lambda _: ("force majeure dûment reconnu",)
    ),
    Mention(
        "Formulaire de rétractation",
        "C. conso. L221-5",
        COURSE,
        lambda _: ("Formulaire de rétractation",),
    ),
    Mention(
        "Calendrier",
        "C. trav. L6353-8",
        SESSION,
        lambda data: [long_date(day.day) for day in data.file.days],
        applies=lambda data: not data.file.session.self_paced_hours,
    ),
    Mention("Lieu", "C. trav. L6353-8", SESSION, lambda data: (data.file.place,)),
    Mention(
        "Exonération de TVA",
        "CGI ann. II art. 242 nonies A, I, 12°",
        "les lignes de prix",
        lambda data: [
            exemption_mention(kind, data.on, data.tax_mentions)
            for kind in data.agreement.totals.exemptions
        ],
        applies=lambda data: bool(data.agreement.totals.exemptions),
    ),
    Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        LITIGATION,
        lambda data: (data.organisation.mediator_name,),
    ),
    Mention(
        "Conditions générales de vente",
        "C. conso. L111-1",
        TERMS,
        lambda _: ("Conditions générales de vente",),
    ),
    Mention(
        "Reçu des pièces remises",
        "C. trav. L6353-8",
        COURSE,
        lambda _: ("reconnaît avoir reçu", "règlement intérieur"),
    ),
)
