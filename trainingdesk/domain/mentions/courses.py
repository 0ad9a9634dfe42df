"""What the public sheet of a course must say (RNQ, indicators 1, 2 and 5; L6313-1, L6353-8)."""

from collections.abc import Callable, Sequence

from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import CourseSheetPaper
from trainingdesk.french import euros, hours, long_date, plural

SHEET = "Catalogue › la formation"
RNQ = "RNQ, indicateur 1"


def _of_sheet(
    name: str, words: Callable[[CourseSheet], Sequence[str | None]], article: str = RNQ
) -> Mention[CourseSheetPaper]:
    """Return a mention whose facts the sheet itself holds; its lines are read one by one."""
    return Mention(
        name,
        article,
        SHEET,
        lambda data: [
            line for text in words(data.version.sheet) for line in (text or "").splitlines() or [""]
        ],
    )


def _duration(sheet: CourseSheet) -> Sequence[str]:
    days = [plural(sheet.days, "jour")] if sheet.days is not None else []
    return [*days, hours(sheet.hours)] if sheet.hours is not None else days


def _modules(sheet: CourseSheet) -> Sequence[str]:
    texts = [
        text
        for half_day in sheet.programme
        for module in half_day.modules
        for text in (module.title, *module.points)
    ]
    return [text for text in texts if text]


COURSE_SHEET: tuple[Mention[CourseSheetPaper], ...] = (
    Mention(
        "Nom de l’organisme",
        "C. com. R123-237",
        "Fichier › Organisme › Identité",
        lambda data: (data.organisation.trade_name,),
    ),
    _of_sheet("Intitulé", lambda sheet: (sheet.title,), "C. trav. D6353-1, I, 1°"),
    _of_sheet("Référence", lambda sheet: (sheet.code,)),
    _of_sheet(
        "Date de mise à jour",
        lambda sheet: (long_date(sheet.version_date) if sheet.version_date else "",),
    ),
    _of_sheet("Public visé", lambda sheet: sheet.audience),
    _of_sheet("Prérequis", lambda sheet: sheet.prerequisites),
    _of_sheet("Objectifs", lambda sheet: sheet.objectives, "RNQ, indicateurs 1 et 5"),
    _of_sheet("Contenu", _modules),
    _of_sheet("Reconnaissance délivrée", lambda sheet: (sheet.recognition,)),
    _of_sheet("Durée", _duration),
    _of_sheet("Modalité de déroulement", lambda sheet: (sheet.modality,)),
    _of_sheet("Modalités et délais d’accès", lambda sheet: (sheet.access,)),
    _of_sheet(
        "Tarif", lambda sheet: (euros(sheet.price_ht) if sheet.price_ht is not None else "",)
    ),
    _of_sheet("Modalités de financement", lambda sheet: (sheet.funding,)),
    _of_sheet("Méthodes et moyens pédagogiques", lambda sheet: sheet.methods),
    _of_sheet("Modalités d’évaluation", lambda sheet: sheet.assessment),
    _of_sheet("Accessibilité aux personnes handicapées", lambda sheet: (sheet.accessibility,)),
    _of_sheet("Contacts", lambda sheet: (sheet.contacts,)),
    _of_sheet(
        "Indicateurs de résultats et mode de calcul",
        lambda sheet: (sheet.results,),
        "RNQ, indicateur 2",
    ),
)
