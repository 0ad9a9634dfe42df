"""What a funder asks for before it pays: which of its papers are there, which are still missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trainingdesk.domain.funder_habits import ClaimPaper
from trainingdesk.domain.labels import label
from trainingdesk.domain.parties import Funder
from trainingdesk.domain.price_shares import pays_directly
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, Funding, FundingState
from trainingdesk.french import listed, long_date, short_date
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import claims as store
from trainingdesk.storage import sales, session_documents, sessions


@dataclass(frozen=True, kw_only=True)
class AskedPaper:
    """A paper that a funder asks for; `lacks` is what is to be done, empty once it is there."""

    paper: ClaimPaper
    lacks: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it can be sent as it is."""
        return not self.lacks


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What one file of a funder waits for before its money can be claimed, and until when."""

    funding: Funding
    funder: Funder
    papers: tuple[AskedPaper, ...]
    last_day: date | None

    @property
    def missing(self) -> tuple[AskedPaper, ...]:
        """The papers that are not there yet."""
        return tuple(paper for paper in self.papers if not paper.is_there)

    @property
    def is_ready(self) -> bool:
        """Whether all that is asked for is there."""
        return not self.missing

    @property
    def summary(self) -> str:
        """What is missing and until when, in one line; empty when nothing waits."""
        if self.is_ready or self.funding.claimed_on is not None:
            return ""
        number = f", dossier {self.funding.file_number}" if self.funding.file_number else ""
        lacking = listed([label(each.paper) for each in self.missing])
        until = f" avant le {short_date(self.last_day)}" if self.last_day else ""
        return f"{self.funder.name}{number} : il manque {lacking}, à envoyer{until}."

    @property
    def words(self) -> str:
        """How far the claim is, as the screen says it."""
        if self.funding.state is FundingState.REFUSED:
            return f"{self.funder.name} a refusé : rien n’est à lui demander."
        until = f" Dernier jour : le {long_date(self.last_day)}." if self.last_day else ""
        if self.funding.claimed_on is not None:
            return f"Paiement demandé à {self.funder.name} le {long_date(self.funding.claimed_on)}."
        if not self.papers:
            return f"{self.funder.name} : aucun document demandé n’est noté sur sa fiche.{until}"
        if self.is_ready:
            return f"{self.funder.name} : tous les documents demandés sont là.{until}"
        told = listed([f"{label(each.paper)} ({each.lacks})" for each in self.missing])
        return f"{self.funder.name} attend encore : {told}.{until}"


def claims_of(
    office: Office, session_id: int, client_id: int | None = None, *, direct: bool = False
) -> tuple[Claim, ...]:
    """Return what each funder of a session asks for, and what of it is missing.

    Of one client alone where *client_id* names it; *direct* leaves out the funders that do not pay
    the office themselves.

    Raises:
        RuleBroken: the session was deleted.
    """
    file = session_file(office, session_id)
    return tuple(
        _claim(office, file, item.funding, item.funder)
        for item in file.fundings
        if client_id in {None, item.funding.client_id}
        and (pays_directly(item.funding) or not direct)
    )


def claim_of(office: Office, funding_id: int) -> Claim:
    """Return what one file of a funder waits for.

    Raises:
        RuleBroken: it was deleted, or its session was.
    """
    funding = sessions.FUNDINGS.get(office.db, funding_id)
    found = claims_of(office, funding.session_id)
    return next(claim for claim in found if claim.funding.id == funding_id)


def missing_papers(office: Office, session_id: int, client_id: int) -> tuple[str, ...]:
    """Return what the funders that pay for a client still ask for, a sentence each."""
    return tuple(
        claim.words
        for claim in claims_of(office, session_id, client_id, direct=True)
        if claim.missing
    )


def _claim(office: Office, file: SessionFile, funding: Funding, funder: Funder) -> Claim:
    is_refused = funding.state is FundingState.REFUSED
    agreed_on = store.agreed_on(office.db, funding)
    return Claim(
        funding=funding,
        funder=funder,
        papers=()
        if is_refused
        else tuple(
            AskedPaper(paper=paper, lacks=_LOOKED_AT[paper](office, file, funding))
            for paper in funder.habits.papers.keys
        ),
        last_day=None
        if is_refused
        else funder.habits.last_claim_day(file.last_day or file.session.ends_on, agreed_on),
    )


# Is it there? -----------------------------------------------------------------------------------

_TO_ISSUE = "à éditer"


def _course_sheet(office: Office, file: SessionFile, _funding: Funding) -> str:
    version = file.session.course_version_id
    return "" if store.issued(office.db, "course_sheet", course_version_id=version) else _TO_ISSUE


def _convention(office: Office, file: SessionFile, funding: Funding) -> str:
    found = [
        agreement
        for agreement in sales.agreements_of(office.db, file.session.id or 0)
        if agreement.client_id == funding.client_id
    ]
    if not found:
        return "à préparer"
    return "" if any(each.signed_on for each in found) else "signature attendue"


def _attendance(office: Office, file: SessionFile, _funding: Funding) -> str:
    session_id = file.session.id or 0
    if not file.slots:
        proof = store.has_document(office.db, session_id, "connection_log")
        return "" if proof else "relevé de connexion à joindre"
    proven = session_documents.proven_slots(office.db, session_id)
    if all(slot.id in proven for slot in file.slots):
        return ""
    if store.signed(office.db, session_id, _SHEETS):
        return ""
    issued = any(store.issued(office.db, kind, session_id=session_id) for kind in _SHEETS)
    return "exemplaire signé attendu" if issued else _TO_ISSUE


_SHEETS = ("attendance_sheet", "attendance_company")


def _of_each(kind: str) -> "_Look":
    def look(office: Office, file: SessionFile, funding: Funding) -> str:
        lacking = [
            person.name
            for person in file.of_client(funding.client_id)
            if _came(person)
            and not store.issued(
                office.db,
                kind,
                session_id=file.session.id,
                trainee_id=person.enrolment.trainee_id,
            )
        ]
        return f"à éditer pour {listed(lacking)}" if lacking else ""

    return look


def _came(person: Participant) -> bool:
    return person.trainee is not None and person.enrolment.state not in {
        EnrolmentState.ABSENT,
        EnrolmentState.REPLACED,
        EnrolmentState.CANCELLED,
    }


def _invoice(office: Office, file: SessionFile, funding: Funding) -> str:
    asked = sales.invoices_of_funding(office.db, funding.id)
    if not pays_directly(funding):
        asked = [
            invoice
            for invoice in sales.invoices_of_session(office.db, file.session.id or 0)
            if invoice.client_id == funding.client_id and invoice.sign > 0
        ]
    if any(invoice.is_issued and _stands(office, invoice.id or 0) for invoice in asked):
        return ""
    return "brouillon à émettre" if any(not each.is_issued for each in asked) else "à préparer"


def _stands(office: Office, invoice_id: int) -> bool:
    balance = sales.balance(office.db, invoice_id)
    return balance.credited < balance.total_ttc


_Look = Callable[[Office, SessionFile, Funding], str]

_LOOKED_AT: dict[ClaimPaper, _Look] = {
    ClaimPaper.COURSE_SHEET: _course_sheet,
    ClaimPaper.CONVENTION: _convention,
    ClaimPaper.ATTENDANCE_SHEET: _attendance,
    ClaimPaper.COMPLETION_CERTIFICATE: _of_each("completion_certificate"),
    ClaimPaper.TRAINING_ATTESTATION: _of_each("training_attestation"),
    ClaimPaper.INVOICE: _invoice,
}
