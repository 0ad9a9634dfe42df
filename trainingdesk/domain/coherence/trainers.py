"""Who teaches: named on each slot, qualified, and the one whom the paper announced."""

from collections.abc import Iterator

from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.people import full_name
from trainingdesk.domain.sessions import SessionState, span
from trainingdesk.french import listed, plural


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return what is wanting about trainers."""
    yield from _unnamed(dossier)
    yield from _unqualified(dossier)
    yield from _announced(dossier)


def _unnamed(dossier: Dossier) -> Iterator[Finding]:
    session = dossier.file.session
    if session.state is SessionState.PLANNED or session.entrusted_to:
        return
    wanting = [slot for slot in dossier.file.slots if not slot.trainer_ids]
    if wanting:
        count = plural(len(wanting), "créneau", "créneaux")
        yield Finding(
            rule="trainer.named",
            level=Level.AMBER,
            left=places.in_session(dossier, "Créneaux", count, places.SLOTS),
            right=places.in_session(dossier, "Formateur", "aucun", places.SLOTS),
            sentence=f"Aucun formateur n’est désigné pour {count}, le premier le "
            f"{span(wanting[0])}.",
        )


def _unqualified(dossier: Dossier) -> Iterator[Finding]:
    for trainer in dossier.file.trainers:
        if not trainer.qualification.strip():
            name = full_name(trainer)
            yield Finding(
                rule="trainer.qualified",
                level=Level.AMBER,
                left=places.of_trainer(trainer.id or 0, name, "sans qualification"),
                right=places.in_session(dossier, "Créneaux", name, places.SLOTS),
                sentence=f"La fiche de {name} ne dit rien de sa qualification.",
            )


def _announced(dossier: Dossier) -> Iterator[Finding]:
    now = {trainer.id for trainer in dossier.file.trainers}
    for _bargain, said in dossier.agreed:
        then = {trainer.trainer_id for trainer in said.trainers}
        if then and now and then != now:
            names = listed([trainer.name for trainer in said.trainers])
            today = dossier.file.trainer_names
            yield Finding(
                rule="trainer.agreement",
                level=Level.AMBER,
                left=places.on_paper(dossier, said, names),
                right=places.in_session(dossier, "Formateurs", today, places.SLOTS),
                sentence=f"{said.name} annonce {names} ; la session est confiée à {today}.",
            )
