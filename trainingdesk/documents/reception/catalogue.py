"""The catalogue: a contents page, then the sheet of each course, field by field (RNQ, 1)."""

from itertools import groupby

from reportlab.platypus import Flowable

from trainingdesk.documents import course_sheet
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import CourseSheetPaper
from trainingdesk.domain.reception_data import CatalogueEntry, CataloguePaper
from trainingdesk.french import long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Catalogue de formations"


def compose(data: CataloguePaper, wording: Wording) -> Composition:
    """Return the catalogue; each course begins on a page of its own."""
    story = [
        *b.title(TITLE, data.organisation.trade_name),
        *b.text(wording("catalogue.intro", count=plural(len(data.entries), "formation"))),
        *_welcome(data, wording),
        # No heading: it would list itself.
        *b.text(b.bold("Sommaire"), keep_with_next=True),
        *b.contents((2, 3)),
    ]
    for field, entries in groupby(data.entries, key=_field):
        for number, entry in enumerate(entries):
            story += [*b.page_break(), *(b.heading(field) if not number else [])]
            story += _sheet(data, entry, wording)
    return Composition(
        title=TITLE,
        reference=long_date(data.on),
        subject=f"{TITLE} – {data.organisation.name}",
        story=story,
        is_public=True,
    )


def _field(entry: CatalogueEntry) -> str:
    """Return the field under which a course stands."""
    return entry.version.sheet.category or "Autres formations"


def _sheet(data: CataloguePaper, entry: CatalogueEntry, wording: Wording) -> list[Flowable]:
    sheet = CourseSheetPaper(
        organisation=data.organisation, course=entry.course, version=entry.version, on=data.on
    )
    title = entry.version.sheet.title or entry.course.title
    return [*b.headline(title, 3), *course_sheet.body(sheet, wording, level=4)]


def _welcome(data: CataloguePaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    facts: list[tuple[str, b.Content]] = [
        ("Nous joindre", " – ".join(filter(None, (office.phone, office.email, office.website)))),
        ("Référent pédagogique", office.pedagogical_referent),
        ("Référent handicap", office.disability_referent),
        ("Accessibilité", wording("catalogue.accessibilite")),
        ("Mise à jour", long_date(data.on)),
    ]
    return b.facts([fact for fact in facts if fact[1]])


def file_name(data: CataloguePaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(TITLE, f"{data.on:%Y-%m}")


def refusal(data: CataloguePaper) -> str | None:
    """Return why there is no catalogue."""
    if not data.entries:
        return "Le catalogue est vide : ajoutez d’abord une formation."
    return None
