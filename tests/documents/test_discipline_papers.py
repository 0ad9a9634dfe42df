"""The letters of a disciplinary case, as the person, her employer and a funder open them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.discipline_sample import (
    APPRENTICE,
    FACTS,
    HEARD_CASE,
    LONG,
    NOTIFIED,
    SAMPLES,
    SETTING,
    SUMMONED,
    WAIVER,
    notice,
    paper,
)
from tests.support.letter_sample import RULES, TERMS
from tests.support.office_sample import FILE, OFFICE, PEOPLE
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.rules import Recording
from trainingdesk.domain.discipline import Outcome
from trainingdesk.domain.mentions.mention import missing


def pdf_of(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


def text_of(key, data):
    return printed(pdf_of(key, data)).replace("\xa0", " ").replace("\u202f", " ")


def sample(name):
    return text_of(*SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_is_valid_and_the_same_each_time(name, judge):
    key, data = SAMPLES[name]
    pdf = pdf_of(key, data)
    assert pdf == pdf_of(key, data)
    judge(pdf)
    assert len(pages(pdf)) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_says_all_that_it_must(name):
    key, data = SAMPLES[name]
    text = printed(pdf_of(key, data))
    for mention in PAPERS[key].mentions:
        if mention.applies(data):
            for words in mention.words(data):
                assert printed_form(words) in printed_form(text), mention.name


def printed_form(words):
    return "".join(words.split()).lower()


@pytest.mark.parametrize("name", SAMPLES)
def test_nobody_else_of_the_session_is_named(name):
    text = sample(name)
    others = {person.trainee.last_name for person in PEOPLE[1:] if person.trainee}
    assert not {other for other in others - {"Bellil"} if other in text}


def test_a_summons_tells_when_where_and_who_may_help():
    text = sample("summons by hand")
    assert "mardi 2 juin 2026" in text
    assert "14 h 30" in text
    assert "bureau 2" in text
    assert "assister par la personne de votre choix" in text
    assert "Décharge" in text
    assert "recommandée" not in text


def test_a_registered_summons_bears_no_receipt_and_announces_the_council():
    text = sample("summons registered")
    assert "Lettre recommandée" in text
    assert "Décharge" not in text
    assert "conseil de perfectionnement" in text


def test_a_precautionary_exclusion_is_no_sanction():
    text = sample("kept out at once")
    assert "à compter du 18 mai 2026" in text
    assert "n’est pas une sanction" in text


def test_a_decision_recalls_the_hearing_and_its_reasons():
    text = sample("exclusion")
    assert "s’est tenu le 2 juin 2026" in text
    assert "l’assistance de Karim Bellil" in text
    assert "regret de ces propos" in text
    assert "définitivement de la formation, à compter du 8 juin 2026" in text


def test_the_opinion_of_a_council_is_recalled():
    assert "a rendu son avis le 3 juin 2026" in sample("exclusion after an opinion")


def test_who_said_nothing_and_came_alone_is_told_no_more():
    data = paper(replace(NOTIFIED, assisted_by="", explanations=""))
    text = text_of("sanction_notice", data)
    assert "assistance" not in text
    assert "fait valoir" not in text


def test_who_did_not_come_was_summoned_all_the_same():
    assert "vous n’y étiez pas" in sample("exclusion of who did not come")


def test_a_warning_without_hearing_recalls_when_the_complaints_were_told():
    text = sample("warning without a hearing")
    assert "communiqués le 19 mai 2026" in text
    assert "avertissement" in text


def test_others_are_told_the_sanction_and_not_the_facts():
    for name in ("told to the employer", "told to the funder"):
        text = sample(name)
        assert "exclusion définitive" in text
        assert "Insultes" not in text
    assert "2026-A-004512" in sample("told to the funder")


def test_a_leave_to_record_bounds_what_is_allowed():
    text = sample("recording by all")
    assert "sans autorisation écrite" in text
    assert "son refus suffit" in text
    assert "toutes les personnes de la session" in text


def test_delegates_are_elected_in_long_sessions_only():
    assert PAPERS["delegates_report"].refusal(LONG) is None
    short = replace(LONG, file=replace(LONG.file, session=FILE.session))
    assert "plus de 500" in PAPERS["delegates_report"].refusal(short)
    unplanned = replace(LONG, file=replace(LONG.file, slots=()))
    alone = replace(unplanned.file.session, self_paced_hours=D(501))
    assert "Planifiez" in PAPERS["delegates_report"].refusal(
        replace(unplanned, file=replace(unplanned.file, session=alone))
    )


@pytest.mark.parametrize(
    ("key", "data", "words"),
    [
        pytest.param(
            "hearing_summons", paper(replace(SUMMONED, intended=None)), "envisagée", id="what for"
        ),
        pytest.param(
            "hearing_summons", paper(replace(SUMMONED, hearing_time=None)), "heure", id="no hour"
        ),
        pytest.param(
            "hearing_summons", paper(replace(SUMMONED, hearing_place="")), "lieu", id="where"
        ),
        pytest.param(
            "hearing_summons",
            paper(replace(SUMMONED, summons_channel=None)),
            "recommandée",
            id="no channel",
        ),
        pytest.param("precautionary_exclusion", paper(FACTS), "écarté", id="not kept out"),
        pytest.param("sanction_notice", paper(HEARD_CASE), "décision", id="undecided"),
        pytest.param(
            "sanction_notice",
            paper(replace(NOTIFIED, decision=Outcome.NONE)),
            "sans suite",
            id="dropped",
        ),
        pytest.param(
            "sanction_notice", paper(replace(NOTIFIED, notice_channel=None)), "notifiée", id="how"
        ),
        pytest.param("sanction_information", notice(HEARD_CASE), "Aucune", id="no sanction"),
        pytest.param(
            "sanction_information", notice(replace(NOTIFIED, notified_on=None)), "d’abord", id="who"
        ),
        pytest.param("procedure_information", notice(SUMMONED), "apprenti", id="no apprentice"),
        pytest.param(
            "procedure_information",
            notice(replace(FACTS, intended=None), APPRENTICE),
            "envisagée",
            id="no object",
        ),
        pytest.param(
            "recording_waiver",
            replace(
                WAIVER,
                conditions=replace(
                    TERMS, rules=replace(RULES, recording=Recording(needs_leave=False))
                ),
            ),
            "aucune dérogation",
            id="recording is free",
        ),
    ],
)
def test_a_letter_waits_for_its_stage(key, data, words):
    assert words in PAPERS[key].refusal(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_seat_without_name_gets_no_letter(name):
    key, data = SAMPLES[name]
    if key == "delegates_report":
        assert PAPERS[key].file_name(data) == "Élection des délégués – S-2026-014"
    elif data.participant is None:
        assert PAPERS[key].refusal(data) is None
        assert PAPERS[key].file_name(data) == "Dérogation d’enregistrement – S-2026-014"
    else:
        nobody = replace(data, participant=replace(data.participant, trainee=None))
        assert "pas encore de nom" in PAPERS[key].refusal(nobody)
        assert data.participant.trainee.last_name in PAPERS[key].file_name(data)


def test_a_letter_of_long_facts_goes_on_overleaf(judge):
    data = paper(replace(NOTIFIED, facts="Propos blessants répétés devant le groupe. " * 120))
    pdf = pdf_of("sanction_notice", replace(data, on=date(2026, 6, 5)))
    judge(pdf)
    assert len(pages(pdf)) > 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_of_its_stage_may_leave(name):
    key, data = SAMPLES[name]
    assert PAPERS[key].refusal(data) is None
    assert not [mention.name for mention in missing(PAPERS[key].mentions, data) if mention.blocks]


def test_what_a_letter_lacks_is_named():
    lacking = missing(
        PAPERS["hearing_summons"].mentions, paper(replace(SUMMONED, summons_channel=None))
    )
    assert [mention.name for mention in lacking] == ["Recommandé ou décharge"]


def test_a_registered_letter_wants_the_person_s_address():
    key, data = SAMPLES["summons registered"]
    assert [mention.name for mention in missing(PAPERS[key].mentions, data)] == [
        "Adresse du stagiaire"
    ]
    home = replace(data.participant.trainee, address=OFFICE.address)
    housed = replace(data, participant=replace(data.participant, trainee=home))
    assert missing(PAPERS[key].mentions, housed) == ()
    assert OFFICE.address.street in text_of(key, housed)


def test_a_seat_without_name_is_addressed_as_such():
    _key, data = SAMPLES["summons by hand"]
    nobody = replace(data, participant=replace(data.participant, trainee=None))
    assert nobody.addressee.display_name == "Stagiaire à désigner"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "Votre employeur et le financeur de la formation sont", id="both"),
        pytest.param({"funders": ()}, "Votre employeur est informé", id="an employer"),
        pytest.param({"employer": ""}, "Le financeur de la formation est informé", id="a funder"),
        pytest.param({"employer": "", "funders": ()}, "", id="nobody"),
    ],
)
def test_the_person_hears_who_else_is_told(changes, said):
    text = text_of("sanction_notice", paper(NOTIFIED, replace(SETTING, **changes)))
    assert said in text
    assert ("R6352-8" in text) is bool(said)


def test_anybody_may_assist_at_the_hearing():
    assert "la personne de votre choix, notamment par le délégué" in sample("summons by hand")
