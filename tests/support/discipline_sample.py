"""A disciplinary case at each of its stages, and what its papers are made from."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from tests.support.letter_sample import TERMS
from tests.support.office_sample import FILE, FUNDER, PEOPLE, TOWN_HALL
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.conditions.rules import Discipline
from trainingdesk.domain.discipline import Delivery, DisciplinaryCase, Outcome, Setting
from trainingdesk.domain.discipline_data import CaseNoticePaper, CasePaper, RecordingWaiverPaper
from trainingdesk.domain.paper_data import SessionPaper

HEARD = date(2026, 6, 2)
SETTING = Setting(
    terms=Discipline(sanctions=tuple(Sanction)),
    employer=TOWN_HALL.display_name,
    funders=(FUNDER.name,),
)
WITH_COUNCIL = replace(SETTING, terms=Discipline(council=True))
BY_LAW = replace(SETTING, terms=None)

FACTS = DisciplinaryCase(
    id=1,
    enrolment_id=1,
    happened_on=date(2026, 5, 18),
    facts="Insultes envers le formateur devant le groupe, à 10 h, et départ de la salle & du lieu.",
    intended=Sanction.EXCLUSION,
)
SUMMONED = replace(
    FACTS,
    summoned_on=date(2026, 5, 20),
    summons_channel=Delivery.HAND,
    hearing_on=HEARD,
    hearing_time=time(14, 30),
    hearing_place="Mairie d’Évian-la-Forêt, bureau 2",
)
HEARD_CASE = replace(
    SUMMONED,
    attended=True,
    heard_by="Hélène Garance",
    assisted_by="Karim Bellil",
    explanations="regret de ces propos, tenus sous le coup de la fatigue.",
)
EXCLUDED = replace(
    HEARD_CASE,
    decision=Outcome.EXCLUSION,
    decided_on=date(2026, 6, 5),
    reasons="Les insultes sont établies et ont empêché la séance de se tenir.",
    exclusion_from=date(2026, 6, 8),
    notice_channel=Delivery.REGISTERED_LETTER,
)
NOTIFIED = replace(EXCLUDED, notified_on=date(2026, 6, 5))
WARNED = replace(
    NOTIFIED, decision=Outcome.WARNING, exclusion_from=None, notice_channel=Delivery.HAND
)
SUSPENDED = replace(
    NOTIFIED, decision=Outcome.TEMPORARY_EXCLUSION, exclusion_until=date(2026, 6, 12)
)
OPINED = replace(
    NOTIFIED,
    council_on=date(2026, 6, 2),
    opinion_on=date(2026, 6, 3),
    opinion="Avis favorable à l’exclusion.",
)
TOLD_ONLY = replace(
    FACTS,
    intended=Sanction.WARNING,
    told_on=date(2026, 5, 19),
    decision=Outcome.WARNING,
    decided_on=date(2026, 5, 20),
    reasons="Les propos sont établis.",
    notified_on=date(2026, 5, 20),
    notice_channel=Delivery.HAND,
)

OWN = FILE.narrowed(PEOPLE[:1], attended=False)


def paper(case: DisciplinaryCase, setting: Setting = SETTING) -> CasePaper:
    """Return the data of a letter to the person, dated from the last step."""
    on = case.notified_on or case.summoned_on or case.happened_on
    return CasePaper(file=OWN, participant=OWN.participants[0], on=on, case=case, setting=setting)


def notice(case: DisciplinaryCase, setting: Setting = SETTING) -> CaseNoticePaper:
    """Return the data of a letter to the employer."""
    made = paper(case, setting)
    return CaseNoticePaper(
        file=made.file,
        participant=made.participant,
        on=made.on,
        case=case,
        setting=setting,
        recipient=TOWN_HALL.display_name,
        address=TOWN_HALL.address,
    )


TO_FUNDER = replace(
    notice(NOTIFIED),
    recipient=FUNDER.name,
    address=FUNDER.address,
    is_funder=True,
    file_number="2026-A-004512",
)
APPRENTICE = replace(SETTING, is_apprentice=True)
WAIVER = RecordingWaiverPaper(
    file=FILE.narrowed((), attended=False), conditions=TERMS, on=date(2026, 5, 4)
)
WAIVER_OF_ONE = replace(WAIVER, file=OWN, participant=OWN.participants[0])

LONG = SessionPaper(
    file=replace(FILE, session=replace(FILE.session, self_paced_hours=Decimal(500))),
    on=date(2026, 5, 4),
)

SAMPLES = {
    "summons by hand": ("hearing_summons", paper(SUMMONED)),
    "summons registered": (
        "hearing_summons",
        paper(replace(SUMMONED, summons_channel=Delivery.REGISTERED_LETTER), WITH_COUNCIL),
    ),
    "kept out at once": (
        "precautionary_exclusion",
        paper(replace(SUMMONED, excluded_from=date(2026, 5, 18))),
    ),
    "exclusion": ("sanction_notice", paper(NOTIFIED)),
    "exclusion after an opinion": ("sanction_notice", paper(OPINED, WITH_COUNCIL)),
    "exclusion of who did not come": (
        "sanction_notice",
        paper(replace(NOTIFIED, attended=False, explanations="", assisted_by="")),
    ),
    "exclusion for a time": ("sanction_notice", paper(SUSPENDED)),
    "warning": ("sanction_notice", paper(WARNED)),
    "warning without a hearing": ("sanction_notice", paper(TOLD_ONLY, BY_LAW)),
    "told to the employer": ("sanction_information", notice(NOTIFIED)),
    "told to the funder": ("sanction_information", TO_FUNDER),
    "warning told": ("sanction_information", notice(WARNED)),
    "exclusion for a time told": ("sanction_information", notice(SUSPENDED)),
    "procedure of an apprentice": ("procedure_information", notice(SUMMONED, APPRENTICE)),
    "recording by all": ("recording_waiver", WAIVER),
    "delegates": ("delegates_report", LONG),
    "recording by one": ("recording_waiver", WAIVER_OF_ONE),
}
"""Each paper with the key of its kind."""
