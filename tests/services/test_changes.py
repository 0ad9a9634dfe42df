"""What an action changed."""

import pytest

from trainingdesk.services.changes import Kind, changed


def test_changes_tell_what_was_touched_and_saved():
    done = changed("Client enregistré", Kind.CLIENTS, Kind.SESSIONS, saved=3)
    assert (done.kinds, done.saved_id, done.file) == ({Kind.CLIENTS, Kind.SESSIONS}, 3, None)


def test_an_action_that_saves_no_one_thing_has_no_id_to_give():
    with pytest.raises(ValueError, match="Annulé"):
        changed("Annulé").saved_id  # noqa: B018 - reading it is what fails
