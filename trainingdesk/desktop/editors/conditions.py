"""The conditions of sale: rules that the program computes with, and the text that is printed."""

from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from trainingdesk.desktop import errors, theme
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.conditions import Ui_ConditionsForm
from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.conformity import Finding
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date, typeset
from trainingdesk.services import conditions as service
from trainingdesk.services import setting_up
from trainingdesk.services.changes import Changes
from trainingdesk.services.conformity import outdated_references
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.profiles import Profile, load_profile, shipped_profiles
from trainingdesk.storage import office as store

NEXT = 0
"""The id under which the version to come is opened; an earlier one is only shown."""


class ConditionsEditor(Editor[Conditions]):
    """Writes the next version from the latest, or shows an earlier one."""

    form = Ui_ConditionsForm
    record = Conditions
    noun = "Conditions de vente"

    def title(self) -> str:
        """Return the version that is shown, or none for the one to come."""
        return f"{self.noun} – version {self.value.number}" if self._is_past else self.noun

    @property
    def _is_past(self) -> bool:
        return bool(self.row_id)

    def prepare(self) -> None:
        """Let the parts of the window follow one another."""
        self.ui.take_profile.setIcon(theme.icon("copy"))
        self.ui.open_file.setIcon(theme.icon("folder-open"))
        self.ui.see_paper.setIcon(theme.icon("eye"))
        self.ui.see_house_rules.setIcon(theme.icon("eye"))
        self.ui.clauses.edited.connect(self.touch)
        self.ui.clauses.judged.connect(self._judged)
        self.ui.findings.opened.connect(self.ui.clauses.choose)
        self.ui.open_file.clicked.connect(self._open_file)
        self.ui.see_paper.clicked.connect(partial(self._see_paper, "general_terms"))
        self.ui.see_house_rules.clicked.connect(partial(self._see_paper, "house_rules"))
        self.ui.versions.activated.connect(self._see_version)
        self.ui.take_profile.setMenu(self._profiles())
        self.ui.terms.references = outdated_references()

    def load(self, row_id: int | None) -> Conditions:
        """Return an earlier version, or the latest to begin the next one with."""
        if row_id:
            return store.CONDITIONS.get(self.office.db, row_id)
        self._latest = service.latest(self.office)
        return replace(self._latest, starts_on=max(self._latest.starts_on, self.office.today()))

    def shown(self) -> None:
        """Show the rules, and where this version stands among the others."""
        self._organisation = setting_up.current_organisation(self.office)
        self.ui.clauses.show_rules(self.value.rules, self._organisation)
        self._offer_versions()
        for button in (self.ui.see_paper, self.ui.see_house_rules):
            button.setEnabled(self.value.id is not None)
        if self._is_past:
            self.ui.version_name.setText(typeset(self._told_of_past()))
            self.ui.clauses.lock()
            self.ui.terms.lock()
            self.ui.starts_on.setEnabled(False)
            for widget in (self.ui.take_profile, self.ui.open_file, self.ui.versions):
                widget.hide()
            self.only_show()
        else:
            self.ui.version_name.setText(typeset(self._told_of_now()))

    def complete(self, value: Conditions) -> Conditions:
        """Return the conditions with the rules of the clauses."""
        return replace(value, rules=self.ui.clauses.rules())

    def store(self, value: Conditions) -> Changes:
        """Write the next version, if anything changed."""
        return service.save_new_version(self.office, value)

    def mark(self, field: str, words: str) -> bool:
        """Show the clause that is wrong, with its sentence beside the value."""
        return self.ui.clauses.mark(field, words) or super().mark(field, words)

    def take(self, rules: Rules) -> None:
        """Put other rules in place of those shown."""
        self.ui.clauses.show_rules(rules)
        self.touch()

    # Where this version stands --------------------------------------------------------------------

    def _told_of_now(self) -> str:
        now = service.in_force(self.office)
        words = f"Version {now.number} en vigueur depuis le {long_date(now.starts_on)}."
        if service.are_statutory(self.office):
            return (
                f"{words} Elle ne dit que ce que prévoit la loi : partez d’un modèle proche du "
                "vôtre avec « Reprendre un modèle… », puis adaptez ses clauses."
            )
        if self._latest.id != now.id:
            words += (
                f" La version {self._latest.number}, montrée ici, vaudra à partir du "
                f"{long_date(self._latest.starts_on)}."
            )
        return (
            f"{words} Un changement crée la version suivante ; ce qui est déjà signé garde la "
            "sienne."
        )

    def _told_of_past(self) -> str:
        following = [
            later
            for version, later in pairwise(reversed(service.versions(self.office)))
            if version.id == self.value.id
        ]
        since = f"Version {self.value.number}, à partir du {long_date(self.value.starts_on)}"
        if following:
            since += f", suivie de la version {following[0].number} le "
            since += long_date(following[0].starts_on)
        return f"{since}. Elle se relit et ne change plus."

    def _offer_versions(self) -> None:
        versions = service.versions(self.office)
        self.ui.versions.addItem("Voir une version…", None)
        for version in versions:
            self.ui.versions.addItem(
                typeset(f"Version {version.number}, dès le {long_date(version.starts_on)}"),
                version.id,
            )
        self.ui.versions.setEnabled(bool(versions))

    def _see_version(self, place: int) -> None:
        version_id = self.ui.versions.itemData(place)
        self.ui.versions.setCurrentIndex(0)
        if version_id is not None:
            self.desk.edit("conditions", version_id)

    def _see_paper(self, key: str) -> None:
        self.desk.show_paper(key, Subject(conditions_id=self.value.id))

    # Rules from elsewhere -------------------------------------------------------------------------

    def _profiles(self) -> QMenu:
        menu = QMenu(self)
        for profile in shipped_profiles():
            menu.addAction(profile.name, partial(self._ask, profile))
        return menu

    def _open_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, "Ouvrir des conditions de vente", "", "Conditions de vente (*.toml)"
        )
        if chosen:
            self.read_file(chosen)

    def read_file(self, path: str) -> None:
        """Take the rules of a file, once the user has agreed; a refusal is told."""
        try:
            profile = load_profile(path)
        except (RuleBroken, OSError) as error:
            errors.tell(self, error)
        else:
            self._ask(profile)

    def _ask(self, profile: Profile) -> None:
        words = (
            f"Remplacer toutes les clauses par celles de « {profile.name} » ? "
            "Rien n’est écrit avant « Enregistrer »."
        )
        agreed = QMessageBox.question(self, "Training Desk", typeset(words))
        if agreed == QMessageBox.StandardButton.Yes:
            self.take(profile.rules)

    def _judged(self, found: tuple[Finding, ...]) -> None:
        self.ui.findings.show_findings(found)
        count = f" ({len(found)})" if found else ""
        self.ui.tabs.setTabText(self.ui.tabs.indexOf(self.ui.findings_tab), f"Conformité{count}")
        self.ui.terms.show_rules(self.ui.clauses.peek(), self._organisation)
