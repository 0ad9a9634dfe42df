"""A list of people as it stands in a mail, read line by line."""

import re
from dataclasses import dataclass

from trainingdesk.domain.people import Civility
from trainingdesk.french import sort_key

_BULLET = re.compile(r"^\s*(?:[-*•·–—]+|\d{1,3}\s*[.)°/-])\s*")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+33|0)\s?[1-9](?:[\s.]?\d{2}){4}\b")
_ASIDE = re.compile(r"\(([^)]*)\)|\s[-–—]\s(.*)$")
_COUNT = re.compile(r"\d*")
_CELLS = re.compile(r"\s*[\t;|]\s*")
_CIVILITIES = {
    "m": Civility.MONSIEUR,
    "mr": Civility.MONSIEUR,
    "monsieur": Civility.MONSIEUR,
    "mme": Civility.MADAME,
    "mlle": Civility.MADAME,
    "madame": Civility.MADAME,
}
_CAPTIONS = {"civilite", "nom", "prenom", "email", "mail", "courriel", "fonction", "poste", "tel"}
_COURTESY = re.compile(
    r"(?:bonjour|bonsoir|merci|voici|ci-joint|salutations|cordialement|bien (?:cordialement|a vous)"
    r"|bonne (?:journee|reception|soiree)|sincerement)\b"
)
_BORN = re.compile(r"(?:\bnée?(?:\(e\))?\s+le\s+)?\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b", re.IGNORECASE)
LONGEST_INITIALS = 3
"""Letters in capitals that may still be a service of a firm: RH, DSI."""
SHORTEST_CAPITALS = 2
"""Letters in capitals that make a last name: an initial alone does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedName:
    """Someone named in a list; `line` is the number of the line, from one."""

    last_name: str
    first_name: str = ""
    civility: Civility = Civility.UNKNOWN
    email: str = ""
    phone: str = ""
    job: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """What two writings of one name share: accents, capitals and order aside."""
        words = sort_key(f"{self.last_name} {self.first_name}").replace("-", " ").split()
        return " ".join(sorted(words))


@dataclass(frozen=True, slots=True)
class PastedList:
    """The people that a text names, and the lines in which nobody was found."""

    names: tuple[PastedName, ...] = ()
    unread: tuple[str, ...] = ()


def read_names(text: str) -> PastedList:
    r"""Return the people that a pasted text names, one a line; a person named twice comes once.

    Last names are told by their capitals, else by their place: «Zoé de La Tour» or «Tour, Zoé». A
    line of captions and empty lines are passed over.

    >>> pasted = read_names("1. Mme Zoé LE GOFF <z@ex.fr>\nRoy, Ali\n06 12 34 56 78")
    >>> [(person.first_name, person.last_name) for person in pasted.names], pasted.unread
    ([('Zoé', 'Le Goff'), ('Ali', 'Roy')], ('06 12 34 56 78',))
    """
    found: dict[str, PastedName] = {}
    unread = []
    for number, line in enumerate(text.splitlines(), 1):
        for part in _people_in(line):
            name = _read(part, number)
            if name is not None:
                found.setdefault(name.key, name)
            elif part.strip() and not _is_captions(part):
                unread.append(part.strip())
    return PastedList(tuple(found.values()), tuple(unread))


def _people_in(line: str) -> list[str]:
    """Cut a line that names several people with their last names in capitals."""
    parts = line.split(",")
    are_people = all(
        _is_full_name(part) and max(map(len, _in_capitals(part.split()))) > LONGEST_INITIALS
        for part in parts
    )
    return parts if are_people else [line]


def _is_full_name(text: str) -> bool:
    """Whether a first name and a last name in capitals stand there: «responsable RH» is none."""
    words = text.split()
    capitals = _in_capitals(words)
    given = [word for word in words if word not in capitals]
    return bool(capitals) and any(word[0].isupper() for word in given)


def _is_talk(line: str) -> bool:
    """Whether a line is what a mail says around its list."""
    return line.endswith(":") or _COURTESY.match(sort_key(line)) is not None


def _is_captions(line: str) -> bool:
    cells = re.split(r"[\t;|,]", line)
    return all(sort_key(cell).strip(" .") in _CAPTIONS for cell in cells if cell.strip())


def _read(line: str, number: int) -> PastedName | None:
    rest = _BULLET.sub("", line).strip()
    if _is_talk(rest):
        return None
    rest = _BORN.sub(" ", rest)
    email = _EMAIL.search(rest)
    rest = _EMAIL.sub(" ", rest)
    phone = _PHONE.search(rest)
    rest = re.sub(r"[<>«»\"]|mailto:", " ", _PHONE.sub(" ", rest))
    aside = _ASIDE.search(rest)
    job = next((part for part in aside.groups() if part), "").strip() if aside else ""
    rest = _ASIDE.sub(" ", rest)
    cells = [cell for cell in _CELLS.split(rest.strip(" ,;\t")) if not _COUNT.fullmatch(cell)]
    if not cells or _is_captions(line):
        return None
    civility, cells = _civility(cells)
    last_name, first_name, others = _names(cells) if cells else ("", "", [])
    if not last_name:
        return None
    return PastedName(
        last_name=_spelled(last_name),
        first_name=_spelled(first_name),
        civility=civility,
        email=email.group().casefold() if email else "",
        phone=" ".join(phone.group().split()) if phone else "",
        job=job or " ".join(others),
        line=number,
    )


def _civility(cells: list[str]) -> tuple[Civility, list[str]]:
    first, _, after = cells[0].partition(" ")
    known = _CIVILITIES.get(sort_key(first).strip(". "))
    if known is None:
        return Civility.UNKNOWN, cells
    return known, [after.strip(), *cells[1:]] if after.strip() else cells[1:]


def _names(cells: list[str]) -> tuple[str, str, list[str]]:
    """Return last name, first name and what stands in further cells."""
    first, *others = cells
    is_whole_name = len(first.split()) > 1 and not first.isupper()
    if others and not is_whole_name:
        second, *more = others
        return (second, first, more) if _is_last_name(second, first) else (first, second, more)
    if "," in first:
        name, *aside = [part.strip() for part in first.split(",")]
        if _is_full_name(name):
            return *_split(name.split()), [*aside, *others]
        last, given, *more = [part.strip() for part in first.split(",")]
        return last, given, [*more, *others]
    return *_split(first.split()), others


def _is_last_name(cell: str, other: str) -> bool:
    return cell.isupper() and not other.isupper()


def _split(words: list[str]) -> tuple[str, str]:
    capitals = _in_capitals(words)
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    # «Zoé de La Tour»: one first name, then all the rest.
    return (" ".join(words[1:]), words[0]) if len(words) > 1 else (" ".join(words), "")


def _in_capitals(words: list[str]) -> list[str]:
    return [
        word
        for word in words
        if word.isupper() and sum(letter.isalpha() for letter in word) >= SHORTEST_CAPITALS
    ]


def _spelled(name: str) -> str:
    """Return a name in capitals as people write it: «LE GOFF-D'ARC» is «Le Goff-D’Arc»."""
    name = " ".join(name.split()).replace("'", "’")
    if not name.isupper() or len(name) < SHORTEST_CAPITALS:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)
