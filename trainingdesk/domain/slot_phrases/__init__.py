"""Slots from a sentence: «3 mardis à partir du 12/01, 9h-12h30 et 13h30-17h»."""

from trainingdesk.domain.slot_phrases.outline import Outline, SkippedDay, read_slots
from trainingdesk.domain.slot_phrases.words import EXAMPLE

__all__ = ["EXAMPLE", "Outline", "SkippedDay", "read_slots"]
