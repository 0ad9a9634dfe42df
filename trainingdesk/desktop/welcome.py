"""The page of the first start: a new office, an existing file, or the practice office."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.french import typeset

CHOICES = (
    ("new", "plus", "Créer mon organisme", "Un fichier à vous, sur ce poste. Aucun compte."),
    ("open", "folder-open", "Ouvrir un fichier", "Un organisme déjà tenu avec Training Desk."),
    (
        "practice",
        "graduation-cap",
        "Essayer sur l’organisme de démonstration",
        "Tout y est permis : il se remet à neuf quand vous voulez.",
    ),
)


class Welcome(QWidget):
    """Three ways in."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Training Desk")
        self.resize(640, 480)
        title = QLabel("Bienvenue dans Training Desk", self)
        title.setProperty("role", "title")
        words = QLabel(
            typeset("Le bureau de votre organisme de formation, dans un seul fichier, hors ligne."),
            self,
        )
        words.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addSpacing(24)
        for wish, icon, text, about in CHOICES:
            button = QPushButton(theme.icon(icon), f"  {text}", self)
            button.setIconSize(QSize(24, 24))
            button.setMinimumHeight(48)
            button.clicked.connect(lambda _checked=False, wish=wish: self.chosen.emit(wish))
            hint = QLabel(typeset(about), self)
            hint.setProperty("role", "muted")
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)
            layout.addWidget(button)
            layout.addWidget(hint)
            layout.addSpacing(8)
        layout.addStretch(1)
