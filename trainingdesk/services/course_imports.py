"""Course sheets that were read from files, saved once somebody has looked at them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.french import plural
from trainingdesk.services import catalogue
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import save_conditions
from trainingdesk.services.office import Office
from trainingdesk.storage import catalogue as store
from trainingdesk.storage import office as identity
from trainingdesk.storage.database import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSheet:
    """A sheet to save: as a new course, or as what `course_id` teaches from now on."""

    sheet: CourseSheet
    course_id: int | None = None


def save_sheets(
    office: Office,
    chosen: Sequence[ChosenSheet],
    terms: str = "",
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> Changes:
    """Save sheets, and the general terms found with them as the office's own: all or nothing.

    Raises:
        RuleBroken: a title is missing, or a code is another course's.
    """
    saved: int | None = None
    with unit_of_work(office.db):
        for number, item in enumerate(chosen):
            progress(number, len(chosen), "Fiches")
            if item.course_id is None:
                done = catalogue.add_course(office, item.sheet)
            else:
                course = store.COURSES.get(office.db, item.course_id)
                done = catalogue.revise_course(office, course, item.sheet)
            saved = done.id
        if terms:
            save_conditions(office, _with_terms(office, terms))
    words = plural(len(chosen), "fiche enregistrée", "fiches enregistrées")
    kinds = (Kind.COURSES, Kind.OFFICE) if terms else (Kind.COURSES,)
    return changed(words, *kinds, saved=saved)


def terms_in_force(office: Office) -> str:
    """Return the general terms that the office's papers carry today; empty before the first."""
    return _in_force(office).terms


def _with_terms(office: Office, terms: str) -> Conditions:
    return replace(_in_force(office), terms=terms, starts_on=office.today())


def _in_force(office: Office) -> Conditions:
    if not identity.CONDITIONS.where(office.db):
        return Conditions(number=1, starts_on=office.today())
    return identity.conditions_on(office.db, office.today())
