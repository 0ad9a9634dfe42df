"""Asks for the password of the seal, once a run."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from trainingdesk.desktop.widgets.password_field import PasswordField
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import typeset
from trainingdesk.services import sealing
from trainingdesk.services.office import Office

WIDTH = 460


class SealPassword(QDialog):
    """Closes accepted once the password opened the seal; a wrong one is told beside it."""

    def __init__(self, office: Office, owner: QWidget) -> None:
        super().__init__(owner)
        self.setWindowTitle("Cachet électronique")
        self._office = office
        chosen = sealing.office_seal(office)
        holder = chosen.certificate.holder if chosen else ""
        words = QLabel(
            typeset(
                f"Ce qui est édité porte le cachet de {holder}. Tapez le mot de passe de son "
                "certificat : il n’est demandé qu’une fois, et n’est écrit nulle part."
            ),
            self,
        )
        words.setWordWrap(True)
        self.password = PasswordField(self)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        buttons = QDialogButtonBox(self)
        seal, give_up = QPushButton("Sceller", self), QPushButton("Annuler", self)
        seal.setProperty("primary", "true")
        seal.setDefault(True)
        seal.clicked.connect(self.unlock)
        give_up.clicked.connect(self.reject)
        buttons.addButton(seal, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(give_up, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (words, self.password, self.trouble, buttons):
            layout.addWidget(widget)
        self.setFixedWidth(WIDTH)
        self._fit()
        self.password.setFocus()

    def unlock(self) -> None:
        """Open the seal with what was typed."""
        try:
            sealing.unlock(self._office, self.password.value())
        except RuleBroken as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            self._fit()
            self.password.line.selectAll()
            self.password.setFocus()
            return
        self.accept()

    def _fit(self) -> None:
        """Be as high as the words in it, which break their lines."""
        room = self.layout()
        if room is not None:
            self.setFixedHeight(room.totalHeightForWidth(WIDTH))


def asked(office: Office, owner: QWidget) -> bool:
    """Ask for the password until it opens the seal; return whether it was given."""
    window = SealPassword(office, owner)
    try:
        return window.exec() == QDialog.DialogCode.Accepted
    finally:
        window.deleteLater()
