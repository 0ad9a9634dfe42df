"""Hours: programme, convention, slots, funder, invoice, and what each person followed."""

from collections.abc import Iterator
from decimal import Decimal

from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.attendance import hours_followed
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier, Said, SaidPerson
from trainingdesk.domain.coherence.finding import Finding, Level, Side
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.french import hours

_RESCHEDULED = {AmendmentSubject.DATES, AmendmentSubject.OTHER}


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return where hours differ."""
    yield from _programme(dossier)
    yield from _fundings(dossier)
    yield from _agreements(dossier)
    yield from _invoices(dossier)
    for said in dossier.certificates:
        for person in said.people:
            yield from _claimed(dossier, said, person)


def _programme(dossier: Dossier) -> Iterator[Finding]:
    stated = dossier.file.version.sheet.hours
    if stated is not None and dossier.file.hours:
        yield from _planned(dossier, "hours.programme", places.of_course(dossier, hours(stated)),
                            stated, "Le programme annonce")  # fmt: skip


def _fundings(dossier: Dossier) -> Iterator[Finding]:
    for item in dossier.file.fundings:
        granted = item.funding.hours
        if granted is not None:
            name = places.share_name(item)
            side = places.in_session(dossier, name, hours(granted), places.MONEY)
            words = f"{name} : accordée pour"
            yield from _planned(dossier, "hours.funding", side, granted, words)


def _agreements(dossier: Dossier) -> Iterator[Finding]:
    for bargain, said in dossier.agreed:
        if not bargain.amended & _RESCHEDULED:
            yield from _paper(dossier, "hours.agreement", said)


def _invoices(dossier: Dossier) -> Iterator[Finding]:
    for _invoice, said in dossier.invoice_papers:
        yield from _paper(dossier, "hours.invoice", said)


def _paper(dossier: Dossier, rule: str, said: Said) -> Iterator[Finding]:
    side = places.on_paper(dossier, said, hours(said.hours))
    yield from _planned(dossier, rule, side, said.hours, f"{said.name} annonce")


def _planned(
    dossier: Dossier, rule: str, left: Side, stated: Decimal, words: str
) -> Iterator[Finding]:
    """Hold a number of hours against those of the slots."""
    planned = dossier.file.hours
    if round(stated * 60) != round(planned * 60):
        yield Finding(
            rule=rule,
            level=Level.AMBER,
            left=left,
            right=places.in_session(dossier, "Créneaux", hours(planned), places.SLOTS),
            sentence=f"{words} {hours(stated)} ; la session en compte {hours(planned)}.",
        )


def _claimed(dossier: Dossier, said: Said, claimed: SaidPerson) -> Iterator[Finding]:
    person = dossier.person(claimed.enrolment_id)
    if person is None:
        return
    proven = proven_hours(dossier.file, person)
    claims, proves = round(claimed.hours * 60), round(proven * 60)
    if claims != proves:
        yield Finding(
            rule="hours.certificate",
            level=Level.RED if claims > proves else Level.AMBER,
            left=places.on_paper(dossier, said, hours(claimed.hours)),
            right=places.in_session(dossier, "Émargement", hours(proven), places.SHEET),
            sentence=(
                f"{said.name} : {hours(claimed.hours)} ; l’émargement en prouve {hours(proven)}."
            ),
        )


def proven_hours(file: SessionFile, person: Participant) -> Decimal:
    """Return the hours that are followed *and* proven: a presence without proof counts for none."""
    open_slots = {slot.id for slot in file.unproven_slots(person)}
    kept = [slot for slot in file.slots if slot.id not in open_slots]
    return hours_followed(kept, person.marks, person.enrolment.self_paced_hours)
