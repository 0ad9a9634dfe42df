"""Courses, their versions and programmes in the file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from trainingdesk.domain.courses import (
    Category,
    Course,
    CourseSheet,
    CourseVersion,
    DayPart,
    HalfDay,
    Module,
    Objective,
)
from trainingdesk.french import sort_key
from trainingdesk.storage.rows import Table, from_row

CATEGORIES = Table("category", Category)
COURSES = Table("course", Course, lambda course: {"sort_name": sort_key(course.title)})
_VERSIONS = Table("course_version", CourseVersion)
_TEXTS = ("prerequisites", "audience", "methods", "assessment")


def category_named(db: Database, name: str, part: str) -> int:
    """Return the id of a category, made when it is new."""
    found = CATEGORIES.where(db, "name = ? and part = ?", [name, part])
    if found and found[0].id is not None:
        return found[0].id
    return CATEGORIES.insert(db, Category(name=name, part=part))


def course_with_code(db: Database, code: str) -> Course | None:
    """Return the course that bears a code, if any."""
    found = COURSES.where(db, "code = ?", [code])
    return found[0] if found else None


def add_version(db: Database, course_id: int, sheet: CourseSheet, note: str = "") -> int:
    """Add the next version of a course and return its id."""
    latest = db.execute(
        "select coalesce(max(number), 0) from course_version where course_id = ?", [course_id]
    ).fetchone()[0]
    version = CourseVersion(course_id=course_id, number=latest + 1, sheet=sheet, note=note)
    version_id = _VERSIONS.insert(db, version)
    _write_sheet(db, version_id, sheet)
    return version_id


def rewrite_version(db: Database, version: CourseVersion, sheet: CourseSheet) -> None:
    """Write a version again, keeping the id of each objective whose place is kept."""
    version_id = _VERSIONS.update(db, replace(version, sheet=sheet))
    for table in ("programme_half_day", "course_text"):
        db.execute(f"delete from {table} where course_version_id = ?", [version_id])
    db.execute(
        "delete from objective where course_version_id = ? and position >= ?",
        [version_id, len(sheet.objectives)],
    )
    _write_sheet(db, version_id, sheet)


def _write_sheet(db: Database, version_id: int, sheet: CourseSheet) -> None:
    for position, text in enumerate(sheet.objectives):
        db.execute(
            "insert into objective (course_version_id, position, text) values (?, ?, ?)"
            " on conflict (course_version_id, position) do update set text = excluded.text",
            [version_id, position, text],
        )
    for kind in _TEXTS:
        for position, text in enumerate(getattr(sheet, kind)):
            db.execute(
                "insert into course_text values (?, ?, ?, ?)", [version_id, kind, position, text]
            )
    for position, half_day in enumerate(sheet.programme):
        half_day_id = db.execute(
            "insert into programme_half_day (course_version_id, position, day, day_part)"
            " values (?, ?, ?, ?)",
            [version_id, position, half_day.day, half_day.day_part],
        ).lastrowid
        for place, module in enumerate(half_day.modules):
            module_id = db.execute(
                "insert into programme_module (half_day_id, position, number, title)"
                " values (?, ?, ?, ?)",
                [half_day_id, place, module.number, module.title],
            ).lastrowid
            for point_place, point in enumerate(module.points):
                db.execute(
                    "insert into module_point values (?, ?, ?)", [module_id, point_place, point]
                )


def version(db: Database, version_id: int) -> CourseVersion:
    """Return one version with its whole sheet."""
    return _complete(db, _VERSIONS, "id = ?", version_id)


def latest_version(db: Database, course_id: int) -> CourseVersion:
    """Return the newest version of a course."""
    return _complete(db, _VERSIONS, "course_id = ? order by number desc limit 1", course_id)


def versions(db: Database, course_id: int) -> list[tuple[int, int]]:
    """Return the ids and numbers of a course's versions, newest first."""
    rows = db.execute(
        "select id, number from course_version where course_id = ? order by number desc",
        [course_id],
    )
    return [(row[0], row[1]) for row in rows]


def is_used(db: Database, version_id: int) -> bool:
    """Whether a session or a line relies on a version: it is then kept as it was."""
    return any(
        db.execute(
            f"select 1 from {table} where course_version_id = ? limit 1", [version_id]
        ).fetchone()
        for table in (
            "training_session",
            "proposal_line",
            "agreement_line",
            "invoice_line",
            "issued_paper",
        )
    )


def _complete(
    db: Database, table: Table[CourseVersion], condition: str, value: int
) -> CourseVersion:
    row = next(iter(db.query(f"select * from {table.name} where {condition}", [value])), None)
    if row is None:
        return table.get(db, value)  # says that it is gone
    version_id = row["id"]
    objectives = _objectives(db, version_id)
    texts = _texts(db, version_id)
    sheet = from_row(
        CourseSheet,
        row,
        "sheet_",
        objectives=tuple(objective.text for objective in objectives),
        programme=_programme(db, version_id),
        **{kind: tuple(texts[kind]) for kind in _TEXTS},
    )
    return from_row(CourseVersion, row, sheet=sheet, objectives=objectives)


def _objectives(db: Database, version_id: int) -> tuple[Objective, ...]:
    rows = db.query(
        "select id, text from objective where course_version_id = ? order by position",
        [version_id],
    )
    return tuple(Objective(**row) for row in rows)


def _texts(db: Database, version_id: int) -> defaultdict[str, list[str]]:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for kind, text in db.execute(
        "select kind, text from course_text where course_version_id = ? order by kind, position",
        [version_id],
    ):
        texts[kind].append(text)
    return texts


def _programme(db: Database, version_id: int) -> tuple[HalfDay, ...]:
    rows = db.execute(
        """
        select h.id, h.day, h.day_part, m.id, m.number, m.title, p.text
        from programme_half_day h
        left join programme_module m on m.half_day_id = h.id
        left join module_point p on p.module_id = m.id
        where h.course_version_id = ? order by h.position, m.position, p.position
        """,
        [version_id],
    ).fetchall()
    return _half_days(rows)


_Row = tuple[int, int | None, str | None, int | None, int | None, str | None, str | None]


def _half_days(rows: Sequence[_Row]) -> tuple[HalfDay, ...]:
    """Fold the joined rows back into half-days, modules and points, in order."""
    half_days: dict[int, tuple[int | None, str | None]] = {}
    modules: defaultdict[int, dict[int, tuple[int | None, str]]] = defaultdict(dict)
    points: defaultdict[int, list[str]] = defaultdict(list)
    for half_day_id, day, part, module_id, number, title, point in rows:
        half_days[half_day_id] = (day, part)
        if module_id is not None and title is not None:
            modules[half_day_id][module_id] = (number, title)
            if point is not None:
                points[module_id].append(point)
    return tuple(
        HalfDay(
            day=day,
            day_part=DayPart(part) if part else None,
            modules=tuple(
                Module(title=title, number=number, points=tuple(points[module_id]))
                for module_id, (number, title) in modules[half_day_id].items()
            ),
        )
        for half_day_id, (day, part) in half_days.items()
    )
