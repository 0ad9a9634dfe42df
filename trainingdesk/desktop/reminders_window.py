"""Late payers: which letter comes next for each, the letters ticked issued, those that went."""

from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.preview import PreviewPane
from trainingdesk.desktop.widgets.detail import heading
from trainingdesk.desktop.widgets.number_box import NumberBox
from trainingdesk.desktop.widgets.tree_items import align_right, grey, heads, list_tree
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.reminders import LONGEST_DELAY, NAMES, Delays
from trainingdesk.french import euros, plural, short_date, typeset
from trainingdesk.services import reminders, reminders_papers
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.reminders import DueReminder, SentReminder

_LINE = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
NOBODY = "Aucune facture en retard : il n’y a personne à relancer."
NOTHING_SENT = "Aucune relance n’est encore partie."
CHOOSE_PAYER = "Choisissez d’abord une ligne de la liste des retards."
CHOOSE_LETTER = "Choisissez d’abord une relance envoyée."
NO_LETTER = "La mise en demeure est partie : il n’y a plus de lettre à préparer."
_INTERRUPTED = changed(
    "Relances interrompues : les lettres déjà éditées sont gardées", Kind.INVOICES, Kind.PAPERS
)
_FIELDS = {
    "first": ("Relance après", "Première relance, après l’échéance"),
    "second": ("Seconde après", "Seconde relance, après la première"),
    "notice": ("Mise en demeure après", "Mise en demeure, après la seconde relance"),
    "answer": ("Délai laissé", "Délai que la mise en demeure laisse pour payer"),
}
"""What is read before each delay, and what it means in full."""


class RemindersWindow(QDialog):
    """Lists late payers, letters to tick, and the letters that went."""

    def __init__(self, desk: Desk, payer: PayerKey | None = None) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Relances")
        self._desk = desk
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        self.late = list_tree(
            self,
            "Payeurs en retard",
            ["Payeur", "Courrier", "Reste dû", "Frais de retard", "Dès le", "À savoir"],
            (310, 200, 110, 130, 110),
            (2, 3),
        )
        self.late.setRootIsDecorated(True)
        self.late.itemChanged.connect(lambda *_item: self._count())
        self.late.itemActivated.connect(lambda *_item: self.preview())
        self.went = list_tree(
            self,
            "Relances envoyées",
            ["Le", "Payeur", "Courrier", "Envoi", "Réclamé"],
            (110, 300, 200, 200, 120),
            (4,),
        )
        self._none_went = QLabel(NOTHING_SENT, self)
        self._none_went.setProperty("role", "muted")
        header = self.went.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.went.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.went.itemActivated.connect(lambda *_item: self.show_letter())
        self.fields = {
            name: self._delay_field(name, words) for name, (_caption, words) in _FIELDS.items()
        }
        self._send = QPushButton(theme.icon("stamp", theme.current().on_accent), "", self)
        self._send.setProperty("primary", "true")
        self._send.clicked.connect(lambda _checked=False: self.send())
        self._arrange()
        self.read()
        if payer is not None:
            self._choose(payer)
        self.resize(1080, 680)

    @property
    def ticked(self) -> list[DueReminder]:
        """The letters that are to be made."""
        items = heads(self.late)
        return [item.data(0, _LINE) for item in items if item.checkState(0) == _TICKED]

    def read(self) -> None:
        """Show who is late and what went, as the file has it."""
        office = self._desk.office
        today = office.today()
        found = reminders.due(office)
        with QSignalBlocker(self.late):
            self.late.clear()
            for each in found:
                line = _add_due(self.late, each)
                may = each.may_leave(today)
                if not may:
                    grey(line)
                if may:
                    line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    line.setCheckState(0, _TICKED if each.is_due(today) else _UNTICKED)
        self.went.clear()
        for one in reminders.sent(office):
            _add_sent(self.went, one)
        self._none_went.setVisible(not self.went.topLevelItemCount())
        self._head.setText(typeset(_told(found) if found else NOBODY))
        chosen = reminders_papers.delays(office)
        for name, field in self.fields.items():
            with QSignalBlocker(field):
                field.setValue(getattr(chosen, name))
        self._count()

    # Letters to come ------------------------------------------------------------------------------

    def send(self) -> None:
        """Issue the ticked letters beside the window, each recorded with its paper."""
        wanted = self.ticked
        if not wanted or not self._send.isEnabled():
            return
        if not self._desk.may_seal(
            [reminders_papers.KEYS[each.level] for each in wanted if each.level], self
        ):
            return
        self._send.setEnabled(False)

        def work(ticket: Ticket) -> Changes:
            try:
                return reminders.send_all(ticket.office, wanted, ticket.progress)[0]
            except Cancelled:
                return _INTERRUPTED

        self._desk.jobs.run("Relances", work, self._sent, self._failed)

    def preview(self) -> None:
        """Show the letter of the chosen line as it would leave today; nothing is sent yet."""
        item = self.late.currentItem()
        each: DueReminder | None = item.data(0, _LINE) if item is not None else None
        if each is None or each.level is None or each.trouble:
            self._desk.tell(CHOOSE_PAYER if each is None else each.trouble or NO_LETTER)
            return
        prepared = reminders.prepare(self._desk.office, each.payer, each.level)
        if prepared.refusal:
            self._desk.tell(prepared.refusal)
            return
        window = QDialog(self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(f"Aperçu, rien n’est envoyé – {prepared.name}")
        pane = PreviewPane(window)
        pane.show_pdf(prepared.render()[0])
        layout = QVBoxLayout(window)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(pane)
        window.resize(820, 720)
        window.show()

    def show_statement(self) -> None:
        """Show the account of the chosen payer."""
        item = self.late.currentItem()
        if item is None:
            self._desk.tell(CHOOSE_PAYER)
            return
        payer = item.data(0, _LINE).payer
        self._desk.show_paper("account_statement", reminders.statement_of(self._desk.office, payer))

    def save_delays(self) -> None:
        """Keep the days between letters, and list again what they make due."""
        chosen = Delays(**{name: field.value() for name, field in self.fields.items()})
        if self._desk.perform(partial(reminders.save_delays, self._desk.office, chosen), self):
            self.read()

    def _sent(self, changes: Changes) -> None:
        self._desk.broadcast(changes)
        if isValid(self):
            self.read()

    def _failed(self, error: BaseException) -> None:
        self._desk.broadcast(_INTERRUPTED)
        if isValid(self):
            self.read()
        self._desk.report(error)

    def _choose(self, payer: PayerKey) -> None:
        for item in heads(self.late):
            if item.data(0, _LINE).payer == payer:
                self.late.setCurrentItem(item)
                return

    # Letters that went ----------------------------------------------------------------------------

    def show_letter(self) -> None:
        """Show the chosen letter as it left."""
        for one in self._chosen()[:1]:
            self._desk.show_issued(one.record.paper_id)

    def open_mails(self) -> None:
        """Open a mail with each chosen letter in the user's own program."""
        ids = [one.record.id or 0 for one in self._chosen()]
        if not ids:
            return

        def work(ticket: Ticket) -> list[Path]:
            folder = Path(mkdtemp(prefix="relances-"))
            return reminders.write_drafts(ticket.office, ids, folder)

        def done(files: list[Path]) -> None:
            for file in files:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
            words = plural(len(files), "courriel préparé", "courriels préparés")
            self._desk.tell(f"{words} dans votre messagerie")

        self._desk.jobs.run("Courriels", work, done, self._desk.report)

    def take_back(self) -> None:
        """Note that the chosen letter did not go after all."""
        for one in self._chosen()[:1]:
            act = partial(reminders.undo, self._desk.office, one.record.id or 0)
            if self._desk.perform(act, self):
                self.read()

    def _chosen(self) -> list[SentReminder]:
        found = [item.data(0, _LINE) for item in self.went.selectedItems()]
        if not found:
            self._desk.tell(CHOOSE_LETTER)
        return found

    # What is seen ---------------------------------------------------------------------------------

    def _delay_field(self, name: str, words: str) -> NumberBox:
        field = NumberBox(self)
        field.setRange(1, LONGEST_DELAY)
        field.setSuffix(" jours")
        field.setAccessibleName(words)
        field.setToolTip(words)
        field.setObjectName(name)
        field.valueChanged.connect(lambda _days: self.save_delays())
        return field

    def _arrange(self) -> None:
        upper, lower = QWidget(self), QWidget(self)
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        top.addWidget(self._head)
        top.addWidget(self.late, 1)
        look = button("Aperçu de la lettre", "eye", self.preview)
        account = button("Relevé de compte", "file-text", self.show_statement)
        line = QHBoxLayout()
        line.setSpacing(8)
        for one in (look, account):
            line.addWidget(one)
        line.addStretch(1)
        line.addWidget(self._send)
        top.addLayout(line)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(heading("Relances envoyées"))
        below.addWidget(self._none_went)
        below.addWidget(self.went, 1)
        letter = button("Voir la lettre", "eye", self.show_letter)
        mails = button("Courriel avec la lettre", "mail", self.open_mails)
        back = button("Annuler l’envoi", "undo-2", self.take_back)
        below.addWidget(row(letter, mails, back))
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(upper)
        halves.addWidget(lower)
        halves.setSizes([360, 240])
        close = button("Fermer", "x", self.close)
        for one in (look, account, letter, mails, back, close, self._send):
            one.setAutoDefault(False)
        delays = QHBoxLayout()
        delays.setSpacing(8)
        for name, (short, words) in _FIELDS.items():
            caption = QLabel(short, self)
            caption.setToolTip(words)
            caption.setBuddy(self.fields[name])
            delays.addWidget(caption)
            delays.addWidget(self.fields[name])
        delays.addStretch(1)
        delays.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(halves, 1)
        layout.addLayout(delays)

    def _count(self) -> None:
        count = len(self.ticked)
        self._send.setText(f"Éditer les lettres cochées ({count})")
        self._send.setEnabled(count > 0)


def _add_due(tree: QTreeWidget, each: DueReminder) -> QTreeWidgetItem:
    name = NAMES[each.level] if each.level is not None else "Mise en demeure envoyée"
    charges = euros(each.charges) if each.charges else ""
    note = typeset(_note(each))
    cells = [each.name, name, euros(each.remaining), charges, short_date(each.on), note]
    line = QTreeWidgetItem(tree, cells)
    line.setData(0, _LINE, each)
    line.setToolTip(0, each.name)
    line.setToolTip(5, note)
    for bill in each.bills:
        added = euros(bill.interest + bill.indemnity) if bill.interest + bill.indemnity else ""
        due = f"échue le {short_date(bill.due_on)}"
        own = QTreeWidgetItem(line, [bill.number, due, euros(bill.remaining), added])
        own.setData(0, _LINE, each)
        align_right(own, (2, 3))
    align_right(line, (2, 3))
    return line


def _note(each: DueReminder) -> str:
    if each.trouble:
        return each.trouble
    if each.credit > 0:
        return f"{euros(each.credit)} reçus à affecter d’abord"
    if each.level is None:
        return "À vous de décider de la suite"
    return "" if each.email else "Sans adresse de courriel"


def _add_sent(tree: QTreeWidget, one: SentReminder) -> None:
    record = one.record
    cells = [
        short_date(record.sent_on),
        one.name,
        NAMES[record.step],
        label(record.channel),
        euros(one.claimed),
    ]
    line = QTreeWidgetItem(tree, cells)
    line.setData(0, _LINE, one)
    align_right(line, (4,))


def _told(found: list[DueReminder]) -> str:
    count = len({each.payer for each in found})
    owed = euros(sum((each.remaining for each in found), ZERO))
    late = plural(count, "payeur en retard", "payeurs en retard")
    return (
        f"{late}, {owed} à recevoir. Les lettres dont le délai est passé sont cochées ; les "
        "intérêts et l’indemnité sont comptés à ce jour, hors des factures."
    )
