"""The catalogue: courses, their sheets as printed, versions and what Qualiopi still asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QTableWidget, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import Step, small_table, stacked
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.list_pane import Choice, View, archived
from trainingdesk.desktop.widgets.related import sessions_of
from trainingdesk.domain.courses import CourseSheet, CourseVersion
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import euros, hours, plural, short_date
from trainingdesk.services import publishing
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import catalogue, lists

COLUMNS = (
    Column(field="code", caption="Référence", width=110),
    Column(field="title", caption="Intitulé", width=270),
    Column(field="category", caption="Domaine", width=200),
    Column(field="days", caption="Jours", show=shown.decimal, right=True, width=70),
    Column(field="hours", caption="Durée", show=shown.duration, right=True, width=80),
    Column(field="price", caption="Prix HT", show=shown.cents, right=True, width=105),
    Column(field="sessions", caption="Sessions", right=True, width=90),
    Column(field="version_date", caption="Mise à jour", show=shown.day, width=110),
)


class CataloguePage(ListPage):
    """What the office teaches."""

    name = "catalogue"
    title = "Catalogue"
    icon = "book-open"
    shows = frozenset({Kind.COURSES, Kind.SESSIONS, Kind.OFFICE, Kind.TEXTS})

    def __init__(self, desk: Desk) -> None:
        self._db = desk.office.db
        self.views = (  # type: ignore[misc] # the categories are this office's own
            View(
                key="courses",
                caption="Formations",
                listing=lists.COURSES,
                columns=COLUMNS,
                one="formation",
                many="formations",
                empty="Aucune formation encore. « Importer une fiche » lit celles que vous avez "
                "déjà (PDF, Word, texte) ; « Nouveau » en commence une.",
                choices=(archived, self._categories),
            ),
        )
        super().__init__(desk)

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the bar."""
        return (
            Button("Nouveau", "plus", partial(self.make, "course"), shortcut="Ctrl+N"),
            Button("Modifier", "pencil", self.open_chosen),
            Button("Dupliquer", "copy", self._duplicate, shortcut="Ctrl+D"),
            Button("Importer une fiche…", "import", self._import),
            *self.removal("course"),
        )

    def open_row(self, row_id: int) -> None:
        """Open the editor of a course."""
        self.desk.edit("course", row_id)

    def _import(self) -> None:
        # The readers of PDF and Word files take longer to load than the whole window.
        from trainingdesk.desktop.import_review import choose_sheets  # noqa: PLC0415

        choose_sheets(self.desk, self)

    def read(self) -> None:
        """Read the list again, and the categories it is filtered by."""
        self.pane.offer_again()
        super().read()

    def show_row(self, row_id: int) -> None:
        """Show a course by its newest sheet."""
        course = catalogue.COURSES.get(self._db, row_id)
        version = catalogue.latest_version(self._db, row_id)
        subject = Subject(course_version_id=version.id)
        facts = _facts(course.code, version.sheet)
        self.detail.head(course.title, facts, "archivée" if course.archived_on else "")
        self.detail.buttons(
            [
                Step(
                    "Voir la fiche",
                    "eye",
                    partial(self.desk.show_paper, "course_sheet", subject),
                    is_next=True,
                ),
                Step(
                    "Planifier une session",
                    "calendar-days",
                    partial(self.desk.edit, "session", None, course_id=row_id),
                ),
            ]
        )
        self.detail.fill(
            (
                ("Aperçu", LazyPreview(partial(self._sheet, subject))),
                ("Complétude", Lazy(partial(self._completeness, subject))),
                ("Versions", Lazy(partial(self._versions, row_id))),
                ("Sessions", Lazy(partial(self._sessions, row_id))),
            )
        )

    # Sub-tabs -------------------------------------------------------------------------------------

    def _sheet(self, subject: Subject) -> bytes:
        return publishing.prepare(self.desk.office, "course_sheet", subject).render()[0]

    def _completeness(self, subject: Subject) -> QWidget:
        """Show each point that the sheet must tell, those it lacks first."""
        try:
            prepared = publishing.prepare(self.desk.office, "course_sheet", subject)
        except RuleBroken as error:
            return small_table((), (), empty=str(error))
        points = sorted(
            ((mention.is_missing(prepared.data), mention) for mention in prepared.kind.mentions),
            key=lambda point: not point[0],
        )
        lacking = sum(is_missing for is_missing, _mention in points)
        table = small_table(
            ("Point attendu", "Sur la fiche", "Où le saisir"),
            [
                (mention.name, "manque", mention.enter_at)
                if is_missing
                else (mention.name, "✓", "")
                for is_missing, mention in points
            ],
            opened=lambda _row: self.open_chosen(),
        )
        if isinstance(table, QTableWidget):
            for row, (is_missing, mention) in enumerate(points):
                item = table.item(row, 1)
                if item is not None:
                    colours = theme.current()
                    item.setForeground(QColor(colours.danger if is_missing else colours.success))
                    item.setToolTip(f"Pourquoi ? {mention.article}")
        words = QLabel(
            f"Il manque {plural(lacking, 'point')} sur {len(points)} à cette fiche."
            if lacking
            else f"La fiche dit tout ce qui est attendu ({plural(len(points), 'point')})."
        )
        words.setProperty("role", "heading")
        return stacked(words, table, stretch=1)

    def _versions(self, row_id: int) -> QWidget:
        known = [
            catalogue.version(self._db, version_id)
            for version_id, _number in catalogue.versions(self._db, row_id)
        ]
        sessions = dict(
            self._db.execute(
                "select course_version_id, count(*) from training_session where course_version_id"
                " in (select id from course_version where course_id = ?) group by 1",
                [row_id],
            ).fetchall()
        )
        return small_table(
            ("Version", "Mise à jour", "Durée", "Prix HT", "Sessions", "Note"),
            [_version_row(version, sessions.get(version.id, 0)) for version in known],
            right=(3, 4),
            opened=lambda row: self.desk.show_paper(
                "course_sheet", Subject(course_version_id=known[row].id)
            ),
        )

    def _sessions(self, row_id: int) -> QWidget:
        empty = "Aucune session de cette formation. « Planifier une session » en prépare une."
        return sessions_of(self.desk, "course", row_id, empty)

    # Actions --------------------------------------------------------------------------------------

    def _duplicate(self) -> None:
        """Begin a course with what another one's sheet says, under a code of its own."""
        if (row_id := self.pane.chosen_id) is not None:
            sheet = catalogue.latest_version(self._db, row_id).sheet
            copy = replace(sheet, code=None, title=f"{sheet.title} (copie)", version_date=None)
            self.desk.edit("course", None, sheet=copy)

    def _categories(self, _today: date) -> Sequence[Choice]:
        found = catalogue.CATEGORIES.where(self._db, "1 order by name, part")
        return (
            Choice(caption="Tous les domaines"),
            *(Choice(caption=str(each), filters={"category": [each.id]}) for each in found),
        )


def _facts(code: str, sheet: CourseSheet) -> str:
    return " · ".join(
        filter(
            None,
            (
                code,
                " – ".join(filter(None, (sheet.category, sheet.subcategory))),
                plural(sheet.days, "jour") if sheet.days is not None else "",
                hours(sheet.hours) if sheet.hours is not None else "",
                f"{euros(sheet.price_ht)} HT" if sheet.price_ht is not None else "",
            ),
        )
    )


def _version_row(version: CourseVersion, sessions: int) -> tuple[str, ...]:
    sheet = version.sheet
    return (
        str(version.number),
        short_date(sheet.version_date) if sheet.version_date else "",
        hours(sheet.hours) if sheet.hours is not None else "",
        euros(sheet.price_ht) if sheet.price_ht is not None else "",
        str(sessions),
        version.note,
    )
