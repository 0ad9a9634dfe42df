"""When two ways of writing a firm's name mean one firm."""

import re

from trainingdesk.french import sort_key

# fmt: off
LEGAL_FORMS = frozenset((
    "ei", "eirl", "eurl", "gie", "gip", "sa", "sarl", "sas", "sasu", "sca", "sci", "scic", "scm",
    "scop", "scp", "scs", "sel", "selarl", "selas", "snc",
))
# fmt: on
"""The short forms that one firm is written with on one list and without on the next."""


def firm_key(name: str) -> str:
    """Return what a firm's name has in common however it is written.

    >>> firm_key("Dupont S.A.R.L."), firm_key("SARL  DUPONT"), firm_key("Dupont & Fils")
    ('dupont', 'dupont', 'dupont fils')
    """
    words = re.findall(r"[^\W_]+", sort_key(name).replace(".", ""))
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)
