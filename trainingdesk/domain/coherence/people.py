"""Who is there: the people of the convention, invoice, sheets, plates and certificates."""

from collections.abc import Iterator, Sequence

from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import (
    NAME_PLATES,
    WHOLE_SHEETS,
    Dossier,
    Said,
    SaidPerson,
)
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.coherence.hours import proven_hours
from trainingdesk.domain.session_file import Participant
from trainingdesk.french import listed

_SWAPPED = {AmendmentSubject.TRAINEES, AmendmentSubject.HEAD_COUNT}
_OF_ALL = WHOLE_SHEETS | {NAME_PLATES, "mission_letter"}
"""The papers that name everybody who is expected."""
CERTIFICATE = "completion_certificate"


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the lists of people that differ."""
    for bargain, said in dossier.agreed:
        if not bargain.amended & _SWAPPED:
            people = dossier.file.concerned_by(bargain.client)
            yield from _list(dossier, "people.agreement", said, people)
    for invoice, said in dossier.invoice_papers:
        people = dossier.file.of_client(invoice.client_id)
        yield from _list(dossier, "people.invoice", said, people)
    for said in dossier.papers:
        if said.for_one:
            continue
        if said.key in _OF_ALL:
            yield from _list(dossier, "people.sheet", said, dossier.file.seated)
        elif said.key == "attendance_company" and said.client is not None:
            people = dossier.file.of_client(said.client.client_id)
            yield from _list(dossier, "people.sheet", said, people)
    yield from _strangers(dossier)
    yield from _without_certificate(dossier)


def _list(
    dossier: Dossier, rule: str, said: Said, people: Sequence[Participant]
) -> Iterator[Finding]:
    """Hold the names of a paper against those of today; a seat without a name may get one."""
    if not said.people:
        return
    now = {person.enrolment.trainee_id for person in people}
    then = {named.trainee_id for named in said.people}
    gone = [named for named in said.people if named.trainee_id and named.trainee_id not in now]
    come = [p for p in people if p.trainee is not None and p.enrolment.trainee_id not in then]
    unnamed = sum(1 for named in said.people if named.trainee_id is None)
    if gone or len(come) > unnamed:
        yield Finding(
            rule=rule,
            level=Level.AMBER,
            left=places.on_paper(dossier, said, listed([n.name for n in said.people if n.name])),
            right=places.in_session(
                dossier, "Inscrits", listed([person.name for person in people]), places.PEOPLE
            ),
            sentence=_changed(said, gone, come),
        )


def _changed(said: Said, gone: Sequence[SaidPerson], come: Sequence[Participant]) -> str:
    parts = []
    if gone:
        parts.append(f"nomme {listed([named.name for named in gone])}, qui n’a plus de place")
    if come:
        parts.append(f"ne nomme pas {listed([person.name for person in come])}")
    return f"{said.name} {listed(parts)}."


def _strangers(dossier: Dossier) -> Iterator[Finding]:
    """Tell the certificates of people who have no seat, or whose seat is another's."""
    for said in dossier.certificates:
        for named in said.people:
            person = dossier.person(named.enrolment_id)
            if person is None or person.enrolment.trainee_id != named.trainee_id:
                yield Finding(
                    rule="people.certificate",
                    level=Level.AMBER,
                    left=places.on_paper(dossier, said, named.name),
                    right=places.in_session(
                        dossier,
                        "Inscrits",
                        person.name if person else "sans place",
                        places.PEOPLE,
                    ),
                    sentence=f"{said.name} : {named.name} n’a pas de place dans la session.",
                )


def _without_certificate(dossier: Dossier) -> Iterator[Finding]:
    """Once certificates were issued, name who came and has none."""
    issued = {
        named.enrolment_id
        for said in dossier.certificates
        if said.key == CERTIFICATE
        for named in said.people
    }
    lacking = [
        person
        for person in dossier.file.seated
        if person.enrolment.id not in issued and proven_hours(dossier.file, person)
    ]
    if issued and lacking:
        names = listed([person.name for person in lacking])
        yield Finding(
            rule="people.certified",
            level=Level.AMBER,
            left=places.in_session(dossier, "Émargement", names, places.SHEET),
            right=places.in_session(dossier, "Certificats de réalisation", "aucun", places.PAPERS),
            sentence=f"Des certificats de réalisation sont édités, mais aucun pour {names}.",
        )
