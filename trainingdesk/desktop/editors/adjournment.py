"""The office moves a session for too few people: what that entails, then the move."""

from dataclasses import dataclass
from datetime import date

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.adjournment import Ui_AdjournmentForm
from trainingdesk.desktop.widgets.answer_card import Answer
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date, plural
from trainingdesk.services import deciding
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sales
from trainingdesk.storage import sessions as store

ALONE = "Aucun accord n’est envoyé ni signé : la session se reporte seule, sans rien à régler."
NOTHING_DUE = (
    "La session est reportée sans frais pour les clients. Ce qu’ils ont versé vaut pour la "
    "nouvelle date, ou leur est remboursé s’ils le préfèrent."
)
LATE = (
    " Le dernier jour prévu par les conditions de vente est passé : le report reste possible, mais "
    "un client peut vous le reprocher."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """When the move is decided, and to which day if that is known."""

    on: date
    new_start: date | None = None


class AdjournmentEditor(Editor[Move]):
    """Moves one session, and settles each of its agreements."""

    form = Ui_AdjournmentForm
    record = Move
    noun = "Reporter la session"
    known = "effectif insuffisant"

    def prepare(self) -> None:
        """Answer at each change."""
        self.binding.edited.connect(self.compute)

    def load(self, row_id: int | None) -> Move:
        """Return a move that is decided today."""
        self._session_id = required(row_id, "on", "Choisissez la session à reporter.")
        session = store.SESSIONS.get(self.office.db, self._session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        self._settled = [
            agreement
            for agreement in sales.agreements_of(self.office.db, self._session_id)
            if agreement.state in {AgreementState.SENT, AgreementState.FORMED}
        ]
        return Move(on=self.office.today())

    def shown(self) -> None:
        """Show what a move of today entails."""
        self.compute()
        self.ui.new_start.setFocus()

    def compute(self) -> None:
        """Show what the move that is typed entails."""
        try:
            self.ui.answer.tell(self._answer(self.binding.peek(self.value)))
        except FormInvalidError:
            self.ui.answer.want("Complétez les champs marqués pour savoir ce que le report change.")
        except RuleBroken as error:
            self.ui.answer.want(str(error), wrong=True)

    def store(self, value: Move) -> Changes:
        """Move the session; a move that comes late is told, not refused."""
        return deciding.adjourn_session(
            self.office, self._session_id, value.on, new_start=value.new_start
        )

    def _answer(self, move: Move) -> Answer:
        told = [
            deciding.adjournment(self.office, agreement.id or 0, move.on, move.new_start)
            for agreement in self._settled
        ]
        if not told:
            return Answer(ALONE)
        days = [each.answer.last_day for each in told if each.answer.last_day is not None]
        is_late = not all(each.answer.in_time for each in told)
        facts = [
            ("Dernier jour sans reproche", long_date(min(days)) if days else "aucun n’est fixé"),
            ("À reporter avec elle", plural(len(told), "accord")),
        ]
        clauses = dict.fromkeys(each.clause for each in told)
        return Answer(NOTHING_DUE + LATE * is_late, ", ".join(filter(None, clauses)), facts)
