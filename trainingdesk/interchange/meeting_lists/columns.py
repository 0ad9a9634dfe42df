"""What the columns of a meeting tool's list are, by their titles in French or English."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from trainingdesk.french import sort_key


class Field(StrEnum):
    """What a column holds."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    JOINED = "joined"
    LEFT = "left"
    DURATION = "duration"
    ACTION = "action"
    MOMENT = "moment"
    WAITING = "waiting"


_TITLES: Mapping[Field, str] = {
    # Tried in this order: «User Email» is an address before it is a name, «Join Time» no duration.
    Field.WAITING: r"in waiting room|(dans la )?salle d'attente",
    Field.EMAIL: r"(user |adresse |attendee )?e ?mail( address)?|mail|courriel"
    r"|adresse( de)? (messagerie|courriel)|adresse electronique",
    Field.ACTION: r"user action|action( de l'utilisateur)?",
    Field.MOMENT: r"timestamp|horodatage|horodateur",
    Field.JOINED: r"(first )?join(ed)?( time| at)?|time joined|connected at|arrival( time)?"
    r"|(date et )?heure (d'|de )(la )?(premiere )?(arrivee|entree|connexion|participation)"
    r"|(premiere |1ere )?(arrivee|entree|connexion|participation|jonction)( a)?"
    r"|a rejoint( a)?|rejoint( a| le)?|debut( de connexion)?",
    Field.LEFT: r"(last )?(leave|left)( time| at)?|time (exited|left)|disconnected at|exit( time)?"
    r"|(date et )?heure (de |d')(la )?(derniere? )?(depart|sortie|deconnexion|fin)"
    r"|(derniere? )?(depart|sortie|deconnexion)( a)?|a quitte( a)?|quitte( a| le)?"
    r"|fin( de connexion)?",
    Field.DURATION: r"((in meeting|total|meeting|attendance) )?duration( minutes)?"
    r"|duree( (en reunion|totale|de (la )?(presence|participation|connexion)))?( minutes)?"
    r"|(total )?(minutes|temps de connexion|time in (meeting|session))( minutes)?",
    Field.FIRST_NAME: r"first name|prenom",
    Field.LAST_NAME: r"(last|family) name|surname|nom de famille",
    Field.NAME: r"(full |user |display |participant |attendee )?name|participants?|utilisateur"
    r"|nom( complet| d'utilisateur| d'affichage| (de l'|de |du )?(utilisateur|participant))?"
    r"|nom et prenom|prenom et nom|stagiaire|attendee",
}


def _plain(title: str) -> str:
    """Return a title without accents, case, or what stands in brackets, save a unit of time."""
    words = re.sub(r"\((?!minutes?\b|min\b)[^)]*\)", " ", sort_key(title))
    words = re.sub(r"\bmins?\b", "minutes", words)
    return " ".join(re.sub(r"[^a-z0-9']+", " ", words).split())


def field_of(title: str) -> Field | None:
    """Return what a column with this title holds, or `None`.

    >>> field_of("Name (Original Name)"), field_of("Heure d’arrivée"), field_of("Role")
    (<Field.NAME: 'name'>, <Field.JOINED: 'joined'>, None)
    """
    plain = _plain(title)
    if not plain:
        return None
    return next((field for field, words in _TITLES.items() if re.fullmatch(words, plain)), None)


def header(row: Sequence[str]) -> dict[Field, int]:
    """Return where each field stands in a row of titles; nothing if it is no such row."""
    found: dict[Field, int] = {}
    for place, title in enumerate(row):
        field = field_of(title)
        if field is not None:
            found.setdefault(field, place)
    who = {Field.NAME, Field.LAST_NAME, Field.EMAIL} & found.keys()
    if Field.FIRST_NAME in found and Field.NAME in found and Field.LAST_NAME not in found:
        # «Nom» beside «Prénom» is the family's.
        found[Field.LAST_NAME] = found.pop(Field.NAME)
    times = {Field.JOINED, Field.MOMENT} & found.keys()
    return found if who and times else {}


def is_utc(title: str) -> bool:
    """Whether a title says that its moments are those of Greenwich."""
    return re.search(r"\butc\b|\bgmt\b(?!\s*[+-])", sort_key(title)) is not None
