"""A disciplinary case: facts, summons, hearing, decision, and whom it is told (R6352-3 to -8)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum, auto

from trainingdesk.domain.conditions.clauses import sanction_words
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.conditions.rules import Discipline
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import listed, long_date, plural, short_date

SUMMONS_DAYS = 5
"""Notice of a hearing that nobody would call too short; the law only asks for time to prepare."""
OPINION_CLEAR_DAYS = 1

_LAW = Discipline()
"""The delays of the law, and the scale of the house rules that say nothing else."""
_FINE = re.compile(
    r"(?<!aucune )\b(amendes?(?! honorable)|p[ée]nalit[ée]s? financi[èe]res?"
    r"|sanctions? p[ée]cuniaires?)\b",
    re.IGNORECASE,
)


class Delivery(StrEnum):
    """How a letter of the procedure reaches the person (R6352-5 and -6)."""

    REGISTERED_LETTER = "registered_letter"
    HAND = "hand"


class Outcome(StrEnum):
    """What was decided after all; a fine is none of it (R6352-3)."""

    NONE = "none"
    WARNING = "warning"
    TEMPORARY_EXCLUSION = "temporary_exclusion"
    EXCLUSION = "exclusion"

    @property
    def sanction(self) -> Sanction | None:
        """The sanction that it is, if any."""
        return None if self is Outcome.NONE else Sanction(self.value)

    @property
    def excludes(self) -> bool:
        """Whether the person is kept out, for a time or for good."""
        return self in {Outcome.TEMPORARY_EXCLUSION, Outcome.EXCLUSION}


class Stage(StrEnum):
    """What a case waits for."""

    COMPLAINTS = auto()
    SUMMONS = auto()
    HEARING = auto()
    OPINION = auto()
    DECISION = auto()
    NOTICE = auto()
    INFORMATION = auto()
    CLOSING = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a sanction may be decided, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether a sanction may be decided on a day."""
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """The window as a sentence goes on: «du 14/03/2027 au 27/03/2027»."""
        return f"du {short_date(self.first)} au {short_date(self.last)}"


def decision_window(
    heard_on: date, terms: Discipline | None = None, opinion_on: date | None = None
) -> Window:
    """Return when a sanction may be decided: one clear day and 15 days from the hearing at most.

    Where a council sits, both delays run from its opinion. Terms may only narrow what the law
    allows (R6352-6); where they leave no day at all, the law's own delays hold.
    """
    since = opinion_on or heard_on
    own = terms or _LAW
    clear = max(own.clear_days, _LAW.clear_days)
    latest = min(own.latest_days, _LAW.latest_days)
    if clear >= latest:
        clear, latest = _LAW.clear_days, _LAW.latest_days
    return Window(since + timedelta(days=clear + 1), since + timedelta(days=latest))


def opinion_due_on(met_on: date) -> date:
    """Return the last day of a council's opinion: one clear day after it met."""
    return met_on + timedelta(days=OPINION_CLEAR_DAYS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a case is judged by: the terms, and whom the person depends on.

    `terms` is `None` where the conditions of sale leave discipline to the law. `employer` and
    `funders` are names, empty where there is none.
    """

    terms: Discipline | None = None
    employer: str = ""
    funders: tuple[str, ...] = ()
    is_apprentice: bool = False

    @property
    def scale(self) -> tuple[Sanction, ...]:
        """The sanctions that the house rules know."""
        return (self.terms or _LAW).sanctions

    @property
    def hears_always(self) -> bool:
        """Whether even a warning needs a hearing: a clause of the terms promises one."""
        return self.terms is not None

    @property
    def has_council(self) -> bool:
        """Whether a conseil de perfectionnement gives its opinion on an exclusion."""
        return self.terms is not None and self.terms.council


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplinaryCase:
    """One case, from the facts to its end; a verbal remark is no sanction and makes none.

    `told_on` is the day the person was told what she is blamed for, `excluded_from` the first day
    of a precautionary exclusion, `employer_warned_on` the day an apprentice's employer was told of
    the procedure. `attended` is `None` while the hearing lies ahead.
    """

    enrolment_id: int
    happened_on: date
    facts: str
    excluded_from: date | None = None
    intended: Sanction | None = None
    told_on: date | None = None
    employer_warned_on: date | None = None
    summoned_on: date | None = None
    summons_channel: Delivery | None = None
    hearing_on: date | None = None
    hearing_time: time | None = None
    hearing_place: str = ""
    heard_by: str = ""
    assisted_by: str = ""
    explanations: str = ""
    attended: bool | None = None
    council_on: date | None = None
    opinion_on: date | None = None
    opinion: str = ""
    decision: Outcome | None = None
    decided_on: date | None = None
    reasons: str = ""
    exclusion_from: date | None = None
    exclusion_until: date | None = None
    notified_on: date | None = None
    notice_channel: Delivery | None = None
    employer_told_on: date | None = None
    funder_told_on: date | None = None
    closed_on: date | None = None
    id: int | None = None

    # How far it is -------------------------------------------------------------------------------

    @property
    def heard_on(self) -> date | None:
        """The day of the hearing once it is over, whether or not the person came."""
        return self.hearing_on if self.attended is not None else None

    def needs_hearing(self, setting: Setting) -> bool:
        """Whether the person must be summoned: presence is at stake, or the terms promise it."""
        return self.intended is not Sanction.WARNING or setting.hears_always

    def needs_opinion(self, setting: Setting) -> bool:
        """Whether the council is asked: it sits before an exclusion for good."""
        wanted = self.decision is Outcome.EXCLUSION or self.intended is Sanction.EXCLUSION
        return setting.has_council and wanted

    def window(self, setting: Setting) -> Window | None:
        """Return when a sanction may be decided, `None` while what it runs from is to come."""
        if self.heard_on is None:
            return None
        if not self.needs_opinion(setting):
            return decision_window(self.heard_on, setting.terms)
        if self.opinion_on is None:
            return None
        return decision_window(self.heard_on, setting.terms, self.opinion_on)

    def expected_window(self, setting: Setting) -> Window | None:
        """Return the window as it stands, or as a hearing that is only planned will open it."""
        planned = replace(self, attended=False) if self.attended is None else self
        return planned.window(setting)

    def stage(self, setting: Setting) -> Stage:
        """Return what the case waits for."""
        if self.closed_on is not None:
            return Stage.CLOSED
        if self.decision is None:
            return self._before_decision(setting)
        if self.decision is Outcome.NONE:
            return Stage.CLOSING
        if self.notified_on is None:
            return Stage.NOTICE
        return Stage.INFORMATION if self.untold(setting) else Stage.CLOSING

    def _before_decision(self, setting: Setting) -> Stage:
        if not self.needs_hearing(setting):
            return Stage.COMPLAINTS if self.told_on is None else Stage.DECISION
        if self.summoned_on is None:
            return Stage.SUMMONS
        if self.attended is None:
            return Stage.HEARING
        if self.needs_opinion(setting) and self.opinion_on is None:
            return Stage.OPINION
        return Stage.DECISION

    def untold(self, setting: Setting) -> tuple[str, ...]:
        """Return who is still to be told of the sanction (R6352-8)."""
        if self.decision in {None, Outcome.NONE}:
            return ()
        employer = (setting.employer,) if setting.employer and not self.employer_told_on else ()
        return (*employer, *(setting.funders if not self.funder_told_on else ()))

    def advice(self, setting: Setting) -> tuple[str, ...]:
        """Return what the law does not forbid but a court would look at."""
        return tuple(self._advice(setting))

    def _advice(self, setting: Setting) -> Iterator[str]:
        if self.summoned_on and self.hearing_on:
            notice = (self.hearing_on - self.summoned_on).days
            if notice < SUMMONS_DAYS:
                yield (
                    f"L’entretien suit la convocation de {plural(notice, 'jour')} : laissez-en "
                    f"plutôt {SUMMONS_DAYS} pour préparer une défense."
                )
        if self.opinion_on and self.council_on:
            due = opinion_due_on(self.council_on)
            if self.opinion_on > due:
                yield f"L’avis du conseil était attendu le {long_date(due)} au plus tard."
        if self._is_harsher():
            yield (
                "La sanction est plus lourde que celle que la convocation annonçait : elle peut "
                "être contestée."
            )
        window = self.window(setting)
        if self.notified_on and window and self.notified_on > window.last:
            yield (
                f"La notification est postérieure au {long_date(window.last)}, dernier jour "
                "de la sanction : elle peut être contestée."
            )
        if setting.is_apprentice and self.summoned_on and not self.employer_warned_on:
            yield (
                f"{setting.employer or 'L’employeur'} doit être informé de la procédure, de son "
                "objet et de son motif : le stagiaire est apprenti."
            )

    def _is_harsher(self) -> bool:
        """Whether more was decided than the person was summoned for."""
        decided = self.decision.sanction if self.decision else None
        if self.intended is None or decided is None or self.summoned_on is None:
            return False
        scale = list(Sanction)
        return scale.index(decided) > scale.index(self.intended)

    # What is refused ---------------------------------------------------------------------------

    def checked(self, setting: Setting, today: date) -> "DisciplinaryCase":
        """Return the case, or refuse what the procedure does not allow.

        Raises:
            RuleBroken: a step is missing, out of order, in the future, or outside its window.
        """
        if not self.facts.strip():
            raise RuleBroken("Décrivez les faits : la procédure porte sur eux.", "facts")
        self._check_past(today)
        self._check_summons()
        self._check_order()
        self._check_decision(setting)
        self._check_notice(setting)
        return self

    def closed(self, on: date, setting: Setting) -> "DisciplinaryCase":
        """Return the case as closed.

        Raises:
            RuleBroken: a step is still to come.
        """
        waits = _STILL.get(self.stage(setting))
        if waits:
            raise RuleBroken(f"La procédure n’est pas finie : {waits}.")
        return replace(self, closed_on=on)

    def _check_past(self, today: date) -> None:
        for name in _DONE:
            day: date | None = getattr(self, name)
            if day is not None and day > today:
                raise RuleBroken(f"La date du {long_date(day)} est dans le futur.", name)
        if self.attended is not None and (self.hearing_on or today) > today:
            raise RuleBroken(
                "L’entretien n’a pas encore eu lieu : dites après si le stagiaire y est venu.",
                "attended",
            )

    def _check_summons(self) -> None:
        if self.attended is not None and self.summoned_on is None:
            raise RuleBroken(
                "Pas d’entretien sans convocation écrite : notez quand elle est partie.",
                "summoned_on",
            )
        if self.summoned_on is None:
            return
        for name, words in _SUMMONS.items():
            if not getattr(self, name):
                raise RuleBroken(f"La convocation dit {words}.", name)

    def _check_order(self) -> None:
        for name, before, words in _ORDER:
            day: date | None = getattr(self, name)
            since: date | None = getattr(self, before)
            if day is not None and since is not None and day < since:
                raise RuleBroken(f"{words}, le {long_date(since)}.", name)
        if self.council_on and self.heard_on is None:
            raise RuleBroken(
                "Le conseil est saisi après l’entretien : notez d’abord comment il s’est tenu.",
                "council_on",
            )
        if self.opinion_on and self.council_on is None:
            raise RuleBroken("Notez le jour où le conseil s’est réuni.", "council_on")

    def _check_decision(self, setting: Setting) -> None:
        if self.decision is None:
            if self.decided_on is not None:
                raise RuleBroken("Dites ce qui a été décidé.", "decision")
            return
        if self.decided_on is None:
            raise RuleBroken("Notez le jour de la décision.", "decided_on")
        if _FINE.search(self.reasons):
            raise RuleBroken(
                "Une amende ou une autre sanction pécuniaire est interdite : retirez-la.", "reasons"
            )
        if self.decision is Outcome.NONE:
            return
        self._check_scale(setting, Sanction(self.decision.value))
        if not self.reasons.strip():
            raise RuleBroken("La décision est motivée : écrivez pourquoi.", "reasons")
        self._check_window(setting, self.decision, self.decided_on)
        self._check_exclusion(self.decision)

    def _check_scale(self, setting: Setting, sanction: Sanction) -> None:
        if sanction not in setting.scale:
            known = listed(sanction_words(Discipline(sanctions=setting.scale)))
            raise RuleBroken(
                "Cette sanction n’est pas dans l’échelle du règlement intérieur"
                + (f" : {known}." if known else ", qui n’en prévoit aucune."),
                "decision",
            )

    def _check_window(self, setting: Setting, decision: Outcome, decided_on: date) -> None:
        if self.heard_on is None:
            if decision.excludes or setting.hears_always:
                raise RuleBroken(
                    "Pas de sanction sans entretien : convoquez le stagiaire et entendez-le.",
                    "decision",
                )
            if self.told_on is None:
                raise RuleBroken(
                    "Le stagiaire doit d’abord savoir ce qui lui est reproché : notez quand "
                    "cela lui a été dit.",
                    "told_on",
                )
            return
        window = self.window(setting)
        if window is None:
            raise RuleBroken(
                "Le conseil de perfectionnement donne son avis avant une exclusion définitive.",
                "opinion_on",
            )
        if decided_on not in window:
            raise RuleBroken(
                f"La sanction ne peut être décidée que {window.words} : ni avant un jour franc, "
                "ni après le délai.",
                "decided_on",
            )

    def _check_exclusion(self, decision: Outcome) -> None:
        if decision.excludes and self.exclusion_from is None:
            raise RuleBroken("Dites à partir de quel jour.", "exclusion_from")
        if decision is Outcome.TEMPORARY_EXCLUSION and self.exclusion_until is None:
            raise RuleBroken("Dites jusqu’à quel jour l’exclusion dure.", "exclusion_until")

    def _check_notice(self, setting: Setting) -> None:
        told = (self.notified_on, self.employer_told_on, self.funder_told_on)
        if any(told) and self.decision in {None, Outcome.NONE}:
            raise RuleBroken("Il n’y a pas encore de sanction à notifier.", "decision")
        if self.notified_on and self.notice_channel is None:
            raise RuleBroken(
                "Dites comment la décision est notifiée : recommandé ou remise contre récépissé.",
                "notice_channel",
            )
        if self.employer_told_on and not setting.employer:
            raise RuleBroken("Ce stagiaire n’a pas d’employeur à informer.", "employer_told_on")
        if self.funder_told_on and not setting.funders:
            raise RuleBroken("Cette formation n’a pas de financeur à informer.", "funder_told_on")


_DONE = (
    "happened_on",
    "told_on",
    "employer_warned_on",
    "excluded_from",
    "summoned_on",
    "opinion_on",
    "decided_on",
    "notified_on",
    "employer_told_on",
    "funder_told_on",
)
"""The days of what was done: none lies ahead."""

_SUMMONS = {
    "intended": "quelle sanction est envisagée : choisissez-la",
    "summons_channel": "comment elle part : lettre recommandée ou remise contre décharge",
    "hearing_on": "le jour de l’entretien : écrivez-le",
    "hearing_time": "l’heure de l’entretien : écrivez-la",
    "hearing_place": "le lieu de l’entretien : écrivez-le",
}
"""What a summons tells (R6352-5)."""

_ORDER = (
    ("told_on", "happened_on", "Les griefs ne peuvent pas précéder les faits"),
    ("excluded_from", "happened_on", "L’exclusion conservatoire ne peut pas précéder les faits"),
    ("summoned_on", "happened_on", "La convocation ne peut pas précéder les faits"),
    ("employer_warned_on", "happened_on", "L’information ne peut pas précéder les faits"),
    ("hearing_on", "summoned_on", "L’entretien ne peut pas précéder la convocation"),
    ("council_on", "hearing_on", "Le conseil se réunit après l’entretien"),
    ("opinion_on", "council_on", "L’avis ne peut pas précéder la réunion du conseil"),
    ("decided_on", "told_on", "La décision ne peut pas précéder l’information des griefs"),
    ("exclusion_from", "decided_on", "L’exclusion ne peut pas précéder la décision"),
    ("exclusion_until", "exclusion_from", "L’exclusion ne peut pas finir avant son début"),
    ("notified_on", "decided_on", "La notification ne peut pas précéder la décision"),
    ("employer_told_on", "decided_on", "L’employeur n’est informé qu’après la décision"),
    ("funder_told_on", "decided_on", "Le financeur n’est informé qu’après la décision"),
)
"""Days that follow others: which, after which, and what is said otherwise."""

_STILL = {
    Stage.COMPLAINTS: "dites au stagiaire ce qui lui est reproché, ou classez sans suite",
    Stage.SUMMONS: "convoquez le stagiaire, ou classez sans suite",
    Stage.HEARING: "tenez l’entretien, ou classez sans suite",
    Stage.OPINION: "recueillez l’avis du conseil, ou classez sans suite",
    Stage.DECISION: "notez ce qui est décidé",
    Stage.NOTICE: "notifiez la décision au stagiaire",
    Stage.INFORMATION: "informez l’employeur et le financeur",
    Stage.CLOSED: "elle est déjà close",
}
"""What a case that waits for something is told when it is to be closed."""
