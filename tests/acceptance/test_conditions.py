"""The figures of three offices' own terms are the values that the program computes with."""

import re
from pathlib import Path

import pytest

from tests.support.offices import rules_of
from trainingdesk.french import number, percent

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder ../shared/seeds is absent"),
]


def plain(text):
    return re.sub(r"[\s\u00a0]+", " ", text).replace("’", "'")


def seed(name):
    return plain(next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8"))


def share(value):
    return re.escape(plain(percent(value * 100)).replace(" ", "")).replace("%", " ?%")


LEXOM, DIGIACTIF, ILMIS = map(rules_of, ("lexom", "digiactif", "ilmis"))
MONTHS = {1: "un", 6: "six"}
DAYS = {7: "sept"}

FIGURES = [
    ("002", rf"durée de validité de {LEXOM.offer.validity_days} jours"),
    ("002", rf"acompte de {share(LEXOM.deposit.share)} du prix TTC"),
    ("002", rf"rétractation de {LEXOM.withdrawal.days} jours"),
    ("002", rf"maximum de {LEXOM.cancellation.tiers[0].at_least} jours avant la date prévue"),
    (
        "002",
        rf"dans un délai de {MONTHS[LEXOM.postponement.within_months]} mois à compter de la comm",
    ),
    ("002", rf"dans un délai d'{MONTHS[LEXOM.funder.unpaid_months]} mois à compter de la fin"),
    ("002", rf"majoré de {number(LEXOM.late.points)} points"),
    ("002", r"trois fois le taux de l'intérêt légal"),
    ("002", rf"montant de {number(LEXOM.recovery.amount)} €"),
    ("002", r"huit jours après une mise en demeure"),
    ("002", r"à partir d'une personne"),
    ("002", rf"{LEXOM.personal_data.retention_years} ans à compter du terme"),
    ("002", r"douze fois le dernier salaire"),
    ("003", rf"plus de {DIGIACTIF.cancellation.tiers[0].at_least - 1} jours ouvrables avant"),
    ("003", rf"entre 15 jours et {DIGIACTIF.cancellation.tiers[1].at_least} jours ouvrables"),
    ("003", rf"égaux à {share(DIGIACTIF.cancellation.tiers[1].share)} du prix H.T"),
    ("003", rf"égaux à {share(DIGIACTIF.cancellation.tiers[2].share)} du prix H.T"),
    ("003", r"une fois et demie le taux d'intérêt légal"),
    ("003", rf"au moins {DIGIACTIF.postponement.at_least} jours avant le démarrage"),
    ("003", r"au plus tard un jour ouvrable avant le démarrage"),
    ("003", r"au plus tard une semaine avant"),
    ("003", rf"{DAYS[DIGIACTIF.hours.day]} heures par journée"),
    ("003", rf"{number(DIGIACTIF.hours.half_day)} heures par demi-journée"),
    ("003", r"09h00 à 12h00 et de 13h00 à 17h00"),
    ("001", rf"à {ILMIS.formation.return_days} jours pour le renvoyer"),
    ("001", rf"sous un délai de {ILMIS.elearning.access_hours} heures"),
    ("001", rf"dans un délai de {ILMIS.elearning.report_hours}h"),
    ("001", rf"dans un délai de {ILMIS.elearning.repair_working_hours}h ouvrées"),
    ("001", rf"au moins {ILMIS.elearning.maintenance_hours} heures à l'avance"),
    ("001", rf"supérieur ou égal à {number(ILMIS.elearning.bandwidth)} mégas"),
]


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_a_figure_stands_in_the_offices_own_text(name, figure):
    assert re.search(figure, seed(name)), figure


def test_values_written_in_letters_are_the_same():
    assert LEXOM.late.floor_multiple == 3
    assert LEXOM.termination.notice_days == 8
    assert LEXOM.solicitation.salary_months == 12
    assert LEXOM.intra.runs_from == 1
    assert DIGIACTIF.late.multiple * 2 == 3
    assert DIGIACTIF.funder.answer_notice == 1
    assert DIGIACTIF.office_cancellation.adjourn_days == 7
