"""What may happen to the sample agreements: what the papers of their life are made from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

from tests.support.office_sample import (
    CONDITIONS,
    CONTACT,
    CONTRACT_PAPER,
    CONVENTION_PAPER,
    FILE,
    INDIVIDUAL,
    OFFICE,
    ON,
    PEOPLE,
    TOWN_HALL,
)
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.clauses import heading
from trainingdesk.domain.conditions.kinds import Base, DayUnit, Need
from trainingdesk.domain.conditions.rules import (
    Absence,
    Cancellation,
    Formation,
    Modification,
    OfficeCancellation,
    Payment,
    Postponement,
    Publicity,
    Reserves,
    Suspension,
    Termination,
    Tier,
)
from trainingdesk.domain.formation import Pieces
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.paper_data import (
    AbsencePaper,
    AgreementEventPaper,
    AgreementPaper,
    HandedOverPaper,
    RegisterEntryPaper,
    RegisterLine,
    RegisterPaper,
    UnpaidInvoice,
)
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.withdrawal import SignedWhere

NEEDS = (Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS, Need.DEPOSIT)
RULES: Rules = replace(
    CONDITIONS.rules,
    formation=Formation(needs=NEEDS, return_days=15, order_acknowledged=True),
    modification=Modification(extra_proposal=True),
    payment=Payment(days=30, instalments=True),
    suspension=Suspension(missing_papers=True),
    cancellation=Cancellation(
        tiers=(
            Tier(at_least=16, share=D(0), base=Base.NONE),
            Tier(at_least=7, share=D("0.50"), base=Base.HT),
            Tier(share=D(1), base=Base.HT),
        ),
        unit=DayUnit.MON_SAT,
    ),
    postponement=Postponement(at_least=7),
    office_cancellation=OfficeCancellation(adjourn_days=7),
    reserves=Reserves(adverse_advice=True),
    publicity=Publicity(),
    termination=Termination(notice_days=8),
)
"""Rules with each clause that a letter may name."""
TERMS: Conditions = replace(CONDITIONS, rules=RULES)
SIGNED = date(2026, 4, 2)


def event(paper: AgreementPaper, **changes: Any) -> AgreementEventPaper:
    """Return a paper about the agreement of another paper, signed and formed."""
    agreement = replace(
        paper.agreement, sent_on=date(2026, 3, 30), signed_on=SIGNED, formed_on=SIGNED
    )
    needs = (Need.SIGNED_AGREEMENT,) if paper.client.is_individual else NEEDS
    given: dict[str, Any] = {
        "file": replace(paper.file, participants=paper.participants),
        "agreement": agreement,
        "client": paper.client,
        "contact": paper.contact,
        "conditions": TERMS,
        "head_count": paper.head_count,
        "pieces": Pieces(needs, dict.fromkeys(needs, SIGNED)),
        "on": ON,
    }
    return AgreementEventPaper(**given | changes)


CANCELLED = Receipt(
    kind=ReceiptKind.CANCELLATION,
    received_on=date(2026, 5, 4),
    channel=Channel.REGISTERED_LETTER,
    reference="1A 204 556 7812 3",
    agreement_id=1,
)
CANCELLATION = Settlement(
    id=1,
    agreement_id=1,
    kind=SettlementKind.CANCELLATION,
    decided_on=date(2026, 5, 5),
    clause=heading(RULES, "cancellation"),
    sentence=(
        "Votre annulation a été reçue le 4 mai 2026, soit 10 jours ouvrables avant la formation, "
        "prévue le 18 mai 2026. À cette date, 50 % du prix HT, soit 2 415,00 €, sont dus. Vous "
        "avez déjà versé 1 449,00 € : il reste 966,00 € à payer."
    ),
    due_ht=D("2415.00"),
    due_ttc=D("2415.00"),
    paid=D("1449.00"),
)
WAIVED = replace(CANCELLATION, waived=D("966.00"), waived_reason="en raison de la crue du 3 mai")
GIVEN_BACK = replace(
    CANCELLATION,
    kind=SettlementKind.OFFICE_CANCELLATION,
    clause=heading(RULES, "office_cancellation"),
    sentence=(
        "L’organisme annule la formation : rien n’est dû pour elle. 1 449,00 € vous sont "
        "remboursés. Aucune indemnité ne s’y ajoute."
    ),
    due_ht=D(0),
    due_ttc=D(0),
)
WITHDRAWN = replace(
    GIVEN_BACK,
    agreement_id=2,
    kind=SettlementKind.WITHDRAWAL,
    clause=heading(RULES, "withdrawal"),
    sentence="Vous vous êtes rétractée dans le délai : rien n’est dû.",
    paid=D(0),
)
NOT_FORMED = replace(
    CANCELLATION,
    kind=SettlementKind.NOT_FORMED,
    clause=heading(RULES, "offer"),
    sentence=(
        "L’accord n’est pas formé : les frais d’annulation ne s’appliquent pas. Seul le coût de "
        "préparation de la proposition est dû, 180,00 €. Il vous reste 180,00 € à payer."
    ),
    due_ht=D(180),
    due_ttc=D(180),
    paid=D(0),
)
POSTPONED = replace(
    CANCELLATION,
    kind=SettlementKind.POSTPONEMENT,
    clause=heading(RULES, "postponement"),
    sentence=(
        "Le report au 15 juin 2026 est possible, sans frais. La nouvelle date coûte 4 830,00 €."
    ),
    due_ht=D(0),
    due_ttc=D(0),
    paid=D(0),
    new_start=date(2026, 6, 15),
)
ADJOURNED = replace(
    POSTPONED,
    clause=heading(RULES, "office_cancellation"),
    sentence="Le report se fait sans frais : le prix convenu vaut pour la nouvelle date.",
)
TERMINATED = replace(
    CANCELLATION,
    kind=SettlementKind.TERMINATION,
    clause=heading(RULES, "termination"),
    sentence=(
        "La mise en demeure du 20 avril 2026 est restée sans effet pendant 8 jours : l’accord est "
        "résolu le 5 mai 2026. Ce qui a été réalisé reste dû : 7 h sur 14 h, soit 2 415,00 €."
    ),
)
UNPAID = (
    UnpaidInvoice("F-2026-0031", date(2026, 3, 19), D("1449.00")),
    UnpaidInvoice("F-2026-0035", date(2026, 3, 30), D("966.00")),
)
AMENDMENT = Amendment(
    id=1,
    agreement_id=1,
    position=1,
    subject=AmendmentSubject.HEAD_COUNT,
    asked_on=date(2026, 4, 8),
    before="7 stagiaires, au prix de 4 830,00 €",
    after="8 stagiaires, au prix de 5 520,00 €",
    reason="Une personne de plus rejoint l’équipe d’accueil.",
)
MODIFICATION = Receipt(
    kind=ReceiptKind.MODIFICATION, received_on=date(2026, 4, 8), channel=Channel.EMAIL
)
INSTALMENTS = (
    Instalment(date(2026, 4, 30), D("1449.00"), "À la commande"),
    Instalment(date(2026, 5, 18), D("1690.50"), "Au début de la formation"),
    Instalment(date(2026, 6, 19), D("1690.50"), "Un mois après la fin"),
)
STAGES = (
    Instalment(date(2026, 4, 20), D("207.00"), "À la fin du délai de rétractation"),
    Instalment(date(2026, 5, 18), D("241.50"), "Après la première journée"),
    Instalment(date(2026, 5, 19), D("241.50"), "À la fin de la formation"),
)
RESERVE = RegisterEntry(
    id=1,
    kind=EntryKind.RESERVE,
    received_on=date(2026, 5, 19),
    channel=Channel.EMAIL,
    facts=(
        "La salle n’était pas chauffée le premier matin et le vidéoprojecteur a manqué une heure."
    ),
    said_by="M. Luc Besson",
    client_id=1,
    agreement_id=1,
    session_id=1,
)
ANSWERED = replace(
    RESERVE,
    answered_on=date(2026, 5, 22),
    answer=(
        "Le chauffage a été remis en route à 11 h ; l’heure de projection manquée a été rattrapée "
        "le lendemain avec le formateur."
    ),
    action="un vidéoprojecteur de secours est désormais gardé sur place",
    closed_on=date(2026, 5, 29),
)
ADVICE = replace(
    RESERVE,
    id=2,
    kind=EntryKind.ADVERSE_ADVICE,
    received_on=date(2026, 4, 3),
    facts=(
        "Trois des personnes inscrites n’ont pas les connaissances préalables demandées : elles "
        "risquent de ne pas atteindre les objectifs, et de ralentir le groupe."
    ),
    said_by="M. Marc Tellier",
    countersigned_on=date(2026, 4, 9),
)
COMPLAINT = replace(
    RESERVE,
    id=3,
    kind=EntryKind.COMPLAINT,
    received_on=date(2026, 6, 2),
    facts="L’attestation est arrivée avec une faute dans le nom.",
    client_id=2,
    said_by="Mme Zoé Łukasiewicz",
)

FIRM = event(CONVENTION_PAPER)
PERSON = event(
    CONTRACT_PAPER,
    agreement=replace(
        CONTRACT_PAPER.agreement, signed_on=SIGNED, signed_where=SignedWhere.DISTANCE
    ),
)
ENTRY = RegisterEntryPaper(
    organisation=OFFICE,
    entry=RESERVE,
    client=TOWN_HALL,
    contact=CONTACT,
    conditions=TERMS,
    on=date(2026, 5, 22),
    file=replace(FILE, participants=()),
    agreement=FIRM.agreement,
)
REGISTER = RegisterPaper(
    organisation=OFFICE,
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    lines=(
        RegisterLine(ADVICE, TOWN_HALL.name, "S-2026-014"),
        RegisterLine(ANSWERED, TOWN_HALL.name, "S-2026-014"),
        RegisterLine(COMPLAINT, INDIVIDUAL.display_name, "S-2026-014"),
    ),
    on=date(2026, 12, 31),
)
HANDED = HandedOverPaper(
    file=FILE.narrowed([PEOPLE[7]], attended=False),
    participant=replace(PEOPLE[7], marks={}, results={}),
    conditions=TERMS,
    on=ON,
)
ABSENT = AbsencePaper(
    file=FILE.narrowed([PEOPLE[1]], attended=True),
    participant=PEOPLE[1],
    client=TOWN_HALL,
    contact=CONTACT,
    conditions=replace(TERMS, rules=replace(RULES, absence=Absence())),
    on=date(2026, 5, 18),
)
AFTERWARDS = date(2026, 5, 5)
AWAITED = Pieces(NEEDS, {Need.SIGNED_PROPOSAL: SIGNED})

SAMPLES: dict[str, tuple[str, Any]] = {
    "order formed": ("order_acknowledgement", FIRM),
    "order awaited": ("order_acknowledgement", replace(FIRM, pieces=AWAITED)),
    "order of an individual": ("order_acknowledgement", PERSON),
    "amendment": (
        "amendment",
        replace(FIRM, amendment=AMENDMENT, receipt=MODIFICATION, proposal_number="P-2026-0030"),
    ),
    "amendment of a contract": ("amendment", replace(PERSON, amendment=AMENDMENT)),
    "blank request": ("modification_request", FIRM),
    "filled request": (
        "modification_request",
        replace(FIRM, amendment=AMENDMENT, receipt=MODIFICATION),
    ),
    "schedule": ("payment_schedule", replace(FIRM, instalments=INSTALMENTS)),
    "schedule of an individual": ("payment_schedule", replace(PERSON, instalments=STAGES)),
    "suspension": (
        "suspension",
        replace(FIRM, pieces=AWAITED, unpaid=UNPAID),
    ),
    "suspension of an individual": ("suspension", replace(PERSON, unpaid=UNPAID[:1])),
    "cancellation": (
        "cancellation_acknowledgement",
        replace(FIRM, settlement=CANCELLATION, receipt=CANCELLED, on=AFTERWARDS),
    ),
    "cancellation with a gesture": (
        "cancellation_acknowledgement",
        replace(FIRM, settlement=WAIVED, receipt=CANCELLED, on=AFTERWARDS),
    ),
    "cancellation by the office": (
        "cancellation_acknowledgement",
        replace(FIRM, settlement=GIVEN_BACK, on=AFTERWARDS),
    ),
    "withdrawal": (
        "cancellation_acknowledgement",
        replace(
            PERSON,
            settlement=WITHDRAWN,
            receipt=replace(CANCELLED, kind=ReceiptKind.WITHDRAWAL, received_on=date(2026, 4, 9)),
        ),
    ),
    "order given up": (
        "cancellation_acknowledgement",
        replace(FIRM, settlement=NOT_FORMED, receipt=CANCELLED, pieces=AWAITED, on=AFTERWARDS),
    ),
    "postponement": (
        "postponement",
        replace(
            FIRM,
            settlement=POSTPONED,
            receipt=replace(CANCELLED, kind=ReceiptKind.POSTPONEMENT, channel=Channel.EMAIL),
            on=AFTERWARDS,
        ),
    ),
    "postponement by the office": (
        "postponement",
        replace(
            FIRM,
            settlement=ADJOURNED,
            file=replace(FIRM.file, session=replace(FIRM.file.session, minimum=10)),
            on=AFTERWARDS,
        ),
    ),
    "refund": ("refund_note", replace(FIRM, settlement=GIVEN_BACK, on=AFTERWARDS)),
    "formal notice": ("formal_notice", replace(FIRM, pieces=AWAITED, unpaid=UNPAID)),
    "formal notice to an individual": ("formal_notice", replace(PERSON, unpaid=UNPAID[:1])),
    "termination": (
        "termination",
        replace(FIRM, settlement=TERMINATED, on=AFTERWARDS),
    ),
    "handed over": ("handed_over", HANDED),
    "reserve": ("reserve_received", ENTRY),
    "reserve answered": ("reserve_received", replace(ENTRY, entry=ANSWERED)),
    "complaint of an individual": (
        "reserve_received",
        replace(
            ENTRY,
            entry=replace(COMPLAINT, answer="Nous vous renvoyons l’attestation corrigée."),
            client=INDIVIDUAL,
            contact=None,
            agreement=PERSON.agreement,
        ),
    ),
    "adverse advice": ("adverse_advice", replace(ENTRY, entry=ADVICE, on=ON)),
    "absence": ("absence_notice", ABSENT),
    "consents": ("consents", FIRM),
    "register": ("complaints_register", REGISTER),
}
"""Each paper with the key of its kind."""
