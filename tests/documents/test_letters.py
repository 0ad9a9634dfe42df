"""The papers of an agreement's life, as their readers open them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.attendance_sample import marked
from tests.support.letter_sample import (
    ABSENT,
    ADVICE,
    AFTERWARDS,
    AMENDMENT,
    AWAITED,
    CANCELLATION,
    CANCELLED,
    ENTRY,
    FIRM,
    GIVEN_BACK,
    HANDED,
    INSTALMENTS,
    PERSON,
    POSTPONED,
    REGISTER,
    RULES,
    SAMPLES,
    STAGES,
    TERMINATED,
    TERMS,
    UNPAID,
    WITHDRAWN,
)
from tests.support.office_sample import FILE, INDIVIDUAL, OFFICE, PEOPLE, SESSION, unnamed
from tests.support.pdf_text import pages, printed
from trainingdesk.documents import letters, settlements
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import Base, Item, Naming, Need
from trainingdesk.domain.conditions.rules import (
    OfficeCancellation,
    Publicity,
    Reserves,
    Sendings,
    Suspension,
)
from trainingdesk.domain.formation import Pieces
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.people import Civility
from trainingdesk.domain.receipts import Channel
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.domain.settlements import SettlementKind


def pdf_of(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


def text_of(key, data):
    return printed(pdf_of(key, data))


def sample(name):
    key, data = SAMPLES[name]
    return text_of(key, data)


def with_rules(data, **rules):
    return replace(data, conditions=replace(TERMS, rules=replace(RULES, **rules)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_is_valid_and_the_same_each_time(name, judge):
    key, data = SAMPLES[name]
    pdf = pdf_of(key, data)
    judge(pdf)
    assert pdf == pdf_of(key, data)


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name != "cancellation with a gesture"]
)
def test_a_usual_paper_takes_one_page(name):
    assert len(pages(pdf_of(*SAMPLES[name]))) == 1


def test_the_longest_letter_keeps_its_calculation_with_the_signature():
    _first, second = pages(pdf_of(*SAMPLES["cancellation with a gesture"]))
    assert "Geste commercial" in second
    assert "Hélène Garance" in second


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_that_it_must_say_is_missing(name):
    key, data = SAMPLES[name]
    assert missing(PAPERS[key].mentions, data) == ()
    assert PAPERS[key].refusal(data) is None


GOLDEN = {
    "order formed": (
        "Accusé de réception de commande Référence Convention CV-2026-0012",
        "Mairie d’Évian-la-Forêt À l’attention de M. Luc Besson 1 place de l’Hôtel-de-Ville",
        "Valence, le 10 avril 2026",
        "Objet : votre commande de la formation « Accueillir un public exigeant",
        "Monsieur, Nous avons bien reçu votre commande",
        "Participants 7 stagiaires Commande reçue le 2 avril 2026 Prix net de taxe 4 830,00 €",
        "votre commande est ferme depuis le 2 avril 2026",
        "Acompte (1 449,00 €) depuis le 2 avril 2026",
        "par écrit (clause « 3. Modification de la commande » de nos conditions de vente)",
        "Veuillez agréer, Monsieur, l’expression de nos salutations distinguées.",
        "Pour l’organisme Hélène Garance gérante",
    ),
    "order awaited": (
        "ferme lorsque nous aurons reçu les conditions générales signées et l’acompte",
        "au plus tard le 14 avril 2026",
        "Proposition signée depuis le 2 avril 2026",
        "Acompte (1 449,00 €) à recevoir",
    ),
    "order of an individual": (
        "Madame, Nous avons bien reçu votre commande",
        "Règlement échelonné, comme le prévoit le contrat",
        "Vous avez 14 jours pour vous rétracter, jusqu’au 16 avril 2026 inclus",
        "Rien ne peut vous être demandé avant le 17 avril 2026",
    ),
    "amendment": (
        "Avenant n° 1 N° CV-2026-0012",
        "Représenté par M. Luc Besson",
        "modifie la convention CV-2026-0012, qui porte sur la formation",
        "L’accord a été signé le 2 avril 2026.",
        "demandée le 8 avril 2026, par courriel. Motif : Une personne de plus",
        "Effectif 7 stagiaires, au prix de 4 830,00 € 8 stagiaires, au prix de 5 520,00 €",
        "celui de la proposition complémentaire P-2026-0030",
        "précédés de « Bon pour accord »",
    ),
    "amendment of a contract": (
        "modifie le contrat CT-2026-0003",
        "demandée le 8 avril 2026. Motif",
        "3. Prise d’effet",
    ),
    "blank request": (
        "À renvoyer à Atelier des Savoirs 12 rue des Tisserands",
        "une proposition complémentaire vous est adressée",
        "Ce qui était convenu Ce qui est demandé Motif",
    ),
    "filled request": (
        "7 stagiaires, au prix de 4 830,00 €",
        "Demandée le 8 avril 2026, par courriel Motif Une personne de plus",
    ),
    "schedule": (
        "À la commande 30 avril 2026 1 449,00 €",
        "Un mois après la fin 19 juin 2026 1 690,50 € Total 4 830,00 €",
        "convenu avant le début de la formation (clause « 6. Conditions de paiement »",
        "pénalités de retard",
    ),
    "schedule of an individual": (
        "À la fin du délai de rétractation 20 avril 2026 207,00 €",
        "Total 690,00 €",
        "(article L6353-6 du Code du travail)",
    ),
    "suspension": (
        "Facture F-2026-0031 19 mars 2026 1 449,00 € Facture F-2026-0035 30 mars 2026 966,00 €",
        "Total 2 415,00 €",
        "Nous n’avons pas reçu à ce jour les conditions générales signées et l’acompte",
        "à compter du 10 avril 2026 (clause « 9. Suspension des formations »",
    ),
    "suspension of an individual": (
        "Facture F-2026-0031 19 mars 2026 1 449,00 € Nous suspendons",
        "médiateur de la consommation : Médiation Conso Exemple",
    ),
    "cancellation": (
        "Demande reçue le 4 mai 2026, par lettre recommandée, référence 1A 204 556 7812 3",
        "Délai avant le début 10 jours ouvrables Clause appliquée 10. Annulation par le client",
        "Votre annulation a été reçue le 4 mai 2026",
        "jusqu’au 26 avril 2026 rien jusqu’au 8 mai 2026 50 % du prix HT appliqué plus tard",
        "Somme prévue par les conditions 2 415,00 € Déjà versé -1 449,00 € Reste à payer 966,00 €",
        "La facture correspondante vous est adressée à part. Cette somme est une indemnité",
    ),
    "cancellation with a gesture": (
        "À titre de geste commercial (en raison de la crue du 3 mai), nous renonçons à 966,00 €",
        "ramenée à 1 449,00 €, et il ne reste rien à payer",
        "Geste commercial -966,00 € Somme demandée 1 449,00 €",
        "Reste à payer 0,00 €",
    ),
    "cancellation by the office": (
        "Annulation par l’organisme",
        "Nous sommes au regret de devoir annuler",
        "À vous rembourser 1 449,00 €",
        "Le remboursement est fait par le moyen de paiement",
    ),
    "withdrawal": (
        "Rétractation Référence Contrat CT-2026-0003",
        "Nous avons bien reçu votre rétractation",
        "Demande reçue le 9 avril 2026",
    ),
    "order given up": (
        "Abandon de la commande",
        "Seul le coût de préparation de la proposition est dû, 180,00 €",
        "Reste à payer 180,00 €",
    ),
    "postponement": (
        "Demande reçue le 4 mai 2026, par courriel",
        "Nouvelle date 15 juin 2026 Clause appliquée 11. Report à la demande du client",
        "Une nouvelle convocation",
    ),
    "postponement by the office": (
        "Elle réunit 8 inscrits alors qu’il en faut au moins 10 participants.",
        "Si la nouvelle date ne vous convient pas",
        "Clause appliquée 12. Annulation ou report par l’organisme",
    ),
    "refund": (
        "Note de remboursement",
        "Vous avez versé plus que ce qui est dû : 1 449,00 € vous reviennent.",
        "À vous rembourser 1 449,00 €",
    ),
    "formal notice": (
        "Envoi Lettre recommandée avec avis de réception",
        "la somme de 2 415,00 € reste à régler",
        "remplir ces obligations dans un délai de 8 jours à compter de la réception",
        "l’indemnité forfaitaire de 40,00 € par facture",
        "par lettre recommandée (clause « 15. Résiliation »",
    ),
    "formal notice to an individual": (
        "portent intérêt au taux légal (article 1231-6 du Code civil)",
        "médiateur de la consommation",
    ),
    "termination": (
        "Envoi Lettre recommandée avec avis de réception",
        "La mise en demeure du 20 avril 2026 est restée sans effet pendant 8 jours",
        "Nous résolvons en conséquence la convention CV-2026-0012 à compter du 5 mai 2026",
        "Reste à payer 966,00 €",
    ),
    "handed over": (
        "Stagiaire Mme Zoé Łukasiewicz Organisme Atelier des Savoirs",
        "Règlement intérieur applicable aux stagiaires",
        "Contrat de formation professionnelle, tarifs et formulaire de rétractation",
        "Conditions générales de vente, version 1",
        "Fait à Valence, le 10 avril 2026.",
    ),
    "reserve": (
        "Réserve reçue Référence CV-2026-0012",
        "Reçue le 19 mai 2026, par courriel De la part de M. Luc Besson",
        "Ce que vous nous avez signalé La salle n’était pas chauffée",
        "Nous l’examinons avec attention et vous répondrons par écrit.",
    ),
    "reserve answered": (
        "Après examen, voici notre réponse : Le chauffage a été remis en route",
        "la mesure suivante : un vidéoprojecteur de secours",
    ),
    "complaint of an individual": (
        "Réclamation reçue",
        "Madame, Nous avons bien reçu votre réclamation",
        "médiateur de la consommation : Médiation Conso Exemple",
    ),
    "adverse advice": (
        "Le 3 avril 2026, nous vous avons fait part de notre avis défavorable",
        "Notre avis et ses raisons Trois des personnes inscrites",
        "(clause « 13. Réserves et avis de l’organisme »",
        "dont il assume les conséquences annoncées",
        "Pour Mairie d’Évian-la-Forêt M. Luc Besson Nom, qualité, date, cachet",
    ),
    "absence": (
        "Mairie d’Évian-la-Forêt À l’attention de M. Luc Besson",
        "Objet : absence de Mme Nguyễn Đặng",
        "lundi 18 mai 2026 Après-midi, 13 h 30 – 17 h Absence",
        "10 h 30 ont été suivies sur 14 h prévues",
        "Merci de nous faire parvenir le motif",
        "Le prix de la formation reste dû (clause «",
    ),
    "consents": (
        "(clause « 14. Références et logo » de nos conditions de vente)",
        "Nous autorisons Atelier des Savoirs à reproduire notre logo",
        "Nous n’autorisons pas que nous soyons nommés.",
    ),
    "register": (
        "Du 1er janvier 2026 au 31 décembre 2026 3 entrées sur la période",
        "encore ouvertes : 2",
        "19/05/2026 réserve",
        "Le 22/05/2026 : Le chauffage a été remis en route",
        "contresigné le 09/04/2026",
    ),
}


def test_every_sample_has_its_facts():
    assert GOLDEN.keys() == SAMPLES.keys()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_paper_tells_its_facts(name):
    text = sample(name)
    assert [words for words in GOLDEN[name] if words not in text] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("suspension of an individual", "40,00 €", id="40 € of a consumer"),
        pytest.param("formal notice to an individual", "40,00 €", id="40 € in a formal notice"),
        pytest.param("formal notice to an individual", "pénalités", id="penalties of a consumer"),
        pytest.param("suspension", "médiateur", id="a mediator for a professional"),
        pytest.param("termination", "est une indemnité", id="what was given is no indemnity"),
        pytest.param("withdrawal", "Reste à payer", id="a calculation without any figure"),
        pytest.param("order of an individual", "En notre possession", id="a table of one piece"),
    ],
)
def test_a_paper_does_not_say(name, words):
    assert words not in sample(name)


# Whom a letter goes to --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("civility", "greeting"),
    [
        pytest.param(Civility.MADAME, "Madame,", id="Mme"),
        pytest.param(Civility.MONSIEUR, "Monsieur,", id="M."),
        pytest.param(Civility.UNKNOWN, "Madame, Monsieur,", id="unknown"),
    ],
)
def test_the_greeting_is_that_of_the_contact(civility, greeting):
    data = replace(FIRM, contact=replace(FIRM.contact, civility=civility))
    text = text_of("order_acknowledgement", data)
    assert f"exigeant sans s’épuiser » {greeting} Nous avons" in text


def test_a_firm_without_contact_is_greeted_as_anyone():
    text = text_of("order_acknowledgement", replace(FIRM, contact=None))
    assert "Madame, Monsieur, Nous avons" in text
    assert "À l’attention" not in text


def test_an_office_without_a_town_dates_its_letters_all_the_same():
    office = replace(OFFICE, address=Address(street="12 rue des Tisserands"))
    assert letters.made_at(office, date(2026, 4, 10)) == "Le 10\xa0avril\xa02026"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(AgreementKind.CONVENTION, "la convention X-1", id="convention"),
        pytest.param(AgreementKind.CONTRACT, "le contrat X-1", id="contract"),
        pytest.param(AgreementKind.ORDER, "la commande X-1", id="order"),
        pytest.param(AgreementKind.CPF, "le dossier CPF X-1", id="CPF file"),
    ],
)
def test_a_sentence_names_an_agreement_by_its_kind(kind, name):
    assert letters.named(replace(FIRM.agreement, kind=kind, number="X-1")) == name


def test_each_channel_is_said():
    said = [letters.came(date(2026, 4, 10), channel) for channel in Channel]
    assert len(set(said)) == len(Channel)


# Orders -----------------------------------------------------------------------------------------


def test_an_order_of_which_nothing_came_is_not_acknowledged():
    data = replace(FIRM, pieces=Pieces((Need.DEPOSIT,), {}))
    assert PAPERS["order_acknowledgement"].refusal(data) == (
        "Convention CV-2026-0012 : rien n’est encore revenu du client. Notez d’abord ce que vous "
        "avez reçu."
    )
    assert "Commande reçue le" not in text_of("order_acknowledgement", data)


@pytest.mark.parametrize(
    ("sent_on", "on"),
    [
        pytest.param(None, date(2026, 4, 10), id="never sent"),
        pytest.param(date(2026, 3, 1), date(2026, 4, 10), id="the day has passed"),
    ],
)
def test_a_day_to_send_papers_back_that_is_over_is_not_printed(sent_on, on):
    agreement = replace(FIRM.agreement, sent_on=sent_on)
    data = replace(FIRM, pieces=AWAITED, agreement=agreement, on=on)
    assert "au plus tard" not in text_of("order_acknowledgement", data)


def test_a_withdrawal_period_that_is_over_is_not_told():
    assert "rétracter" not in text_of("order_acknowledgement", replace(PERSON, on=AFTERWARDS))


def test_terms_without_a_deposit_name_no_figure():
    data = with_rules(FIRM, deposit=None)
    assert "Acompte depuis le" in text_of("order_acknowledgement", data)


def test_a_price_with_tax_is_told_as_such():
    (line,) = FIRM.agreement.lines
    agreement = replace(FIRM.agreement, lines=(replace(line, exemption=None, tva_rate=D(20)),))
    assert "Prix TTC 5 796,00 €" in text_of(
        "order_acknowledgement", replace(FIRM, agreement=agreement)
    )


# Changes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"signed_on": None}, "n’est pas signé", id="not signed"),
        pytest.param({}, None, id="signed"),
    ],
)
def test_only_what_is_signed_is_amended(changes, sentence):
    data = replace(FIRM, amendment=AMENDMENT, agreement=replace(FIRM.agreement, **changes))
    refusal = PAPERS["amendment"].refusal(data)
    assert (sentence is None and refusal is None) or sentence in refusal


def test_a_refused_change_is_not_printed():
    refused = replace(AMENDMENT, refused_on=AFTERWARDS)
    assert "a été refusée" in PAPERS["amendment"].refusal(replace(FIRM, amendment=refused))


def test_an_unsigned_draft_can_be_looked_at():
    unsigned = replace(FIRM.agreement, signed_on=None, number="")
    data = replace(FIRM, amendment=replace(AMENDMENT, reason=""), agreement=unsigned)
    text = text_of("amendment", data)
    assert "L’accord a été signé" not in text
    assert "Motif" not in text


def test_a_form_of_terms_without_extra_proposals_promises_none():
    assert "proposition complémentaire" not in text_of(
        "modification_request", with_rules(FIRM, modification=None)
    )


# Staged payment ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(FIRM, "saisissez d’abord les échéances", id="none"),
        pytest.param(
            replace(FIRM, instalments=(*INSTALMENTS, INSTALMENTS[0])),
            "dépassent le prix convenu",
            id="more than the price",
        ),
        pytest.param(
            replace(
                PERSON,
                instalments=(Instalment(date(2026, 4, 16), D(100), ""), *STAGES[1:]),
            ),
            "avant le 17\xa0avril\xa02026",
            id="within the withdrawal period",
        ),
        pytest.param(
            replace(PERSON, instalments=(replace(STAGES[0], amount=D("207.01")),)),
            "pas plus de 30 % du prix",
            id="more than 30 % before the start",
        ),
    ],
)
def test_a_schedule_that_cannot_hold_is_refused(data, words):
    assert words in PAPERS["payment_schedule"].refusal(data)


def test_a_contract_that_is_not_signed_yet_is_held_to_the_thirty_percent():
    unsigned = replace(PERSON, agreement=replace(PERSON.agreement, signed_on=None))
    assert PAPERS["payment_schedule"].refusal(replace(unsigned, instalments=STAGES)) is None


def test_the_parts_stand_in_the_order_of_their_days():
    nameless = tuple(replace(part, label="") for part in reversed(INSTALMENTS))
    text = text_of("payment_schedule", replace(FIRM, instalments=nameless))
    assert "Échéance 1 30 avril 2026 1 449,00 € Échéance 2 18 mai 2026" in text


# What the client owes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(FIRM, "aucune facture échue", id="nothing is wanting"),
        pytest.param(
            with_rules(replace(FIRM, unpaid=UNPAID), suspension=None),
            "ne prévoient pas de suspension",
            id="no such clause",
        ),
        pytest.param(
            with_rules(replace(FIRM, unpaid=UNPAID), suspension=Suspension(unpaid_invoice=False)),
            "aucune facture échue",
            id="unpaid invoices do not count",
        ),
    ],
)
def test_a_training_is_not_suspended_without_a_reason(data, words):
    assert words in PAPERS["suspension"].refusal(data)


def test_papers_alone_may_suspend_a_training():
    data = replace(FIRM, pieces=AWAITED)
    text = text_of("suspension", data)
    assert PAPERS["suspension"].refusal(data) is None
    assert "Nous n’avons pas reçu" in text
    assert "Facture" not in text


def test_a_formal_notice_needs_something_to_demand():
    assert "n’est à réclamer" in PAPERS["formal_notice"].refusal(FIRM)


def test_a_formal_notice_for_papers_speaks_of_no_interest():
    text = text_of("formal_notice", with_rules(replace(FIRM, pieces=AWAITED), termination=None))
    assert "pénalités" not in text
    assert "délai de 8 jours" in text
    assert "(article 1226 du Code civil)" in text


# Decisions --------------------------------------------------------------------------------------


def decided(settlement, data=FIRM, **changes):
    return replace(data, settlement=settlement, **changes)


@pytest.mark.parametrize(
    ("key", "settlement", "words"),
    [
        pytest.param(
            "cancellation_acknowledgement",
            POSTPONED,
            "Cette décision est un report : éditez le courrier « Report ».",
            id="a postponement is no cancellation",
        ),
        pytest.param(
            "cancellation_acknowledgement",
            TERMINATED,
            "Cette décision est une résolution : éditez le courrier « Résolution ».",
            id="a termination is no cancellation",
        ),
        pytest.param("postponement", CANCELLATION, "n’est pas un report", id="no postponement"),
        pytest.param("termination", CANCELLATION, "n’est pas une résolution", id="no termination"),
        pytest.param("refund_note", CANCELLATION, "aucun remboursement", id="no refund"),
        pytest.param(
            "cancellation_acknowledgement",
            replace(CANCELLATION, undone_on=AFTERWARDS),
            "Cette décision a été annulée",
            id="taken back",
        ),
    ],
)
def test_a_letter_fits_its_decision(key, settlement, words):
    assert words in PAPERS[key].refusal(decided(settlement))


def test_the_letter_of_another_decision_can_be_looked_at():
    assert "Annulation de la formation" in text_of(
        "cancellation_acknowledgement", decided(POSTPONED)
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param(SettlementKind.INTERRUPTION, "Interruption de la formation", id="given up"),
        pytest.param(SettlementKind.FORCE_MAJEURE, "Cas de force majeure", id="force majeure"),
    ],
)
def test_an_interruption_has_its_letter(kind, words):
    text = text_of("cancellation_acknowledgement", decided(replace(CANCELLATION, kind=kind)))
    assert words in text
    assert "Nos conditions de vente prévoient" not in text


@pytest.mark.parametrize(
    ("received_on", "applied"),
    [
        pytest.param(date(2026, 4, 26), "jusqu’au 26 avril 2026 rien appliqué", id="free"),
        pytest.param(date(2026, 4, 27), "8 mai 2026 50 % du prix HT appliqué", id="half"),
        pytest.param(date(2026, 5, 8), "8 mai 2026 50 % du prix HT appliqué", id="last day"),
        pytest.param(date(2026, 5, 9), "après le début 100 % du prix HT appliqué", id="all"),
        pytest.param(date(2026, 5, 20), "après le début 100 % du prix HT appliqué", id="after"),
    ],
)
def test_the_tier_that_decides_is_marked(received_on, applied):
    receipt = replace(CANCELLED, received_on=received_on)
    text = text_of("cancellation_acknowledgement", decided(CANCELLATION, receipt=receipt))
    assert applied in text
    assert ("Délai avant le début" in text) is (received_on < date(2026, 5, 18))


def test_a_kept_deposit_is_a_tier_like_another():
    tiers = replace(RULES.cancellation.tiers[0], share=D(1), base=Base.DEPOSIT)
    rules = replace(RULES.cancellation, tiers=(tiers, *RULES.cancellation.tiers[1:]))
    data = with_rules(decided(CANCELLATION, receipt=CANCELLED), cancellation=rules)
    assert "jusqu’au 26 avril 2026 l’acompte" in text_of("cancellation_acknowledgement", data)


def test_a_session_without_slots_says_when_it_was_to_start():
    session = replace(SESSION, starts_on=date(2026, 5, 18))
    data = decided(CANCELLATION, file=replace(FIRM.file, session=session, slots=()))
    assert "Début prévu 18 mai 2026" in text_of("cancellation_acknowledgement", data)


def test_tax_on_a_sum_shows_what_it_is_before_tax():
    taxed = replace(CANCELLATION, due_ttc=D("2898.00"))
    assert "2 898,00 € dont hors taxe 2 415,00 €" in text_of(
        "cancellation_acknowledgement", decided(taxed)
    )


def test_money_goes_back_within_a_fortnight_of_a_withdrawal():
    paid = replace(WITHDRAWN, paid=D(100))
    receipt = replace(CANCELLED, received_on=date(2026, 4, 9))
    text = text_of("cancellation_acknowledgement", decided(paid, PERSON, receipt=receipt))
    assert "au plus tard le 23 avril 2026" in text
    assert "L221-24" in text


def test_money_that_went_back_is_told_with_its_day():
    back = replace(GIVEN_BACK, refunded_on=date(2026, 5, 6))
    assert "Le remboursement a été fait le 6 mai 2026" in text_of("refund_note", decided(back))


def test_a_gesture_that_leaves_too_much_paid_gives_back():
    waived = replace(CANCELLATION, waived=D(1500))
    text = text_of("cancellation_acknowledgement", decided(waived, receipt=CANCELLED))
    assert "nous renonçons à 1 500,00 €" in text
    assert "et 534,00 € vous sont remboursés" in text


def test_a_gesture_that_leaves_something_says_how_much():
    waived = replace(CANCELLATION, waived=D(66))
    text = text_of("cancellation_acknowledgement", decided(waived, receipt=CANCELLED))
    assert "et il vous reste 900,00 € à payer" in text


def test_a_sum_kept_at_a_postponement_is_calculated():
    kept = replace(POSTPONED, due_ht=D(1449), due_ttc=D(1449), paid=D(1449))
    text = text_of("postponement", decided(kept, receipt=CANCELLED))
    assert "Somme prévue par les conditions 1 449,00 €" in text
    assert "Reste à payer 0,00 €" in text


def test_what_was_paid_for_a_training_that_moves_is_not_given_back():
    text = text_of("postponement", decided(replace(POSTPONED, paid=D(500)), receipt=CANCELLED))
    assert "rembours" not in text


@pytest.mark.parametrize(
    ("settlement", "terms", "words"),
    [
        pytest.param(
            replace(POSTPONED, new_start=None),
            OfficeCancellation(),
            "Nous vous proposerons une nouvelle date",
            id="no date yet",
        ),
        pytest.param(
            POSTPONED,
            OfficeCancellation(refund_unless_new_date=False),
            "Ce qui n’est pas réalisé n’est pas dû",
            id="no refund offered",
        ),
        pytest.param(POSTPONED, None, "Si la nouvelle date ne vous convient pas", id="no clause"),
    ],
)
def test_a_postponement_by_the_office_offers_what_its_terms_do(settlement, terms, words):
    text = text_of("postponement", with_rules(decided(settlement), office_cancellation=terms))
    assert words in text
    assert "Nous ne sommes pas en mesure de la tenir à la date prévue." in text


def test_a_letter_about_a_decision_is_made_from_one():
    with pytest.raises(AssertionError):
        settlements.settlement_of(FIRM)


# Persons and registers --------------------------------------------------------------------------


def test_someone_sent_by_a_firm_is_handed_no_contract():
    data = replace(HANDED, participant=PEOPLE[0], file=FILE)
    text = text_of("handed_over", data)
    assert "Entreprise Mairie d’Évian-la-Forêt" in text
    assert "Contrat de formation" not in text
    assert "Conditions générales" not in text


def test_what_the_terms_hand_over_besides_is_listed():
    sendings = Sendings(on_enrolment=(Item.TERMS,), in_those_days=(Item.SOFTWARE_GUIDE,))
    data = with_rules(replace(HANDED, participant=PEOPLE[0], file=FILE), sendings=sendings)
    text = text_of("handed_over", data)
    assert "Conditions générales de vente, version 1" in text
    assert "Mode d’emploi du logiciel" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"client": INDIVIDUAL}, "n’a pas d’employeur", id="pays herself"),
        pytest.param({"participant": PEOPLE[0]}, "aucune absence", id="always there"),
    ],
)
def test_nobody_is_told_of_what_did_not_happen(changes, words):
    assert words in PAPERS["absence_notice"].refusal(replace(ABSENT, **changes))


def test_a_late_arrival_needs_no_explanation():
    late = marked(1, Presence.LATE, minutes=20, proof=Proof.SIGNED)
    data = replace(ABSENT, participant=late, conditions=replace(TERMS, rules=STATUTORY))
    text = text_of("absence_notice", data)
    assert "Matin, 9 h – 12 h 30 Retard 20 min" in text
    assert "justificatif" not in text
    assert "reste dû" not in text


@pytest.mark.parametrize(
    ("person", "words"),
    [
        pytest.param(unnamed(9), "Cette place n’a pas encore de nom", id="nobody named"),
        pytest.param(
            replace(
                PEOPLE[0],
                enrolment=replace(PEOPLE[0].enrolment, state=EnrolmentState.CANCELLED),
            ),
            "cette inscription est annulée",
            id="cancelled",
        ),
    ],
)
def test_nobody_signs_for_an_empty_seat(person, words):
    assert words in PAPERS["handed_over"].refusal(replace(HANDED, participant=person))


def test_terms_that_ask_no_leave_for_the_name_let_the_client_object():
    text = text_of("consents", with_rules(FIRM, publicity=Publicity(naming=Naming.UNLESS_OBJECTED)))
    assert "Nous nous opposons à ce que Atelier des Savoirs nous nomme" in text


def test_a_person_is_asked_for_no_logo():
    assert PAPERS["consents"].refusal(PERSON) == (
        "Ce document s’adresse aux entreprises et aux organismes publics."
    )


@pytest.mark.parametrize(
    ("received_on", "terms", "late"),
    [
        pytest.param(date(2026, 5, 20), Reserves(), True, id="the day after the end"),
        pytest.param(date(2026, 5, 19), Reserves(), False, id="the last day"),
        pytest.param(date(2026, 5, 20), Reserves(during_service=False), False, id="any time"),
        pytest.param(date(2026, 5, 20), None, False, id="no clause"),
    ],
)
def test_a_reserve_after_the_service_is_said_to_be_late(received_on, terms, late):
    entry = replace(ENTRY.entry, received_on=received_on)
    text = text_of("reserve_received", with_rules(replace(ENTRY, entry=entry), reserves=terms))
    assert ("après la fin de la formation, le 19 mai 2026" in text) is late


def test_an_entry_without_session_or_agreement_has_its_letter():
    data = replace(ENTRY, file=None, agreement=None)
    assert "Référence 19-05-2026" in text_of("reserve_received", data)
    of_session = replace(ENTRY, agreement=None)
    assert "Référence S-2026-014" in text_of("reserve_received", of_session)


def test_each_entry_has_its_own_letter():
    advice = replace(ENTRY, entry=ADVICE)
    assert "éditez « Avis défavorable »" in PAPERS["reserve_received"].refusal(advice)
    assert "éditez « Réserve reçue »" in PAPERS["adverse_advice"].refusal(ENTRY)
    assert "Réserve reçue" in text_of("reserve_received", advice)


def test_a_person_who_maintains_an_order_gives_up_no_right():
    advice = replace(ADVICE, answer="Une remise à niveau est possible en avril.")
    data = replace(ENTRY, entry=advice, client=PERSON.client, contact=None)
    text = text_of("adverse_advice", data)
    assert "Je reconnais avoir reçu cet avis et je maintiens ma commande." in text
    assert "Une remise à niveau est possible en avril." in text
    assert "assume" not in text


def test_an_empty_register_says_so(judge):
    pdf = pdf_of("complaints_register", replace(REGISTER, lines=()))
    judge(pdf)
    assert "Aucune réclamation, réserve ni commande contre l’avis" in printed(pdf)


def test_an_answer_without_a_day_is_shown_as_it_stands():
    line = replace(REGISTER.lines[2], entry=replace(ENTRY.entry, answer="En cours"))
    text = text_of("complaints_register", replace(REGISTER, lines=(line,)))
    assert "En cours" in text
    assert "ouverte" in text


# Bad cases --------------------------------------------------------------------------------------

BARE = replace(
    OFFICE,
    representative_name="",
    representative_title="",
    mediator_name="",
    mediator_website="",
    mediator_address="",
)


@pytest.mark.parametrize("name", [name for name in SAMPLES if "register" not in name])
def test_a_long_title_without_contact_place_or_days_prints_whole(name, judge):
    key, data = SAMPLES[name]
    title = "Conduire un projet & <réussir> " * 9
    file = replace(
        data.file, organisation=BARE, session=replace(SESSION, title=title), slots=(), venue=None
    )
    changes = {"file": file}
    if hasattr(data, "client"):
        changes |= {"contact": None, "client": replace(data.client, address=Address())}
    if not hasattr(data, "organisation") or key in {"reserve_received", "adverse_advice"}:
        changes["organisation"] = BARE
    pdf = pdf_of(key, replace(data, **changes))
    judge(pdf)
    text = printed(pdf)
    assert key == "consents" or title.strip() in text


def test_a_long_complaint_goes_on_over_the_page(judge):
    facts = "\n".join(f"{n}. Ce point n’a pas été traité comme convenu." for n in range(1, 90))
    data = replace(ENTRY, entry=replace(ENTRY.entry, facts=facts))
    pdf = pdf_of("reserve_received", data)
    judge(pdf)
    assert len(pages(pdf)) > 1
    assert "89. Ce point" in printed(pdf)


def test_the_files_are_named_after_what_they_are():
    assert {name: PAPERS[key].file_name(data) for name, (key, data) in SAMPLES.items()} == {
        "order formed": (
            "Accusé de réception de commande – CV-2026-0012 – Mairie d’Évian-la-Forêt"
        ),
        "order awaited": (
            "Accusé de réception de commande – CV-2026-0012 – Mairie d’Évian-la-Forêt"
        ),
        "order of an individual": (
            "Accusé de réception de commande – CT-2026-0003 – Mme Zoé Łukasiewicz"
        ),
        "amendment": "Avenant 1 – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "amendment of a contract": "Avenant 1 – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "blank request": "Demande de modification – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "filled request": "Demande de modification 1 – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "schedule": "Échéancier – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "schedule of an individual": "Échéancier – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "suspension": "Suspension – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "suspension of an individual": "Suspension – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "cancellation": "Annulation de la formation – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "cancellation with a gesture": (
            "Annulation de la formation – CV-2026-0012 – Mairie d’Évian-la-Forêt"
        ),
        "cancellation by the office": (
            "Annulation par l’organisme – CV-2026-0012 – Mairie d’Évian-la-Forêt"
        ),
        "withdrawal": "Rétractation – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "order given up": "Abandon de la commande – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "postponement": "Report – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "postponement by the office": "Report – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "refund": "Note de remboursement – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "formal notice": "Mise en demeure – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "formal notice to an individual": "Mise en demeure – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "termination": "Résolution – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "handed over": "Reçu de remise – Łukasiewicz Zoé",
        "reserve": "Réserve reçue – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "reserve answered": "Réserve reçue – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "complaint of an individual": "Réclamation reçue – CT-2026-0003 – Mme Zoé Łukasiewicz",
        "adverse advice": "Avis défavorable – CV-2026-0012 – Mairie d’Évian-la-Forêt",
        "absence": "Absence signalée – Đặng Nguyễn",
        "consents": "Logo et références – Mairie d’Évian-la-Forêt",
        "register": ("Registre des réclamations et des réserves – 2026-01-01 au 2026-12-31"),
    }
