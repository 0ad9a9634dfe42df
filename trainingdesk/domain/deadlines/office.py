"""What the office owes on its own account: answers, files, rates, reports, its terms."""

from collections.abc import Iterator
from datetime import date, timedelta

from trainingdesk.domain.conditions.conformity import Level, findings
from trainingdesk.domain.deadlines.duty import EDITOR, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import (
    EndingDocument,
    OfficeState,
    OpenEntry,
    OpenProposal,
)
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.reference_rates import RateKind, half_year, half_year_text
from trainingdesk.domain.registers import EntryKind
from trainingdesk.domain.seals import AHEAD
from trainingdesk.french import listed, plural, short_date

PROPOSALS_AHEAD = timedelta(days=14)
PREPARED_WITHIN = timedelta(days=7)
ANSWERED_WITHIN = timedelta(days=10)
DOCUMENTS_AHEAD = timedelta(days=30)
MARCH, APRIL, MAY = 3, 4, 5
BPF_DAY = 29
"""«Before 30 April»: the day before it, to be safe."""
DATA_MONTHS = 3
"""The yearly look at old data is told in the first months of the year."""

COMPUTED_WITH = {RateKind.ECB_REFI, RateKind.LEGAL_PROFESSIONAL}
"""The rates that interest owed to the office is computed with."""
_ENTRIES = {
    EntryKind.COMPLAINT: "la réclamation",
    EntryKind.RESERVE: "la réserve",
    EntryKind.ADVERSE_ADVICE: "l’avis défavorable",
}


def proposal_duties(proposal: OpenProposal, today: date) -> Iterator[Duty]:
    """Yield the call that was noted, else the end of the validity; then the answer's follow-up."""
    name = f"{proposal.number}, {proposal.client}"
    until, recall_on = proposal.valid_until, proposal.recall_on
    if proposal.accepted_on is not None:
        due_on = proposal.accepted_on + PREPARED_WITHIN
        sentence = f"Préparer l’accord de {proposal.client} : {proposal.number} acceptée le "
        sentence += short_date(proposal.accepted_on)
        action = "Ouvrir la proposition"
    elif recall_on is not None and (until is None or today <= until):
        due_on, sentence = recall_on, f"Rappeler {proposal.client} ({proposal.number})"
        action = "Rappeler"
    elif until is None:
        return
    elif until < today:
        due_on = until
        sentence = f"Prolonger ou classer {name} : expirée le {short_date(until)}"
        action = "Prolonger ou classer"
    else:
        due_on, sentence = until, f"Rappeler avant expiration : {name}, le {short_date(until)}"
        action = "Rappeler"
    if due_on - PROPOSALS_AHEAD > today:
        return
    yield Duty(
        key=key(DutyKind.PROPOSALS, proposal.id),
        kind=DutyKind.PROPOSALS,
        due_on=due_on,
        subject=name,
        sentence=sentence,
        action=action,
        place=Place("sales", proposal.id, "proposals"),
        group="Propositions",
        why=Why("offer"),
    )


def register_duties(found: OpenEntry) -> Iterator[Duty]:
    """Yield an entry without answer, or an order against advice that is not countersigned."""
    entry = found.entry
    what = _ENTRIES[entry.kind]
    if entry.closed_on is not None:
        return
    of_whom = found.client or entry.said_by
    tail = f" de {of_whom}" if of_whom else ""
    when = f", du {short_date(entry.received_on)}"
    if entry.kind is EntryKind.ADVERSE_ADVICE:
        if entry.countersigned_on is not None:
            return
        sentence, action = f"Faire contresigner {what}{tail}{when}", "Noter le contreseing"
    elif entry.answered_on is not None:
        return
    else:
        sentence, action = f"Répondre à {what}{tail}{when}", "Répondre"
    yield Duty(
        key=key(DutyKind.REGISTER, entry.id),
        kind=DutyKind.REGISTER,
        due_on=entry.received_on + ANSWERED_WITHIN,
        subject=of_whom,
        sentence=sentence,
        action=action,
        place=Place(EDITOR, entry.id or 0, "register_entry"),
        group="Réclamations et réserves",
        why=Why("reserves"),
    )


def document_duties(document: EndingDocument, today: date) -> Iterator[Duty]:
    """Yield a paper of a trainer's file that ended, or ends soon."""
    if document.valid_until - DOCUMENTS_AHEAD > today:
        return
    verb = "a expiré" if document.valid_until < today else "expire"
    yield Duty(
        key=key(DutyKind.DOCUMENTS, document.trainer_id, document.kind),
        kind=DutyKind.DOCUMENTS,
        due_on=document.valid_until,
        subject=document.trainer,
        sentence=f"Demander à {document.trainer} : {label(document.kind)} qui {verb} le "
        f"{short_date(document.valid_until)}",
        action="Ouvrir le formateur",
        place=Place("teaching", document.trainer_id, "trainers"),
        group="Dossiers des formateurs",
    )


def yearly_duties(state: OfficeState, today: date) -> Iterator[Duty]:
    """Yield what comes round with the year, and what the terms in force ask to be mended."""
    yield from _rates(state, today)
    yield from _bpf(state, today)
    yield from _data(state, today)
    yield from _conformity(state)


def _rates(state: OfficeState, today: date) -> Iterator[Duty]:
    missing = [kind for kind in state.missing_rates if kind in COMPUTED_WITH]
    if not missing:
        return
    start = half_year(today)
    names = listed([f"« {label(kind)} »" for kind in missing])
    noun = "le taux" if len(missing) == 1 else "les taux"
    yield _own(
        DutyKind.RATES,
        start,
        sentence=f"Saisir {noun} {names} du {half_year_text(start)}",
        action="Saisir les taux",
        place=Place(EDITOR, 1, "rates"),
        why=Why("late", "C. com. L441-10"),
    )


def _bpf(state: OfficeState, today: date) -> Iterator[Duty]:
    if not state.trained_last_year or not MARCH <= today.month <= MAY:
        return
    yield _own(
        DutyKind.BPF,
        date(today.year, APRIL, BPF_DAY),
        sentence=f"Déposer le bilan pédagogique et financier de {today.year - 1} avant le "
        "30 avril ; une fois déposé, mettez cette ligne de côté",
        action="Ouvrir les bilans",
        place=Place("reports", 0),
        why=Why("", "C. trav. L6352-11"),
    )


def _data(state: OfficeState, today: date) -> Iterator[Duty]:
    terms = state.rules.personal_data
    if not state.past_data or terms is None or terms.retention_years is None:
        return
    if today.month > DATA_MONTHS:
        return
    yield _own(
        DutyKind.DATA,
        date(today.year, 1, 31),
        sentence=f"Effacer ou archiver les données de {plural(state.past_data, 'stagiaire')} : "
        f"plus de relation depuis {plural(terms.retention_years, 'an')}",
        action="Ouvrir les stagiaires",
        place=Place("clients", 0, "trainees"),
        why=Why("personal_data", "RGPD, article 5"),
    )


def _conformity(state: OfficeState) -> Iterator[Duty]:
    if state.rules_since is None:
        return
    faults = [found for found in findings(state.rules) if found.level is Level.FAULT]
    if not faults:
        return
    points = "point contraire", "points contraires"
    yield _own(
        DutyKind.CONFORMITY,
        state.rules_since,
        sentence="Corriger les conditions de vente en vigueur : "
        f"{plural(len(faults), *points)} à la loi",
        action="Ouvrir les conditions",
        place=Place(EDITOR, 0, "conditions"),
        why=Why(faults[0].clause, faults[0].article),
    )


def seal_duties(until: date | None, today: date) -> Iterator[Duty]:
    """Yield a seal whose certificate ended, or ends soon: what is to bear it waits from then on."""
    if until is None or until - AHEAD > today:
        return
    verb = "a expiré" if until < today else "expire"
    yield _own(
        DutyKind.SEAL,
        until,
        sentence=f"Renouveler le certificat du cachet électronique, qui {verb} le "
        f"{short_date(until)}",
        action="Ouvrir le cachet",
        place=Place(EDITOR, 1, "seal"),
        why=Why(),
    )


def _own(
    kind: DutyKind, due_on: date, *, sentence: str, action: str, place: Place, why: Why
) -> Duty:
    """Return a duty of the office itself; that of another year or half-year is another one."""
    return Duty(
        key=key(kind, due_on.isoformat()),
        kind=kind,
        due_on=due_on,
        subject="Organisme",
        sentence=sentence,
        action=action,
        place=place,
        group="Organisme",
        why=why,
    )
