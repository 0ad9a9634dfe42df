"""Who has to be told that a session is postponed or cancelled, with a tick for each who was."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, heading, small_table
from trainingdesk.domain.labels import label
from trainingdesk.domain.notices import Concerned
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import short_date, typeset
from trainingdesk.services import telling
from trainingdesk.services.changes import Changes
from trainingdesk.services.writing import write_whole

SHOWN_ROWS = 5
ROW_HEIGHT = 30
TICK = 0
TICK_WIDTH = 136


def told_view(desk: Desk, file: SessionFile) -> list[QWidget]:
    """Return the list under its title, or nothing for a session that is held as planned."""
    session_id = file.session.id or 0
    everyone = telling.concerned(desk.office, session_id)
    if not everyone:
        return []
    left = [each for each in everyone if each.told_on is None]
    title = f"À prévenir : {len(left)} sur {len(everyone)}" if left else "Tous sont prévenus"
    write = button(
        "Préparer le courriel",
        "mail",
        partial(_write, desk, file, left),
        enabled=any(each.email for each in left),
    )
    write.setToolTip("Un courriel à ceux qui restent à prévenir, sans montrer les adresses")
    note = button(
        "Tous prévenus",
        "check",
        lambda: desk.perform(partial(telling.note_told, desk.office, session_id, left)),
        enabled=bool(left),
    )
    table = small_table(
        ("Prévenu", "Nom", "Qualité", "Contact"),
        [
            (_when(each), each.name, label(each.party), each.email or each.phone)
            for each in everyone
        ],
        long=(1, 3),
    )
    if isinstance(table, ShortTable):
        _let_tick(desk, session_id, table, everyone)
    table.setFixedHeight((min(len(everyone), SHOWN_ROWS) + 2) * ROW_HEIGHT)
    return [heading(typeset(title)), row(write, note), table]


def _when(each: Concerned) -> str:
    if each.told_on is None:
        return "non"
    return f"{short_date(each.told_on)}{' (courrier)' if each.by_letter else ''}"


def _let_tick(
    desk: Desk, session_id: int, table: QTableWidget, everyone: tuple[Concerned, ...]
) -> None:
    for place, each in enumerate(everyone):
        item = table.item(place, TICK)
        if item is not None and not each.by_letter:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_told = each.told_on is not None
            item.setCheckState(Qt.CheckState.Checked if is_told else Qt.CheckState.Unchecked)

    def ticked(item: QTableWidgetItem) -> None:
        if item.column() == TICK:
            told = item.checkState() is Qt.CheckState.Checked
            whom = [everyone[item.row()]]
            desk.perform(
                partial(telling.note_told, desk.office, session_id, whom, told=told), table
            )

    table.setColumnWidth(TICK, TICK_WIDTH)
    # Queued: the page is made anew by what is noted, and this table with it.
    table.itemChanged.connect(ticked, Qt.ConnectionType.QueuedConnection)


def _write(desk: Desk, file: SessionFile, left: list[Concerned]) -> None:
    """Open a draft in the user's own mail program; who got it is ticked by hand."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
    path = Path(folder) / f"{file.session.number} {label(file.session.state)}.eml"

    def act() -> Changes:
        write_whole(path, telling.mail_to(desk.office, file.session.id or 0, left))
        return Changes("Courriel préparé", frozenset(), file=path)

    if desk.perform(act) is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
