"""A read course sheet as the values of a JSON file."""

from decimal import Decimal

from trainingdesk.domain.courses import HalfDay
from trainingdesk.interchange.course_sheets.sheet import ReadSheet


def to_json(read: ReadSheet) -> dict[str, object]:
    """Return the sheet as JSON keeps it: lists, numbers, a price in text and an ISO date."""
    sheet = read.sheet
    return {
        "code": sheet.code,
        "title": sheet.title,
        "category": sheet.category,
        "subcategory": sheet.subcategory,
        "days": _number(sheet.days),
        "hours": _number(sheet.hours),
        "hours_derived": sheet.hours_derived,
        "objectives": list(sheet.objectives),
        "introduction": sheet.introduction,
        "programme": [_half_day(half_day) for half_day in sheet.programme],
        "prerequisites": list(sheet.prerequisites),
        "audience": list(sheet.audience),
        "methods": list(sheet.methods),
        "assessment": list(sheet.assessment),
        "modality": sheet.modality,
        "recognition": sheet.recognition,
        "access": sheet.access,
        "accessibility": sheet.accessibility,
        "price_ht": f"{sheet.price_ht:.2f}" if sheet.price_ht is not None else None,
        "funding": sheet.funding,
        "results": sheet.results,
        "contacts": sheet.contacts,
        "version_date": sheet.version_date.isoformat() if sheet.version_date else None,
        "terms": read.terms,
        "unread": list(read.unread),
    }


def _half_day(half_day: HalfDay) -> dict[str, object]:
    modules = [
        {"number": module.number, "title": module.title, "points": list(module.points)}
        for module in half_day.modules
    ]
    part = half_day.day_part
    return {"day": half_day.day, "half_day": part.value if part else None, "modules": modules}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
