"""The French words for the choices that people see on screens and papers."""

from enum import StrEnum

from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.attendance import Presence, Proof, Result
from trainingdesk.domain.conditions import PaymentMoment
from trainingdesk.domain.courses import ActionNature, CourseAim, DayPart
from trainingdesk.domain.invoices import BpfOrigin, InvoiceKind
from trainingdesk.domain.lines import LineKind, Unit
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.parties import ClientKind, FunderKind, TraineeStatus
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.people import Civility
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import (
    EnrolmentState,
    FundingState,
    Modality,
    SessionKind,
    SessionState,
)
from trainingdesk.domain.teaching import TrainerDocumentKind, TrainerKind
from trainingdesk.domain.tva import Exemption
from trainingdesk.domain.withdrawal import SignedWhere

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ActionNature: {
        ActionNature.TRAINING: "action de formation",
        ActionNature.SKILLS_ASSESSMENT: "bilan de compétences",
        ActionNature.VAE: "action de VAE",
        ActionNature.APPRENTICESHIP: "action de formation par apprentissage",
    },
    AgreementKind: {
        AgreementKind.CONVENTION: "convention",
        AgreementKind.CONTRACT: "contrat",
    },
    AgreementState: {
        AgreementState.DRAFT: "à envoyer",
        AgreementState.SENT: "en attente de signature",
        AgreementState.SIGNED: "signé",
        AgreementState.DONE: "terminé",
        AgreementState.CANCELLED: "annulé",
    },
    BpfOrigin: {
        BpfOrigin.COMPANIES: "1 – entreprises, pour leurs salariés",
        BpfOrigin.APPRENTICESHIP: "2a – contrats d’apprentissage",
        BpfOrigin.PROFESSIONALISATION: "2b – contrats de professionnalisation",
        BpfOrigin.CAREER_CHANGE: "2c – promotion ou reconversion par alternance",
        BpfOrigin.TRANSITION: "2d – projets de transition professionnelle",
        BpfOrigin.CPF: "2e – compte personnel de formation",
        BpfOrigin.JOB_SEEKERS: "2f – dispositifs pour les personnes en recherche d’emploi",
        BpfOrigin.SELF_EMPLOYED: "2g – dispositifs pour les travailleurs non-salariés",
        BpfOrigin.SKILLS_PLAN: "2h – plan de développement des compétences ou autres",
        BpfOrigin.PUBLIC_AGENTS: "3 – pouvoirs publics, pour leurs agents",
        BpfOrigin.EUROPE: "4 – instances européennes",
        BpfOrigin.STATE: "5 – État",
        BpfOrigin.REGIONS: "6 – conseils régionaux",
        BpfOrigin.FRANCE_TRAVAIL: "7 – France Travail",
        BpfOrigin.OTHER_PUBLIC: "8 – autres ressources publiques",
        BpfOrigin.INDIVIDUALS: "9 – particuliers à leurs frais",
        BpfOrigin.TRAINING_OFFICES: "10 – autres organismes de formation",
        BpfOrigin.OTHER: "11 – autres produits de la formation",
        BpfOrigin.OUTSIDE: "hors formation",
    },
    Civility: {Civility.MADAME: "Mme", Civility.MONSIEUR: "M.", Civility.UNKNOWN: "non précisé"},
    ClientKind: {
        ClientKind.COMPANY: "entreprise",
        ClientKind.INDIVIDUAL: "particulier",
        ClientKind.PUBLIC_BODY: "organisme public",
        ClientKind.TRAINING_OFFICE: "organisme de formation",
    },
    CourseAim: {
        CourseAim.RNCP: "diplôme, titre ou CQP enregistré au RNCP",
        CourseAim.SPECIFIC_REGISTER: "certification ou habilitation du répertoire spécifique",
        CourseAim.OTHER_CQP: "CQP non enregistré",
        CourseAim.OTHER: "autre formation professionnelle",
        CourseAim.SKILLS_ASSESSMENT: "bilan de compétences",
        CourseAim.VAE: "accompagnement à la VAE",
    },
    DayPart: {DayPart.MORNING: "matin", DayPart.AFTERNOON: "après-midi"},
    EnrolmentState: {
        EnrolmentState.PRE_ENROLLED: "pré-inscrit",
        EnrolmentState.ENROLLED: "inscrit",
        EnrolmentState.CONFIRMED: "confirmé",
        EnrolmentState.PRESENT: "présent",
        EnrolmentState.PARTIAL: "partiel",
        EnrolmentState.ABSENT: "absent",
        EnrolmentState.DROPPED_OUT: "abandon",
        EnrolmentState.REPLACED: "remplacé",
        EnrolmentState.CANCELLED: "annulé",
    },
    Exemption: {
        Exemption.TRAINING: "exonéré (261-4-4° a du CGI)",
        Exemption.FRANCHISE: "franchise en base (293 B du CGI)",
    },
    FunderKind: {
        FunderKind.OPCO: "OPCO",
        FunderKind.SELF_EMPLOYED_FUND: "fonds des indépendants (FAF)",
        FunderKind.CDC: "Caisse des dépôts (CPF)",
        FunderKind.TRANSITIONS_PRO: "Transitions Pro",
        FunderKind.FRANCE_TRAVAIL: "France Travail",
        FunderKind.STATE: "État",
        FunderKind.REGION: "conseil régional",
        FunderKind.EUROPE: "Union européenne",
        FunderKind.OTHER_PUBLIC: "autre financeur public",
    },
    FundingState: {
        FundingState.REQUESTED: "demandée",
        FundingState.GRANTED: "accordée",
        FundingState.REFUSED: "refusée",
    },
    InvoiceKind: {
        InvoiceKind.INVOICE: "facture",
        InvoiceKind.DEPOSIT: "facture d’acompte",
        InvoiceKind.BALANCE: "facture de solde",
        InvoiceKind.CREDIT_NOTE: "avoir",
    },
    LineKind: {
        LineKind.TRAINING: "formation",
        LineKind.TRAVEL: "déplacement",
        LineKind.MEALS: "repas",
        LineKind.ROOM: "salle",
        LineKind.MATERIAL: "supports",
        LineKind.COACHING: "coaching (hors formation)",
        LineKind.OTHER: "autre",
    },
    Modality: {
        Modality.ON_SITE: "en présentiel",
        Modality.REMOTE: "à distance, en direct",
        Modality.MIXED: "mixte",
        Modality.E_LEARNING: "e-learning",
    },
    PaymentMeans: {
        PaymentMeans.TRANSFER: "virement",
        PaymentMeans.CHEQUE: "chèque",
        PaymentMeans.CARD: "carte",
        PaymentMeans.CASH: "espèces",
        PaymentMeans.DIRECT_DEBIT: "prélèvement",
    },
    PaymentMoment: {
        PaymentMoment.BEFORE_START: "avant le début de la formation",
        PaymentMoment.ON_RECEIPT: "à réception de la facture",
        PaymentMoment.AFTER_INVOICE: "à échéance après la facture",
    },
    Presence: {
        Presence.PRESENT: "présent",
        Presence.ABSENT: "absent",
        Presence.EXCUSED: "absence justifiée",
        Presence.LATE: "retard ou départ anticipé",
    },
    Proof: {
        Proof.SIGNED: "signature",
        Proof.CONNECTION: "relevé de connexion",
        Proof.OTHER: "autre preuve",
    },
    ProposalState: {
        ProposalState.DRAFT: "brouillon",
        ProposalState.SENT: "envoyée",
        ProposalState.ACCEPTED: "acceptée",
        ProposalState.REFUSED: "refusée",
    },
    Result: {
        Result.ACQUIRED: "acquis",
        Result.IN_PROGRESS: "en cours d’acquisition",
        Result.NOT_ACQUIRED: "non acquis",
    },
    SessionKind: {SessionKind.INTER: "inter-entreprises", SessionKind.INTRA: "intra-entreprise"},
    SessionState: {
        SessionState.PLANNED: "prévue",
        SessionState.CONFIRMED: "confirmée",
        SessionState.CLOSED: "clôturée",
        SessionState.POSTPONED: "reportée",
        SessionState.CANCELLED: "annulée",
    },
    SignedWhere: {
        SignedWhere.PREMISES: "dans nos locaux",
        SignedWhere.DISTANCE: "à distance",
        SignedWhere.OFF_PREMISES: "hors de nos locaux",
    },
    TraineeStatus: {
        TraineeStatus.PRIVATE_EMPLOYEE: "salarié du privé",
        TraineeStatus.APPRENTICE: "apprenti",
        TraineeStatus.JOB_SEEKER: "en recherche d’emploi",
        TraineeStatus.SELF_PAYING: "particulier à ses frais",
        TraineeStatus.OTHER: "autre (agent public, indépendant, bénévole)",
    },
    TrainerDocumentKind: {
        TrainerDocumentKind.CV: "CV",
        TrainerDocumentKind.DIPLOMA: "diplôme ou titre",
        TrainerDocumentKind.ACTIVITY_DECLARATION: "déclaration d’activité",
        TrainerDocumentKind.VIGILANCE: "attestation de vigilance",
        TrainerDocumentKind.INSURANCE: "assurance",
        TrainerDocumentKind.QUALIOPI: "certificat Qualiopi",
    },
    TrainerKind: {TrainerKind.INTERNAL: "interne", TrainerKind.SUBCONTRACTOR: "sous-traitant"},
    Unit: {
        Unit.PERSON: "par personne",
        Unit.GROUP: "forfait",
        Unit.DAY: "par jour",
        Unit.HOUR: "par heure",
        Unit.PIECE: "à l’unité",
    },
    VatRegime: {
        VatRegime.EXEMPT: "exonéré (261-4-4° a du CGI)",
        VatRegime.FRANCHISE: "franchise en base (293 B du CGI)",
        VatRegime.NORMAL: "assujetti",
    },
}


def label(value: StrEnum) -> str:
    """Return the French word for a choice.

    >>> label(SessionState.CLOSED)
    'clôturée'
    """
    return LABELS[type(value)][value]
