"""The texts of papers as the office words them: read with what was shipped, checked, kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Fault, fault_of, fields_of, shipped_texts
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.office import TextVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """One text of a paper: as shipped, as the office words it (else empty), its fields."""

    key: str
    paper: str
    name: str
    shipped: str
    own: str
    fields: tuple[str, ...]


def paper_texts(office: Office) -> tuple[PaperText, ...]:
    """Return every text of every paper, by paper."""
    own = store.texts(office.db)
    return tuple(
        PaperText(
            key=key,
            paper=_paper_name(key.partition(".")[0]),
            name=_spoken(key.partition(".")[2]),
            shipped=body,
            own=own[key].body if key in own else "",
            fields=tuple(sorted(fields_of(body))),
        )
        for key, body in shipped_texts().items()
    )


def versions_of(office: Office, key: str) -> list[TextVersion]:
    """Return the wordings that the office gave to a text, newest first."""
    return store.text_versions(office.db, key)


def check(key: str, body: str) -> None:
    """Refuse a wording that could not be filled in.

    Raises:
        RuleBroken: a brace is left open, or a field is not one of this text's.
    """
    if fault := fault_in(key, body):
        raise RuleBroken(fault.sentence, key)


def fault_in(key: str, body: str) -> Fault | None:
    """Return what keeps a wording from being filled in, with its place."""
    return fault_of(body, fields_of(shipped_texts()[key]))


def save(office: Office, bodies: Mapping[str, str]) -> Changes:
    """Keep new wordings by key; an empty one brings the shipped text back.

    Raises:
        RuleBroken: one of them could not be filled in; `field` is its key, nothing is kept.
    """
    for key, body in bodies.items():
        check(key, body)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with unit_of_work(office.db):
        for key, body in bodies.items():
            own = body.strip()
            store.save_text(office.db, key, "" if own == shipped_texts()[key].strip() else own, now)
    return changed("Textes enregistrés", Kind.TEXTS)


def _paper_name(prefix: str) -> str:
    kind = PAPERS.get(prefix)
    return kind.name if kind else _spoken(prefix)


def _spoken(name: str) -> str:
    """Return a name of the shipped files as people read it: they are written without accents."""
    words = " ".join(_ACCENTED.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]


# fmt: off
_ACCENTED = {
    sort_key(word): word
    for word in (
        "accès", "débit", "oublié", "reçu", "réparation", "vérifier",
        "à", "aménagement", "approuvé", "bénéficiaire", "catégorie", "complément", "compléter",
        "contrôle", "décompte", "déduites", "défaut", "délai", "demandé", "déroulement",
        "différends", "durée", "échelonnement", "émargement", "empêchement", "évaluation",
        "exonéré", "formé", "formée", "impayés", "indemnité", "inexécution", "intérêts", "matériel",
        "médiateur", "période", "pièces", "préciser", "prérequis", "réclamation", "recommandé",
        "règlement", "règles", "remboursé", "réponse", "rétractation", "salarié", "soussigné",
        "validité",
    )
} | {"intro": "introduction"}
# fmt: on
