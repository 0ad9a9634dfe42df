"""What still leans on a row, and how to say so when it cannot be deleted."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import listed, plural


@dataclass(frozen=True, slots=True)
class Noun:
    """What the rows of a table are called; `instead` is what to do when one cannot be deleted."""

    one: str
    many: str
    is_feminine: bool = False
    instead: str = ""


_ARCHIVE_HIM, _ARCHIVE_HER = "Archivez-le plutôt.", "Archivez-la plutôt."
_CANCEL_HIM, _CANCEL_HER = "Annulez-le plutôt.", "Annulez-la plutôt."

NOUNS = {
    "category": Noun("catégorie", "catégories", is_feminine=True),
    "course": Noun("formation", "formations", True, _ARCHIVE_HER),
    "course_version": Noun("version de programme", "versions de programme", is_feminine=True),
    "objective": Noun("objectif", "objectifs"),
    "conditions": Noun("version des conditions", "versions des conditions", is_feminine=True),
    "funder": Noun("financeur", "financeurs", False, _ARCHIVE_HIM),
    "client": Noun("client", "clients", False, _ARCHIVE_HIM),
    "contact": Noun("interlocuteur", "interlocuteurs", False, _ARCHIVE_HIM),
    "trainee": Noun("stagiaire", "stagiaires", False, _ARCHIVE_HIM),
    "employment": Noun("emploi de stagiaire", "emplois de stagiaires"),
    "trainer": Noun("formateur", "formateurs", False, _ARCHIVE_HIM),
    "venue": Noun("lieu", "lieux", False, _ARCHIVE_HIM),
    "room": Noun("salle", "salles", True, _ARCHIVE_HER),
    "training_session": Noun("session", "sessions", True, _CANCEL_HER),
    "slot": Noun("créneau", "créneaux"),
    "slot_trainer": Noun("créneau animé", "créneaux animés"),
    "enrolment": Noun("inscription", "inscriptions", True, _CANCEL_HER),
    "enrolment_step": Noun("étape d’inscription", "étapes d’inscription", is_feminine=True),
    "waiting_entry": Noun("demande en liste d’attente", "demandes en liste d’attente", True),
    "attendance": Noun("présence relevée", "présences relevées", is_feminine=True),
    "objective_result": Noun("évaluation d’objectif", "évaluations d’objectif", is_feminine=True),
    "funding": Noun("prise en charge", "prises en charge", is_feminine=True),
    "trainer_document": Noun("pièce de formateur", "pièces de formateur", is_feminine=True),
    "office_seal": Noun("cachet électronique", "cachets électroniques"),
    "office_document": Noun("pièce de l’organisme", "pièces de l’organisme", is_feminine=True),
    "unavailability": Noun("indisponibilité", "indisponibilités", is_feminine=True),
    "session_reopening": Noun("réouverture de session", "réouvertures de session", True),
    "session_notice": Noun("avis de report", "avis de report"),
    "session_document": Noun("document reçu", "documents reçus"),
    "session_document_slot": Noun("feuille numérisée", "feuilles numérisées", is_feminine=True),
    "supplier_invoice": Noun("facture reçue", "factures reçues", is_feminine=True),
    "supplier_invoice_tax": Noun("taux de TVA", "taux de TVA"),
    "session_cost": Noun("coût de session", "coûts de session"),
    "mission": Noun("mission", "missions", is_feminine=True),
    "questionnaire": Noun("questionnaire", "questionnaires"),
    "answer_sheet": Noun("questionnaire remis", "questionnaires remis"),
    "answer": Noun("réponse", "réponses", is_feminine=True),
    "platform_access": Noun("accès à la plateforme", "accès à la plateforme"),
    "platform_incident": Noun("incident", "incidents"),
    "maintenance": Noun("maintenance", "maintenances", is_feminine=True),
    "disciplinary_case": Noun("procédure disciplinaire", "procédures disciplinaires", True),
    "proposal": Noun("proposition", "propositions", is_feminine=True),
    "proposal_line": Noun("ligne de proposition", "lignes de proposition", is_feminine=True),
    "agreement": Noun("convention ou contrat", "conventions ou contrats", True, _CANCEL_HER),
    "agreement_line": Noun("ligne de convention", "lignes de convention", is_feminine=True),
    "receipt": Noun("réception", "réceptions", is_feminine=True),
    "settlement": Noun("décision", "décisions", is_feminine=True),
    "settlement_seat": Noun("place libérée", "places libérées", is_feminine=True),
    "amendment": Noun("avenant", "avenants"),
    "register_entry": Noun("entrée du registre", "entrées du registre", is_feminine=True),
    "invoice": Noun("facture", "factures", is_feminine=True),
    "invoice_line": Noun("ligne de facture", "lignes de facture", is_feminine=True),
    "invoice_deduction": Noun("déduction d’acompte", "déductions d’acompte", is_feminine=True),
    "chorus_event": Noun("état de Chorus Pro", "états de Chorus Pro"),
    "reminder": Noun("relance", "relances", is_feminine=True),
    "reminder_invoice": Noun("facture relancée", "factures relancées", is_feminine=True),
    "payment": Noun("règlement", "règlements"),
    "payment_allocation": Noun("règlement", "règlements"),
    "bank_statement": Noun("relevé bancaire", "relevés bancaires"),
    "bank_line": Noun("ligne de relevé", "lignes de relevé", is_feminine=True),
    "bank_match": Noun("ligne de relevé pointée", "lignes de relevé pointées", is_feminine=True),
    "cheque_slip": Noun("remise de chèques", "remises de chèques", is_feminine=True),
    "cheque_slip_item": Noun("chèque remis en banque", "chèques remis en banque"),
    "issued_paper": Noun("document édité", "documents édités"),
    "paper_content": Noun("document conservé", "documents conservés"),
    "signed_copy": Noun("exemplaire signé", "exemplaires signés"),
}


POINTED_AT = "FOREIGN KEY constraint failed"
"""What SQLite says of a row that others lean on, with the code of a trigger of ours."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How many rows of a table lean on something; `label_fr` says it: «3 sessions»."""

    table: str
    count: int
    label_fr: str


class _Reference(NamedTuple):
    table: str
    column: str
    goes_along: bool


def users_of(db: Database, table: str, row_id: int) -> list[Usage]:
    """Return what keeps a row from being deleted, most numerous first.

    What would be deleted along with the row is followed: the versions of a course go with it, so
    the sessions that hold one of them keep the course.
    """
    found = _Users(db)
    found.follow(table, f"id = {row_id:d}")
    counts = {name: found.count(name) for name in found.holding}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        Usage(name, count, plural(count, NOUNS[name].one, NOUNS[name].many))
        for name, count in ordered
        if count
    ]


def delete(db: Database, table: str, row_id: int, name: str) -> None:
    """Delete a row and what goes with it, within the caller's unit of work.

    *name* is what the user knows the thing by.

    Raises:
        RuleBroken: others lean on it, it has left the office, or it is gone already.
    """
    try:
        done = db.execute(f'delete from "{table}" where id = ?', [row_id])
    except sqlite3.IntegrityError as error:
        raise RuleBroken(_refusal(db, table, row_id, name, str(error))) from error
    if not done.rowcount:
        raise RuleBroken(f"« {name} » n’existe plus. Actualisez la liste (F5).")


def _refusal(db: Database, table: str, row_id: int, name: str, why: str) -> str:
    noun = NOUNS[table]
    refused = f"« {name} » ne peut pas être supprimé{'e' if noun.is_feminine else ''}"
    if why != POINTED_AT:
        return f"{refused} : {why}."  # the guards of the file say in French what never changes
    users = users_of(db, table, row_id)
    verb = "utilise" if len(users) == 1 and users[0].count == 1 else "utilisent"
    told = listed([usage.label_fr for usage in users])
    return f"{refused} : {told} l’{verb}. {noun.instead or 'Retirez d’abord ce qui s’en sert.'}"


class _Users:
    """The rows that a deletion would meet, gathered as SQL conditions by table."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.holding: defaultdict[str, list[str]] = defaultdict(list)

    def follow(self, table: str, condition: str) -> None:
        """Gather what points at the rows that a condition picks, and at what goes with them."""
        for user in self._references[table]:
            rows = f'"{user.column}" in (select id from "{table}" where {condition})'
            if user.goes_along:
                self.follow(user.table, rows)
            else:
                self.holding[user.table].append(rows)

    def count(self, table: str) -> int:
        """Return how many rows of a table hold on, each counted once."""
        either = " or ".join(f"({condition})" for condition in self.holding[table])
        (count,) = self._db.execute(f'select count(*) from "{table}" where {either}').fetchone()
        return int(count)

    @cached_property
    def _references(self) -> defaultdict[str, list[_Reference]]:
        references: defaultdict[str, list[_Reference]] = defaultdict(list)
        for table, target, column, action in self._db.execute(
            """
            select t.name, f."table", f."from", f.on_delete
            from sqlite_schema t join pragma_foreign_key_list(t.name) f
            where t.type = 'table'
            """
        ):
            if action != "SET NULL":  # what lets go by itself holds nothing back
                references[target].append(_Reference(table, column, action == "CASCADE"))
        return references
