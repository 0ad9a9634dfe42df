"""What the papers of an agreement's life must say: orders, changes, decisions, notices."""

from collections.abc import Sequence
from typing import Protocol

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.conditions.rules import Termination
from trainingdesk.domain.mentions.identity import OfOffice, office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import (
    AbsencePaper,
    AgreementEventPaper,
    HandedOverPaper,
    RegisterEntryPaper,
    RegisterPaper,
)
from trainingdesk.domain.parties import Client
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import euros, hours, long_date, plural, short_date

CLIENT = "Clients › la fiche du client"
SESSION = "Sessions › la session › Modifier"
TERMS = "Fichier › Conditions de vente"
AGREEMENT = "Ventes › Accords › l’accord"
RECEIPTS = "Ventes › Accords › l’accord › Réceptions"
DISPUTES = "Fichier › Organisme › Litiges et données"
REGISTER = "le registre des réclamations"
HABIT = "usage"


class ToClient(OfOffice, Protocol):
    """The data of a paper that goes to a client."""

    @property
    def client(self) -> Client:
        """The client."""


def _to_client() -> tuple[Mention[ToClient], ...]:
    return (
        *office_mentions(),
        Mention("Nom du destinataire", HABIT, CLIENT, lambda data: (data.client.display_name,)),
        Mention(
            "Adresse du destinataire",
            HABIT,
            CLIENT,
            lambda data: data.client.address.lines if data.client.address.is_complete else (),
        ),
    )


def _about() -> tuple[Mention[AgreementEventPaper], ...]:
    return (
        *_to_client(),
        Mention("Accord", HABIT, AGREEMENT, lambda data: (data.agreement.number,)),
        Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
        Mention("Date", HABIT, SESSION, lambda data: (long_date(data.on),)),
    )


def _mediator() -> Mention[ToClient]:
    """Return whom a consumer may turn to; said where money or a dispute is at stake."""
    return Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        DISPUTES,
        lambda data: (data.organisation.mediator_name,),
        applies=lambda data: data.client.is_individual,
    )


def _clause(rule: str) -> Mention[AgreementEventPaper]:
    return Mention(
        "Clause appliquée",
        HABIT,
        TERMS,
        lambda data: (clause_name(data.conditions, rule),),
        applies=lambda data: bool(clause_name(data.conditions, rule)),
    )


def _decided() -> tuple[Mention[AgreementEventPaper], ...]:
    """Return what a letter about a decision tells of it."""
    return (
        *_about(),
        Mention(
            "Clause de la décision",
            HABIT,
            TERMS,
            lambda data: (data.settlement.clause if data.settlement else "",),
            applies=lambda data: bool(data.settlement and data.settlement.clause),
        ),
        Mention(
            "Date de réception",
            HABIT,
            RECEIPTS,
            lambda data: (long_date(data.receipt.received_on) if data.receipt else "",),
            applies=_answers,
        ),
        Mention("Calcul", HABIT, AGREEMENT, _calculation, applies=_has_amounts),
        _mediator(),
    )


def _answers(data: AgreementEventPaper) -> bool:
    """Whether the decision answers to something that the client sent."""
    kind = data.settlement.kind if data.settlement else None
    return kind in {SettlementKind.CANCELLATION, SettlementKind.WITHDRAWAL}


def _has_amounts(data: AgreementEventPaper) -> bool:
    decision = data.settlement
    if decision is None or not (decision.due_ttc or decision.paid):
        return False
    return decision.kind is not SettlementKind.POSTPONEMENT or (
        bool(decision.due_ttc) and decision.balance >= 0 and data.receipt is not None
    )


def _calculation(data: AgreementEventPaper) -> Sequence[str]:
    told = data.settlement
    figures = (told.due_ttc, told.waived, told.paid, abs(told.balance)) if told else ()
    return [euros(figure) for figure in figures if figure]


ORDER_ACKNOWLEDGEMENT: tuple[Mention[AgreementEventPaper], ...] = (
    *_about(),
    Mention(
        "Dates de la formation",
        "C. trav. D6353-1, I, 1°",
        SESSION,
        lambda data: [long_date(day) for day in (data.file.first_day, data.file.last_day) if day],
    ),
    Mention("Lieu", "C. trav. D6353-1, I, 1°", SESSION, lambda data: (data.file.place,)),
    Mention(
        "Prix",
        "C. trav. D6353-1, I, 2°",
        AGREEMENT,
        lambda data: (euros(data.agreement.totals.total_ttc),) if data.agreement.lines else (),
    ),
    Mention(
        "Commande formée ou pièces attendues",
        "conditions de l’organisme",
        RECEIPTS,
        lambda data: (
            (long_date(data.pieces.formed_on), "ferme")
            if data.pieces.formed_on
            else (data.pieces.missing_words,)
        ),
    ),
    Mention(
        "Délai de rétractation",
        "C. trav. L6353-5 ; C. conso. L221-18",
        AGREEMENT,
        lambda _: ("pour vous rétracter", "Rien ne peut vous être demandé avant"),
        applies=lambda data: (
            (period := data.agreement.withdrawal(data.conditions.rules)) is not None
            and period.last_day >= data.on
        ),
    ),
)

_SIGNED_BY_BOTH: tuple[Mention[AgreementEventPaper], ...] = (
    *_about(),
    Mention(
        "Représentant de l’organisme",
        "C. trav. D6353-1",
        "Fichier › Organisme › Identité",
        lambda data: (data.organisation.representative_name,),
    ),
    Mention(
        "Signataire du client",
        "C. trav. D6353-1",
        "Clients › le client › Interlocuteurs",
        lambda data: (data.signatory,),
    ),
    Mention("Acceptation écrite", "C. civ. 1193", AGREEMENT, lambda _: ("Bon pour accord",)),
)

AMENDMENT: tuple[Mention[AgreementEventPaper], ...] = (
    *_SIGNED_BY_BOTH,
    Mention(
        "Ce qui change, avant et après",
        "C. trav. D6353-1 et L6353-4",
        AGREEMENT,
        lambda data: (data.amendment.before, data.amendment.after) if data.amendment else (),
    ),
    Mention(
        "Demande",
        "conditions de l’organisme",
        AGREEMENT,
        lambda data: (
            long_date(
                data.receipt.received_on
                if data.receipt
                else data.amendment.asked_on
                if data.amendment
                else data.on
            ),
        ),
    ),
    Mention(
        "Proposition complémentaire",
        "conditions de l’organisme",
        AGREEMENT,
        lambda data: (data.proposal_number,),
        applies=lambda data: bool(data.proposal_number),
    ),
)

MODIFICATION_REQUEST: tuple[Mention[AgreementEventPaper], ...] = (
    *office_mentions(),
    Mention("Nom du client", HABIT, CLIENT, lambda data: (data.client.display_name,)),
    Mention("Accord", HABIT, AGREEMENT, lambda data: (data.agreement.number,)),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention(
        "Acceptation par écrit",
        "conditions de l’organisme",
        TERMS,
        lambda _: ("acceptée par écrit",),
    ),
    Mention(
        "Modification demandée",
        "conditions de l’organisme",
        AGREEMENT,
        lambda data: (data.amendment.before, data.amendment.after) if data.amendment else (),
        applies=lambda data: data.amendment is not None,
    ),
)

PAYMENT_SCHEDULE: tuple[Mention[AgreementEventPaper], ...] = (
    *_SIGNED_BY_BOTH,
    Mention(
        "Montant et date de chaque échéance",
        "C. trav. D6353-1, I, 2°",
        AGREEMENT,
        lambda data: [
            words
            for part in data.instalments
            for words in (euros(part.amount), long_date(part.due_on))
        ],
    ),
    Mention(
        "Prix",
        "C. trav. D6353-1, I, 2°",
        AGREEMENT,
        lambda data: (euros(data.agreement.totals.total_ttc),) if data.agreement.lines else (),
    ),
    Mention(
        "Paiement échelonné d’un particulier",
        "C. trav. L6353-6",
        AGREEMENT,
        lambda _: ("L6353-6", "30"),
        applies=lambda data: data.agreement.kind is AgreementKind.CONTRACT,
    ),
)

SUSPENSION: tuple[Mention[AgreementEventPaper], ...] = (
    *_about(),
    _clause("suspension"),
    Mention(
        "Motif de la suspension",
        "conditions de l’organisme",
        RECEIPTS,
        lambda data: [bill.number for bill in data.unpaid] or [data.pieces.missing_words],
    ),
    Mention(
        "Date d’effet",
        HABIT,
        AGREEMENT,
        lambda data: (long_date(data.agreement.suspended_on or data.on),),
    ),
    _mediator(),
)

FORMAL_NOTICE: tuple[Mention[AgreementEventPaper], ...] = (
    *_about(),
    _clause("termination"),
    Mention("Mise en demeure", "C. civ. 1344", AGREEMENT, lambda _: ("mettons en demeure",)),
    Mention(
        "Délai pour s’exécuter",
        "C. civ. 1225, 1226",
        TERMS,
        lambda data: (
            plural((data.conditions.rules.termination or Termination()).notice_days, "jour"),
        ),
    ),
    Mention(
        "Obligations inexécutées",
        "C. civ. 1344",
        RECEIPTS,
        lambda data: (
            [words for bill in data.unpaid for words in (bill.number, euros(bill.remaining))]
            or [data.pieces.missing_words]
        ),
    ),
    Mention("Envoi recommandé", "C. civ. 1225", AGREEMENT, lambda _: ("recommandée",)),
    Mention(
        "Indemnité forfaitaire de recouvrement",
        "C. com. L441-10, D441-5",
        TERMS,
        lambda data: (euros(data.conditions.recovery_indemnity),),
        applies=lambda data: bool(data.unpaid) and not data.client.is_individual,
    ),
    _mediator(),
)

CANCELLATION_ACKNOWLEDGEMENT: tuple[Mention[AgreementEventPaper], ...] = _decided()
POSTPONEMENT: tuple[Mention[AgreementEventPaper], ...] = (
    *_decided(),
    Mention(
        "Nouvelle date",
        HABIT,
        AGREEMENT,
        lambda data: (
            (long_date(data.settlement.new_start),)
            if data.settlement and data.settlement.new_start
            else ()
        ),
    ),
)
REFUND_NOTE: tuple[Mention[AgreementEventPaper], ...] = _decided()
TERMINATION: tuple[Mention[AgreementEventPaper], ...] = (
    *_decided(),
    Mention("Envoi recommandé", "C. civ. 1226", AGREEMENT, lambda _: ("recommandée",)),
)

CONSENTS: tuple[Mention[AgreementEventPaper], ...] = (
    *office_mentions(),
    Mention("Nom du client", HABIT, CLIENT, lambda data: (data.client.display_name,)),
    Mention("Usage du logo", "CPI L713-2", CLIENT, lambda _: ("reproduire notre logo",)),
    Mention("Usage du nom", HABIT, CLIENT, lambda _: ("références",)),
    Mention("Retrait possible", HABIT, CLIENT, lambda _: ("revenir à tout moment",)),
)

HANDED_OVER: tuple[Mention[HandedOverPaper], ...] = (
    *office_mentions(),
    Mention(
        "Nom du stagiaire",
        "C. trav. L6353-8",
        "la session, onglet Stagiaires",
        lambda data: (data.participant.name if data.participant.trainee else "",),
    ),
    Mention("Formation", "C. trav. L6353-8", SESSION, lambda data: (data.file.session.title,)),
    Mention("Programme remis", "C. trav. L6353-8", AGREEMENT, lambda _: ("Programme",)),
    Mention("Règlement intérieur remis", "C. trav. L6353-8", AGREEMENT, lambda _: ("Règlement",)),
    Mention(
        "Conditions de vente remises",
        "C. trav. L6353-8",
        TERMS,
        lambda data: (f"version {data.conditions.number}",),
        applies=lambda data: data.participant.client.is_individual,
    ),
    Mention("Signature", "C. trav. L6353-8", AGREEMENT, lambda _: ("signature du stagiaire",)),
)

ABSENCE_NOTICE: tuple[Mention[AbsencePaper], ...] = (
    *_to_client(),
    Mention(
        "Nom du stagiaire",
        HABIT,
        "la session, onglet Stagiaires",
        lambda data: (data.participant.name if data.participant.trainee else "",),
    ),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention(
        "Heures suivies",
        "RNQ, indicateur 12",
        "la session, onglet Présences",
        lambda data: (hours(data.hours_followed), hours(data.file.hours)),
    ),
)

_ENTRY: tuple[Mention[RegisterEntryPaper], ...] = (
    *_to_client(),
    Mention("Faits", "RNQ, indicateur 31", REGISTER, lambda data: (data.entry.facts,)),
    Mention(
        "Date",
        "RNQ, indicateur 31",
        REGISTER,
        lambda data: (long_date(data.entry.received_on), long_date(data.on)),
    ),
)

RESERVE_RECEIVED: tuple[Mention[RegisterEntryPaper], ...] = (
    *_ENTRY,
    Mention(
        "Réponse",
        "RNQ, indicateur 31",
        REGISTER,
        lambda data: (data.entry.answer,),
        applies=lambda data: data.entry.answered_on is not None,
    ),
    _mediator(),
)

ADVERSE_ADVICE: tuple[Mention[RegisterEntryPaper], ...] = (
    *_ENTRY,
    Mention(
        "Contreseing du client",
        "conditions de l’organisme",
        REGISTER,
        lambda _: ("Bon pour accord",),
    ),
)

COMPLAINTS_REGISTER: tuple[Mention[RegisterPaper], ...] = (
    Mention("Nom de l’organisme", HABIT, REGISTER, lambda data: (data.organisation.trade_name,)),
    Mention(
        "Faits et dates de chaque entrée",
        "RNQ, indicateurs 31 et 32",
        REGISTER,
        lambda data: [
            words
            for line in data.lines
            for words in (short_date(line.entry.received_on), line.entry.facts)
        ],
        applies=lambda data: bool(data.lines),
    ),
)
