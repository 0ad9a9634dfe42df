"""What the public holidays are called."""

from datetime import date, timedelta

from trainingdesk.domain.calendar import easter, is_public_holiday

_FIXED = {
    (1, 1): "Jour de l’an",
    (5, 1): "Fête du travail",
    (5, 8): "Victoire 1945",
    (7, 14): "Fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "Armistice 1918",
    (12, 25): "Noël",
}
_AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}


def holiday_name(day: date) -> str:
    """Return what is celebrated, nothing on any other day.

    >>> holiday_name(date(2027, 5, 6)), holiday_name(date(2027, 5, 7))
    ('Ascension', '')
    """
    if not is_public_holiday(day):
        return ""
    fixed = _FIXED.get((day.month, day.day))
    return fixed or _AFTER_EASTER[(day - easter(day.year)) // timedelta(days=1)]
