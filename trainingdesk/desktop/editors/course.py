"""A course of the catalogue: what its sheet says, and what the yearly report asks of it."""

from dataclasses import dataclass, replace

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.course import Ui_CourseForm
from trainingdesk.domain.courses import Category, Course, CourseSheet
from trainingdesk.french import typeset
from trainingdesk.services import catalogue
from trainingdesk.services.changes import Changes
from trainingdesk.storage import catalogue as store

MODALITIES = (
    "En présentiel",
    "À distance, en classe virtuelle",
    "Mixte : présentiel et distance",
    "E-learning",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry of the catalogue and the sheet of its latest version."""

    sheet: CourseSheet
    course: Course


class CourseEditor(Editor[Draft]):
    """What the office teaches; a version that is relied upon is followed by a new one."""

    form = Ui_CourseForm
    record = Draft
    noun = "Formation"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer categories, their parts and modalities."""
        self._categories = store.CATEGORIES.where(self.office.db, "1 order by name, part")
        names = dict.fromkeys(category.name for category in self._categories)
        self.binding.offer("sheet_category", [(name, name) for name in names], empty=" ")
        self.binding.offer("sheet_modality", [(text, text) for text in MODALITIES], empty=" ")
        self.ui.sheet_category.editTextChanged.connect(self._offer_parts)
        self._offer_parts("")

    def load(self, row_id: int | None) -> Draft:
        """Return the course with its latest sheet; *sheet* in the context is one to review."""
        if row_id is None:
            given = self.context.get("sheet")
            title = str(self.context.get("name") or "")
            sheet = given if isinstance(given, CourseSheet) else CourseSheet(title=title)
            self._tell_version(None, is_used=False)
            return Draft(sheet=sheet, course=Course(code="", title=""))
        course = store.COURSES.get(self.office.db, row_id)
        version = store.latest_version(self.office.db, row_id)
        is_used = version.id is not None and store.is_used(self.office.db, version.id)
        self._tell_version(version.number, is_used=is_used)
        sheet = version.sheet
        if course.category_id is not None:
            category = store.CATEGORIES.get(self.office.db, course.category_id)
            sheet = _filed(sheet, category)
        self._offer_parts(sheet.category or "")
        return Draft(sheet=sheet, course=course)

    def complete(self, value: Draft) -> Draft:
        """Return the draft; hours typed by hand are no longer a guess."""
        sheet = value.sheet
        if sheet.hours != self.value.sheet.hours:
            sheet = replace(sheet, hours_derived=False)
        return replace(value, sheet=sheet)

    def store(self, value: Draft) -> Changes:
        """Add the course, or write it: in place, or as a new version."""
        if value.course.id is None:
            return catalogue.add_course(self.office, value.sheet, value.course)
        return catalogue.revise_course(self.office, value.course, value.sheet)

    def _offer_parts(self, name: str) -> None:
        box = self.ui.sheet_subcategory
        text = box.currentText()
        parts = [c.part for c in self._categories if c.name == name.strip() and c.part]
        self.binding.offer("sheet_subcategory", [(part, part) for part in parts], empty=" ")
        box.setEditText(text)

    def _tell_version(self, number: int | None, *, is_used: bool) -> None:
        if number is None:
            words = "Nouvelle formation : ce sera la version 1 de son programme."
        elif is_used:
            words = (
                f"La version {number} sert à des sessions ou à des documents : si vous changez le "
                f"programme, une version {number + 1} s’ajoute. Ce qui existe garde la sienne."
            )
        else:
            words = f"Version {number} : rien ne s’appuie encore dessus, elle est réécrite."
        self.ui.version.setText(typeset(words))


def _filed(sheet: CourseSheet, category: Category) -> CourseSheet:
    """Return the sheet under the category where the catalogue files the course."""
    return replace(sheet, category=category.name, subcategory=category.part or None)
