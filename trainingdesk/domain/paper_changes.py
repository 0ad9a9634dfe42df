"""What changed since a paper left: the data kept with it, held against those of today."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from trainingdesk.domain.courses import ActionNature, CourseAim
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Unit
from trainingdesk.domain.parties import ClientKind, TraineeStatus
from trainingdesk.domain.people import Civility
from trainingdesk.domain.sessions import EnrolmentState, FundingState, Modality, SessionKind
from trainingdesk.french import clock, euros, hours, number, plural, short_date

TEXT_OF_PAPER = "le texte du document"
"""What changed where no field did: the wording, or how the program lays it out."""
MOST_TOLD = 4
"""Changes that are told one by one: a remark is read at a glance."""
_IDENTITY = frozenset(
    {"nom", "prénom", "nom de naissance", "civilité", "date de naissance", "SIRET"}
)
LONGEST = 60
"""Letters of a value that is quoted; a longer text is only named."""

Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One thing that changed: what it is, what it was and what it is now, in words.

    Neither *before* nor *after* is told of a text too long to be quoted.
    """

    what: str
    before: str = ""
    after: str = ""

    @property
    def corrects_identity(self) -> bool:
        """Whether it says otherwise who somebody is, which papers of any age must say rightly."""
        return self.what.split(" de l’")[0].split(" du ")[0].split(" (")[0] in _IDENTITY

    @property
    def is_quiet(self) -> bool:
        """Whether most papers do not print it: how people other than the office are reached."""
        return self.what.startswith(("courriel", "téléphone")) and "organisme" not in self.what

    @property
    def sentence(self) -> str:
        """The change as a remark tells it, without a full stop."""
        if self.before and self.after:
            return f"{self.what} : « {self.before} » → « {self.after} »"
        if self.after:
            return f"{self.what} : « {self.after} »"
        if self.before:
            return f"{self.what} : « {self.before} » retiré"
        return self.what


def told(changes: Sequence[PaperChange], most: int = MOST_TOLD) -> tuple[str, ...]:
    """Return the sentences of the first changes, and how many others there are."""
    if not changes:
        return (TEXT_OF_PAPER,)
    sentences = tuple(change.sentence for change in changes[:most])
    more = len(changes) - most
    if more > 0:
        sentences += (f"et {plural(more, 'autre changement', 'autres changements')}",)
    return sentences


def changes(before: str, after: str) -> tuple[PaperChange, ...]:
    """Return what differs between two states of a paper's data, both as the JSON kept with it.

    What no paper prints, such as notes, is left out; each change is told once, wherever the data
    hold it.
    """
    if before == after:
        return ()
    old, new = (_bared(json.loads(data)) for data in (before, after))
    found = tuple(dict.fromkeys(_differences(old, new, _Place())))
    # Few papers print how somebody is reached: told where nothing else explains the change.
    return tuple(change for change in found if not change.is_quiet) or found


def prints_alike(before: str, after: str) -> bool:
    """Whether two states of a paper's data differ in nothing that any paper prints."""
    return before == after or _bared(json.loads(before)) == _bared(json.loads(after))


def _bared(value: Any, part: str = "") -> Any:  # noqa: ANN401 - any part of the JSON
    """Return a part of the data without what no paper prints of it."""
    if isinstance(value, dict):
        silent = _SILENT if part in _KNOWN_BY_NOTES else frozenset()
        return {name: _bared(kept, name) for name, kept in value.items() if name not in silent}
    return [_bared(item, part) for item in value] if isinstance(value, list) else value


# Walking through both ---------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where in the data one is: the parts that lead there, and whose they are in words."""

    owner: str = ""
    whose: str = ""


def _differences(
    before: Frozen | None, after: Frozen | None, place: _Place
) -> Iterator[PaperChange]:
    before, after = before or {}, after or {}
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new or name in _APART or (name == "state" and {old, new} <= _USUAL_STATES):
            continue
        if name in _SUMMED:
            yield PaperChange(_named(_SUMMED[name], place))
        elif name in _LISTS:
            yield from _LISTS[name].differences(old or (), new or (), place)
        elif _is_part(old) or _is_part(new):
            yield from _of_part(name, old, new, place)
        elif name in _FIELDS:
            yield _of_field(name, old, new, place)


def _is_part(value: object) -> bool:
    return isinstance(value, dict)


def _of_part(
    name: str, old: Frozen | None, new: Frozen | None, place: _Place
) -> Iterator[PaperChange]:
    """Yield what changed in something that belongs to what is around it, or what took its place."""
    noun = _PARTS.get(name, place.owner)
    if name in _REPLACED and (old or {}).get("id") != (new or {}).get("id"):
        yield PaperChange(noun, _REPLACED[name](old or {}), _REPLACED[name](new or {}))
        return
    if name == "address" and isinstance(old, dict) and isinstance(new, dict):
        yield PaperChange(_named("adresse", place), _address(old), _address(new))
        return
    whose = "" if noun in _OF else place.whose
    yield from _differences(old, new, _Place(noun, whose))


def _of_field(name: str, old: object, new: object, place: _Place) -> PaperChange:
    what = _named(_FIELDS[name], place)
    if isinstance(old, list) or isinstance(new, list):
        return PaperChange(what)
    before, after = (_value(name, value, place) for value in (old, new))
    if max(len(before), len(after)) > LONGEST or "\n" in before + after:
        return PaperChange(what)
    return PaperChange(what, before, after)


def _named(words: str, place: _Place) -> str:
    """Return the name of a field with whose it is, where that is not plain from the paper."""
    if place.whose:
        return f"{words} ({place.whose})"
    of = _OF.get(place.owner, "")
    return f"{words} {of}".strip()


def _value(name: str, value: object, place: _Place) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    shown = _SHOWN.get(name)
    if shown is not None:
        return shown(value)
    choice = _CHOICES.get((place.owner, name)) or _CHOICES.get(("", name))
    return label(choice(str(value))) if choice else str(value)


# Lists ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of the data: what one of it is called, how two of it are known to be the same."""

    noun: str
    named: Callable[[Frozen], str]
    key: Callable[[Frozen], object]
    inside: bool = True
    feminine: bool = False

    def differences(
        self, before: Sequence[Any], after: Sequence[Any], place: _Place
    ) -> Iterator[PaperChange]:
        old, new = self._by_key(before), self._by_key(after)
        end = "e" if self.feminine else ""
        for key, one in old.items():
            if key not in new:
                yield PaperChange(f"{self.noun} retiré{end} : {self.named(one)}")
        for key, one in new.items():
            if key not in old:
                yield PaperChange(f"{self.noun} ajouté{end} : {self.named(one)}")
            elif old[key] != one:
                yield from self._inside(old[key], one, alone=len(new) == 1, place=place)

    def _by_key(self, items: Sequence[Any]) -> dict[object, Frozen]:
        known: dict[object, Frozen] = {}
        for position, item in enumerate(items):
            record = item if isinstance(item, dict) else {"text": str(item)}
            key = self.key(record)
            known[position if key is None or (key,) in known else (key,)] = record
        return known

    def _inside(
        self, before: Frozen, after: Frozen, *, alone: bool, place: _Place
    ) -> Iterator[PaperChange]:
        if not self.inside:
            names = self.named(before), self.named(after)
            if names[0] != names[1]:
                yield PaperChange(self.noun, *names)
            return
        whose = place.whose or ("" if alone else self.named(after))
        yield from _differences(before, after, _Place(self.noun, whose))


def _person(row: Frozen) -> str:
    return f"{row.get('first_name') or ''} {row.get('last_name') or row.get('name') or ''}".strip()


def _seat(row: Frozen) -> str:
    return _person(row["trainee"]) if row.get("trainee") else "stagiaire à désigner"


def _seat_key(row: Frozen) -> object:
    """A seat whose person was named or exchanged is another one to whoever reads the paper."""
    trainee = row.get("trainee") or {}
    return row.get("enrolment", {}).get("id"), trainee.get("id")


def _slot(row: Frozen) -> str:
    day = short_date(date.fromisoformat(row["day"]))
    return f"{day}, {_clock(row['starts_at'])} – {_clock(row['ends_at'])}"


def _funding(row: Frozen) -> str:
    return str(row["funder"]["name"])


def _line(row: Frozen) -> str:
    return str(row.get("label") or "")


def _id(row: Frozen) -> object:
    return row.get("id")


def _instalment(row: Frozen) -> str:
    amount, day = row.get("amount_ttc") or row.get("amount"), row.get("due_on")
    shown = (_euros(amount) if amount else "", _day(day) if day else "")
    return ", ".join(filter(None, shown))


_LISTS: Mapping[str, _Listed] = {
    "participants": _Listed("stagiaire", _seat, _seat_key),
    "slots": _Listed("créneau", _slot, _id, inside=False),
    "trainers": _Listed("formateur", _person, _id),
    "fundings": _Listed(
        "prise en charge", _funding, lambda row: row["funding"]["id"], feminine=True
    ),
    "lines": _Listed("ligne", _line, lambda row: row.get("id") or _line(row), feminine=True),
    "instalments": _Listed("échéance", _instalment, lambda _row: None, inside=False, feminine=True),
    "objectives": _Listed("objectif", lambda row: str(row.get("text") or ""), _id, inside=False),
}


# Values in words --------------------------------------------------------------------------------


def _euros(value: object) -> str:
    return euros(Decimal(str(value)))


def _day(value: object) -> str:
    return short_date(date.fromisoformat(str(value)))


def _clock(value: object) -> str:
    return clock(time.fromisoformat(str(value)))


def _hours(value: object) -> str:
    return hours(Decimal(str(value)))


def _number(value: object) -> str:
    return number(Decimal(str(value)))


def _address(row: Frozen) -> str:
    town = f"{row.get('postcode') or ''} {row.get('city') or ''}".strip()
    return ", ".join(filter(None, (row.get("street"), town)))


def _place_name(row: Frozen) -> str:
    return str(row.get("name") or "")


_SILENT = frozenset({"notes", "archived_on", "special_needs", "closed_on", "portal"})
_KNOWN_BY_NOTES = frozenset(
    {"client", "employer", "trainee", "contact", "session", "enrolment", "trainers", "trainer",
     "funder", "course", "venue", "room", "organisation"}
)  # fmt: skip
"""The parts of which no paper prints the fields above: they are the office's own reminders."""

_APART = frozenset({"id", "on"})
"""Fields that tell which record it is, or on which day it was looked at."""

_USUAL_STATES = frozenset(
    {"pre_enrolled", "enrolled", "confirmed", "present", "planned", "closed", "draft", "sent"}
)
"""States that things pass through of themselves: what papers say does not follow them."""

_SUMMED: Mapping[str, str] = {
    "marks": "émargement",
    "results": "évaluation des objectifs",
    "conditions": "conditions de vente",
    "programme": "programme détaillé",
}
"""Parts whose details are too many to be told."""

_PARTS: Mapping[str, str] = {
    "organisation": "organisme",
    "session": "session",
    "course": "formation",
    "version": "programme",
    "sheet": "programme",
    "client": "client",
    "employer": "employeur",
    "trainee": "stagiaire",
    "contact": "interlocuteur",
    "venue": "lieu",
    "room": "salle",
    "funder": "financeur",
    "funding": "prise en charge",
    "agreement": "accord",
    "conditions": "conditions de vente",
    "enrolment": "inscription",
    "invoice": "facture",
    "proposal": "proposition",
    "trainer": "formateur",
    "mission": "mission",
}
"""What each part of the data is called; the others bear the name of what is around them."""

_OF: Mapping[str, str] = {
    "organisme": "de l’organisme",
    "client": "du client",
    "employeur": "de l’employeur",
    "interlocuteur": "de l’interlocuteur",
    "lieu": "du lieu",
    "salle": "de la salle",
    "financeur": "du financeur",
    "formateur": "du formateur",
}
"""How a field is told to be theirs; fields of the rest are plain without."""

_REPLACED: Mapping[str, Callable[[Frozen], str]] = {
    "client": lambda row: _person(row) if row.get("first_name") else _place_name(row),
    "employer": _place_name,
    "trainee": _person,
    "contact": _person,
    "venue": _place_name,
    "room": _place_name,
    "trainer": _person,
}
"""Parts that another may take the place of, and what each is called."""

_FIELDS: Mapping[str, str] = {
    "last_name": "nom",
    "name": "nom",
    "first_name": "prénom",
    "birth_name": "nom de naissance",
    "born_on": "date de naissance",
    "civility": "civilité",
    "legal_form": "forme juridique",
    "siret": "SIRET",
    "vat_number": "numéro de TVA",
    "naf": "code NAF",
    "email": "courriel",
    "phone": "téléphone",
    "website": "site internet",
    "street": "adresse",
    "postcode": "code postal",
    "city": "ville",
    "role": "fonction",
    "job": "emploi",
    "qualification": "qualification",
    "company": "société",
    "representative_name": "représentant légal",
    "representative_title": "qualité du représentant légal",
    "activity_number": "numéro de déclaration d’activité",
    "activity_region": "région de la déclaration d’activité",
    "qualiopi_number": "numéro Qualiopi",
    "iban": "IBAN",
    "bic": "BIC",
    "pedagogical_referent": "référent pédagogique",
    "administrative_referent": "référent administratif",
    "disability_referent": "référent handicap",
    "harassment_referent": "référent harcèlement",
    "referents_contact": "contact des référents",
    "mediator_name": "médiateur",
    "logo": "logo",
    "stamp": "cachet",
    "title": "intitulé",
    "code": "code de la formation",
    "kind": "type",
    "modality": "déroulement",
    "remote_link": "lien de connexion",
    "self_paced_hours": "heures d’e-learning",
    "starts_on": "début",
    "ends_on": "fin",
    "price": "prix",
    "price_per_person": "prix par personne",
    "price_for_group": "prix du groupe",
    "unit_price": "prix",
    "quantity": "quantité",
    "discount": "remise",
    "tva_rate": "taux de TVA",
    "unit": "unité",
    "label": "désignation",
    "head_count": "effectif",
    "status": "statut",
    "state": "état",
    "left_on": "date de départ",
    "file_number": "numéro de dossier",
    "amount": "montant accordé",
    "hours": "heures accordées",
    "subrogation": "subrogation",
    "special_conditions": "conditions particulières",
    "number": "numéro",
    "access": "accès",
    "prerequisites": "prérequis",
    "audience": "public visé",
    "accessibility": "accessibilité",
    "methods": "méthodes",
    "assessment": "évaluation",
    "presence": "présence",
    "minutes_missed": "minutes manquées",
    "rate": "tarif",
    "login": "identifiant",
}
"""The fields that papers print, by the words people use."""

_SHOWN: Mapping[str, Callable[[object], str]] = {
    **dict.fromkeys(
        ("price", "price_per_person", "price_for_group", "unit_price", "amount", "rate"), _euros
    ),
    **dict.fromkeys(("born_on", "starts_on", "ends_on", "left_on"), _day),
    **dict.fromkeys(("self_paced_hours", "hours"), _hours),
    **dict.fromkeys(("quantity", "discount", "tva_rate", "head_count"), _number),
    # A picture is kept as its hash, which tells nobody anything.
    **dict.fromkeys(("logo", "stamp"), lambda _value: ""),
}

_CHOICES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("", "civility"): Civility,
    ("", "modality"): Modality,
    ("", "unit"): Unit,
    ("", "status"): TraineeStatus,
    ("", "nature"): ActionNature,
    ("", "aim"): CourseAim,
    ("session", "kind"): SessionKind,
    ("client", "kind"): ClientKind,
    ("inscription", "state"): EnrolmentState,
    ("prise en charge", "state"): FundingState,
}
"""The choices whose French word is told, by whose they are."""
