"""The rules of the offices that travel with the program, by key."""

from functools import cache

from trainingdesk.domain.conditions import Rules
from trainingdesk.services.profiles import load_profile


@cache
def rules_of(key: str) -> Rules:
    return load_profile(key).rules
