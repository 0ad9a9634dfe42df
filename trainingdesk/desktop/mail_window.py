"""The mails of a session, one for each recipient: looked at, ticked, opened or kept in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.papers import agreed
from trainingdesk.desktop.details.parts import button
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.widgets.tree_items import heads, list_tree
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import plural, typeset
from trainingdesk.services import mail_drafts
from trainingdesk.services.mail_drafts import MailDraft, Occasion
from trainingdesk.services.session_files import session_file

_DRAFT = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
MISSING = "adresse manquante"
_COLUMNS = ("Destinataire", "Adresse", "Documents joints")
NOBODY = "Personne à qui écrire : inscrivez des stagiaires, puis éditez leurs documents."
GIVEN_UP = (
    "Cette session est annulée ou reportée : personne n’y est convoqué. Les courriers d’annulation "
    "et de report sont dans son onglet Documents."
)


class MailWindow(QDialog):
    """Lists who gets which papers; the mails are finished and sent in the user's own program."""

    def __init__(self, desk: Desk, session_id: int) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._session_id = session_id
        file = session_file(desk.office, session_id)
        session = file.session
        self.setWindowTitle(f"Courriels – {session.number} {session.title}")
        self.occasion = QComboBox(self)
        self.occasion.setAccessibleName("Moment de l’envoi")
        for occasion in Occasion:
            self.occasion.addItem(occasion.value, occasion)
        self._is_given_up = session.state in {SessionState.CANCELLED, SessionState.POSTPONED}
        last = file.last_day
        is_over = last is not None and last <= desk.office.today()
        self.occasion.setCurrentIndex(int(is_over))
        self.occasion.currentIndexChanged.connect(lambda _place: self.read())
        self.tree = list_tree(self, "Destinataires", _COLUMNS, (220, 206))
        self.tree.currentItemChanged.connect(lambda *_items: self._show_mail())
        self.tree.itemChanged.connect(lambda *_item: self._count())
        self.tree.itemActivated.connect(self._enter_address)
        self._subject = QLabel(self)
        self._subject.setProperty("role", "heading")
        self._subject.setWordWrap(True)
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        self._trouble.setStyleSheet(f"color: {theme.current().danger}")
        self._lacking = QLabel(self)
        self._lacking.setWordWrap(True)
        self._lacking.setStyleSheet(f"color: {theme.current().warning}")
        self._address = button("Saisir l’adresse…", "pencil", self._enter_address)
        self._body = QPlainTextEdit(self)
        self._body.setReadOnly(True)
        self._body.setAccessibleName("Texte du courriel")
        ink = theme.current().on_accent
        self._open = QPushButton(theme.icon("mail", ink), "", self)
        self._open.setProperty("primary", "true")
        self._open.clicked.connect(lambda _checked=False: self.open_mails())
        self._save = button("Enregistrer dans un dossier…", "folder-open", self.save_mails)
        self._texts = button("Modifier les textes…", "pencil", self._edit_texts)
        self._close = button("Fermer", "x", self.close)
        self._arrange()
        self.read()
        self.resize(1080, 620)

    @property
    def ticked(self) -> list[MailDraft]:
        """The mails that are to be made."""
        items = heads(self.tree)
        return [item.data(0, _DRAFT) for item in items if item.checkState(0) == _TICKED]

    @property
    def _chosen(self) -> Occasion:
        # Qt gives back the plain text of an enumeration.
        return Occasion(self.occasion.currentData())

    def read(self) -> None:
        """List the recipients again."""
        drafts = mail_drafts.drafts(self._desk.office, self._session_id, self._chosen)
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for draft in drafts:
                _add_line(self.tree, draft)
        for first in heads(self.tree)[:1]:
            self.tree.setCurrentItem(first)
        self._show_mail()
        self._count()

    def open_mails(self) -> None:
        """Open the ticked mails in the user's own program."""

        def done(files: Sequence[Path]) -> None:
            for file in files:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
            self._desk.tell(f"{_counted(len(files))} dans votre messagerie")

        self._write(lambda: Path(mkdtemp(prefix="courriels-")), done)

    def save_mails(self) -> None:
        """Write the ticked mails into a folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Enregistrer les courriels")
        if not chosen:
            return

        def done(files: Sequence[Path]) -> None:
            self._desk.tell(f"{_counted(len(files))} dans « {Path(chosen).name} »")

        self._write(lambda: Path(chosen), done)

    def _write(self, folder: Callable[[], Path], done: Callable[[Sequence[Path]], None]) -> None:
        drafts = self.ticked
        doubts = tuple(dict.fromkeys(doubt for draft in drafts for doubt in draft.doubts))
        if doubts and not agreed(self, doubts):
            return
        session_id = self._session_id

        def work(ticket: Ticket) -> list[Path]:
            return mail_drafts.write(ticket.office, session_id, drafts, folder(), ticket.progress)

        self._desk.jobs.run("Courriels", work, done, self._desk.report)

    # What is seen ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.occasion)
        top.addStretch(1)
        top.addWidget(self._texts)
        mail = QWidget(self)
        column = QVBoxLayout(mail)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._subject)
        column.addWidget(self._trouble)
        column.addWidget(self._address, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lacking)
        column.addWidget(self._body, 1)
        halves = QSplitter(self)
        halves.addWidget(self.tree)
        halves.addWidget(mail)
        halves.setChildrenCollapsible(False)
        halves.setSizes([560, 480])
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addStretch(1)
        for one in (self._open, self._save, self._close):
            one.setAutoDefault(False)
            bottom.addWidget(one)
        for one in (self._texts, self._address):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(halves, 1)
        layout.addLayout(bottom)

    def _show_mail(self) -> None:
        item = self.tree.currentItem()
        draft: MailDraft | None = item.data(0, _DRAFT) if item is not None else None
        trouble = draft.address_trouble if draft is not None else ""
        lacking = [f"– {words}" for words in draft.lacking] if draft is not None else []
        self._subject.setText(draft.subject if draft is not None else "")
        self._trouble.setText(typeset(trouble))
        self._trouble.setVisible(bool(trouble))
        self._lacking.setText(typeset("\n".join(("Pas encore joint :", *lacking))))
        self._lacking.setVisible(bool(lacking))
        self._address.setVisible(draft is not None and not draft.to)
        empty = GIVEN_UP if self._is_given_up else NOBODY
        self._body.setPlainText(draft.body if draft is not None else typeset(empty))

    def _count(self) -> None:
        count = len(self.ticked)
        self._open.setText(f"Ouvrir dans la messagerie ({count})")
        for one in (self._open, self._save):
            one.setEnabled(count > 0)

    def _enter_address(self, *_item: object) -> None:
        """Open the record that holds the address of the chosen recipient."""
        item = self.tree.currentItem()
        if item is not None:
            where = item.data(0, _DRAFT).where
            self._desk.edit(where.kind, where.row_id, after=lambda _changes: self.read())

    def _edit_texts(self) -> None:
        key = "courriels.avant_client"
        if self._chosen is Occasion.AFTER:
            key = "courriels.apres_client"
        self._desk.edit("text", None, key=key, after=lambda _changes: self.read())


def _add_line(tree: QTreeWidget, draft: MailDraft) -> None:
    joined = ", ".join(each.name for each in draft.attached)
    count = plural(len(draft.attached), "document", "documents") if draft.attached else "aucun"
    line = QTreeWidgetItem(tree, [draft.whom, draft.to or MISSING, count])
    line.setData(0, _DRAFT, draft)
    line.setToolTip(0, draft.whom)
    line.setToolTip(1, typeset(draft.address_trouble) or draft.to)
    line.setToolTip(2, joined.replace(", ", "\n"))
    if not draft.to:
        line.setForeground(1, QColor(theme.current().danger))
    line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    line.setCheckState(0, _TICKED if draft.to and draft.attached else _UNTICKED)


def _counted(count: int) -> str:
    return plural(count, "courriel préparé", "courriels préparés")
