"""Moments and durations as meeting tools write them."""

import re
from datetime import date, datetime, time, timedelta, timezone

_DATE = r"(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{1,4})"
_TIME = (
    r"(?P<hour>\d{1,2})\s*[:h]\s*(?P<minute>\d{2})(?:[:mn\s]*(?P<second>\d{2})(?:[.,]\d+)?s?)?"
    r"\s*(?P<half>[ap])?\.?(?:(?<=[apAP])m|(?<=\.)m)?\.?"
)
_ZONE = r"(?P<zone>z|utc|gmt|(?:utc|gmt)?(?P<east>[+-](?:0?\d|1[0-4]))(?::?(?P<part>[0-5]\d))?)?"
_WHOLE = re.compile(rf"(?:{_DATE}[\s,t]*(?:à\s*|at\s*)?)?{_TIME}\s*{_ZONE}", re.IGNORECASE)

_SHORT_YEAR = 100
_YEARS = range(2000, 2100)
_NOON = 12


def read_moment(
    text: str, *, month_first: bool, day: date | None = None, utc: bool = False
) -> datetime | None:
    """Return the moment that a text tells on this machine's clock, or `None`.

    Args:
        text: «18/05/2026 09:02:11», «5/18/26, 9:02:11 AM», «2026-05-18T09:02:11Z»,
            «2026/05/18 9:02:11 AM UTC+2», «9:02 AM»…
        month_first: how to take a date that begins with neither year nor a day after the 12th.
        day: the day of a text that tells only the time.
        utc: whether a text without a zone is Greenwich's time.
    """
    found = _WHOLE.fullmatch(" ".join(text.split()).replace("\N{NARROW NO-BREAK SPACE}", " "))
    if found is None:
        return None
    told = _day(found, month_first=month_first) if found["a"] else day
    try:
        clock = time(_hour(found), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    if told is None:
        return None
    moment = datetime.combine(told, clock)
    return _local(moment, found) if utc or found["zone"] else moment


def has_day(text: str) -> bool:
    """Whether a text tells more than a time of day.

    >>> has_day("18/05/2026 09:02"), has_day("09:02")
    (True, False)
    """
    return re.match(rf"\s*{_DATE}", text) is not None


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"])
    if not found["half"]:
        return hour
    afternoon = found["half"].lower() == "p"
    return hour % _NOON + (_NOON if afternoon else 0)


def _day(found: re.Match[str], *, month_first: bool) -> date | None:
    first, second, third = (int(found[part]) for part in "abc")
    if len(found["a"]) > 2:  # noqa: PLR2004 - longer than a day or a month
        year, month, number = first, second, third
    else:
        month, number = (first, second) if month_first else (second, first)
        year = third + 2000 if third < _SHORT_YEAR else third
    try:
        return date(year, month, number) if year in _YEARS else None
    except ValueError:
        return None


def _local(moment: datetime, found: re.Match[str]) -> datetime:
    """Return a moment of Greenwich, or of a zone east or west of it, on this machine's clock."""
    hours = int(found["east"] or 0)
    minutes = int(found["part"] or 0)
    zone = timezone(timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes))
    return moment.replace(tzinfo=zone).astimezone().replace(tzinfo=None)


_UNITS = (
    (r"(?<!\d)(\d{1,5})\s*(?:h|hr|hrs|hour|hours|heure|heures)\b", 3600),
    (r"(?<!\d)(\d{1,5})\s*(?:m|mn|min|mins|minute|minutes)\b", 60),
    (r"(?<!\d)(\d{1,5})\s*(?:s|sec|secs|seconde|secondes|second|seconds)\b", 1),
)


def read_minutes(text: str) -> int | None:
    """Return the whole minutes of a duration, or `None`.

    >>> [read_minutes(each) for each in ("58", "1h 27m 51s", "1 hr 2 min", "1:30:59", "12:30", "-")]
    [58, 87, 62, 90, 12, None]
    """
    plain = text.strip().lower()
    if re.fullmatch(r"\d{1,5}(?:[.,]\d+)?", plain):
        return int(float(plain.replace(",", ".")))
    if re.fullmatch(r"\d{1,5}:\d{2}(:\d{2})?", plain):
        # Two parts are minutes and seconds, as players show them.
        *larger, seconds = map(int, plain.split(":"))
        hours, minutes = larger if len(larger) > 1 else (0, *larger)
        return timedelta(hours=hours, minutes=minutes, seconds=seconds) // timedelta(minutes=1)
    found = [(re.search(words, plain), unit) for words, unit in _UNITS]
    if not any(match for match, _unit in found):
        return None
    return sum(int(match[1]) * unit for match, unit in found if match) // 60
