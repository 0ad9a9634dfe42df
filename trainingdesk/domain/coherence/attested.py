"""What attestations claim beside hours: the results of the objectives, and what was paid."""

from collections.abc import Iterator, Mapping

from trainingdesk.domain.attendance import Result
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier, Said, SaidPerson
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros

_ASSESSED = frozenset({"training_attestation", "success_attestation"})
"""The papers that print the result of each objective."""


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the attestations that claim other results, or another payment."""
    for said in dossier.current:
        if said.key in _ASSESSED:
            for named in said.people:
                yield from _results(dossier, said, named)
        yield from _paid(dossier, said)


def _results(dossier: Dossier, said: Said, named: SaidPerson) -> Iterator[Finding]:
    person = dossier.person(named.enrolment_id)
    # Somebody else in the seat is told by the list of people.
    if person is None or person.enrolment.trainee_id != named.trainee_id:
        return
    printed = [objective.id for objective in dossier.file.version.objectives]
    if any(named.results.get(key or 0) != person.results.get(key or 0) for key in printed):
        yield Finding(
            rule="results.attested",
            level=Level.AMBER,
            left=places.on_paper(dossier, said, _acquired(named.results)),
            right=places.in_session(
                dossier, f"Évaluation, {person.name}", _acquired(person.results), places.RESULTS
            ),
            sentence=f"{said.name} : l’évaluation des objectifs a changé depuis.",
        )


def _acquired(results: Mapping[int, Result]) -> str:
    count = sum(result is Result.ACQUIRED for result in results.values())
    return f"{count} sur {len(results)} acquis"


def _paid(dossier: Dossier, said: Said) -> Iterator[Finding]:
    """Hold what was attested as paid against the client's invoices, credit notes taken off."""
    if said.paid is None or said.client is None:
        return
    asked = sum(
        (
            invoice.to_pay - dossier.credited_ttc(invoice)
            for invoice in dossier.invoices
            if invoice.client_id == said.client.client_id and invoice.is_issued and invoice.sign > 0
        ),
        ZERO,
    )
    if said.paid != asked:
        yield Finding(
            rule="price.attested",
            level=Level.AMBER,
            left=places.on_paper(dossier, said, euros(said.paid)),
            right=places.in_session(dossier, "Factures", euros(asked), places.MONEY),
            sentence=f"{said.name} : {euros(said.paid)} TTC réglés ; les factures, avoirs déduits, "
            f"font {euros(asked)}.",
        )
