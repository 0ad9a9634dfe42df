"""The check-list of house rules: health and safety, discipline, representation, and no fine."""

import re
from collections.abc import Iterator

from trainingdesk.domain.conditions.conformity.finding import Finding, Level
from trainingdesk.domain.conditions.conformity.readings import house_rules_remedy
from trainingdesk.domain.conditions.rules import Discipline, Rules
from trainingdesk.french import plural

LEAST_CLEAR_DAYS = 1
MOST_DAYS_AFTER = 15
"""The days after the hearing between which a sanction is given (R6352-6)."""
CLAUSE = "discipline"
"""Where a finding on house rules is shown."""

_SAFETY = re.compile(r"santé|hygiène", re.IGNORECASE), re.compile(r"sécurité", re.IGNORECASE)
_SANCTIONS = re.compile(r"\bsanctions?\b", re.IGNORECASE)
_HEARING = re.compile(r"\bgriefs?\b|\bentretien\b", re.IGNORECASE)
_REPRESENTATION = re.compile(
    r"délégués?\b|représentation\s+des\s+stagiaires|scrutin", re.IGNORECASE
)
_OLD_THRESHOLD = re.compile(r"(?:\b200|deux\s+cents)\s+heures", re.IGNORECASE)
_FINE = re.compile(r"\bamendes?\b|(?:sanctions?|pénalités?)\s+pécuniaires?", re.IGNORECASE)
_DENIED = re.compile(r"interdit|prohib|exclu[es]|\baucune?\b|\bjamais\b|\bni\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n\s*\n")


def discipline_findings(rules: Rules) -> Iterator[Finding]:
    """Find where the values of the discipline leave its procedure (R6352-3 to R6352-8)."""
    if rules.discipline is not None:
        yield from _sanctions(rules.discipline)
        yield from _delays(rules.discipline)


def house_rules_findings(rules: Rules, text: str | None) -> tuple[Finding, ...]:
    """Return what the check-list finds in house rules, faults of their values first.

    Words are looked for, never understood: what comes from the *text* is advice only. Without a
    text the office is reminded that the law asks for one (L6352-3).
    """
    found = [*discipline_findings(rules), *house_rules_remedy(rules)]
    if text is None or not text.strip():
        return (*found, _missing())
    return (*found, *_contents(rules, text), *_fines(text))


def _sanctions(discipline: Discipline) -> Iterator[Finding]:
    if not discipline.sanctions:
        yield Finding(
            rule="discipline_sanctions",
            level=Level.FAULT,
            clause=CLAUSE,
            article="L6352-4",
            found="aucune sanction nommée",
            required="la nature et l’échelle des sanctions",
            sentence=(
                "Le règlement intérieur fixe la nature et l’échelle des sanctions ; "
                "votre clause n’en nomme aucune."
            ),
            change="Dans « Discipline », cochez au moins une sanction.",
        )


def _delays(discipline: Discipline) -> Iterator[Finding]:
    required = (
        f"pas avant {plural(LEAST_CLEAR_DAYS, 'jour franc', 'jours francs')}, "
        f"ni plus de {MOST_DAYS_AFTER} jours après l’entretien"
    )
    if discipline.clear_days < LEAST_CLEAR_DAYS:
        yield Finding(
            rule="discipline_too_soon",
            level=Level.FAULT,
            clause=CLAUSE,
            article="R6352-6",
            found="sanction possible dès l’entretien",
            required=required,
            sentence=(
                "Une sanction n’est prise qu’un jour franc au moins après l’entretien ; "
                "votre clause n’en laisse aucun."
            ),
            change="Dans « Discipline », laissez un jour franc après l’entretien.",
        )
    if discipline.latest_days > MOST_DAYS_AFTER:
        latest = plural(discipline.latest_days, "jour")
        yield Finding(
            rule="discipline_too_late",
            level=Level.FAULT,
            clause=CLAUSE,
            article="R6352-6",
            found=f"sanction possible {latest} après l’entretien",
            required=required,
            sentence=(
                f"Une sanction ne peut intervenir plus de {MOST_DAYS_AFTER} jours après "
                f"l’entretien ; votre clause laisse {latest}."
            ),
            change=f"Dans « Discipline », ramenez le délai à {MOST_DAYS_AFTER} jours.",
        )
    if discipline.latest_days <= discipline.clear_days:
        yield Finding(
            rule="discipline_window",
            level=Level.ADVICE,
            clause=CLAUSE,
            article="R6352-6",
            found=(
                f"{plural(discipline.clear_days, 'jour franc', 'jours francs')} d’attente, "
                f"{plural(discipline.latest_days, 'jour')} au plus"
            ),
            required=required,
            sentence=(
                "Après l’entretien et l’attente qui le suit, il reste au moins un jour pour "
                "décider ; vos deux délais n’en laissent aucun."
            ),
            change="Dans « Discipline », raccourcissez l’attente ou allongez le second délai.",
        )


def _missing() -> Finding:
    return Finding(
        rule="house_rules_missing",
        level=Level.ADVICE,
        clause=CLAUSE,
        article="L6352-3",
        found="aucun règlement intérieur enregistré",
        required="un règlement intérieur écrit",
        sentence=(
            "Tout organisme de formation établit un règlement intérieur pour les stagiaires ; "
            "le vôtre n’est pas enregistré ici."
        ),
        change="Enregistrez le texte de votre règlement intérieur pour qu’il soit vérifié.",
    )


def _contents(rules: Rules, text: str) -> Iterator[Finding]:
    if not all(words.search(text) for words in _SAFETY):
        yield _absent(
            "house_rules_safety",
            "L6352-4",
            "les mesures de santé et de sécurité",
            "Ajoutez les principales mesures de santé et de sécurité.",
        )
    if rules.discipline is None and not _SANCTIONS.search(text):
        yield _absent(
            "house_rules_discipline",
            "L6352-4",
            "les règles de discipline et l’échelle des sanctions",
            "Ajoutez les règles de discipline, la nature et l’échelle des sanctions.",
        )
    if rules.discipline is None and not _HEARING.search(text):
        yield _absent(
            "house_rules_hearing",
            "R6352-4",
            "les droits du stagiaire avant une sanction",
            "Ajoutez que le stagiaire est informé des griefs et entendu avant une sanction.",
        )
    if not _REPRESENTATION.search(text):
        yield _absent(
            "house_rules_representation",
            "L6352-4",
            "les règles de représentation des stagiaires au-delà de 500 heures",
            "Ajoutez l’élection des délégués si vous tenez des formations de plus de 500 heures.",
        )
    elif _OLD_THRESHOLD.search(text):
        yield Finding(
            rule="house_rules_threshold",
            level=Level.ADVICE,
            clause=CLAUSE,
            article="L6352-4",
            found="délégués au-delà de 200 heures",
            required="délégués au-delà de 500 heures",
            sentence=(
                "Les stagiaires élisent des délégués dans les formations de plus de 500 heures ; "
                "votre règlement semble garder l’ancien seuil de 200 heures."
            ),
            change="Remplacez 200 heures par 500 heures dans le règlement intérieur.",
        )


def _absent(rule: str, article: str, what: str, change: str) -> Finding:
    return Finding(
        rule=rule,
        level=Level.ADVICE,
        clause=CLAUSE,
        article=article,
        found="mots non trouvés dans le texte",
        required=what,
        sentence=(
            f"Le règlement intérieur doit contenir {what} ; "
            "les mots qui en parlent n’ont pas été trouvés dans le vôtre."
        ),
        change=change,
    )


def _fines(text: str) -> Iterator[Finding]:
    for sentence in _SENTENCE_END.split(text):
        match = _FINE.search(sentence)
        if match and not _DENIED.search(sentence):
            yield Finding(
                rule="house_rules_fine",
                level=Level.ADVICE,
                clause=CLAUSE,
                article="R6352-3",
                found=f"« {match[0]} » dans le texte",
                required="aucune amende ni sanction pécuniaire",
                sentence=(
                    "Les amendes et autres sanctions pécuniaires sont interdites ; "
                    "votre règlement semble en prévoir une."
                ),
                change="Relisez ce passage du règlement intérieur et retirez-en l’amende.",
            )
            return
