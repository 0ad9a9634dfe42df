"""An office opened, once or twice."""

import sqlite3
from datetime import date
from threading import Thread

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client
from trainingdesk.services import parties
from trainingdesk.services.office import create_office, open_office, second_connection
from trainingdesk.storage import parties as store


def today():
    return date(2026, 4, 10)


def test_an_office_in_memory_keeps_its_papers_to_itself():
    office = open_office(":memory:", today)
    assert (office.path, office.documents, office.today()) == (None, None, date(2026, 4, 10))
    office.close()


def test_an_office_on_disk_is_opened_again_as_it_was_left(tmp_path):
    path = tmp_path / "Aubépine.trainingdesk"
    office = create_office(path, today)
    parties.save_client(office, Client(name="Bélouga"))
    office.close()
    again = open_office(path)
    assert [client.name for client in store.CLIENTS.where(again.db)] == ["Bélouga"]
    assert again.documents == tmp_path / "Documents"
    assert not again.documents.exists()
    again.close()
    assert [file.name for file in tmp_path.iterdir()] == ["Aubépine.trainingdesk"]


def test_an_office_is_not_made_over_another(tmp_path):
    path = tmp_path / "Aubépine.trainingdesk"
    create_office(path).close()
    with pytest.raises(RuleBroken, match="existe déjà"):
        create_office(path)


def test_a_second_connection_works_in_a_thread_of_its_own_and_sees_what_was_written(tmp_path):
    office = create_office(tmp_path / "Aubépine.trainingdesk", today)
    parties.save_client(office, Client(name="Bélouga"))

    def work():
        with second_connection(office) as second:
            assert second.today() == office.today()
            parties.save_client(second, Client(name="Noblecourt"))

    worker = Thread(target=work)
    worker.start()
    worker.join()
    names = [client.name for client in store.CLIENTS.where(office.db)]
    assert names == ["Bélouga", "Noblecourt"]
    office.close()


def test_a_second_connection_is_closed_even_when_the_work_fails(tmp_path):
    office = create_office(tmp_path / "Aubépine.trainingdesk")
    with pytest.raises(ZeroDivisionError), second_connection(office) as second:
        raise ZeroDivisionError
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        second.db.execute("select 1")
    office.close()


def test_an_office_in_memory_has_no_second_door():
    office = open_office(":memory:")
    with pytest.raises(ValueError, match="one connection"), second_connection(office):
        pass
    office.close()
