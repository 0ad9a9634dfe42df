"""What the words of a bank's line tell."""

import pytest

from trainingdesk.domain.bank_labels import Marks, Names, is_bounce, means_of
from trainingdesk.domain.payments import PaymentMeans

NUMBERS = Marks([("F-2026-0001", 1), ("F-2026-0002", 2), ("DOS-AKTO-77123", 2), ("17", 3)])


@pytest.mark.parametrize(
    ("label", "quoted"),
    [
        pytest.param("VIR MAIRIE F-2026-0001", (1,), id="as it is written"),
        pytest.param("VIR MAIRIE F20260001 MAI", (1,), id="dashes lost"),
        pytest.param("vir mairie f 2026 0001", (1,), id="spaces instead"),
        pytest.param("VIR F-2026-\n0001", (1,), id="torn at the end of a line"),
        pytest.param("FACTURE 2026-0001", (1,), id="without its letters"),
        pytest.param("FACTF20260001", (1,), id="glued to another word"),
        pytest.param("F-2026-00012", (), id="a longer number"),
        pytest.param("F-2026-0001 ET F-2026-0002", (1, 2), id="two numbers"),
        pytest.param("AKTO DOS AKTO 77123", (2,), id="file number of a funder"),
        pytest.param("VIR 17 MAI", (), id="too short to be one"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_number_is_found_in_any_spelling(label, quoted):
    assert NUMBERS.quoted(label) == quoted


def test_a_number_told_whole_wins_over_the_same_digits_of_another():
    marks = Marks([("F-2026-0001", "invoice"), ("AC-2026-0001", "deposit")])
    assert marks.quoted("VIR AC-2026-0001") == ("deposit",)
    assert set(marks.quoted("VIR 2026-0001")) == {"invoice", "deposit"}


NAMES = Names(
    {
        "evian": ("Mairie d’Évian",),
        "forest": ("Mairie d’Évian-la-Forêt",),
        "zoe": ("Łukasiewicz Zoé", "Łukasiewicz"),
        "firm": ("SARL Dupont",),
        "fr": ("SAS A.B.",),
    }
)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        pytest.param("VIR SEPA MAIRIE D EVIAN", ("evian",), id="accents and marks lost"),
        pytest.param("MAIRIE EVIAN LA FORET", ("forest",), id="the longer name"),
        pytest.param("VIR M OU MME LUKASIEWICZ", ("zoe",), id="the surname alone"),
        pytest.param("VIR DUPONT SAS", ("firm",), id="another short legal form"),
        pytest.param("VIR MAIRIE", (), id="a part of a name"),
        pytest.param("A B C", (), id="letters are no name"),
    ],
)
def test_a_payer_is_found_by_the_words_of_its_name(label, told):
    assert NAMES.told(label) == told


@pytest.mark.parametrize(
    ("label", "means"),
    [
        ("REM CHQ 004512", PaymentMeans.CHEQUE),
        ("REMISE DE CHEQUES", PaymentMeans.CHEQUE),
        ("REMISE CB 12/05", PaymentMeans.CARD),
        ("PRLV SEPA CLIENT", PaymentMeans.DIRECT_DEBIT),
        ("VERSEMENT ESPÈCES", PaymentMeans.CASH),
        ("VIREMENT DE DUPONT", PaymentMeans.TRANSFER),
        ("", PaymentMeans.TRANSFER),
    ],
)
def test_a_label_tells_how_the_money_came(label, means):
    assert means_of(label) is means


@pytest.mark.parametrize(
    ("label", "bounced"),
    [("CHEQUE IMPAYÉ 12", True), ("REJET PRLV", True), ("VIR SALAIRES", False)],
)
def test_a_label_tells_that_the_bank_takes_money_back(label, bounced):
    assert is_bounce(label) is bounced
