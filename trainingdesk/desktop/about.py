"""«À propos»: the version, the licences and the rules in use."""

from PySide6.QtWidgets import QMessageBox, QWidget

from trainingdesk import __version__
from trainingdesk.french import typeset

WORDS = """Training Desk {version}

Le logiciel de bureau des petits organismes de formation, sous licence MIT.

Police : Noto Sans (SIL Open Font License 1.1). Icônes : Lucide (ISC). Fenêtres : Qt (LGPL 3).

Les mentions suivent l’état du droit au 20 novembre 2026. Le programme n’est pas une plateforme \
agréée de facturation électronique et ne remplace pas un conseil juridique."""


def show_about(parent: QWidget) -> None:
    """Show what the program is."""
    QMessageBox.about(parent, "À propos", typeset(WORDS.format(version=__version__)))
