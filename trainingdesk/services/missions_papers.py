"""Gathering what the papers of `documents.missions` are made from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.missions import slots_of
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.domain.trainer_files import VIGILANCE_FROM
from trainingdesk.services import conditions, missions, trainer_files
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject
from trainingdesk.storage import teaching


def subcontracting_contract(
    office: Office, subject: Subject, on: date, files: Files
) -> MissionPaper:
    """Return what the contract prints; the trainees' names stay out of it."""
    data = _paper(office, subject, on, files)
    return replace(data, file=data.file.narrowed((), attended=False))


def mission_letter(office: Office, subject: Subject, on: date, files: Files) -> MissionPaper:
    """Return what the letter prints, with those who are expected."""
    return _paper(office, subject, on, files)


def _paper(office: Office, subject: Subject, on: date, files: Files) -> MissionPaper:
    if subject.session_id is None or subject.trainer_id is None:
        raise RuleBroken("Choisissez la session et le formateur de cette mission.")
    whole = files(subject.session_id)
    trainer = teaching.TRAINERS.get(office.db, subject.trainer_id)
    mission = missions.mission(office, subject.session_id, subject.trainer_id)
    own = slots_of(subject.trainer_id, whole.slots)
    # What the office notes for itself stays out of what is kept with the paper, and a change of
    # it makes no paper outdated.
    stranger = replace(trainer, notes="", day_rate=None, archived_on=None)
    file = replace(
        whole.narrowed(whole.seated, attended=False), slots=own, trainers=(stranger,), fundings=()
    )
    data = MissionPaper(
        file=file,
        trainer=stranger,
        mission=replace(mission, id=None, sent_on=None, signed_on=None),
        head_count=len(whole.seated),
        on=on,
        solicitation=conditions.in_force(office).rules.solicitation,
        is_cpf=trainer_files.is_cpf(office, subject.session_id),
    )
    price = data.price
    return replace(data, sees_vigilance=price is not None and price >= VIGILANCE_FROM)


GATHERERS: Mapping[str, Gatherer] = {
    "subcontracting_contract": subcontracting_contract,
    "mission_letter": mission_letter,
}
