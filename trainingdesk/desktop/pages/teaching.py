"""Trainers with their files and planning, venues with their rooms and planning."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.missions import trainer_missions
from trainingdesk.desktop.details.planner_window import ask_planning
from trainingdesk.desktop.details.trainer_file import file_view
from trainingdesk.desktop.details.unavailabilities import unavailabilities_view
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import Step, facts, scrolling, small_table
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.list_pane import View, archived, every
from trainingdesk.domain.labels import label
from trainingdesk.domain.people import full_name
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.french import clock, euros, long_date
from trainingdesk.services.changes import Kind
from trainingdesk.storage import details, lists, teaching
from trainingdesk.storage.details import Appointment


class TeachingPage(ListPage):
    """Who teaches, and where."""

    name = "teaching"
    title = "Formateurs et salles"
    icon = "graduation-cap"
    shows = frozenset({Kind.TRAINERS, Kind.VENUES, Kind.SESSIONS})
    shares = (480, 752)
    views = (
        View(
            key="trainers",
            caption="Formateurs",
            listing=lists.TRAINERS,
            columns=(
                Column(field="name", caption="Nom", width=215),
                Column(field="kind", caption="Statut", show=shown.choice(TrainerKind), width=120),
                Column(
                    field="ends_next",
                    caption="Dossier valable jusqu’au",
                    show=shown.day,
                    width=195,
                ),
                Column(field="qualification", caption="Qualification", width=260),
                Column(field="phone", caption="Téléphone", width=125),
                Column(field="email", caption="Courriel", width=200),
            ),
            one="formateur",
            many="formateurs",
            empty="Aucun formateur. « Nouveau » en ajoute un, avec les pièces de son dossier.",
            choices=(archived, every("Tous les statuts", TrainerKind, "kind")),
        ),
        View(
            key="venues",
            caption="Lieux et salles",
            listing=lists.VENUES,
            columns=(
                Column(field="name", caption="Lieu", width=190),
                Column(field="city", caption="Ville", width=150),
                Column(field="rooms", caption="Salles", right=True, width=70),
                Column(field="seats", caption="Places", right=True, width=70),
            ),
            one="lieu",
            many="lieux",
            empty="Aucun lieu. « Nouveau » en ajoute un, avec ses salles.",
            choices=(archived,),
        ),
    )

    @property
    def _table(self) -> str:
        """The table of the list that is shown, which names its editor too."""
        return "venue" if self.pane.view.key == "venues" else "trainer"

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the bar."""
        new = partial(self.make, self._table)
        return (
            Button("Nouveau", "plus", new, shortcut="Ctrl+N"),
            Button("Modifier", "pencil", self.open_chosen),
            *self.removal(self._table),
        )

    def open_row(self, row_id: int) -> None:
        """Open the editor of a trainer or a venue."""
        self.desk.edit(self._table, row_id)

    def show_row(self, row_id: int) -> None:
        """Show the detail of the list's own kind."""
        if self._table == "venue":
            self._show_venue(row_id)
        else:
            self._show_trainer(row_id)

    # Trainers -------------------------------------------------------------------------------------

    def _show_trainer(self, row_id: int) -> None:
        trainer = teaching.TRAINERS.get(self.desk.office.db, row_id)
        state = "archivé" if trainer.archived_on else label(trainer.kind)
        self.detail.head(full_name(trainer), trainer.qualification, state)
        change = partial(self.desk.edit, "trainer", row_id)
        send = Step("Planning à envoyer…", "send", partial(ask_planning, self.desk, row_id))
        self.detail.buttons([Step("Modifier la fiche", "pencil", change), send])
        about = facts(
            [
                ("Société", trainer.company),
                ("SIRET", trainer.siret),
                ("N° de déclaration", trainer.activity_number),
                ("Téléphone", trainer.phone),
                ("Courriel", trainer.email),
                ("Adresse", "\n".join(trainer.address.lines)),
                ("Prix de journée", euros(trainer.day_rate) if trainer.day_rate else ""),
                ("Notes", trainer.notes),
            ]
        )
        self.detail.fill(
            (
                ("Dossier", Lazy(partial(file_view, self.desk, row_id))),
                ("Planning", Lazy(partial(self._planning_of_trainer, row_id))),
                ("Indisponibilités", Lazy(partial(self._away, trainer_id=row_id))),
                ("Missions", Lazy(partial(trainer_missions, self.desk, row_id))),
                ("Coordonnées", scrolling(about)),
            )
        )

    def _planning_of_trainer(self, row_id: int) -> QWidget:
        office = self.desk.office
        found = details.planning_of_trainer(office.db, row_id, office.today())
        return self._planning(found, "Lieu", [slot.room for slot in found])

    # Venues ---------------------------------------------------------------------------------------

    def _show_venue(self, row_id: int) -> None:
        db = self.desk.office.db
        venue = teaching.VENUES.get(db, row_id)
        state = "archivé" if venue.archived_on else ""
        self.detail.head(venue.name, str(venue.address), state)
        change = partial(self.desk.edit, "venue", row_id)
        self.detail.buttons([Step("Modifier les salles", "pencil", change)])
        rooms = teaching.rooms_of(db, row_id)
        table = small_table(
            ("Salle", "Places", "Équipement", ""),
            [
                (
                    room.name,
                    str(room.capacity or ""),
                    room.equipment.replace("\n", ", "),
                    "archivée" if room.archived_on else "",
                )
                for room in rooms
            ],
            right=(1,),
            long=(0, 2),
            empty="Aucune salle. « Modifier les salles » en ajoute.",
            opened=lambda _row: self.desk.edit("venue", row_id),
        )
        about = facts([("Accès", venue.access), ("Accessibilité", venue.accessibility)])
        self.detail.fill(
            (
                ("Salles", table),
                ("Planning", Lazy(partial(self._planning_of_venue, row_id))),
                ("Indisponibilités", Lazy(partial(self._away, venue_id=row_id))),
                ("Accès", scrolling(about)),
            )
        )

    def _planning_of_venue(self, row_id: int) -> QWidget:
        office = self.desk.office
        found = details.planning_of_venue(office.db, row_id, office.today())
        names = [" – ".join(filter(None, (slot.room, slot.trainers))) for slot in found]
        return self._planning(found, "Salle et formateur", names)

    def _away(self, **owner: int) -> QWidget:
        return unavailabilities_view(self.desk, **owner)

    def _planning(
        self, found: Sequence[Appointment], caption: str, names: Sequence[str]
    ) -> QWidget:
        return small_table(
            ("Jour", "Horaires", "Session", "Formation", caption),
            [
                (
                    long_date(slot.day, weekday=True),
                    f"{clock(slot.starts_at)} – {clock(slot.ends_at)}",
                    slot.number,
                    slot.title,
                    name,
                )
                for slot, name in zip(found, names, strict=True)
            ],
            long=(3, 4),
            empty="Rien de prévu à partir d’aujourd’hui.",
            opened=lambda row: self.desk.go_to("sessions", found[row].session_id),
        )
