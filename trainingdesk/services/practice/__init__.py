"""The practice office: an invented office with two years of work behind and before it.

Its people, texts and plans are data below `resources/sample`; its history is told day by day
through the same services that the window calls, so that nothing in it could not have been typed.
"""

from trainingdesk.services.practice.builder import build, closed_sessions

__all__ = ["build", "closed_sessions"]
