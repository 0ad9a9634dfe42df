"""What conventions (D6353-1) must say."""

from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.tva import exemption_mention
from trainingdesk.french import euros, hours, long_date

SESSION = "Sessions › la session › Modifier"
COURSE = "Catalogue › la formation"
CLIENT = "Clients › la fiche du client"
PRICE = "Sessions › la session › Modifier"

CONVENTION: tuple[Mention[AgreementPaper], ...] = (
    *office_mentions(),
    Mention(
        "Représentant de l’organisme",
        "C. trav. D6353-1",
        "Fichier › Organisme › Identité",
        lambda data: (data.organisation.representative_name,),
    ),
    Mention("Nom du client", "C. trav. D6353-1", CLIENT, lambda data: (data.client.display_name,)),
    Mention(
        "Adresse du client",
        "C. trav. D6353-1",
        CLIENT,
        lambda data: data.client.address.lines if data.client.address.is_complete else (),
    ),
    Mention(
        "SIRET du client",
        "C. trav. D6353-1",
        CLIENT,
        lambda data: (data.client.siret[:3], data.client.siret[9:]),
    ),
    Mention(
        "Signataire du client",
        "C. trav. D6353-1",
        "Clients › le client › Interlocuteurs",
        lambda data: (data.contact.last_name if data.contact else "",),
    ),
    Mention("Cadre légal", "C. trav. L6353-1", COURSE, lambda _: ("L6353-1", "D6353-1")),
    Mention(
        "Intitulé", "C. trav. D6353-1, I, 1°", SESSION, lambda data: (data.file.session.title,)
    ),
    Mention(
        "Objectifs",
        "C. trav. D6353-1, I, 1°",
        COURSE,
        lambda data: data.file.version.sheet.objectives,
    ),
    Mention(
        "Contenu",
        "C. trav. D6353-1, I, 1°",
        COURSE,
        lambda data: [
            module.title for half in data.file.version.sheet.programme for module in half.modules
        ],
    ),
    Mention(
        "Moyens prévus",
        "C. trav. D6353-1, I, 1°",
        COURSE,
        lambda data: data.file.version.sheet.methods,
    ),
    Mention(
        "Durée",
        "C. trav. D6353-1, I, 1°",
        SESSION,
        lambda data: (hours(data.file.hours),) if data.file.hours else (),
    ),
    Mention(
        "Période de réalisation",
        "C. trav. D6353-1, I, 1°",
        SESSION,
        lambda data: [long_date(day.day) for day in data.file.days],
        applies=lambda data: not data.file.session.self_paced_hours,
    ),
    Mention("Lieu", "C. trav. D6353-1, I, 1°", SESSION, lambda data: (data.file.place,)),
    Mention("Suivi de l’action", "C. trav. D6353-1, I, 1°", COURSE, lambda _: ("émargée",)),
    Mention(
        "Sanction de l’action",
        "C. trav. D6353-1, I, 1°",
        COURSE,
        lambda _: ("certificat de réalisation",),
    ),
    Mention(
        "Noms des stagiaires",
        "usage des financeurs",
        "la session, onglet Stagiaires",
        lambda data: [p.name if p.trainee else "" for p in data.participants],
    ),
    Mention(
        "Prix",
        "C. trav. D6353-1, I, 2°",
        PRICE,
        lambda data: (euros(data.agreement.totals.total_ttc),) if data.agreement.lines else (),
    ),
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
        "Modalités de règlement",
        "C. trav. D6353-1, I, 2°",
        "Fichier › Conditions de vente",
        lambda _: ("payable",),
    ),
    Mention(
        "Prise en charge du financeur",
        "usage des financeurs",
        PRICE,
        lambda data: [
            text for item in data.fundings for text in (item.funder.name, item.funding.file_number)
        ],
        applies=lambda data: bool(data.fundings),
    ),
    Mention(
        "Remboursement de ce qui n’est pas exécuté",
        "C. trav. L6354-1",
        COURSE,
        lambda _: ("L6354-1",),
    ),
)
