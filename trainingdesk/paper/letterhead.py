"""The head and foot that all papers of an office bear."""

from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import euros
from trainingdesk.paper.page import Letterhead


def letterhead(organisation: Organisation, *, is_public: bool = False) -> Letterhead:
    """Return the head and foot of the office's papers; those for the public count as advertising.

    The declaration of activity is named otherwise in advertising (L6352-12) than on papers that
    bind (R6351-6).
    """
    contact = (organisation.phone, organisation.email, organisation.website)
    return Letterhead(
        name=organisation.trade_name,
        address=organisation.address.lines,
        contact=tuple(filter(None, contact)),
        legal=_legal_lines(organisation, is_public=is_public),
        logo=organisation.logo,
        accent=organisation.accent,
    )


def _legal_lines(organisation: Organisation, *, is_public: bool) -> tuple[str, ...]:
    """Return what the law prints of the firm (C. com. R123-237, R123-238)."""
    form = organisation.legal_form
    if organisation.capital is not None:
        form = f"{form} au capital de {euros(organisation.capital)}".strip()
    registered = f"RCS {organisation.rcs_city}" if organisation.rcs_city else ""
    parts = (
        " – ".join(filter(None, (organisation.trade_name, form))),
        f"SIRET\N{NO-BREAK SPACE}{grouped_siret(organisation.siret)}" if organisation.siret else "",
        registered,
        f"APE\N{NO-BREAK SPACE}{organisation.naf}" if organisation.naf else "",
        f"TVA\N{NO-BREAK SPACE}{organisation.vat_number}" if organisation.vat_number else "",
    )
    sentence = organisation.advertising_sentence if is_public else organisation.activity_sentence
    return tuple(filter(None, (" – ".join(filter(None, parts)), sentence)))


def grouped_siret(siret: str) -> str:
    """Write a SIRET as people read it.

    >>> grouped_siret("00000007500010").replace(chr(160), "_")
    '000_000_075_00010'
    """
    groups = (siret[:3], siret[3:6], siret[6:9], siret[9:])
    return "\N{NO-BREAK SPACE}".join(filter(None, groups))
