"""The French words for the choices that people see on screens and papers."""

from enum import StrEnum

from trainingdesk.domain.aged_balance import Age
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.attendance import Presence, Proof, Result
from trainingdesk.domain.bank_statements import LineState
from trainingdesk.domain.chorus import ChorusStatus
from trainingdesk.domain.closings import ClosedSpan
from trainingdesk.domain.conditions import labels as conditions
from trainingdesk.domain.costs import Basis, CostKind
from trainingdesk.domain.courses import ActionNature, CourseAim, DayPart
from trainingdesk.domain.discipline import Delivery, Outcome, Stage
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.elearning import AccessState, IncidentKind
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimStart, InvoicePer
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.invoices import Addressee, BpfOrigin, InvoiceKind
from trainingdesk.domain.lines import LineKind, Unit
from trainingdesk.domain.missions import MissionPay, MissionState
from trainingdesk.domain.notices import Party
from trainingdesk.domain.office_documents import OfficeDocumentKind
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.parties import ClientKind, FunderKind, TraineeStatus
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.people import Civility
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.questionnaires import QuestionKind, QuestionnaireKind
from trainingdesk.domain.receipts import Channel, ReceiptKind
from trainingdesk.domain.reference_rates import RateKind
from trainingdesk.domain.registers import EntryKind
from trainingdesk.domain.seals import SealScope
from trainingdesk.domain.sendings import SendingItem
from trainingdesk.domain.session_documents import SessionDocumentKind
from trainingdesk.domain.sessions import (
    EnrolmentState,
    FundingState,
    GrantBasis,
    Modality,
    SessionKind,
    SessionState,
)
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.domain.supplier_bills import BillKind, ChargeKind
from trainingdesk.domain.teaching import TrainerDocumentKind, TrainerKind
from trainingdesk.domain.trainer_files import Standing
from trainingdesk.domain.tva import Exemption
from trainingdesk.domain.withdrawal import SignedWhere

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    AccessState: {
        AccessState.TO_OPEN: "à ouvrir",
        AccessState.OPEN: "ouvert",
        AccessState.SENT: "envoyé",
        AccessState.EXPIRED: "expiré",
        AccessState.CLOSED: "fermé",
    },
    IncidentKind: {
        IncidentKind.FORGOTTEN_PASSWORD: "mot de passe oublié",
        IncidentKind.FRAUDULENT_USE: "usage frauduleux",
        IncidentKind.TECHNICAL: "panne technique",
    },
    ActionNature: {
        ActionNature.TRAINING: "action de formation",
        ActionNature.SKILLS_ASSESSMENT: "bilan de compétences",
        ActionNature.VAE: "action de VAE",
        ActionNature.APPRENTICESHIP: "action de formation par apprentissage",
    },
    Age: {
        Age.NOT_DUE: "non échu",
        Age.UNTIL_30: "jusqu’à 30 jours",
        Age.UNTIL_60: "31 à 60 jours",
        Age.UNTIL_90: "61 à 90 jours",
        Age.OVER: "plus de 90 jours",
    },
    AgreementKind: {
        AgreementKind.CONVENTION: "convention",
        AgreementKind.CONTRACT: "contrat",
        AgreementKind.ORDER: "commande",
        AgreementKind.CPF: "dossier CPF",
    },
    AgreementState: {
        AgreementState.DRAFT: "à envoyer",
        AgreementState.SENT: "en attente des pièces",
        AgreementState.FORMED: "formé",
        AgreementState.DONE: "terminé",
        AgreementState.CANCELLED: "annulé",
        AgreementState.POSTPONED: "reporté",
        AgreementState.TERMINATED: "résolu",
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
    ClosedSpan: {ClosedSpan.MONTH: "mois", ClosedSpan.YEAR: "année"},
    CourseAim: {
        CourseAim.RNCP: "diplôme, titre ou CQP enregistré au RNCP",
        CourseAim.SPECIFIC_REGISTER: "certification ou habilitation du répertoire spécifique",
        CourseAim.OTHER_CQP: "CQP non enregistré",
        CourseAim.OTHER: "autre formation professionnelle",
        CourseAim.SKILLS_ASSESSMENT: "bilan de compétences",
        CourseAim.VAE: "accompagnement à la VAE",
    },
    DayPart: {DayPart.MORNING: "matin", DayPart.AFTERNOON: "après-midi"},
    AmendmentSubject: {
        AmendmentSubject.TRAINEES: "stagiaires",
        AmendmentSubject.DATES: "dates",
        AmendmentSubject.PRICE: "prix",
        AmendmentSubject.HEAD_COUNT: "effectif",
        AmendmentSubject.PLACE: "lieu",
        AmendmentSubject.OTHER: "autre",
    },
    Channel: {
        Channel.LETTER: "courrier",
        Channel.REGISTERED_LETTER: "lettre recommandée",
        Channel.EMAIL: "courriel",
        Channel.HAND: "remise en main propre",
        Channel.FAX: "télécopie",
        Channel.PLATFORM: "plateforme en ligne",
        Channel.PHONE: "téléphone",
    },
    ReceiptKind: {
        ReceiptKind.SIGNED_PROPOSAL: "proposition signée",
        ReceiptKind.SIGNED_TERMS: "conditions générales signées",
        ReceiptKind.SIGNED_AGREEMENT: "convention ou contrat signé",
        ReceiptKind.CANCELLATION: "annulation",
        ReceiptKind.POSTPONEMENT: "demande de report",
        ReceiptKind.WITHDRAWAL: "rétractation",
        ReceiptKind.MODIFICATION: "demande de modification",
        ReceiptKind.EARLY_START: "demande expresse de commencer",
        ReceiptKind.FUNDER_AGREEMENT: "accord du financeur",
        ReceiptKind.INSURANCE: "attestation d’assurance",
        ReceiptKind.FORCE_MAJEURE: "justificatif de force majeure",
        ReceiptKind.HANDED_OVER: "décharge de remise",
    },
    EntryKind: {
        EntryKind.COMPLAINT: "réclamation",
        EntryKind.RESERVE: "réserve",
        EntryKind.ADVERSE_ADVICE: "commande contre l’avis de l’organisme",
    },
    SettlementKind: {
        SettlementKind.CANCELLATION: "annulation par le client",
        SettlementKind.OFFICE_CANCELLATION: "annulation par l’organisme",
        SettlementKind.WITHDRAWAL: "rétractation",
        SettlementKind.NOT_FORMED: "renoncement avant la formation de l’accord",
        SettlementKind.POSTPONEMENT: "report",
        SettlementKind.INTERRUPTION: "interruption",
        SettlementKind.FORCE_MAJEURE: "force majeure",
        SettlementKind.TERMINATION: "résiliation",
    },
    Delivery: {
        Delivery.REGISTERED_LETTER: "lettre recommandée avec avis de réception",
        Delivery.HAND: "remise en main propre contre décharge",
    },
    Outcome: {
        Outcome.NONE: "classement sans suite",
        Outcome.WARNING: "avertissement",
        Outcome.TEMPORARY_EXCLUSION: "exclusion temporaire",
        Outcome.EXCLUSION: "exclusion définitive",
    },
    Stage: {
        Stage.COMPLAINTS: "griefs à communiquer",
        Stage.SUMMONS: "convocation à faire",
        Stage.HEARING: "entretien à tenir",
        Stage.OPINION: "avis du conseil attendu",
        Stage.DECISION: "décision à prendre",
        Stage.NOTICE: "décision à notifier",
        Stage.INFORMATION: "employeur ou financeur à informer",
        Stage.CLOSING: "à clore",
        Stage.CLOSED: "close",
    },
    DutyKind: {
        DutyKind.ATTENDANCE: "émargement à saisir",
        DutyKind.ABSENCES: "absence à annoncer",
        DutyKind.ACCESS: "accès à la plateforme",
        DutyKind.PLATFORM_INCIDENTS: "incident de la plateforme",
        DutyKind.MAINTENANCE: "maintenance à annoncer",
        DutyKind.ACCESS_ENDING: "accès qui prend fin",
        DutyKind.LINKS: "lien de connexion",
        DutyKind.CALLS: "convocations",
        DutyKind.SOFTWARE: "mode d’emploi du logiciel",
        DutyKind.MINIMUM: "effectif insuffisant",
        DutyKind.PHONE: "écrit attendu",
        DutyKind.SETTLEMENTS: "décision à régler",
        DutyKind.SIGNED_PAPERS: "documents signés attendus",
        DutyKind.PIECES: "pièces manquantes",
        DutyKind.DEPOSITS: "acompte",
        DutyKind.ACKNOWLEDGEMENTS: "accusé de réception",
        DutyKind.AGREEMENTS: "accord à envoyer",
        DutyKind.AMENDMENTS: "avenant sans réponse",
        DutyKind.FUNDER_REQUESTS: "prise en charge à demander",
        DutyKind.FUNDER_ANSWERS: "accord du financeur attendu",
        DutyKind.CERTIFICATES: "certificats à éditer",
        DutyKind.INVOICES: "factures à faire",
        DutyKind.INSTALMENTS: "échéance",
        DutyKind.CHEQUES: "chèque à encaisser",
        DutyKind.CHEQUES_TO_BANK: "chèques à remettre en banque",
        DutyKind.WITHDRAWALS: "délai de rétractation",
        DutyKind.CLAIMS: "paiement à demander au financeur",
        DutyKind.CHORUS: "dépôt sur Chorus Pro",
        DutyKind.FUNDERS_LATE: "financeur en retard",
        DutyKind.REMINDERS: "relance",
        DutyKind.SUSPENSIONS: "suspension",
        DutyKind.FORMAL_NOTICES: "mise en demeure échue",
        DutyKind.PROPOSALS: "devis à suivre",
        DutyKind.DISCIPLINE: "procédure disciplinaire",
        DutyKind.REGISTER: "réclamation ou réserve",
        DutyKind.INSURANCE: "assurance du client",
        DutyKind.DOCUMENTS: "dossier du formateur",
        DutyKind.MISSIONS: "mission à confier",
        DutyKind.OFFICE_DOCUMENTS: "pièce de l’organisme",
        DutyKind.SEAL: "cachet électronique",
        DutyKind.RATES: "taux de référence",
        DutyKind.BPF: "bilan pédagogique et financier",
        DutyKind.DATA: "données anciennes",
        DutyKind.CONFORMITY: "conditions de vente à corriger",
        DutyKind.POSITIONING: "positionnement attendu",
        DutyKind.ASSESSMENTS: "acquis à évaluer",
        DutyKind.OPINIONS: "avis à saisir",
        DutyKind.COLD_SHEETS: "questionnaire à froid",
        DutyKind.FUNDER_OPINIONS: "avis du financeur à demander",
    },
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
    StagedGuard: {
        StagedGuard.IGNORE: "ne rien dire",
        StagedGuard.WARN: "avertir",
        StagedGuard.REFUSE: "refuser",
    },
    Exemption: {
        Exemption.TRAINING: "exonéré (261-4-4° a du CGI)",
        Exemption.FRANCHISE: "franchise en base (293 B du CGI)",
        Exemption.OUT_OF_SCOPE: "hors champ de la TVA",
    },
    FeeVat: {FeeVat.TAXED: "avec la TVA", FeeVat.UNTAXED: "sans TVA"},
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
    GrantBasis: {
        GrantBasis.AMOUNT: "un montant",
        GrantBasis.HOURS: "des heures, à un prix de l’heure",
        GrantBasis.SHARE: "une part du prix",
    },
    Addressee: {
        Addressee.CLIENT: "au client, le financeur étant nommé payeur",
        Addressee.FUNDER: "au financeur",
    },
    InvoicePer: {
        InvoicePer.FILE: "une par dossier",
        InvoicePer.SESSION: "une pour tous les dossiers d’un client dans une session",
    },
    ClaimStart: {
        ClaimStart.END: "après la fin de la formation",
        ClaimStart.AGREEMENT: "après l’accord du financeur",
    },
    ClaimPaper: {
        ClaimPaper.COURSE_SHEET: "fiche programme",
        ClaimPaper.CONVENTION: "convention ou contrat signé",
        ClaimPaper.ATTENDANCE_SHEET: "feuille d’émargement signée",
        ClaimPaper.COMPLETION_CERTIFICATE: "certificat de réalisation",
        ClaimPaper.TRAINING_ATTESTATION: "attestation de fin de formation",
        ClaimPaper.INVOICE: "facture",
    },
    ChorusStatus: {
        ChorusStatus.DEPOSITED: "déposée",
        ChorusStatus.RECEIVED: "reçue par le client",
        ChorusStatus.SUSPENDED: "suspendue",
        ChorusStatus.REJECTED: "rejetée",
        ChorusStatus.PAID: "mise en paiement",
    },
    InvoiceKind: {
        InvoiceKind.INVOICE: "facture",
        InvoiceKind.DEPOSIT: "facture d’acompte",
        InvoiceKind.BALANCE: "facture de solde",
        InvoiceKind.CANCELLATION_FEE: "facture de frais d’annulation",
        InvoiceKind.LATE_CHARGES: "facture de pénalités de retard",
        InvoiceKind.EXPENSES: "facture de frais",
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
    LineState: {
        LineState.WAITING: "à traiter",
        LineState.MATCHED: "pointée",
        LineState.IGNORED: "ignorée",
    },
    Modality: {
        Modality.ON_SITE: "en présentiel",
        Modality.REMOTE: "à distance, en direct",
        Modality.MIXED: "mixte",
        Modality.E_LEARNING: "e-learning",
    },
    PaymentKind: {
        PaymentKind.RECEIVED: "règlement reçu",
        PaymentKind.REFUND: "remboursement",
        PaymentKind.BOUNCED: "impayé",
        PaymentKind.MISTAKE: "erreur de saisie",
        PaymentKind.WRITTEN_OFF: "passé en perte",
    },
    PaymentMeans: {
        PaymentMeans.TRANSFER: "virement",
        PaymentMeans.CHEQUE: "chèque",
        PaymentMeans.CARD: "carte",
        PaymentMeans.CASH: "espèces",
        PaymentMeans.DIRECT_DEBIT: "prélèvement",
        PaymentMeans.OFFSET: "compensation",
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
    QuestionKind: {
        QuestionKind.SCALE: "échelle de 1 à 4",
        QuestionKind.RATING: "note de 0 à 10",
        QuestionKind.YES_NO: "oui ou non",
        QuestionKind.CHOICE: "choix",
        QuestionKind.TEXT: "texte libre",
    },
    QuestionnaireKind: {
        QuestionnaireKind.POSITIONING: "positionnement",
        QuestionnaireKind.HOT: "satisfaction à chaud",
        QuestionnaireKind.COLD: "satisfaction à froid",
        QuestionnaireKind.CLIENT: "avis du client",
        QuestionnaireKind.TRAINER: "bilan du formateur",
        QuestionnaireKind.FUNDER: "avis du financeur",
    },
    RateKind: {
        RateKind.ECB_REFI: "taux directeur de la BCE",
        RateKind.LEGAL_PROFESSIONAL: "intérêt légal, créancier professionnel",
        RateKind.LEGAL_INDIVIDUAL: "intérêt légal, créancier particulier",
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
    Party: {
        Party.CLIENT: "client",
        Party.TRAINEE: "stagiaire",
        Party.TRAINER: "formateur",
        Party.FUNDER: "financeur",
    },
    SendingItem: {
        SendingItem.SOFTWARE_GUIDE: "mode d’emploi du logiciel",
        SendingItem.REMOTE_LINK: "lien de connexion",
        SendingItem.PLATFORM_ACCESS: "accès à la plateforme",
        SendingItem.EMPLOYER_TOLD: "avis d’absence à l’employeur",
    },
    SessionDocumentKind: {
        SessionDocumentKind.ATTENDANCE_SHEET: "feuille d’émargement",
        SessionDocumentKind.CONNECTION_LOG: "relevé de connexion",
        SessionDocumentKind.POSITIONING: "positionnement",
        SessionDocumentKind.ASSESSMENT: "évaluation",
        SessionDocumentKind.SATISFACTION: "questionnaire de satisfaction",
        SessionDocumentKind.OTHER: "autre document",
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
        TrainerDocumentKind.REGISTRATION: "extrait Kbis ou avis Sirene",
    },
    Basis: {Basis.INVOICED: "facturé", Basis.AGREED: "convenu", Basis.PLANNED: "prévu"},
    Standing: {
        Standing.MISSING: "manque",
        Standing.ENDED: "expiré",
        Standing.ENDING: "expire bientôt",
    },
    CostKind: {
        CostKind.TRAINER: "formateur",
        CostKind.TRAVEL: "déplacements",
        CostKind.ROOM: "salle",
        CostKind.MEALS: "repas",
        CostKind.MATERIAL: "supports et matériel",
        CostKind.SUBCONTRACTING: "sous-traitance",
        CostKind.OTHER: "autre",
    },
    BillKind: {
        BillKind.INVOICE: "facture",
        BillKind.CREDIT_NOTE: "avoir",
    },
    ChargeKind: {
        ChargeKind.TRAINING: "achat de prestations de formation",
        ChargeKind.TRAINER_FEES: "honoraires de formateurs",
        ChargeKind.TRAVEL: "déplacements",
        ChargeKind.ROOM: "location de salles",
        ChargeKind.MEALS: "repas et réceptions",
        ChargeKind.MATERIAL: "supports et fournitures",
        ChargeKind.RENT: "loyer et charges",
        ChargeKind.FEES: "comptable, conseil et autres honoraires",
        ChargeKind.SOFTWARE: "logiciels et abonnements",
        ChargeKind.TELECOM: "poste et télécommunications",
        ChargeKind.ADVERTISING: "publicité",
        ChargeKind.INSURANCE: "assurances",
        ChargeKind.BANK: "services bancaires",
        ChargeKind.OTHER: "autre",
    },
    MissionPay: {
        MissionPay.FLAT: "forfait",
        MissionPay.DAY: "par jour",
        MissionPay.HOUR: "par heure",
    },
    MissionState: {
        MissionState.TO_PREPARE: "à préparer",
        MissionState.TO_SEND: "à envoyer",
        MissionState.SENT: "envoyée",
        MissionState.SIGNED: "signée",
    },
    OfficeDocumentKind: {
        OfficeDocumentKind.QUALIOPI: "certificat Qualiopi",
        OfficeDocumentKind.ACTIVITY_DECLARATION: "récépissé de déclaration d’activité",
        OfficeDocumentKind.INSURANCE: "assurance professionnelle",
        OfficeDocumentKind.VIGILANCE: "attestation de vigilance",
        OfficeDocumentKind.REGISTRATION: "extrait Kbis ou avis Sirene",
        OfficeDocumentKind.BPF: "bilan pédagogique et financier",
        OfficeDocumentKind.BANK_DETAILS: "relevé d’identité bancaire",
        OfficeDocumentKind.OTHER: "autre pièce",
    },
    SealScope: {
        SealScope.NOTHING: "rien",
        SealScope.INVOICES: "les factures et les avoirs",
        SealScope.EVERYTHING: "tous les documents édités",
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
    **conditions.LABELS,
}


def label(value: StrEnum) -> str:
    """Return the French word for a choice.

    >>> label(SessionState.CLOSED)
    'clôturée'
    """
    return LABELS[type(value)][value]
