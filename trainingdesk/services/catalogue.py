"""The catalogue: courses and the versions of their sheets."""

import re
from dataclasses import replace

from trainingdesk.domain.courses import Course, CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import catalogue as store
from trainingdesk.storage.database import unit_of_work


def add_course(office: Office, sheet: CourseSheet, course: Course | None = None) -> Changes:
    """Add a course from its sheet; a sheet without code or date gets them.

    *course* carries what no sheet tells (BPF aim, NSF code, limits).

    Raises:
        RuleBroken: the title is missing, or the code is another course's.
    """
    if not sheet.title.strip():
        raise RuleBroken("Une formation a besoin d’un intitulé.", "title")
    with unit_of_work(office.db):
        code = sheet.code or _free_code(office, sheet.title)
        _refuse_taken_code(office, code, None)
        dated = replace(sheet, code=code, version_date=sheet.version_date or office.today())
        entry = replace(
            course or Course(code=code, title=sheet.title),
            code=code,
            title=sheet.title,
            category_id=_category(office, sheet),
        )
        course_id = store.COURSES.insert(office.db, entry)
        store.add_version(office.db, course_id, dated)
    return changed(f"Formation « {sheet.title} » ajoutée", Kind.COURSES, saved=course_id)


def revise_course(office: Office, course: Course, sheet: CourseSheet) -> Changes:
    """Write a course and its sheet: in place while nothing relies on it, else as a new version.

    Raises:
        RuleBroken: the title is missing, or the code is another course's.
    """
    if not sheet.title.strip():
        raise RuleBroken("Une formation a besoin d’un intitulé.", "title")
    assert course.id is not None  # noqa: S101 - an entry of the catalogue has one
    with unit_of_work(office.db):
        code = sheet.code or course.code
        _refuse_taken_code(office, code, course.id)
        entry = replace(course, code=code, title=sheet.title, category_id=_category(office, sheet))
        store.COURSES.update(office.db, entry)
        latest = store.latest_version(office.db, course.id)
        if latest.sheet != sheet:
            _write(office, course.id, replace(sheet, code=code))
    return changed(f"Formation « {sheet.title} » enregistrée", Kind.COURSES, saved=course.id)


def _write(office: Office, course_id: int, sheet: CourseSheet) -> None:
    latest = store.latest_version(office.db, course_id)
    if latest.id is not None and store.is_used(office.db, latest.id):
        renewed = sheet
        if sheet.version_date == latest.sheet.version_date:
            renewed = replace(sheet, version_date=office.today())
        store.add_version(office.db, course_id, renewed)
    else:
        store.rewrite_version(office.db, latest, sheet)


def _category(office: Office, sheet: CourseSheet) -> int | None:
    if not sheet.category:
        return None
    return store.category_named(office.db, sheet.category, sheet.subcategory or "")


def _refuse_taken_code(office: Office, code: str, course_id: int | None) -> None:
    other = store.course_with_code(office.db, code)
    if other is not None and other.id != course_id:
        raise RuleBroken(
            f"La référence {code} est déjà celle de « {other.title} » : choisissez-en une autre.",
            "code",
        )


def _free_code(office: Office, title: str) -> str:
    """Return a code made of the title's first letters and the first number that is free."""
    words = re.findall(r"[a-z]{3,}", sort_key(title))
    stem = "".join(word[:3] for word in words[:2]).upper() or "FORM"
    number = 1
    while store.course_with_code(office.db, f"{stem}-{number:02d}"):
        number += 1
    return f"{stem}-{number:02d}"
