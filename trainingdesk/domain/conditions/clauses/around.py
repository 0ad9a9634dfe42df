"""Clauses of what stands around the trainings."""

from trainingdesk.domain.conditions.clauses.setting import Sentences, Setting
from trainingdesk.domain.conditions.kinds import Court, DataRight, Naming
from trainingdesk.domain.conditions.labels import LABELS
from trainingdesk.domain.conditions.rules import (
    ClientDuties,
    Disputes,
    Liability,
    PersonalData,
    Publicity,
    Reserves,
    Solicitation,
    Termination,
)
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import listed, plural

_COURTS = {
    Court.COMMERCIAL: "de la juridiction commerciale",
    Court.JUDICIAL: "de la juridiction civile",
}


def reserves(rule: Reserves, _setting: Setting) -> Sentences:
    """Return when a client complains, and what ordering against advice does."""
    if rule.during_service:
        yield (
            "Le client fait connaître ses réserves par écrit pendant la prestation, afin que "
            "l’organisme puisse y remédier ; le consommateur garde tous les recours de la loi."
        )
    else:
        yield "Le client peut faire connaître ses réserves pendant la prestation et après elle."
    if rule.adverse_advice:
        yield (
            "Si le client commande malgré l’avis défavorable de l’organisme, par exemple sur les "
            "prérequis ou les locaux, cet avis est consigné par écrit et contresigné par le client."
        )


def liability(rule: Liability, _setting: Setting) -> Sentences:
    """Return how far the office answers for its work."""
    if rule.means_only:
        yield "L’organisme est tenu d’une obligation de moyens."
    else:
        yield "L’organisme répond de la bonne exécution de ses prestations."
    if rule.capped_at_price:
        yield (
            "Sa responsabilité est limitée au prix de la prestation en cause, sauf dommage "
            "corporel, faute lourde ou dol."
        )
    if rule.consumers_excepted:
        yield "Rien dans cette clause ne limite les droits du consommateur."


def client_duties(rule: ClientDuties, _setting: Setting) -> Sentences:
    """Return what the client provides."""
    yield "Le client donne en temps utile les renseignements que demande la formation."
    if rule.correspondent:
        yield "Il désigne un correspondant qui a le pouvoir de décider en son nom."
    if rule.insurance:
        yield "Il remet une attestation d’assurance de responsabilité en cours de validité."


def publicity(rule: Publicity, _setting: Setting) -> Sentences:
    """Return how the office may name a client."""
    if rule.naming is Naming.PRIOR_CONSENT:
        yield "L’organisme ne cite le client parmi ses références qu’avec son accord préalable."
    else:
        yield (
            "L’organisme peut citer le client parmi ses références, sauf si celui-ci s’y oppose, "
            "ce qu’il peut faire à tout moment."
        )
    if rule.logo_prior_consent:
        yield "Le logo du client n’est utilisé qu’avec son accord préalable et écrit."
    else:
        yield "L’organisme peut alors reproduire le logo du client."


def solicitation(rule: Solicitation, _setting: Setting) -> Sentences:
    """Return what hiring the office's people costs."""
    yield (
        "Le client qui engage, sans l’accord écrit de l’organisme, un salarié de celui-ci "
        "intervenu pour lui verse une indemnité égale à "
        f"{plural(rule.salary_months, 'mois', 'mois')} du dernier salaire de cette personne, "
        "charges comprises."
    )
    if rule.subcontracted_months is not None:
        yield (
            "S’il s’agit d’un sous-traitant de l’organisme, l’indemnité est égale au chiffre "
            "d’affaires que l’organisme lui a confié sur "
            f"{plural(rule.subcontracted_months, 'mois', 'mois')}."
        )


def termination(rule: Termination, _setting: Setting) -> Sentences:
    """Return how a formal notice left unanswered ends the agreement."""
    yield (
        "Si une partie manque à ses obligations et n’y remédie pas dans les "
        f"{plural(rule.notice_days, 'jour')} qui suivent la réception d’une mise en demeure, "
        "l’autre peut mettre fin à l’accord par lettre recommandée avec avis de réception."
    )


def personal_data(rule: PersonalData, setting: Setting) -> Sentences:
    """Return how long data are kept, and the rights of those they are about."""
    yield (
        "L’organisme traite les données personnelles du client et des stagiaires pour conclure "
        "l’accord, réaliser la formation et en apporter la preuve ; il ne les transmet qu’à ceux "
        "qui y concourent, la financent ou la contrôlent."
    )
    if rule.retention_years is not None:
        yield (
            f"Elles sont gardées {plural(rule.retention_years, 'an')} après la fin de la relation, "
            "et plus longtemps là où la loi l’impose, comme pour les pièces comptables."
        )
    else:
        yield "Elles sont gardées aussi longtemps que la loi l’impose."
    yield _rights(rule, setting.office)


def _rights(rule: PersonalData, office: Organisation | None) -> str:
    rights = listed([f"{_of(word)}{word}" for word in (LABELS[DataRight][r] for r in rule.rights)])
    held = f"de droits {rights}" if rule.rights else "des droits que lui donne le RGPD"
    if len(rule.rights) == 1:
        held = f"d’un droit {rights}"
    contact = _contact(office)
    how = f"auprès de {contact}" if contact else "par écrit"
    return (
        f"Chacun dispose, sur celles qui le concernent, {held}, qu’il exerce {how}. Il peut aussi "
        "adresser une réclamation à la CNIL."
    )


def _of(word: str) -> str:
    return "d’" if word[0] in "aeo" else "de "


def _contact(office: Organisation | None) -> str:
    """Return who answers for personal data, and where to write."""
    if office is None:
        return ""
    address = office.dpo_email or office.email
    return (
        f"{office.dpo_name} ({address})"
        if office.dpo_name and address
        else office.dpo_name or address
    )


def _named_court(kind: Court, name: str) -> str:
    """Return the court that the office names, unless it is plainly of the other kind."""
    is_commercial = any(word in name.casefold() for word in ("commerce", "économiques"))
    return name if is_commercial is (kind is Court.COMMERCIAL) else ""


def disputes(rule: Disputes, setting: Setting) -> Sentences:
    """Return who judges; the court's own name and the mediator come from the office's identity."""
    office = setting.office
    court = _named_court(rule.court, office.court if office else "")
    yield (
        "Les parties cherchent d’abord un accord amiable. À défaut, le litige relève "
        f"{_COURTS[rule.court]}{f' : le {court}' if court else ''}."
    )
    if rule.non_professionals_excepted:
        yield (
            "Cette désignation ne vaut pas pour le client qui n’est pas un professionnel : il "
            "saisit le tribunal que la loi désigne."
        )
    if rule.mediator:
        parts = (
            (office.mediator_name, office.mediator_website, office.mediator_address)
            if office
            else ()
        )
        named = ", ".join(filter(None, parts))
        yield (
            "Le consommateur peut recourir gratuitement à un médiateur de la consommation"
            f"{f' : {named}' if named else ''}."
        )
