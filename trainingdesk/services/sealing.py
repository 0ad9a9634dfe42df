"""The office's electronic seal: chosen, opened once a run, put on the papers that bear it."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.seals import Certificate, OfficeSeal, SealScope
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage import seals as store
from trainingdesk.storage.database import unit_of_work

if TYPE_CHECKING:
    # Loaded where a paper is sealed; see `Office.unlocked`.
    from trainingdesk.paper.seal import Seal

PASSWORD_VARIABLE = "TRAININGDESK_SEAL_PASSWORD"  # noqa: S105 - the name of a variable
REASON = "Garantir l’origine et l’intégrité du document"


class SealLocked(RuleBroken):
    """A paper is to be sealed, and nobody gave the password of the seal yet."""

    def __init__(self) -> None:
        super().__init__(
            "Ce document porte le cachet électronique de l’organisme, dont le mot de passe n’a pas "
            "encore été donné : rien n’a été édité. Dans la fenêtre, il est demandé ; sans "
            f"fenêtre, donnez-le par la variable {PASSWORD_VARIABLE}.",
            "password",
        )


def office_seal(office: Office) -> OfficeSeal | None:
    """Return the seal that the office chose, if any."""
    return store.office_seal(office.db)


def choose(
    office: Office, content: bytes, file_name: str, password: str, scope: SealScope
) -> Changes:
    """Make a certificate the office's seal; it is open until the program ends.

    Raises:
        RuleBroken: the password or the file is wrong, or the certificate does not hold today;
            `field` says which.
    """
    from trainingdesk.paper.seal import open_seal  # noqa: PLC0415

    seal = open_seal(content, password)
    seal.certificate.refuse_on(_clock_day())
    chosen = OfficeSeal(
        content=content, file_name=file_name, certificate=seal.certificate, scope=scope
    )
    with unit_of_work(office.db):
        store.put(office.db, chosen)
    _keep_open(office, seal, content)
    return changed(f"Cachet électronique enregistré : {seal.certificate.holder}", Kind.OFFICE)


def choose_scope(office: Office, scope: SealScope) -> Changes:
    """Choose which papers bear the seal.

    Raises:
        RuleBroken: the office has no certificate to seal them with.
    """
    known = store.office_seal(office.db)
    if known is None:
        if scope is not SealScope.NOTHING:
            raise RuleBroken("Choisissez d’abord le fichier du certificat.", "content")
        return changed("Aucun cachet électronique", Kind.OFFICE)
    with unit_of_work(office.db):
        store.put(office.db, replace(known, scope=scope))
    return changed("Cachet électronique enregistré", Kind.OFFICE)


def remove(office: Office) -> Changes:
    """Take the certificate out of the file; papers that bear the seal keep it."""
    with unit_of_work(office.db):
        store.put(office.db, None)
    office.unlocked.seal, office.unlocked.content = None, b""
    return changed("Cachet électronique retiré", Kind.OFFICE)


def look(content: bytes, password: str) -> Certificate:
    """Return what a certificate says of itself; nothing is kept.

    Raises:
        RuleBroken: the password or the file is wrong; `field` says which.
    """
    from trainingdesk.paper.certificate import open_certificate  # noqa: PLC0415

    return open_certificate(content, password).facts


def unlock(office: Office, password: str) -> None:
    """Open the office's seal for as long as the program runs.

    Raises:
        RuleBroken: the office has none, or the password is another.
    """
    from trainingdesk.paper.seal import open_seal  # noqa: PLC0415

    known = store.office_seal(office.db)
    if known is None:
        raise RuleBroken("Aucun cachet n’est choisi : ouvrez Fichier › Cachet électronique.")
    _keep_open(office, open_seal(known.content, password), known.content)


def require(office: Office, kinds: Iterable[str]) -> None:
    """Refuse to begin what could not be sealed, before anything is written or numbered.

    Raises:
        SealLocked: a paper of these kinds bears the seal, and its password was not given.
        RuleBroken: the certificate has expired, or the password of the environment is wrong.
    """
    known = _marking(office, kinds)
    if known is not None:
        _opened(office, known)


def is_locked(office: Office, kinds: Iterable[str]) -> bool:
    """Tell whether a paper of these kinds waits for the password of the seal."""
    try:
        require(office, kinds)
    except SealLocked:
        return True
    return False


def marks(office: Office, kind: str) -> bool:
    """Tell whether an issued paper of this kind bears the seal."""
    return _marking(office, (kind,)) is not None


def sealed(office: Office, kind: str, pdf: bytes) -> tuple[bytes, str]:
    """Return a finished paper with the office's seal, and the holder that it names.

    A paper that bears none comes back as it is, with no name.

    Raises:
        SealLocked: the password was not given.
        RuleBroken: the certificate has expired.
    """
    known = _marking(office, (kind,))
    if known is None:
        return pdf, ""
    from trainingdesk.paper.seal import sealed as with_seal  # noqa: PLC0415

    seal = _opened(office, known)
    city = identity.organisation(office.db).address.city
    return with_seal(pdf, seal, reason=REASON, location=city), seal.certificate.holder


def holds(pdf: bytes) -> bool:
    """Tell whether a paper bears a seal, and not a byte of it changed since."""
    from trainingdesk.paper.seal import is_intact  # noqa: PLC0415

    return is_intact(pdf)


def _marking(office: Office, kinds: Iterable[str]) -> OfficeSeal | None:
    if store.scope(office.db) is SealScope.NOTHING:
        return None
    known = store.office_seal(office.db)
    return known if known and any(known.marks(kind) for kind in kinds) else None


def _opened(office: Office, known: OfficeSeal) -> "Seal":
    """Return the open seal, by the password of the environment where nobody typed one."""
    known.certificate.refuse_on(_clock_day())
    if office.unlocked.content != known.content:
        password = os.environ.get(PASSWORD_VARIABLE)
        if not password:
            raise SealLocked
        unlock(office, password)
    seal = office.unlocked.seal
    assert seal is not None  # noqa: S101 - kept with its content
    return seal


def _clock_day() -> date:
    """Return the day that a seal bears: of this machine's clock, whichever the office works on."""
    return datetime.now().astimezone().date()


def _keep_open(office: Office, seal: "Seal", content: bytes) -> None:
    office.unlocked.seal, office.unlocked.content = seal, content
