"""What each trainer was entrusted with: the days, hours and times of his own slots, his SIRET."""

from collections.abc import Iterator, Sequence
from datetime import date

from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import MISSIONS, Dossier, Said, days_in_words
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.missions import hours_taught, slots_of
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import hours, short_date


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return where a mission's paper differs; who teaches no more is bound by none."""
    for said in dossier.papers:
        own = slots_of(said.trainer_id, dossier.file.slots)
        if said.key in MISSIONS and own:
            yield from _late(dossier, said, own[0])
            yield from _schedule(dossier, said, own)
            yield from _siret(dossier, said)


def _late(dossier: Dossier, said: Said, first: Slot) -> Iterator[Finding]:
    if said.on > first.day:
        day, start = short_date(said.on), short_date(first.day)
        yield Finding(
            rule="mission.late",
            level=Level.AMBER,
            left=places.on_paper(dossier, said, day),
            right=places.in_session(dossier, "Premier créneau", start, places.SLOTS),
            sentence=f"{said.name} : document du {day}, après le premier créneau, le {start}.",
        )


def _schedule(dossier: Dossier, said: Said, own: Sequence[Slot]) -> Iterator[Finding]:
    """Hold days against days, then hours, then times: each tells less than the one before."""
    then, now = _days(said.slots), _days(own)
    if then != now:
        words = days_in_words(then), days_in_words(now)
        yield _differ(dossier, said, "mission.days", words, level=Level.RED)
    elif hours_taught(said.slots) != hours_taught(own):
        words = hours(hours_taught(said.slots)), hours(hours_taught(own))
        yield _differ(dossier, said, "mission.hours", words)
    elif [(s.start, s.end) for s in said.slots] != [(s.start, s.end) for s in own]:
        yield _differ(dossier, said, "mission.times", ("d’autres horaires", "horaires changés"))


def _differ(
    dossier: Dossier, said: Said, rule: str, words: tuple[str, str], level: Level = Level.AMBER
) -> Finding:
    then, now = words
    return Finding(
        rule=rule,
        level=level,
        left=places.on_paper(dossier, said, then),
        right=places.in_session(dossier, "Créneaux confiés", now, places.SLOTS),
        sentence=f"{said.name} annonce {then} ; au calendrier : {now}.",
    )


def _siret(dossier: Dossier, said: Said) -> Iterator[Finding]:
    known = {trainer.id: trainer.siret for trainer in dossier.file.trainers}
    for named in said.trainers:
        siret = known.get(named.trainer_id, "")
        if named.siret and siret and named.siret != siret:
            yield Finding(
                rule="siret.trainer",
                level=Level.RED,
                left=places.on_paper(dossier, said, named.siret),
                right=places.of_trainer(named.trainer_id, "SIRET du formateur", siret),
                sentence=f"{said.name} porte le SIRET {named.siret} ; la fiche porte {siret}.",
            )


def _days(slots: Sequence[Slot]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(slot.day for slot in slots))
