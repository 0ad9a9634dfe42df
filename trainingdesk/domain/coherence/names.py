"""Names: of trainees, employers, trainers, clients and funders, on papers and in the records."""

from collections.abc import Iterator

from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier, Said, SaidPerson
from trainingdesk.domain.coherence.finding import Finding, Level, Side
from trainingdesk.domain.parties import Trainee
from trainingdesk.domain.people import Civility
from trainingdesk.domain.teaching import Trainer

_OF_A_CLIENT = frozenset({"attendance_company", "payment_attestation"})
"""The papers beside agreements and invoices that bear the name of who buys."""


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the names that differ; each paper that bears one is told."""
    for said in dossier.current:
        for named in said.people:
            yield from _person(dossier, said, named)
        yield from _trainers(dossier, said)
    for said in dossier.certificates:
        for named in said.people:
            yield from _employer(dossier, said, named)
    yield from _clients(dossier)
    yield from _payers(dossier)


def _person(dossier: Dossier, said: Said, named: SaidPerson) -> Iterator[Finding]:
    person = dossier.person(named.enrolment_id)
    trainee = person.trainee if person else None
    # Somebody else in the seat is told by the list of people.
    if trainee is None or trainee.id != named.trainee_id:
        return
    name = _plain_name(trainee)
    if named.name != name:
        yield _differ(
            "names.trainee",
            places.on_paper(dossier, said, named.name),
            places.of_trainee(trainee.id or 0, "Stagiaire", name),
        )
    if named.birth_name and trainee.birth_name and named.birth_name != trainee.birth_name:
        yield _differ(
            "names.birth",
            places.on_paper(dossier, said, named.birth_name),
            places.of_trainee(trainee.id or 0, f"Nom de naissance, {name}", trainee.birth_name),
        )


def _employer(dossier: Dossier, said: Said, named: SaidPerson) -> Iterator[Finding]:
    person = dossier.person(named.enrolment_id)
    if person is not None and person.employer is not None and named.employer:
        name = person.employer.display_name
        if named.employer != name:
            yield _differ(
                "names.employer",
                places.on_paper(dossier, said, named.employer),
                places.of_client(person.employer.id or 0, f"Employeur de {named.name}", name),
            )


def _trainers(dossier: Dossier, said: Said) -> Iterator[Finding]:
    known = {trainer.id: _plain_name(trainer) for trainer in dossier.file.trainers}
    for named in said.trainers:
        name = known.get(named.trainer_id, named.name)
        if named.name != name:
            yield _differ(
                "names.trainer",
                places.on_paper(dossier, said, named.name),
                places.of_trainer(named.trainer_id, "Formateur", name),
            )


def _clients(dossier: Dossier) -> Iterator[Finding]:
    seated = {person.client.id: person.client for person in dossier.file.seated}
    told = [(said, bargain.client) for bargain, said in dossier.agreed]
    told += [
        (said, seated[said.client.client_id])
        for said in dossier.current
        if said.key in _OF_A_CLIENT and said.client and said.client.client_id in seated
    ]
    for said, client in told:
        name = client.display_name
        if said.client is not None and _plain(said.client.name) != _plain(name):
            yield _differ(
                "names.client",
                places.on_paper(dossier, said, said.client.name),
                places.of_client(said.client.client_id, "Client", name),
            )
    for invoice in dossier.invoiced:
        name = dossier.clients[invoice.client_id].display_name
        if _plain(invoice.client.name) != _plain(name):
            yield _differ(
                "names.client",
                places.of_invoice(invoice, invoice.client.name),
                places.of_client(invoice.client_id, "Client", name),
            )


def _payers(dossier: Dossier) -> Iterator[Finding]:
    for invoice in dossier.invoiced:
        funder = dossier.funders.get(invoice.payer_funder_id or 0)
        if funder is not None and invoice.recipient.name != funder.name:
            yield _differ(
                "names.funder",
                places.of_invoice(invoice, invoice.recipient.name),
                places.of_funder(funder.id or 0, "Financeur", funder.name),
            )


def _plain_name(person: Trainee | Trainer) -> str:
    return f"{person.first_name} {person.last_name}".strip()


def _plain(name: str) -> str:
    """Return a name without the civility, which may become known later."""
    first, _space, rest = name.partition(" ")
    return rest if rest and first in {Civility.MADAME, Civility.MONSIEUR} else name


def _differ(rule: str, left: Side, right: Side) -> Finding:
    return Finding(
        rule=rule,
        level=Level.RED,
        left=left,
        right=right,
        sentence=f"{left.what} : « {left.value} » ; sur la fiche : « {right.value} ».",
    )
