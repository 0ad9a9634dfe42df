"""One trainee takes another's seat: what the terms say of it, then the replacement."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.replacement import Ui_ReplacementForm
from trainingdesk.desktop.widgets.answer_card import Answer
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.clashes import sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import listed, short_date
from trainingdesk.services import amending, planning
from trainingdesk.services.changes import Changes
from trainingdesk.services.clashes import of_people
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import offers, sales
from trainingdesk.storage import sessions as store

NO_AGREEMENT = "Aucun accord n’est préparé pour ce client : le remplacement se fait librement."
WRITE_FIRST = " Préparez d’abord l’avenant : une fois accepté, il fait le remplacement."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who is to take whose seat, and what is known of them."""

    asked_on: date
    enrolment_id: int | None = None
    trainee_id: int | None = None
    same_profile: bool = False
    funder_agrees: bool = False


class ReplacementEditor(Editor[Wish]):
    """Replaces someone of the session `session_id`, `enrolment_id` perhaps."""

    form = Ui_ReplacementForm
    record = Wish
    noun = "Remplacer un stagiaire"
    fresh = ""

    def prepare(self) -> None:
        """Offer the people, and answer at each change."""
        db = self.office.db
        self._session_id = int(str(self.context["session_id"]))
        self.binding.offer("enrolment_id", offers.session_seats(db, self._session_id))
        offer_records(
            self, "trainee_id", lambda: offers.trainees(db), "trainee", "Nouveau stagiaire"
        )
        self.binding.edited.connect(self.compute)
        self._amended: int | None = None
        self._amend = QPushButton(theme.icon("file-text"), "Préparer l’avenant", self)
        self._amend.setAutoDefault(False)
        self._amend.clicked.connect(self.prepare_amendment)
        self.buttons.addButton(self._amend, QDialogButtonBox.ButtonRole.ActionRole)

    def load(self, row_id: int | None) -> Wish:  # noqa: ARG002 - a wish is never kept as one
        """Return a wish of today."""
        session = store.SESSIONS.get(self.office.db, self._session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        given = self.context.get("enrolment_id")
        return Wish(
            asked_on=self.office.today(), enrolment_id=given if isinstance(given, int) else None
        )

    def shown(self) -> None:
        """Show the first answer."""
        self.compute()

    def compute(self) -> None:
        """Show what the terms say of the replacement that is typed."""
        self._amended = None
        try:
            wish = self.binding.peek(self.value)
            self.ui.answer.tell(self._answer(wish))
        except FormInvalidError:
            self.ui.answer.want("Complétez les champs marqués pour connaître la réponse.")
        except RuleBroken as error:
            self.ui.answer.want(str(error))
        self._amend.setVisible(self._amended is not None)

    def prepare_amendment(self) -> None:
        """Open the amendment that names both people; accepting it makes the replacement."""
        if self._amended is None:
            return
        taker = self.ui.trainee_id
        self.desk.edit(
            "amendment",
            None,
            agreement_id=self._amended,
            subject=AmendmentSubject.TRAINEES,
            before=f"Stagiaire : {self.ui.enrolment_id.currentText()}",
            after=f"Stagiaire : {taker.currentText()}" if taker.currentData() else "",
        )
        self.accept()

    def store(self, value: Wish) -> Changes:
        """Replace; what the terms answer informs, and keeps nothing from being done."""
        seat = required(value.enrolment_id, "enrolment_id", "Choisissez qui est remplacé.")
        trainee = required(value.trainee_id, "trainee_id", "Choisissez le remplaçant.")
        return planning.replace_trainee(self.office, seat, trainee)

    def _answer(self, wish: Wish) -> Answer:
        seat = required(wish.enrolment_id, "enrolment_id", "Choisissez qui est remplacé.")
        agreement = self._agreement(seat)
        elsewhere = "".join(f"\n{words}" for words in self._elsewhere(wish.trainee_id))
        if agreement is None or agreement.id is None:
            return Answer(NO_AGREEMENT + elsewhere)
        told = amending.substitution_answer(
            self.office,
            agreement.id,
            wish.asked_on,
            same_profile=wish.same_profile or None,
            funder_agrees=wish.funder_agrees or None,
        )
        answer = told.answer
        facts = [("De droit jusqu’au", short_date(answer.last_day))] if answer.last_day else []
        if answer.needs:
            facts.append(("Il faut", listed(answer.needs)))
        sentence = answer.sentence
        if self._is_amended(agreement):
            self._amended = agreement.id
            sentence += WRITE_FIRST
        return Answer(sentence + elsewhere, told.clause, facts)

    def _elsewhere(self, trainee_id: int | None) -> tuple[str, ...]:
        """Say what the taker follows already while the session is held."""
        if trainee_id is None:
            return ()
        session = store.SESSIONS.get(self.office.db, self._session_id)
        return sentences(of_people(self.office, session, [trainee_id]))

    def _is_amended(self, agreement: Agreement) -> bool:
        """Whether its terms change a signed agreement in writing only, replacements too."""
        rules = conditions_of(self.office, agreement).rules
        return (
            agreement.signed_on is not None
            and rules.substitution is None
            and rules.modification is not None
            and rules.modification.accepted_in_writing
        )

    def _agreement(self, enrolment_id: int) -> Agreement | None:
        client = store.ENROLMENTS.get(self.office.db, enrolment_id).client_id
        found = sales.agreements_of(self.office.db, self._session_id)
        return next((a for a in found if a.client_id == client and not a.state.is_over), None)
