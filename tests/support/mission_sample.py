"""A mission of the sample session, as its papers are made from, and as the office holds it."""

from dataclasses import replace
from decimal import Decimal as D

from tests.support.filled_office import FilledOffice
from tests.support.office_sample import FILE, ON, TRAINER
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.conditions.rules import Solicitation
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.missions import Mission, MissionPay
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.domain.people import Civility
from trainingdesk.domain.teaching import Trainer, TrainerKind
from trainingdesk.services import parties
from trainingdesk.storage import teaching

FREELANCE = Trainer(
    id=1,
    last_name="Cœurdacier",
    first_name="Maëlle",
    civility=Civility.MADAME,
    kind=TrainerKind.SUBCONTRACTOR,
    qualification="consultante en relation client, master de communication",
    company="Voix Claire SASU",
    siret=sample_siret(44),
    activity_number="84380000038",
    email="maelle@voix-claire.example",
    address=Address(street="8 quai des Brumes", postcode="38000", city="Grenoble"),
)
LETTER_PAPER = MissionPaper(
    file=FILE.narrowed(FILE.seated, attended=False),
    trainer=TRAINER,
    mission=Mission(session_id=1, trainer_id=1, pay=MissionPay.FLAT),
    head_count=len(FILE.seated),
    on=ON,
)
CONTRACT_PAPER = MissionPaper(
    file=replace(FILE.narrowed((), attended=False), trainers=(FREELANCE,), fundings=()),
    trainer=FREELANCE,
    mission=Mission(
        session_id=1,
        trainer_id=1,
        pay=MissionPay.DAY,
        rate=D("620.00"),
        expenses="remboursés sur justificatifs, train en seconde classe et 95 € par nuit au plus",
    ),
    head_count=len(FILE.seated),
    on=ON,
    solicitation=Solicitation(salary_months=12, subcontracted_months=12),
)


def buy(filled: FilledOffice, rate: str | None = "3000.00") -> Trainer:
    """Make the trainer of the office a subcontractor, at a rate by the day."""
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    day_rate = None if rate is None else D(rate)
    bought = replace(trainer, kind=TrainerKind.SUBCONTRACTOR, day_rate=day_rate)
    parties.save_trainer(filled.office, bought)
    return bought
