"""The mentions that name the office, on every paper that binds or claims."""

from typing import Protocol, TypeVar

from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.organisation import Organisation, grouped_activity_number

IDENTITY = "Fichier › Organisme › Identité"
DECLARATIONS = "Fichier › Organisme › Déclarations"


class OfOffice(Protocol):
    """Any paper data: it knows the office."""

    @property
    def organisation(self) -> Organisation:
        """The office."""


P = TypeVar("P", bound=OfOffice)


def office_mentions(*, blocks: bool = False) -> tuple[Mention[OfOffice], ...]:
    """Return who the office is: name, form, SIRET, address (C. com. R123-237, R123-238)."""
    return (
        Mention("Nom de l’organisme", "C. com. R123-237", IDENTITY, _name, blocks=blocks),
        Mention("SIRET de l’organisme", "C. com. R123-237", IDENTITY, _siret, blocks=blocks),
        Mention("Adresse de l’organisme", "C. com. R123-237", IDENTITY, _address, blocks=blocks),
        Mention(
            "Forme juridique et capital",
            "C. com. R123-238",
            IDENTITY,
            lambda data: (data.organisation.legal_form,),
            applies=lambda data: not data.organisation.is_sole_trader,
        ),
        activity_mention(),
    )


def activity_mention(*, blocks: bool = False) -> Mention[OfOffice]:
    """Return the sentence of the declaration of activity (R6351-6).

    A first convention may leave before the number is given: it warns.
    """
    return Mention(
        "Numéro de déclaration d’activité",
        "C. trav. R6351-6",
        DECLARATIONS,
        _activity,
        blocks=blocks,
    )


def _name(data: OfOffice) -> tuple[str, ...]:
    return (data.organisation.trade_name,)


def _siret(data: OfOffice) -> tuple[str, ...]:
    # Groups are read one by one: the paper sets them apart with spaces.
    siret = data.organisation.siret
    return (siret[:3], siret[9:])


def _address(data: OfOffice) -> tuple[str, ...]:
    address = data.organisation.address
    return address.lines if address.is_complete else ()


def _activity(data: OfOffice) -> tuple[str, ...]:
    office = data.organisation
    if not (office.activity_number and office.activity_region):
        return ()
    return (grouped_activity_number(office.activity_number), office.activity_region)
