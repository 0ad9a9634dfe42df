"""The contract with a trainer who is bought: mission, price, quality, data (indicator 27)."""

from collections.abc import Iterator
from itertools import chain

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.missions import parts
from trainingdesk.documents.programme import programme_annex
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.missions import MissionPay
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.domain.modality import is_remote_slot
from trainingdesk.domain.organisation import grouped_activity_number
from trainingdesk.domain.people import list_name
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.french import euros, hours, long_date, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import grouped_siret

KEY = "subcontracting_contract"
TITLE = "Contrat de sous-traitance de formation"


def compose(data: MissionPaper, wording: Wording) -> Composition:
    """Return the contract, the trainer's calendar and the programme joined."""
    session = data.file.session
    *body, last = common.articles(_articles(data, wording))
    story = [
        *b.title(TITLE, parts.heading(data)),
        *b.parties(common.office_party(data.organisation), _party(data)),
        *b.text(wording(f"{KEY}.intro")),
        *chain.from_iterable(body),
        *b.keep_together(last, _signatures(data, wording)),
        *common.annexes(
            (
                ("Calendrier de la mission", parts.calendar(data)),
                ("Programme", programme_annex(data.file.version.sheet)),
            )
        ),
    ]
    return Composition(
        title=TITLE,
        reference=f"{session.number} – {data.trainer_name}",
        subject=session.title,
        story=story,
        initials=True,
    )


def file_name(data: MissionPaper) -> str:
    """Return the name of the file: session and trainer."""
    return file_stem("Contrat de sous-traitance", data.file.session.number, list_name(data.trainer))


def refusal(data: MissionPaper) -> str | None:
    """Return why the contract may not be made."""
    if data.trainer.kind is not TrainerKind.SUBCONTRACTOR:
        return f"{data.trainer_name} est un formateur interne : faites sa lettre de mission."
    return parts.no_slot(data)


def _party(data: MissionPaper) -> b.Party:
    trainer = data.trainer
    number = trainer.activity_number
    declared = f"Déclaration d’activité n° {grouped_activity_number(number)}" if number else ""
    lines = (
        f"Représenté par {data.trainer_name}" if trainer.company else "",
        trainer.qualification,
        *trainer.address.lines,
        f"SIRET {grouped_siret(trainer.siret)}" if trainer.siret else "",
        declared,
    )
    return b.Party(role="Le sous-traitant", name=data.firm, lines=tuple(filter(None, lines)))


def _articles(data: MissionPaper, wording: Wording) -> tuple[common.Article, ...]:
    return (
        ("Mission", _mission(data, wording)),
        ("Contenu et moyens", _content(data, wording)),
        ("Durée et calendrier", _duration(data, wording)),
        ("Suivi et sanction", _texts(wording, "suivi", "sanction")),
        ("Prix et règlement", _price(data, wording)),
        ("Qualité", _texts(wording, "qualite", "qualite_trace", "qualite_reglement")),
        ("Confidentialité et données personnelles", _texts(wording, "confidentialite", "donnees")),
        ("Non-sollicitation", _solicitation(data, wording)),
        ("Vigilance et assurance", _vigilance(data, wording)),
        (
            "Sous-traitance en cascade",
            _texts(wording, "cascade_cpf" if data.is_cpf else "cascade"),
        ),
        ("Fin du contrat et différends", _end(data, wording)),
        ("Conditions particulières", b.text(data.mission.notes) if data.mission.notes else ()),
        ("Pièces jointes", _texts(wording, "annexes")),
    )


def _texts(wording: Wording, *names: str) -> list[Flowable]:
    return [piece for name in names for piece in b.text(wording(f"{KEY}.{name}"))]


def _mission(data: MissionPaper, wording: Wording) -> list[Flowable]:
    session = data.file.session
    words = wording(
        f"{KEY}.mission", title=session.title, number=session.number, trainer=data.trainer_name
    )
    return [*b.text(words), *parts.training(data, told_alone=True)]


def _content(data: MissionPaper, wording: Wording) -> list[Flowable]:
    held = {is_remote_slot(data.file, slot) for slot in data.file.slots}
    where = "mixte" if len(held) > 1 else "distance" if True in held else "salle"
    place = wording(f"{KEY}.moyens_{where}")
    return [*_texts(wording, "contenu"), *b.text(wording(f"{KEY}.moyens", place=place))]


def _duration(data: MissionPaper, wording: Wording) -> list[Flowable]:
    return b.text(
        wording(
            f"{KEY}.duree",
            hours=hours(data.hours),
            days=plural(data.days, "jour"),
            period=parts.dates(data),
        )
    )


def _price(data: MissionPaper, wording: Wording) -> list[Flowable]:
    if data.price is None:
        return []
    expenses = data.mission.expenses.strip().rstrip(".")
    paid = wording(f"{KEY}.frais", expenses=expenses) if expenses else ""
    return [
        *b.text(wording(f"{KEY}.prix", price=euros(data.price), detail=_detail(data, wording))),
        *b.text(paid or wording(f"{KEY}.frais_compris")),
        *_texts(wording, "reglement"),
    ]


def _detail(data: MissionPaper, wording: Wording) -> str:
    rate, pay = data.mission.rate, data.mission.pay
    if rate is None or pay is MissionPay.FLAT:
        return ""
    by_day = pay is MissionPay.DAY
    quantity = plural(data.days, "jour") if by_day else hours(data.hours)
    key = f"{KEY}.prix_jour" if by_day else f"{KEY}.prix_heure"
    return f" {wording(key, quantity=quantity, rate=euros(rate))}"


def _solicitation(data: MissionPaper, wording: Wording) -> list[Flowable]:
    """Return what the office's own terms say of hiring and canvassing; nothing without a clause."""
    rule = data.solicitation
    if rule is None:
        return []

    def said() -> Iterator[str]:
        yield wording(f"{KEY}.non_sollicitation")
        months = plural(rule.salary_months, "mois", "mois")
        yield wording(f"{KEY}.non_sollicitation_salaire", months=months)
        if rule.subcontracted_months is not None:
            months = plural(rule.subcontracted_months, "mois", "mois")
            yield wording(f"{KEY}.non_sollicitation_chiffre", months=months)

    return [piece for words in said() for piece in b.text(words)]


def _vigilance(data: MissionPaper, wording: Wording) -> list[Flowable]:
    pieces = "vigilance_pieces" if data.sees_vigilance else "vigilance_seuil"
    return _texts(wording, "vigilance", pieces, "assurance")


def _end(data: MissionPaper, wording: Wording) -> list[Flowable]:
    court = data.organisation.court or wording(f"{KEY}.tribunal")
    return [*_texts(wording, "fin"), *b.text(wording(f"{KEY}.differends", court=court))]


def _signatures(data: MissionPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    made = wording(f"{KEY}.exemplaires", city=office.address.city, date=long_date(data.on))
    theirs = b.SignatureBox(
        title=f"Pour {data.firm}",
        lines=(data.trainer_name, wording(f"{KEY}.bon_pour_accord")),
        height=common.SIGNATURE,
    )
    boxes = (common.office_signature(office), theirs)
    return [*b.text(made, keep_with_next=True), *b.signatures(boxes)]
