"""An invented office with one session, its people and bargains: what papers are made from."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time
from decimal import Decimal as D

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.attendance import Attendance, Presence, Proof, Result
from trainingdesk.domain.conditions import STATUTORY, Conditions
from trainingdesk.domain.conditions.rules import Deposit
from trainingdesk.domain.courses import (
    Course,
    CourseSheet,
    CourseVersion,
    DayPart,
    HalfDay,
    Module,
    Objective,
)
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceLine, Recipient
from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import (
    AgreementPaper,
    CourseSheetPaper,
    InvoicePaper,
    ParticipantPaper,
    ProposalPaper,
    SessionPaper,
)
from trainingdesk.domain.parties import (
    Client,
    ClientKind,
    Contact,
    Funder,
    FunderKind,
    Trainee,
    TraineeStatus,
)
from trainingdesk.domain.people import Civility
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.domain.sessions import (
    Enrolment,
    Funding,
    FundingState,
    Slot,
    TrainingSession,
)
from trainingdesk.domain.teaching import Room, Trainer, Venue

ON = date(2026, 4, 10)
"""The day most papers are made, before the session."""
AFTER = date(2026, 5, 20)
"""The day after the session."""

OFFICE = Organisation(
    name="Atelier des Savoirs",
    legal_form="SARL",
    capital=D(12000),
    siret=sample_siret(11),
    naf="8559A",
    rcs_city="Valence",
    address=Address(street="12 rue des Tisserands", postcode="26000", city="Valence"),
    phone="04 00 00 00 01",
    email="bonjour@atelier-savoirs.example",
    website="atelier-savoirs.example",
    representative_name="Hélène Garance",
    representative_title="gérante",
    activity_number="84260000026",
    activity_region="Auvergne-Rhône-Alpes",
    vat_number="FR72000000117",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
    court="tribunal de commerce de Romans-sur-Isère",
    mediator_name="Médiation Conso Exemple",
    mediator_website="mediation.example",
    mediator_address="1 place du Marché, 69000 Lyon",
    disability_referent="Inès Rocher",
    pedagogical_referent="Marc Tellier",
    administrative_referent="Paula Vidal",
    harassment_referent="Inès Rocher",
    referents_contact="04 00 00 00 01",
    dpo_name="Paula Vidal",
    dpo_email="dpo@atelier-savoirs.example",
)

SHEET = CourseSheet(
    code="ACC-01",
    title="Accueillir un public exigeant sans s’épuiser",
    category="RELATION CLIENT",
    subcategory="ACCUEIL",
    days=D(2),
    hours=D(14),
    objectives=(
        "Identifier les attentes d’un visiteur dès les premières secondes",
        "Employer les mots qui apaisent",
        "Traiter une réclamation jusqu’à son terme",
    ),
    introduction="Au fil des deux jours, les participants s’exercent sur leurs propres situations.",
    programme=(
        HalfDay(
            day=1,
            day_part=DayPart.MORNING,
            modules=(
                Module(
                    number=1,
                    title="Se préparer à recevoir",
                    points=("Le regard, la voix, la posture", "Les trente premières secondes"),
                ),
                Module(
                    number=2,
                    title="Comprendre la demande",
                    points=("Questionner sans interroger", "Reformuler"),
                ),
            ),
        ),
        HalfDay(
            day=1,
            day_part=DayPart.AFTERNOON,
            modules=(
                Module(number=3, title="Dire non avec tact", points=("Cas pratiques filmés",)),
            ),
        ),
        HalfDay(
            day=2,
            day_part=DayPart.MORNING,
            modules=(
                Module(
                    number=4,
                    title="Désamorcer une tension",
                    points=("L’escalade et ses signes", "Sortir du face-à-face"),
                ),
            ),
        ),
        HalfDay(
            day=2,
            day_part=DayPart.AFTERNOON,
            modules=(Module(number=5, title="Bâtir son plan d’action"),),
        ),
    ),
    prerequisites=("Aucune connaissance préalable n’est nécessaire",),
    audience=("Personnes chargées de l’accueil, physique ou téléphonique",),
    methods=("Apports courts suivis d’exercices", "Jeux de rôle filmés"),
    assessment=("Questionnaire d’entrée", "Mise en situation notée en fin de parcours"),
    modality="Présentiel",
    recognition="Attestation de fin de formation",
    access="Inscription jusqu’à 8 jours avant le début",
    accessibility="Locaux accessibles ; contactez notre référente handicap, Inès Rocher",
    price_ht=D(690),
    funding="OPCO, plan de développement des compétences",
    results="96 % de participants satisfaits (50 réponses sur 52 questionnaires en 2025)",
    contacts="Paula Vidal, 04 00 00 00 01",
    version_date=date(2026, 1, 5),
)
VERSION = CourseVersion(
    id=1,
    course_id=1,
    number=2,
    sheet=SHEET,
    objectives=tuple(Objective(id=i, text=text) for i, text in enumerate(SHEET.objectives, 1)),
)
COURSE = Course(id=1, code="ACC-01", title=SHEET.title)

TOWN_HALL = Client(
    id=1,
    name="Mairie d’Évian-la-Forêt",
    kind=ClientKind.PUBLIC_BODY,
    siret=sample_siret(22),
    address=Address(street="1 place de l’Hôtel-de-Ville", postcode="74000", city="Évian-la-Forêt"),
)
INDIVIDUAL = Client(
    id=2,
    name="Łukasiewicz",
    first_name="Zoé",
    civility=Civility.MADAME,
    kind=ClientKind.INDIVIDUAL,
    address=Address(street="3 impasse du Puits", postcode="26100", city="Romans-sur-Isère"),
)
CONTACT = Contact(
    id=1,
    client_id=1,
    last_name="Besson",
    first_name="Luc",
    civility=Civility.MONSIEUR,
    role="directeur général des services",
    is_signatory=True,
)

SLOTS = tuple(
    Slot(id=i, day=day, starts_at=start, ends_at=end, trainer_ids=(1,))
    for i, (day, start, end) in enumerate(
        (
            (date(2026, 5, 18), time(9), time(12, 30)),
            (date(2026, 5, 18), time(13, 30), time(17)),
            (date(2026, 5, 19), time(9), time(12, 30)),
            (date(2026, 5, 19), time(13, 30), time(17)),
        ),
        1,
    )
)
SESSION = TrainingSession(
    id=1,
    number="S-2026-014",
    course_version_id=1,
    title=SHEET.title,
    venue_id=1,
    price_per_person=D(690),
    maximum=10,
)
TRAINER = Trainer(
    id=1,
    last_name="Tellier",
    first_name="Marc",
    civility=Civility.MONSIEUR,
    qualification="formateur en relation client, master de psychologie du travail",
)
VENUE = Venue(
    id=1,
    name="Atelier des Savoirs",
    address=OFFICE.address,
    access="Tram 2, arrêt Tisserands. Stationnement gratuit dans la cour.",
    accessibility="Plain-pied, boucle magnétique",
)
ROOM = Room(id=1, venue_id=1, name="salle Cévennes", capacity=12)
FUNDER = Funder(
    id=1,
    name="OPCO Exemple Territoires",
    kind=FunderKind.OPCO,
    siret=sample_siret(33),
    address=Address(street="40 avenue du Lac", postcode="69003", city="Lyon"),
)
FUNDING = FundingFile(
    funding=Funding(
        id=1,
        session_id=1,
        client_id=1,
        funder_id=1,
        file_number="2026-A-004512",
        state=FundingState.GRANTED,
        amount=D(1400),
    ),
    funder=FUNDER,
)


def participant(
    number: int,
    first_name: str,
    last_name: str,
    client: Client = TOWN_HALL,
    *,
    status: TraineeStatus = TraineeStatus.PRIVATE_EMPLOYEE,
    absent_from: Collection[int] = (),
) -> Participant:
    """Return an enrolment that signed each slot but those it missed."""
    marks = {
        slot.id: Attendance(enrolment_id=number, slot_id=slot.id, presence=Presence.ABSENT)
        if slot.id in absent_from
        else Attendance(
            enrolment_id=number, slot_id=slot.id, presence=Presence.PRESENT, proof=Proof.SIGNED
        )
        for slot in SLOTS
    }
    return Participant(
        enrolment=Enrolment(
            id=number, session_id=1, client_id=client.id, trainee_id=number, status=status
        ),
        client=client,
        trainee=Trainee(
            id=number, first_name=first_name, last_name=last_name, civility=Civility.MADAME
        ),
        employer=None if client.is_individual else client,
        marks=marks,
        results={1: Result.ACQUIRED, 2: Result.IN_PROGRESS, 3: Result.ACQUIRED},
    )


def unnamed(number: int, client: Client = TOWN_HALL) -> Participant:
    """Return a seat whose trainee the client has not named yet."""
    return Participant(
        enrolment=Enrolment(id=number, session_id=1, client_id=client.id),
        client=client,
        marks={},
        results={},
    )


PEOPLE = (
    participant(1, "Amélie", "Œuvrard"),
    participant(2, "Nguyễn", "Đặng", absent_from=(2,)),
    participant(3, "Óscar", "Íñiguez"),
    participant(4, "Jeanne", "d’Aubigné-Lefèvre"),
    participant(5, "Fatou", "Ndiaye"),
    participant(6, "Karim", "Bellil"),
    participant(7, "Şeyma", "Şahin"),
    participant(8, "Zoé", "Łukasiewicz", INDIVIDUAL, status=TraineeStatus.SELF_PAYING),
)
FILE = SessionFile(
    organisation=OFFICE,
    session=SESSION,
    course=COURSE,
    version=VERSION,
    slots=SLOTS,
    trainers=(TRAINER,),
    venue=VENUE,
    room=ROOM,
    participants=PEOPLE,
    fundings=(FUNDING,),
)

TERMS = """## 1. Commande

La commande est ferme à réception de la proposition signée.

## 2. Annulation

- plus de 15 jours avant le début : rien n’est dû
- 15 jours ou moins : 50 % du prix, à titre d’indemnité
"""
CONDITIONS = Conditions(
    id=1,
    number=1,
    starts_on=date(2025, 1, 1),
    rules=replace(STATUTORY, deposit=Deposit(share=D("0.30"))),
    terms=TERMS,
)

SEVEN_SEATS = Line(
    label=SHEET.title,
    quantity=D(7),
    unit=Unit.PERSON,
    unit_price=D(690),
    session_id=1,
    course_version_id=1,
)
COACHING = Line(
    label="Coaching individuel de la responsable d’accueil",
    quantity=D("1.5"),
    unit=Unit.HOUR,
    unit_price=D(120),
    tva_rate=D(20),
    exemption=None,
    kind=LineKind.COACHING,
    discount=D(10),
)
TRAVEL = Line(label="Déplacement du formateur", unit_price=D(85), kind=LineKind.TRAVEL)

CONVENTION_PAPER = AgreementPaper(
    head_count=len(FILE.seated),
    file=FILE,
    agreement=Agreement(
        id=1,
        kind=AgreementKind.CONVENTION,
        session_id=1,
        client_id=1,
        number="CV-2026-0012",
        lines=(SEVEN_SEATS,),
    ),
    client=TOWN_HALL,
    contact=CONTACT,
    conditions=CONDITIONS,
    on=ON,
)
CONTRACT_PAPER = AgreementPaper(
    head_count=len(FILE.seated),
    file=FILE,
    agreement=Agreement(
        id=2,
        kind=AgreementKind.CONTRACT,
        session_id=1,
        client_id=2,
        number="CT-2026-0003",
        lines=(replace(SEVEN_SEATS, quantity=D(1)),),
    ),
    client=INDIVIDUAL,
    contact=None,
    conditions=CONDITIONS,
    on=ON,
)
PROPOSAL_PAPER = ProposalPaper(
    organisation=OFFICE,
    proposal=Proposal(
        id=1,
        client_id=1,
        title=SHEET.title,
        created_on=ON,
        number="P-2026-0021",
        contact_id=1,
        dates="18 et 19 mai 2026, de 9 h à 12 h 30 et de 13 h 30 à 17 h",
        place="Atelier des Savoirs, salle Cévennes, Valence",
        duration="14 h en 2 jours",
        head_count=7,
        billing=Address(
            street="Service des finances\n1 place de l’Hôtel-de-Ville",
            postcode="74000",
            city="Évian-la-Forêt",
        ),
        introduction="À la suite de notre échange du 2 avril, voici ce que nous vous proposons.",
        valid_until=date(2026, 5, 10),
        lines=(
            SEVEN_SEATS,
            TRAVEL,
            COACHING,
            replace(COACHING, label="Suivi à trois mois", is_optional=True),
        ),
        participants=tuple(
            f"{first} {last}" for first, last in (("Amélie", "Œuvrard"), ("Karim", "Bellil"))
        ),
    ),
    client=TOWN_HALL,
    contact=CONTACT,
    conditions=CONDITIONS,
    versions=(VERSION,),
    on=ON,
)
COURSE_SHEET_PAPER = CourseSheetPaper(organisation=OFFICE, course=COURSE, version=VERSION, on=ON)
SESSION_PAPER = SessionPaper(file=FILE, on=ON)
PARTICIPANT_PAPER = ParticipantPaper(file=FILE, participant=PEOPLE[0], on=AFTER)

INVOICE_PAPER = InvoicePaper(
    organisation=OFFICE,
    invoice=Invoice(
        id=1,
        client_id=1,
        session_id=1,
        number="F-2026-0031",
        issued_on=AFTER,
        due_on=date(2026, 6, 19),
        client=Recipient(name=TOWN_HALL.name, address=TOWN_HALL.address, siret=TOWN_HALL.siret),
        service_code="FORM-02",
        purchase_order="BC-778",
        lines=(
            InvoiceLine(line=SEVEN_SEATS, origin=BpfOrigin.PUBLIC_AGENTS),
            InvoiceLine(line=COACHING, origin=BpfOrigin.OUTSIDE),
        ),
        delivered_from=date(2026, 5, 18),
        delivered_until=date(2026, 5, 19),
    ),
    conditions=CONDITIONS,
    late_rate=D("10.15"),
    client=TOWN_HALL,
    file=FILE,
    participants=FILE.of_client(1),
    on=AFTER,
)
