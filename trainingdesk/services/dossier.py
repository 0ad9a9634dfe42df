"""The papers that a session needs, and how far each one is."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trainingdesk.documents.wording import SHIPPED, Override
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.paper_changes import PaperChange, changes, prints_alike, told
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import short_date
from trainingdesk.services import publishing
from trainingdesk.services.needs import Side
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, reader
from trainingdesk.services.publishing import Prepared
from trainingdesk.services.recipients import Wanted, recipients
from trainingdesk.storage import bargains
from trainingdesk.storage import office as identity
from trainingdesk.storage.papers import IssuedPaper, kept_with, kinds_issued, signed_since


class PaperState(StrEnum):
    """How far a paper is, in the words of the screen."""

    TO_DO = "à faire"
    BLOCKED = "bloqué"
    READY = "prêt"
    ISSUED = "édité"
    SIGNED = "signé"
    OUTDATED = "à rééditer"


_GIVEN_UP = frozenset({SessionState.CANCELLED, SessionState.POSTPONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """A paper of a session: which one, for whom, how far, and why not further.

    `subject` is `None` while what it is about (an agreement, an invoice) does not exist yet;
    `client_id` then says for whom to make it. `changes` tell what makes an issued paper outdated,
    `signed_on` when its signed copy came back. One that is in `doubt` was issued from other data
    than today's: whether it would print otherwise is not known yet.
    """

    key: str
    name: str
    whom: str
    state: PaperState
    side: Side = Side.SESSION
    why: str = ""
    subject: Subject | None = None
    client_id: int | None = None
    paper_id: int | None = None
    changes: tuple[PaperChange, ...] = ()
    signed_on: date | None = None
    in_doubt: bool = False


def needed_papers(
    office: Office,
    session_id: int,
    *,
    asked: Collection[str] = (),
    at_once: bool = False,
    files: Files | None = None,
) -> list[NeededPaper]:
    """Return every paper that a session needs, in the order of printing, then those on request.

    Of these, the ones that were issued, and all of the kinds *asked* for. Whether an issued paper
    would print otherwise is known for certain once it is composed again, which takes a while where
    much changed: *at_once* leaves these in doubt.
    """
    return list(_each_needed(office, session_id, asked, files or reader(office), at_once=at_once))


def _each_needed(
    office: Office, session_id: int, asked: Collection[str], files: Files, *, at_once: bool
) -> Iterator[NeededPaper]:
    for_whom = recipients(office, files(session_id))
    is_given_up = for_whom.file.session.state in _GIVEN_UP
    for wanted in for_whom.wanted(on_request=False):
        # What was not agreed or invoiced before a session was given up is not to be any more.
        if wanted.subject is not None or not is_given_up:
            yield _needed(office, files, wanted, at_once=at_once)
    issued = kinds_issued(office.db, session_id)
    for wanted in for_whom.wanted(on_request=True):
        is_asked = wanted.need.key in asked
        if is_asked or wanted.need.key in issued:
            paper = _needed(office, files, wanted, at_once=at_once)
            if is_asked or paper.paper_id is not None:
                yield paper


def offered_papers(office: Office, session_id: int) -> list[NeededPaper]:
    """Return the papers that are made on request, whether they were or not; nothing is judged."""
    # It brings reportlab along, which the first list on screen does without.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    for_whom = recipients(office, reader(office)(session_id))
    return [
        NeededPaper(
            key=wanted.need.key,
            name=PAPERS[wanted.need.key].name,
            whom=wanted.whom,
            state=PaperState.READY,
            side=wanted.side,
            subject=wanted.subject,
        )
        for wanted in for_whom.wanted(on_request=True)
    ]


def _needed(office: Office, files: Files, wanted: Wanted, *, at_once: bool) -> NeededPaper:
    if wanted.subject is None:
        return NeededPaper(
            key=wanted.need.key,
            name=wanted.name,
            whom=wanted.whom,
            state=PaperState.TO_DO,
            side=wanted.side,
            why="à préparer",
            client_id=wanted.client_id,
        )
    return one_paper(
        office,
        files,
        wanted.need.key,
        wanted.whom,
        wanted.subject,
        side=wanted.side,
        client_id=wanted.client_id,
        at_once=at_once,
    )


def one_paper(
    office: Office,
    files: Files,
    key: str,
    whom: str,
    subject: Subject,
    *,
    side: Side = Side.SESSION,
    client_id: int | None = None,
    at_once: bool = False,
) -> NeededPaper:
    """Return how far one paper is, for whom it is made."""
    try:
        prepared = publishing.prepare(office, key, subject, files=files)
    except RuleBroken as error:
        # A draft that could not be issued keeps no other paper from being told.
        name, judged = _name_of(key), _Judged(PaperState.BLOCKED, str(error))
    else:
        name = prepared.kind.name
        judged = _Judge(office, files, at_once=at_once).judged(prepared)
    return NeededPaper(
        key=key,
        name=name,
        whom=whom,
        state=judged.state,
        side=side,
        why=judged.why,
        subject=subject,
        client_id=client_id,
        paper_id=judged.paper_id,
        changes=judged.changes,
        signed_on=judged.signed_on,
        in_doubt=judged.in_doubt,
    )


def _name_of(key: str) -> str:
    # It brings reportlab along, which the first list on screen does without.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    return PAPERS[key].name


@dataclass(frozen=True, slots=True)
class _Judged:
    """How far a paper is, why not further, and what became of its latest issue."""

    state: PaperState
    why: str
    paper_id: int | None = None
    changes: tuple[PaperChange, ...] = ()
    signed_on: date | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class _Judge:
    """Holds papers against what was issued of them."""

    office: Office
    files: Files
    at_once: bool

    def judged(self, prepared: Prepared) -> _Judged:
        former = publishing.former_issue(self.office, prepared)
        return self._since(prepared, former) if former is not None else _so_far(prepared)

    def _since(self, prepared: Prepared, former: IssuedPaper) -> _Judged:
        """Return how an issued paper stands: held against the data of today, on its own date."""
        assert former.id is not None  # noqa: S101 - read from the file
        signed_on = signed_since(self.office.db, former.id)
        if signed_on is not None and _is_amended(self.office, prepared.subject):
            why = f"le {short_date(signed_on)}, avec avenant"
            return _Judged(PaperState.SIGNED, why, former.id, signed_on=signed_on)
        then = publishing.prepare(
            self.office,
            prepared.kind.key,
            prepared.subject,
            on=former.issued_on,
            files=self.files,
        )
        before, texts = kept_with(self.office.db, former.id)
        after = publishing.frozen(then.data)
        differs = not prints_alike(before, after)
        is_reworded = signed_on is None and self._is_reworded(then, texts)
        if not self.at_once and (
            (differs and _prints_otherwise(self._as_worded(then, texts), former))
            or (is_reworded and _prints_otherwise(then, former))
        ):
            found = changes(before, after)
            why = " ; ".join(told(found))
            if signed_on is not None:
                why = f"signé le {short_date(signed_on)} ; {why}"
            return _Judged(PaperState.OUTDATED, why, former.id, found, signed_on)
        state = PaperState.ISSUED if signed_on is None else PaperState.SIGNED
        why = f"le {short_date(signed_on or former.issued_on)}"
        in_doubt = self.at_once and (differs or is_reworded)
        return _Judged(state, why, former.id, signed_on=signed_on, in_doubt=in_doubt)

    def _is_reworded(self, then: Prepared, texts: Mapping[str, int]) -> bool:
        """Whether the office words a text otherwise since; a session that is over does not mind."""
        file = getattr(then.data, "file", None)
        last = file.last_day if file is not None else None
        is_over = last is not None and last < self.office.today()
        return not is_over and any(_number(then, key) != number for key, number in texts.items())

    def _as_worded(self, then: Prepared, texts: Mapping[str, int]) -> Prepared:
        """Return a paper in the words that it left with."""
        others = {key for key, number in texts.items() if _number(then, key) != number}
        if not others:
            return then
        words = {key: kept for key, kept in then.overrides.items() if key not in others}
        for key in others:
            for version in identity.text_versions(self.office.db, key):
                if version.number == texts[key]:
                    words[key] = Override(version.number, version.body)
        return replace(then, overrides=words)


def _number(prepared: Prepared, key: str) -> int:
    """Return the version of a text that a paper would print."""
    override = prepared.overrides.get(key)
    return override.number if override else SHIPPED


def changes_since(office: Office, prepared: Prepared) -> tuple[IssuedPaper, tuple[str, ...]] | None:
    """Return the latest issue of a paper with what changed since, if it would print otherwise."""
    former = publishing.former_issue(office, prepared)
    judged = _Judge(office, reader(office), at_once=False).judged(prepared)
    if former is None or judged.state is not PaperState.OUTDATED:
        return None
    return former, told(judged.changes)


def _is_amended(office: Office, subject: Subject) -> bool:
    """Whether a signed agreement was changed by amendments, which its own paper does not show."""
    if subject.agreement_id is None:
        return False
    return any(
        amendment.accepted_on is not None
        for amendment in bargains.amendments_of(office.db, subject.agreement_id)
    )


def _prints_otherwise(then: Prepared, former: IssuedPaper) -> bool:
    """Whether the paper would print otherwise: other data may well print the same words."""
    pdf, _texts = then.render()
    return hashlib.sha256(pdf).hexdigest() != former.sha256


def _so_far(prepared: Prepared) -> _Judged:
    """Return whether a paper could leave, and what keeps it or is wanting."""
    if prepared.refusal:
        return _Judged(PaperState.BLOCKED, prepared.refusal)
    lacking = prepared.missing
    if any(mention.blocks for mention in lacking):
        return _Judged(PaperState.BLOCKED, lacking[0].sentence)
    return _Judged(PaperState.READY, f"sans {_within(lacking[0].name)}" if lacking else "")


def _within(name: str) -> str:
    """Return a name as it reads within a sentence; «SIRET» and the like keep their capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
