"""A text of the papers as it will read: filled with the facts of a paper that was issued."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any

from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Override, Wording, filled
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import publishing
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import Prepared
from trainingdesk.storage import papers as store
from trainingdesk.storage.papers import IssuedPaper

LATEST = 40
"""Issued papers of a kind that are looked at before giving up: the others are as they are."""
TYPED = 0
"""The version of a wording that is being typed."""


@dataclass(frozen=True, slots=True)
class Example:
    """A paper in which a text is printed, and what fills its fields there."""

    prepared: Prepared
    facts: Mapping[str, str]

    @property
    def told(self) -> str:
        """Which paper it is, for people."""
        return self.prepared.name

    def text(self, body: str) -> str:
        """Return a wording with its fields filled in.

        Raises:
            RuleBroken: it names a field that the text does not have.
        """
        try:
            return filled(body, self.facts)
        except (KeyError, ValueError, IndexError) as error:
            raise RuleBroken("Le texte n’est pas encore complet.") from error

    def paper(self, bodies: Mapping[str, str]) -> bytes:
        """Return the paper with other wordings; nothing is kept.

        Raises:
            RuleBroken: one of them cannot be filled in.
        """
        typed = {key: Override(TYPED, body) for key, body in bodies.items() if body}
        shown = replace(self.prepared, overrides=typed)
        pdf, _texts = shown.render()
        return pdf


def example(office: Office, key: str) -> Example | None:
    """Return the latest issued paper that prints a text, made again from the data of today.

    `None` while none was issued, or its data is gone.
    """
    kind = key.partition(".")[0]
    condition = "kind = ?" if kind in PAPERS else "kind <> ?"
    found = store.papers_where(office.db, f"{condition} order by id desc", [kind])
    for paper in islice(found, LATEST):
        shown = _with(office, paper, key)
        if shown is not None:
            return shown
    return None


def _with(office: Office, paper: IssuedPaper, key: str) -> Example | None:
    """Return a paper as an example if the text is printed in it."""
    _data, texts = store.kept_with(office.db, paper.id or 0)
    if key not in texts:
        return None
    subject = subject_of(office, paper)
    if subject is None:
        return None
    try:
        prepared = publishing.prepare(office, paper.kind, subject, on=paper.issued_on)
        wording = Wording(prepared.overrides)
        rendered(
            prepared.kind.compose(prepared.data, wording), prepared.data.organisation, prepared.on
        )
    except RuleBroken:
        return None
    # The data may have changed so that the text is not printed any more.
    facts = wording.facts.get(key)
    return Example(prepared, {n: str(value) for n, value in facts.items()}) if facts else None


_OWN = frozenset(field.name for field in fields(Subject)) & frozenset(
    field.name for field in fields(IssuedPaper)
)
_ALONE = (
    "settlement_id",
    "amendment_id",
    "register_entry_id",
    "disciplinary_case_id",
    "incident_id",
    "maintenance_id",
    "cheque_slip_id",
    "invoice_id",
    "agreement_id",
    "proposal_id",
    "conditions_id",
    "course_version_id",
)
"""What a paper is about when it has one of these; the rest says whom else it concerns."""


def subject_of(office: Office, paper: IssuedPaper) -> Subject | None:
    """Return what an issued paper is about, `None` when that is gone."""
    # Any: a subject also has a period, which no issued paper names.
    links: dict[str, Any] = {
        name: getattr(paper, name) for name in _OWN if getattr(paper, name) is not None
    }
    for name in _ALONE:
        if name in links:
            return _with_whom(name, links)
    if paper.trainee_id is not None and paper.session_id is not None:
        row = office.db.execute(
            "select id from enrolment where session_id = ? and trainee_id = ? order by id desc",
            [paper.session_id, paper.trainee_id],
        ).fetchone()
        return Subject(enrolment_id=row[0]) if row is not None else None
    return Subject(**links)


def _with_whom(name: str, links: Mapping[str, Any]) -> Subject:
    """Return a subject; a case is told to an employer or a fund, which it needs as well."""
    if name != "disciplinary_case_id":
        return Subject(**{name: links[name]})
    whom = {key: links[key] for key in ("client_id", "funder_id") if key in links}
    return Subject(disciplinary_case_id=links[name], **whom)
