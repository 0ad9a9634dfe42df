"""Course sheets as offices have them, read from text, PDF and Word files."""

from trainingdesk.interchange.course_sheets.as_json import to_json
from trainingdesk.interchange.course_sheets.files import read_course_sheet
from trainingdesk.interchange.course_sheets.sheet import ReadSheet, parse_course_sheet

__all__ = ["ReadSheet", "parse_course_sheet", "read_course_sheet", "to_json"]
