"""Clauses of how trainings are held."""

from collections.abc import Sequence

from trainingdesk.domain.conditions.clauses.setting import Sentences, Setting
from trainingdesk.domain.conditions.kinds import Item, Sanction
from trainingdesk.domain.conditions.labels import LABELS
from trainingdesk.domain.conditions.rules import (
    Completion,
    DayHours,
    Discipline,
    ELearning,
    Recording,
    Sendings,
)
from trainingdesk.french import NBSP, clock, listed, number, plural
from trainingdesk.french import hours as duration

_HOUR = ("heure", "heures")
_SANCTIONS = {
    Sanction.WARNING: "l’avertissement écrit",
    Sanction.TEMPORARY_EXCLUSION: "l’exclusion temporaire",
    Sanction.EXCLUSION: "l’exclusion définitive",
}


def hours(rule: DayHours, _setting: Setting) -> Sentences:
    """Return the office's usual day."""
    yield (
        f"Une journée de formation est comptée pour {duration(rule.day)} et une demi-journée pour "
        f"{duration(rule.half_day)}. Sauf calendrier différent, elle se tient de "
        f"{clock(rule.morning_from)} à {clock(rule.morning_to)} et de "
        f"{clock(rule.afternoon_from)} à {clock(rule.afternoon_to)}."
    )
    if rule.breaks:
        yield "Chaque demi-journée comporte une pause."


def sendings(rule: Sendings, _setting: Setting) -> Sentences:
    """Return what trainees receive before they start."""
    if rule.pre_enrolment:
        yield "L’inscription est précédée d’une fiche de pré-inscription, que le candidat complète."
    if rule.on_enrolment:
        yield f"À son inscription, le stagiaire reçoit {_items(rule.on_enrolment)}."
    days = None if rule.days_before is None else plural(rule.days_before, "jour")
    yield _later(days, rule.in_those_days)
    hours_before = None if rule.hours_before is None else plural(rule.hours_before, *_HOUR)
    yield _later(hours_before, rule.in_those_hours)
    if rule.reachable:
        yield (
            "Une adresse électronique ou un numéro de téléphone mobile est nécessaire pour chaque "
            "stagiaire."
        )
    if rule == Sendings():
        yield "Le stagiaire reçoit avant la formation tout ce qu’il lui faut pour la suivre."


def _later(before: str | None, items: Sequence[Item]) -> str:
    if before is None and not items:
        return ""
    when = (
        f"Au plus tard {before} avant le début de la formation"
        if before
        else "Avant le début de la formation"
    )
    return f"{when}, il reçoit {_items(items) or 'les dernières informations utiles'}."


def _items(items: Sequence[Item]) -> str:
    return listed([LABELS[Item][item] for item in items])


def completion(rule: Completion, _setting: Setting) -> Sentences:
    """Return what is given and asked at the end."""
    yield "L’organisme établit un certificat de réalisation au vu des heures réellement suivies."
    given = []
    if rule.training_attestation:
        given.append("une attestation de fin de formation")
    if rule.success_attestation:
        given.append("une attestation de réussite s’il a satisfait à l’évaluation")
    if given:
        yield f"Chaque stagiaire reçoit à l’issue de la formation {listed(given)}."
    if rule.presence_on_request:
        yield "Une attestation de présence est remise au client qui la demande."
    if rule.survey_compulsory:
        yield (
            "Chaque stagiaire répond au questionnaire de satisfaction : cette réponse est "
            "obligatoire, et le questionnaire peut être envoyé par voie électronique."
        )


def elearning(rule: ELearning, _setting: Setting) -> Sentences:
    """Return the delays of an e-learning account."""
    yield (
        "Chaque stagiaire accède à la plateforme avec un identifiant et un mot de passe qu’il "
        "choisit et garde secret."
    )
    if rule.access_hours is not None:
        yield f"L’accès est ouvert dans les {plural(rule.access_hours, *_HOUR)} de la signature."
    if rule.open_days is not None:
        yield f"Il reste ouvert {plural(rule.open_days, 'jour')}."
    if rule.express_request:
        yield (
            "Avant la fin du délai de rétractation d’un particulier, il n’est ouvert qu’à sa "
            "demande expresse (article L221-25 du Code de la consommation)."
        )
    if rule.one_login_each:
        yield "Un identifiant sert à une seule personne ; il n’est ni cédé ni partagé."
    if rule.around_the_clock:
        yield "La plateforme est accessible jour et nuit, tous les jours, hors maintenance."
    if rule.bandwidth is not None:
        yield f"Il faut une connexion d’au moins {number(rule.bandwidth)}{NBSP}Mb/s."
    yield from _incidents(rule)


def _incidents(rule: ELearning) -> Sentences:
    if rule.report_hours is not None:
        yield (
            "Le stagiaire signale un incident (mot de passe oublié, usage frauduleux, panne) dans "
            f"les {plural(rule.report_hours, *_HOUR)} qui suivent sa découverte."
        )
    if rule.repair_working_hours is not None:
        repair = plural(rule.repair_working_hours, "heure ouvrée", "heures ouvrées")
        yield (
            f"Il y est remédié dans les {repair} qui suivent ce signalement, comptées jour et nuit "
            "du lundi au vendredi, sauf les jours fériés."
        )
    if rule.maintenance_hours is not None:
        notice = plural(rule.maintenance_hours, *_HOUR)
        yield f"Une maintenance est annoncée au moins {notice} à l’avance."


def discipline(rule: Discipline, _setting: Setting) -> Sentences:
    """Return the sanctions and their procedure (R6352-3 to -8)."""
    yield (
        "Le stagiaire respecte le règlement intérieur qui lui est remis. "
        + (
            f"Les sanctions sont {listed(sanction_words(rule))} ; une amende n’en est jamais une."
            if rule.sanctions
            else "Aucune sanction n’est prévue, et jamais d’amende."
        )
    )
    yield (
        "Aucune sanction n’est prononcée sans que le stagiaire ait été convoqué par écrit et "
        "entendu, assisté s’il le souhaite. Elle n’intervient ni moins de "
        f"{plural(rule.clear_days, 'jour franc', 'jours francs')} ni plus de "
        f"{plural(rule.latest_days, 'jour')} après l’entretien (article R6352-6 du Code du "
        "travail)."
    )
    if rule.council:
        yield (
            "Avant une exclusion, le conseil de perfectionnement réuni en commission entend le "
            "stagiaire et donne son avis, dont court alors le délai."
        )
    yield "L’employeur et le financeur sont informés de la sanction."


def sanction_words(rule: Discipline) -> tuple[str, ...]:
    """Return the scale of sanctions, from the lightest."""
    return tuple(_SANCTIONS[each] for each in Sanction if each in rule.sanctions)


def recording(rule: Recording, _setting: Setting) -> Sentences:
    """Return whether sessions may be recorded."""
    if rule.needs_leave:
        yield (
            "Il est interdit d’enregistrer, de filmer ou de photographier une formation sans "
            "autorisation écrite de l’organisme."
        )
    else:
        yield "Une formation peut être enregistrée si toutes les personnes présentes y consentent."
