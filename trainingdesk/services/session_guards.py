"""What a session may no longer lose: signed half-days, and everything once it is closed."""

from collections.abc import Iterable
from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionState, Slot
from trainingdesk.french import short_date
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions as store


def refuse_closed(office: Office, session_id: int) -> None:
    """Refuse to change a session that is closed.

    Raises:
        RuleBroken: it is; the sentence says how to open it again.
    """
    session = store.SESSIONS.get(office.db, session_id)
    if session.state is SessionState.CLOSED:
        raise RuleBroken(
            f"La session {session.number} est clôturée : rouvrez-la d’abord en donnant un motif "
            "(« Rouvrir la session… »)."
        )


def refuse_losing_marks(office: Office, session_id: int, slots: Iterable[Slot]) -> None:
    """Refuse to remove a slot that was signed, to move it ahead or to cut it below a lateness.

    Raises:
        RuleBroken: one of the session's slots would be.
    """
    kept = {slot.id: slot for slot in slots}
    marked = office.db.execute(
        "select s.id, s.day, max(coalesce(a.minutes_missed, 0)) from slot s"
        " left join attendance a on a.slot_id = s.id"
        " where s.session_id = ? and (a.slot_id is not null or s.trainer_signed) group by s.id",
        [session_id],
    )
    for slot_id, day, missed in marked.fetchall():
        slot = kept.get(slot_id)
        if slot is None or slot.day > office.today() or slot.minutes < missed:
            raise RuleBroken(
                f"Le créneau du {short_date(date.fromisoformat(day))} porte un émargement : "
                "effacez-le d’abord dans l’onglet Émargement pour supprimer, reporter ou "
                "raccourcir ce créneau.",
                "slots",
            )
    filed = office.db.execute(
        "select s.id, s.day from slot s join session_document_slot d on d.slot_id = s.id"
        " where s.session_id = ?",
        [session_id],
    )
    for slot_id, day in filed.fetchall():
        if slot_id not in kept:
            raise RuleBroken(
                f"Une feuille numérisée est rangée au créneau du "
                f"{short_date(date.fromisoformat(day))} : retirez-la d’abord dans l’onglet "
                "Émargement pour supprimer ce créneau.",
                "slots",
            )


def refuse_marked(office: Office, slots: Iterable[Slot]) -> None:
    """Refuse to change what a signed sheet already tells.

    Raises:
        RuleBroken: one of the slots was signed by a trainee or the trainer.
    """
    for slot in slots:
        marked = office.db.execute("select 1 from attendance where slot_id = ?", [slot.id])
        if slot.trainer_signed or marked.fetchone():
            raise RuleBroken(
                f"Le créneau du {short_date(slot.day)} porte un émargement : effacez-le d’abord "
                "dans l’onglet Émargement pour changer ce créneau.",
                "slots",
            )
