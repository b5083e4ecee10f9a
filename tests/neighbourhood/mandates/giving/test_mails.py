"""What the mails of a mandate say: what is allowed, until when, and how it stops."""

from email import message_from_string, policy

import pytest

from tests.support import mandates


@pytest.fixture
def mails(make, marcel, sophie, outbox):
    """What Marcel and Sophie read when the mandate begins, by mailbox."""
    mandates.give(make, marcel, sophie, scopes=frozenset({"post", "chat"}), days=365)
    found = [(message_from_string(mail, policy=policy.default), mail) for mail in outbox()]
    return {read["To"]: (read["Subject"], mail.replace("\u00a0", " ")) for read, mail in found}


def test_the_subject_names_whole_who_may_act(mails, marcel, sophie):
    assert mails[marcel.email][0] == "Sophie Martin peut agir pour vous"
    assert mails[sophie.email][0] == "Vous pouvez agir pour Marcel Lefèvre"


@pytest.mark.parametrize("whose", ["marcel", "sophie"])
def test_both_read_what_is_allowed_and_until_when(mails, request, whose):
    _, body = mails[request.getfixturevalue(whose).email]
    assert "- Publier des annonces : demander, proposer" in body
    assert "- Tenir les conversations" in body
    assert "Répondre aux annonces" not in body
    assert "Jusqu’au " in body


def test_who_gave_it_reads_that_it_stops_at_once(mails, marcel):
    _, body = mails[marcel.email]
    assert "arrêter à tout moment" in body
    assert "prend effet à l’instant" in body
    assert "Pour voir, ou pour arrêter :" in body
