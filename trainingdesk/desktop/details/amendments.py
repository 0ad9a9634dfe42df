"""The changes of a signed agreement: asked, accepted, refused."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.labels import label
from trainingdesk.french import short_date
from trainingdesk.services import amending
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains

NONE_YET = "Aucun avenant. Un accord signé ne change que par un avenant accepté par écrit."
UNSIGNED = "Aucun avenant : un accord qui n’est pas signé se modifie directement."
CHOOSE = "Choisissez d’abord un avenant de la liste."
ANSWERED = "Cet avenant a déjà sa réponse."


class AmendmentsTab(QWidget):
    """The list of amendments with what can be done about the chosen one."""

    def __init__(self, desk: Desk, record: Agreement) -> None:
        super().__init__()
        self._desk = desk
        self._found = bargains.amendments_of(desk.office.db, record.id or 0)
        can_change = record.signed_on is not None and not record.state.is_over
        self._table = small_table(
            ("N°", "Objet", "Demandé le", "État", "Après"),
            [
                (
                    str(item.position),
                    capital(label(item.subject)),
                    short_date(item.asked_on),
                    state_words(item),
                    item.after.replace("\n", " "),
                )
                for item in self._found
            ],
            long=(1,),
            empty=NONE_YET if can_change else UNSIGNED,
            opened=lambda place: desk.edit("amendment", self._found[place].id),
        )
        new = partial(desk.edit, "amendment", None, agreement_id=record.id)
        waits = any(item.is_open for item in self._found)
        acts = [
            button("Nouveau…", "plus", new, enabled=can_change),
            button("Accepté…", "check", self.accept, enabled=waits),
            button("Refusé", "ban", self.refuse, enabled=waits),
        ]
        papers = [
            button("Document", "eye", self.show_paper, enabled=bool(self._found)),
            button(
                "Demande de modification", "file-text", self.show_request, enabled=bool(self._found)
            ),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(row(*acts))
        layout.addWidget(row(*papers))
        layout.addWidget(self._table, 1)

    def accept(self) -> None:
        """Ask for the answer that makes the chosen amendment bind."""
        if (item := self._open_one()) is not None:
            self._desk.edit("acceptance", item.id)

    def refuse(self) -> None:
        """Note that the chosen amendment was refused."""
        if (item := self._open_one()) is not None:
            self._desk.perform(partial(amending.refuse, self._desk.office, item.id or 0))

    def show_paper(self) -> None:
        """Show the paper of the chosen amendment."""
        self._show("amendment")

    def show_request(self) -> None:
        """Show the form that asks for the chosen amendment, filled from it."""
        self._show("modification_request")

    def _show(self, key: str) -> None:
        if (item := self._chosen()) is not None:
            self._desk.show_paper(key, Subject(amendment_id=item.id))

    def _open_one(self) -> Amendment | None:
        item = self._chosen()
        if item is not None and not item.is_open:
            self._desk.tell(ANSWERED)
            return None
        return item

    def _chosen(self) -> Amendment | None:
        """Return the chosen amendment; the only one needs no choosing."""
        place = self._table.currentRow() if isinstance(self._table, ShortTable) else -1
        if place < 0 and len(self._found) == 1:
            place = 0
        if place < 0:
            self._desk.tell(CHOOSE)
            return None
        return self._found[place]


def state_words(item: Amendment) -> str:
    """Return how far an amendment is."""
    if item.accepted_on is not None:
        return f"accepté le {short_date(item.accepted_on)}"
    if item.refused_on is not None:
        return f"refusé le {short_date(item.refused_on)}"
    return "à accepter"
