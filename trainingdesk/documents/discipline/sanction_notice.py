"""The written, reasoned decision that is notified to the person (R6352-6)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.discipline import case_letters as case
from trainingdesk.documents.participants import filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline import Outcome
from trainingdesk.domain.discipline_data import CasePaper
from trainingdesk.domain.labels import label
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Notification de sanction"


def compose(data: CasePaper, wording: Wording) -> Composition:
    """Return the letter."""
    letter = letters.Letter(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        about=wording("sanction_notice.objet", sanction=sanction(data)),
        body=(
            *case.training(data),
            *case.facts(data, wording),
            *_recalled(data, wording),
            *b.text(wording("sanction_notice.motifs"), keep_with_next=True),
            *b.text(data.case.reasons),
            *b.callout(decided(data, wording), heading=wording("sanction_notice.titre")),
        ),
        closing=_told(data, wording),
    )
    sent = case.delivered(letter, data.case.notice_channel)
    return letters.composed(sent, case.mail_of(data), wording)


def file_name(data: CasePaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: CasePaper) -> str | None:
    """Return why there is nothing to notify, or nothing."""
    if (words := case.unnamed(data)) is not None:
        return words
    if data.case.decision is None or data.case.decided_on is None:
        return "Notez d’abord la décision, son jour et ses motifs."
    if data.case.decision is Outcome.NONE:
        return "L’affaire est classée sans suite : il n’y a pas de sanction à notifier."
    if data.case.notice_channel is None:
        return (
            "Dites d’abord comment la décision est notifiée : lettre recommandée ou remise en main "
            "propre contre récépissé."
        )
    return None


def sanction(data: CasePaper) -> str:
    """Return the sanction in words."""
    return label(data.case.decision) if data.case.decision else ""


def decided(data: CasePaper, wording: Wording) -> str:
    """Return the decision with its days."""
    record = data.case
    day = long_date(record.decided_on or data.on)
    first = long_date(record.exclusion_from) if record.exclusion_from else ""
    last = long_date(record.exclusion_until) if record.exclusion_until else ""
    match record.decision:
        case Outcome.TEMPORARY_EXCLUSION:
            return wording("sanction_notice.temporaire", day=day, first=first, last=last)
        case Outcome.EXCLUSION:
            return wording("sanction_notice.definitive", day=day, first=first)
        case _:
            return wording("sanction_notice.avertissement", day=day)


def _recalled(data: CasePaper, wording: Wording) -> list[Flowable]:
    """Return how the procedure went: the hearing and what was said there, or the complaints."""
    record = data.case
    if record.heard_on is None or record.summoned_on is None:
        told = long_date(record.told_on or record.happened_on)
        return b.text(wording("sanction_notice.griefs", told=told))
    summoned, heard = long_date(record.summoned_on), long_date(record.heard_on)
    if not record.attended:
        made = b.text(wording("sanction_notice.absence", summoned=summoned, heard=heard))
    else:
        helped = (
            wording("sanction_notice.assiste", name=record.assisted_by)
            if record.assisted_by
            else ""
        )
        told = wording("sanction_notice.entretien", summoned=summoned, heard=heard)
        made = b.text(" ".join(filter(None, (told, helped))))
        if record.explanations:
            made += b.text(
                wording("sanction_notice.explications", explanations=record.explanations)
            )
    if record.opinion_on is not None:
        day = long_date(record.opinion_on)
        made += b.text(wording("sanction_notice.avis", day=day, opinion=record.opinion).strip())
    return made


def _told(data: CasePaper, wording: Wording) -> list[Flowable]:
    """Return whom else the office tells (R6352-8); nothing where there is nobody."""
    match bool(data.setting.employer), bool(data.setting.funders):
        case True, True:
            return b.text(wording("sanction_notice.information_tous"))
        case True, False:
            return b.text(wording("sanction_notice.information_employeur"))
        case False, True:
            return b.text(wording("sanction_notice.information_financeur"))
        case _:
            return []
