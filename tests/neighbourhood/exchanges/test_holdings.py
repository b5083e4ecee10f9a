"""What is held of help is, for each, what they wrote themselves."""

from neighbourhood.exchanges.actions import replies
from neighbourhood.foundation.personal import HOLDINGS


def read(town, resident):
    with town.make.writing():
        return repr(list(HOLDINGS["exchanges"].read(resident.id)))


def test_one_reads_what_one_wrote_and_not_what_the_other_side_did(town):
    reply = town.reply(town.notice(), town.marcel, text="Je viens samedi.")
    town.make.act(replies.decline, town.karima, reply, answer="C’est déjà trouvé.")
    assert "C’est déjà trouvé." in read(town, town.karima)
    assert "Je viens samedi." not in read(town, town.karima)
    assert "Je viens samedi." in read(town, town.marcel)
    assert "C’est déjà trouvé." not in read(town, town.marcel)
