"""Attendance sheets in other shapes, and the name plates of the table."""

from trainingdesk.documents.attendance import (
    blank,
    by_company,
    by_day,
    by_month,
    by_person,
    by_week,
    name_plates,
)
from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.domain.mentions.attendance import ATTENDANCE_SHEET
from trainingdesk.domain.mentions.sheets import BLANK_SHEET, NAME_PLATES

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="attendance_day",
        name="Feuille d’émargement par jour",
        compose=by_day.compose,
        mentions=ATTENDANCE_SHEET,
        file_name=by_day.file_name,
        refusal=by_day.refusal,
    ),
    PaperKind(
        key="attendance_week",
        name="Feuille d’émargement par semaine",
        compose=by_week.compose,
        mentions=ATTENDANCE_SHEET,
        file_name=by_week.file_name,
        refusal=by_week.refusal,
    ),
    PaperKind(
        key="attendance_month",
        name="Feuille d’émargement par mois",
        compose=by_month.compose,
        mentions=ATTENDANCE_SHEET,
        file_name=by_month.file_name,
        refusal=by_month.refusal,
    ),
    PaperKind(
        key="attendance_person",
        name="Feuille d’émargement individuelle",
        compose=by_person.compose,
        mentions=ATTENDANCE_SHEET,
        file_name=by_person.file_name,
        refusal=by_person.refusal,
    ),
    PaperKind(
        key="attendance_company",
        name="Feuille d’émargement par entreprise",
        compose=by_company.compose,
        mentions=ATTENDANCE_SHEET,
        file_name=by_company.file_name,
        refusal=by_company.refusal,
    ),
    PaperKind(
        key="attendance_blank",
        name="Feuille d’émargement vierge",
        compose=blank.compose,
        mentions=BLANK_SHEET,
        file_name=blank.file_name,
        refusal=blank.refusal,
    ),
    PaperKind(
        key="name_plates",
        name="Chevalets",
        compose=name_plates.compose,
        mentions=NAME_PLATES,
        file_name=name_plates.file_name,
        refusal=name_plates.refusal,
    ),
)
