"""The house rules of the trainees (C. trav. L6352-3, L6352-4, R6352-1 and following)."""

from collections.abc import Sequence
from itertools import chain
from typing import Protocol

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.clauses import sanction_words
from trainingdesk.domain.conditions.kinds import HouseRulesRemedy, Item, Mark
from trainingdesk.domain.conditions.rules import Discipline, ELearning, Rules
from trainingdesk.domain.paper_data import HouseRulesPaper
from trainingdesk.french import long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Règlement intérieur"

_REMOTE_ITEMS = {Item.LINK, Item.SOFTWARE_GUIDE}


def compose(data: HouseRulesPaper, wording: Wording) -> Composition:
    """Return the rules, with a frame to sign them where the conditions ask for it."""
    conditions = data.conditions
    in_force = wording(
        "house_rules.version", number=conditions.number, date=long_date(conditions.starts_on)
    )
    *body, last = common.articles(_articles(data, wording))
    story = [
        *b.title(f"{TITLE} des stagiaires", in_force),
        *chain.from_iterable(body),
        *b.keep_together(last, _signature(data, wording)),
    ]
    return Composition(
        title=TITLE,
        reference=f"version {conditions.number}",
        subject=f"{TITLE} des stagiaires",
        story=story,
    )


def file_name(data: HouseRulesPaper) -> str:
    """Return the name of the file: which version, in force from when."""
    conditions = data.conditions
    return file_stem(TITLE, f"version {conditions.number}", f"au {long_date(conditions.starts_on)}")


def _articles(data: HouseRulesPaper, wording: Wording) -> tuple[common.Article, ...]:
    rules = data.conditions.rules

    def say(text: str, /, **fields: object) -> str:
        return wording(f"house_rules.{text}", **fields)

    return (
        ("Objet", _paragraphs(say("objet", office=data.organisation.trade_name), say("lieu"))),
        (
            "Santé et sécurité",
            _paragraphs(
                say("sante"),
                say("incendie"),
                say("accident"),
                say("substances"),
                say("materiel"),
            ),
        ),
        ("Assiduité et comportement", _behaviour(data, say)),
        ("Formation à distance", _remote(rules, say)),
        ("Sanctions", _sanctions(_discipline(rules), say)),
        ("Procédure disciplinaire", _procedure(_discipline(rules), say)),
        ("Représentation des stagiaires", _paragraphs(say("representation"), say("delegues"))),
        ("Handicap, réclamations et remise du règlement", _handing_over(data, say)),
    )


class _Say(Protocol):
    """Gives a text of the house rules by its name."""

    def __call__(self, text: str, /, **fields: object) -> str:
        """Return the text, its fields filled in."""


def _paragraphs(*texts: str) -> list[Flowable]:
    """Return a paragraph for each text that says something."""
    return [piece for text in texts if text for piece in b.text(text)]


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _discipline(rules: Rules) -> Discipline:
    """Return the conditions' own scale and delays, else those of the law."""
    return rules.discipline or Discipline()


def _behaviour(data: HouseRulesPaper, say: _Say) -> list[Flowable]:
    rules = data.conditions.rules
    remedy = (
        rules.interruption is not None
        and rules.interruption.house_rules_remedy is HouseRulesRemedy.POSTPONED_OR_REPLAY
    )
    survey = rules.completion is not None and rules.completion.survey_compulsory
    told = rules.absence is not None and rules.absence.employer_told
    free = rules.recording is not None and not rules.recording.needs_leave
    return _paragraphs(
        _joined(say("horaires"), say("absence"), say("employeur") if told else ""),
        _joined(say("abandon") if remedy else "", say("questionnaire") if survey else ""),
        _joined(say("comportement"), _referent(data, say)),
        _joined(say("supports"), say("enregistrement_possible" if free else "enregistrement")),
    )


def _referent(data: HouseRulesPaper, say: _Say) -> str:
    """Return to whom someone turns who is harassed or sees it."""
    office = data.organisation
    if not office.harassment_referent:
        return ""
    contact = _contact(office.referents_contact)
    return say("referent", name=office.harassment_referent, contact=contact)


def _contact(words: str) -> str:
    return f" ({words})" if words else ""


def _remote(rules: Rules, say: _Say) -> list[Flowable]:
    """Return what holds at a distance, where the office sends links or opens a platform."""
    sendings, platform = rules.sendings, rules.elearning
    sent = {*sendings.in_those_days, *sendings.in_those_hours} if sendings else set()
    if platform is None and not sent & _REMOTE_ITEMS:
        return []
    return _paragraphs(
        _joined(
            say("distance"),
            say("joignable") if sendings and sendings.reachable else "",
            say("guide") if Item.SOFTWARE_GUIDE in sent else "",
        ),
        _platform(platform, say) if platform else "",
    )


def _platform(rule: ELearning, say: _Say) -> str:
    within = rule.report_hours
    return _joined(
        say("identifiant") if rule.one_login_each else "",
        say("incident", hours=plural(within, "heure")) if within is not None else "",
    )


def _sanctions(rule: Discipline, say: _Say) -> list[Flowable]:
    if not rule.sanctions:
        return _paragraphs(say("sanction"), _joined(say("sans_echelle"), say("amendes")))
    return [
        *_paragraphs(_joined(say("sanction"), say("amendes"))),
        *b.text(say("echelle"), keep_with_next=True),
        *b.bullets(sanction_words(rule)),
    ]


def _procedure(rule: Discipline, say: _Say) -> list[Flowable]:
    least = plural(rule.clear_days, "jour franc", "jours francs")
    most = plural(rule.latest_days, "jour")
    return _paragraphs(
        say("griefs"),
        _joined(say("convocation"), say("entretien")),
        say("delais", least=least, most=most),
        say("conseil", most=most) if rule.council else "",
        say("conservatoire"),
        say("information"),
    )


def _handing_over(data: HouseRulesPaper, say: _Say) -> list[Flowable]:
    office = data.organisation
    referent = office.disability_referent
    contact = _contact(office.referents_contact)
    return _paragraphs(
        _joined(
            say("handicap", name=referent, contact=contact) if referent else "", say("reclamation")
        ),
        say("remise"),
    )


def _signature(data: HouseRulesPaper, wording: Wording) -> Sequence[Flowable]:
    formation = data.conditions.rules.formation
    if formation is None or Mark.READ_AND_APPROVED not in formation.marks:
        return []
    box = b.SignatureBox(
        title="Le stagiaire",
        lines=("« Lu et approuvé » :", "Nom :", "Date et signature :"),
        height=common.SIGNATURE,
    )
    return [
        *b.text(wording("house_rules.lu_et_approuve"), keep_with_next=True),
        *b.signatures((common.office_signature(data.organisation), box)),
    ]
