"""What proposals must say, so that an accepted one may stand for a convention (D6353-1, II)."""

from trainingdesk.domain.lines import counted
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.paper_data import ProposalPaper
from trainingdesk.domain.tva import exemption_mention, totals
from trainingdesk.french import euros, long_date, number, percent

CLIENT = "Clients › la fiche du client"
COURSE = "Catalogue › la formation"
FORM = "la proposition"
TERMS = "Fichier › Conditions de vente"
AGREED = "C. trav. D6353-1, I, 1°"
PRICED = "C. trav. D6353-1, I, 2°"


def _to_professional(data: ProposalPaper) -> bool:
    return not data.client.is_individual


def _head_count(data: ProposalPaper) -> tuple[str, ...]:
    count = data.proposal.head_count or len(data.proposal.participants)
    return (f"{count} participant",) if count else ()


def _deposit(data: ProposalPaper) -> tuple[str, ...]:
    deposit = data.conditions.deposit(data.proposal.totals.total_ttc)
    return (euros(deposit),) if deposit is not None else ()


PROPOSAL: tuple[Mention[ProposalPaper], ...] = (
    *office_mentions(),
    Mention(
        "Téléphone et adresse électronique",
        "C. conso. L111-1",
        "Fichier › Organisme › Identité",
        lambda data: (data.organisation.phone, data.organisation.email),
    ),
    Mention(
        "Numéro de TVA de l’organisme",
        "CGI ann. II art. 242 nonies A, I, 2°",
        "Fichier › Organisme › TVA",
        lambda data: (data.organisation.vat_number,),
        applies=lambda data: (
            data.organisation.vat_regime is not VatRegime.FRANCHISE
            and any(line.tva_rate for line in data.proposal.lines)
        ),
    ),
    Mention("Numéro", "usage", FORM, lambda data: (data.proposal.number or "projet",)),
    Mention("Date", "usage", FORM, lambda data: (long_date(data.proposal.sent_on or data.on),)),
    Mention(
        "Durée de validité",
        "C. conso. L111-1",
        FORM,
        lambda data: (long_date(data.proposal.valid_until) if data.proposal.valid_until else "",),
    ),
    Mention("Nom du client", "usage", CLIENT, lambda data: (data.client.display_name,)),
    Mention(
        "Adresse du client",
        "usage",
        CLIENT,
        lambda data: data.client.address.lines if data.client.address.is_complete else (),
    ),
    Mention(
        "SIREN du client",
        "décret 2022-1299",
        CLIENT,
        lambda data: (data.client.siren[:3], data.client.siren[6:]),
        applies=_to_professional,
    ),
    Mention(
        "Adresse de facturation",
        "usage",
        FORM,
        lambda data: data.proposal.billing.lines or data.client.billing_address.lines,
    ),
    Mention("Intitulé", AGREED, FORM, lambda data: (data.proposal.title,)),
    Mention(
        "Objectifs",
        AGREED,
        COURSE,
        lambda data: [text for version in data.versions for text in version.sheet.objectives],
    ),
    Mention(
        "Contenu",
        AGREED,
        COURSE,
        lambda data: [
            module.title
            for version in data.versions
            for half in version.sheet.programme
            for module in half.modules
            if module.title
        ],
    ),
    Mention(
        "Moyens prévus",
        AGREED,
        COURSE,
        lambda data: [text for version in data.versions for text in version.sheet.methods],
    ),
    Mention("Durée", AGREED, FORM, lambda data: (data.proposal.duration,)),
    Mention("Période de réalisation", AGREED, FORM, lambda data: (data.proposal.dates,)),
    Mention("Lieu", AGREED, FORM, lambda data: (data.proposal.place,)),
    Mention("Nombre de participants", "usage", FORM, _head_count),
    Mention(
        "Noms des participants",
        "conditions de l’organisme",
        FORM,
        lambda data: (
            data.proposal.participants
            if len(data.proposal.participants) >= (data.proposal.head_count or 1)
            else ()
        ),
    ),
    Mention(
        "Suivi et sanction",
        AGREED,
        COURSE,
        lambda _: ("émargée", "attestation", "certificat de réalisation"),
    ),
    Mention(
        "Désignation, quantité et prix de chaque ligne",
        PRICED,
        FORM,
        lambda data: [
            text
            for line in counted(data.proposal.lines)
            for text in (line.label, euros(line.unit_price), euros(line.total_ht))
        ],
    ),
    Mention(
        "Remise",
        PRICED,
        FORM,
        lambda data: [
            f"remise {number(line.discount)} %" for line in data.proposal.lines if line.discount
        ],
        applies=lambda data: any(line.discount for line in data.proposal.lines),
    ),
    Mention(
        "Total HT et TTC",
        PRICED,
        FORM,
        lambda data: (
            euros(data.proposal.totals.total_ht),
            euros(data.proposal.totals.total_ttc),
        ),
    ),
    Mention(
        "TVA par taux",
        PRICED,
        FORM,
        lambda data: [
            text
            for part in data.proposal.totals.by_rate
            if part.exemption is None
            for text in (percent(part.rate), euros(part.tva))
        ],
        applies=lambda data: any(p.exemption is None for p in data.proposal.totals.by_rate),
    ),
    Mention(
        "Exonération de TVA",
        "CGI ann. II art. 242 nonies A, I, 12°",
        FORM,
        lambda data: [
            exemption_mention(kind, data.on, data.tax_mentions)
            for kind in totals(data.proposal.lines).exemptions
        ],
        applies=lambda data: bool(totals(data.proposal.lines).exemptions),
    ),
    Mention("Modalités de règlement", PRICED, TERMS, lambda _: ("payable",)),
    Mention(
        "Acompte",
        PRICED,
        TERMS,
        _deposit,
        applies=lambda data: _to_professional(data) and bool(data.conditions.deposit_share),
    ),
    Mention(
        "Pénalités de retard et indemnité de recouvrement",
        "C. com. L441-10, D441-5",
        TERMS,
        lambda data: ("pénalités", euros(data.conditions.recovery_indemnity)),
        applies=_to_professional,
    ),
    Mention(
        "Délai de rétractation",
        "C. trav. L6353-5 ; C. conso. L221-18",
        TERMS,
        lambda _: ("10 jours pour se rétracter", "14 jours", "Aucune somme n’est demandée avant"),
        applies=lambda data: data.client.is_individual,
    ),
    Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        "Fichier › Organisme › Litiges et données",
        lambda data: (data.organisation.mediator_name,),
        applies=lambda data: data.client.is_individual,
    ),
    Mention(
        "Conditions générales de vente",
        "C. com. L441-1",
        TERMS,
        lambda _: ("Conditions générales de vente",),
    ),
    Mention("Acceptation", "usage", FORM, lambda _: ("Bon pour accord", "Date :")),
)
