"""Nobody need fear to disturb: it is said when one may write, and that nobody saw one look."""

from zoneinfo import ZoneInfo

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.residents import Resident
from tests.support.news import plain


def choose(town, since, until) -> None:
    """Let Karima be written to between these hours."""
    with town.make.writing() as session:
        found = session.get_one(Resident, town.karima.id)
        found.reached_from, found.reached_until = since, until


def test_who_answers_reads_when_the_author_likes_to_be_written_to(town, marcel):
    notice = town.notice()
    page = plain(marcel.get(notice.path).text)
    assert "préfère qu’on lui écrive" not in page
    assert page.count("Personne ne voit que vous avez regardé") == 1
    hour = now().astimezone(ZoneInfo("Europe/Paris")).hour
    since, until = (hour + 1, 24) if hour < 23 else (0, 1)
    choose(town, since, until)
    reply = town.reply(town.notice(title="Une autre"), town.marcel)
    talk = f"/messages/a-propos/reply/{reply.id}"
    said = f"Karima Benali préfère qu’on lui écrive entre {since} h et {until} h."
    for answer in (marcel.get(notice.path), marcel.get(talk, follow_redirects=True)):
        assert f"{said} Votre message l’attendra." in plain(answer.text)
    choose(town, 0, 24)
    assert "Votre message l’attendra." not in marcel.get(notice.path).text
