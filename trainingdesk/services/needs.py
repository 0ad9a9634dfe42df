"""Which papers a session needs: for whom each is, when it is needed, in the order of printing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from trainingdesk.domain.parties import Client, Funder, FunderKind
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import FundingState, Modality, is_learnt_alone
from trainingdesk.domain.teaching import Trainer, TrainerKind


class Side(StrEnum):
    """Whom a paper is for, in the words of the screen."""

    SESSION = "Session"
    CLIENT = "Clients"
    TRAINEE = "Stagiaires"
    TRAINER = "Formateurs"
    FUNDER = "Financeurs"


class About(Enum):
    """What one paper of a kind is about, and with it how many there are."""

    SESSION = auto()
    COURSE = auto()
    """The version of the course that the session runs."""
    HOUSE_RULES = auto()
    TERMS = auto()
    """The general terms that the agreements of the session were made under."""
    PERSON = auto()
    CLIENT = auto()
    TRAINER = auto()
    FUNDER = auto()
    AGREEMENT = auto()
    ORDER = auto()
    """An agreement whose terms promise to acknowledge the order."""
    STAGED = auto()
    """An agreement with a staged payment of its own."""
    AMENDMENT = auto()
    SETTLEMENT = auto()
    """A decision about an agreement that is told by a letter."""
    CASE = auto()
    """A disciplinary case of somebody of the session."""
    INVOICE = auto()


class Moment(Enum):
    """When a paper usually leaves."""

    BEFORE = auto()
    FIRST_DAY = auto()
    AFTER = auto()


Whom = Participant | Client | Trainer | Funder | None
"""The person or house that a paper is for, where there is one."""

Applies = Callable[[SessionFile, Whom], bool]


def _always(_file: SessionFile, _whom: Whom) -> bool:
    return True


def _in_presence(file: SessionFile, _whom: Whom) -> bool:
    """Whether people meet, in a room or live on a screen."""
    return bool(file.slots) or file.session.modality is not Modality.E_LEARNING


def _in_a_room(file: SessionFile, _whom: Whom) -> bool:
    if file.slots:
        return file.session.modality is not Modality.REMOTE and any(
            not slot.is_remote for slot in file.slots
        )
    return file.session.modality in {Modality.ON_SITE, Modality.MIXED}


def _remote(file: SessionFile, _whom: Whom) -> bool:
    return file.session.modality in {Modality.REMOTE, Modality.MIXED} or any(
        slot.is_remote for slot in file.slots
    )


def _learning_alone(file: SessionFile, _whom: Whom) -> bool:
    return is_learnt_alone(file.session.modality, file.session.self_paced_hours)


def _individual(_file: SessionFile, whom: Whom) -> bool:
    return isinstance(whom, Participant) and whom.client.is_individual


def _subcontractor(_file: SessionFile, whom: Whom) -> bool:
    return isinstance(whom, Trainer) and whom.kind is TrainerKind.SUBCONTRACTOR


def _employee(_file: SessionFile, whom: Whom) -> bool:
    return isinstance(whom, Trainer) and whom.kind is TrainerKind.INTERNAL


def _of_a_self_employed_fund(file: SessionFile, whom: Whom) -> bool:
    """Whether a fund of the self-employed pays, which asks for a paper of its own (AGEFICE)."""
    return isinstance(whom, Participant) and any(
        item.funder.kind is FunderKind.SELF_EMPLOYED_FUND
        and item.funding.state is not FundingState.REFUSED
        for item in file.fundings_of(whom.client.id)
    )


def _shown_to_a_fund_among_others(file: SessionFile, whom: Whom) -> bool:
    """Whether a fund pays for a client beside others, whose people it is not to see."""
    return isinstance(whom, Client) and any(
        any(
            person.client.id not in file.clients_helped_by(item.funder.id) for person in file.seated
        )
        for item in file.fundings_of(whom.id)
        if item.funding.state is not FundingState.REFUSED
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A kind of paper that a session may need.

    One that is on request is offered to whoever asks, and listed once it was issued; *once_over*
    tells for which clients it is needed all the same when the session is over. *copies* are those
    that leave the printer while the office chose no other number.
    """

    key: str
    side: Side
    about: About
    moment: Moment = Moment.BEFORE
    applies: Applies = _always
    on_request: bool = False
    once_over: Applies | None = None
    copies: int = 1


def _need(
    key: str,
    side: Side,
    about: About,
    moment: Moment = Moment.BEFORE,
    *,
    when: Applies = _always,
    copies: int = 1,
) -> Need:
    return Need(key=key, side=side, about=about, moment=moment, applies=when, copies=copies)


def _asked(
    key: str,
    side: Side,
    about: About,
    moment: Moment = Moment.AFTER,
    *,
    when: Applies = _always,
    once_over: Applies | None = None,
) -> Need:
    return Need(
        key=key,
        side=side,
        about=about,
        moment=moment,
        applies=when,
        on_request=True,
        once_over=once_over,
    )


NEEDS = (
    # Each side keeps an original of what it signs.
    _need("convention", Side.CLIENT, About.AGREEMENT, copies=2),
    _need("contract", Side.CLIENT, About.AGREEMENT, copies=2),
    _need("order_acknowledgement", Side.CLIENT, About.ORDER),
    _need("payment_schedule", Side.CLIENT, About.STAGED, copies=2),
    _need("amendment", Side.CLIENT, About.AMENDMENT, copies=2),
    _need("cancellation_acknowledgement", Side.CLIENT, About.SETTLEMENT),
    _need("postponement", Side.CLIENT, About.SETTLEMENT),
    _need("termination", Side.CLIENT, About.SETTLEMENT),
    _need("course_sheet", Side.SESSION, About.COURSE),
    _need("general_terms", Side.SESSION, About.TERMS),
    _need("house_rules", Side.SESSION, About.HOUSE_RULES),
    _need("subcontracting_contract", Side.TRAINER, About.TRAINER, when=_subcontractor, copies=2),
    _need("mission_letter", Side.TRAINER, About.TRAINER, when=_employee),
    _need("positioning_form", Side.SESSION, About.SESSION),
    _need("joining_letter", Side.TRAINEE, About.PERSON),
    _need("welcome_booklet", Side.SESSION, About.SESSION),
    _need("handed_over", Side.TRAINEE, About.PERSON, when=_individual),
    _need("software_guide", Side.TRAINEE, About.PERSON, when=_remote),
    _need("remote_link", Side.TRAINEE, About.PERSON, when=_remote),
    _need("platform_access", Side.TRAINEE, About.PERSON, when=_learning_alone),
    _need("attendance_sheet", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_presence),
    _asked("attendance_day", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_presence),
    _asked("attendance_week", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_presence),
    _asked("attendance_month", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_presence),
    _asked("attendance_blank", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_presence),
    _asked(
        "attendance_company",
        Side.CLIENT,
        About.CLIENT,
        when=_in_presence,
        once_over=_shown_to_a_fund_among_others,
    ),
    _asked("attendance_person", Side.TRAINEE, About.PERSON, Moment.FIRST_DAY, when=_in_presence),
    _need("name_plates", Side.SESSION, About.SESSION, Moment.FIRST_DAY, when=_in_a_room),
    _asked("absence_notice", Side.TRAINEE, About.PERSON, when=_in_presence),
    _need("assessment_form", Side.SESSION, About.SESSION, Moment.FIRST_DAY),
    _need("hot_form", Side.SESSION, About.SESSION, Moment.FIRST_DAY),
    _need("completion_certificate", Side.TRAINEE, About.PERSON, Moment.AFTER),
    _need("training_attestation", Side.TRAINEE, About.PERSON, Moment.AFTER),
    _asked("attendance_attestation", Side.TRAINEE, About.PERSON),
    _asked("success_attestation", Side.TRAINEE, About.PERSON),
    _need(
        "payment_attestation",
        Side.TRAINEE,
        About.PERSON,
        Moment.AFTER,
        when=_of_a_self_employed_fund,
    ),
    _need("invoice", Side.CLIENT, About.INVOICE, Moment.AFTER),
    _asked("cold_form", Side.SESSION, About.SESSION),
    _asked("client_form", Side.CLIENT, About.CLIENT),
    _asked("trainer_form", Side.TRAINER, About.TRAINER),
    _asked("funder_form", Side.FUNDER, About.FUNDER),
    _asked("questionnaire_results", Side.SESSION, About.SESSION),
    _asked("recording_waiver", Side.SESSION, About.SESSION, Moment.BEFORE),
    _asked("precautionary_exclusion", Side.TRAINEE, About.CASE),
    _asked("hearing_summons", Side.TRAINEE, About.CASE),
    _asked("procedure_information", Side.TRAINEE, About.CASE),
    _asked("sanction_notice", Side.TRAINEE, About.CASE),
    _asked("sanction_information", Side.TRAINEE, About.CASE),
)
"""Every kind of paper that a session may need."""

BY_KEY: Mapping[str, Need] = {need.key: need for need in NEEDS}
