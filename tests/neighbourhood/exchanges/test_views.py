from datetime import timedelta

import pytest

from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Reach


def test_a_neighbour_reads_the_full_name_others_the_short_one(town, karima, signed_in):
    notice = town.notice(reach=Reach.TOWN)
    assert "Karima Benali" in signed_in(town.marcel).get(notice.path).text
    beyond = signed_in(town.rosa).get(notice.path).text
    assert "Karima B." in beyond
    assert "Karima Benali" not in beyond


def test_what_was_typed_is_shown_as_text_with_links(town, marcel):
    notice = town.notice(title="<b>Étagère</b>", body="Voir https://exemple.fr/x <script>")
    page = marcel.get(notice.path).text
    assert "&lt;b&gt;Étagère" in page
    assert 'href="https://exemple.fr/x"' in page
    assert "<script>" not in page.partition("<main")[2]


def test_out_of_reach_unknown_or_signed_out_there_is_no_notice(town, signed_in, visitor):
    notice = town.notice()
    assert signed_in(town.paul).get(notice.path).status_code == 404
    assert signed_in(town.newcomer).get(notice.path).status_code == 404
    assert signed_in(town.marcel).get("/entraide/annonces/9999").status_code == 404
    assert "/connexion" in visitor.get(notice.path).location


def test_a_helper_replies_with_a_ready_made_sentence_and_own_words(town, marcel):
    notice = town.notice()
    assert "Je peux aider" in marcel.get(notice.path).text
    sent = marcel.post(f"{notice.path}/reponses", data={"ready": "0", "own": "J’ai une perceuse."})
    assert (sent.status_code, sent.location) == (303, notice.path)
    page = marcel.get(notice.path).text
    assert "je peux vous aider" in page
    assert "J’ai une perceuse." in page
    assert "en attente" in page


@pytest.mark.parametrize(
    "data", [{}, {"own": "  "}, {"ready": "99"}, {"ready": "0", "own": "x" * 2000}]
)
def test_a_reply_that_says_nothing_or_too_much_is_asked_again(town, marcel, data):
    notice = town.notice()
    page = marcel.post(f"{notice.path}/reponses", data=data)
    assert page.status_code == 422
    assert notice.title in page.text
    assert data.get("own", "").strip() in page.text
    assert "en attente" not in marcel.get(notice.path).text


def test_replying_out_of_reach_is_replying_to_nothing(town, signed_in):
    notice = town.notice()
    sent = signed_in(town.paul).post(f"{notice.path}/reponses", data={"ready": "0"})
    assert sent.status_code == 404


def test_an_offer_is_answered_in_its_own_words(town, marcel):
    notice = town.notice(direction=Direction.OFFER)
    page = marcel.get(notice.path).text
    assert "Ça m’intéresse" in page
    assert "votre proposition m’intéresse" in page


def test_the_author_reads_replies_and_says_yes(town, karima, marcel):
    notice = town.notice()
    reply = town.reply(notice, town.marcel, "J’arrive.")
    page = karima.get(notice.path).text
    assert "J’arrive." in page
    assert "Marcel Dupont" in page
    sent = karima.post(f"/entraide/reponses/{reply.id}/accepter")
    assert (sent.status_code, sent.location) == (303, notice.path)
    assert "C’est convenu" in karima.get(notice.path).text
    assert "vous a dit oui" in marcel.get(notice.path).text


def test_helpers_do_not_read_each_other(town, marcel):
    notice = town.notice(places=2)
    town.reply(notice, town.ines, "Réponse pour Karima")
    assert "Réponse pour Karima" not in marcel.get(notice.path).text


def test_a_third_neighbour_learns_that_it_is_taken(town, marcel):
    notice = town.notice()
    town.accept(town.reply(notice, town.ines))
    page = marcel.get(notice.path).text
    assert "a trouvé preneur" in page
    assert "Envoyer ma réponse" not in page


def test_declining_takes_a_gentle_sentence(town, karima, marcel):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    path = f"/entraide/reponses/{reply.id}/decliner"
    assert "Pas cette fois, mais merci de proposer." in karima.get(path).text
    assert karima.post(path, data={}).status_code == 422
    assert karima.post(path, data={"ready": "0"}).location == notice.path
    assert "Pas cette fois, mais merci de proposer." in marcel.get(notice.path).text
    assert karima.get(path).status_code == 404


def test_a_helper_withdraws_in_one_tap_and_the_notice_opens_again(town, marcel):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    assert "Je ne peux plus" in marcel.get(notice.path).text
    assert marcel.post(f"/entraide/reponses/{reply.id}/retirer").location == notice.path
    assert town.fresh(notice).status is NoticeStatus.OPEN
    assert "Envoyer ma réponse" in marcel.get(notice.path).text


REPLY_POSTS = ["accepter", "decliner", "retirer", "merci"]


@pytest.mark.parametrize("verb", REPLY_POSTS)
def test_a_reply_of_others_does_not_exist(town, signed_in, verb):
    reply = town.reply(town.notice(), town.marcel)
    ines = signed_in(town.ines)
    assert (
        ines.post(f"/entraide/reponses/{reply.id}/{verb}", data={"ready": "0"}).status_code == 404
    )
    assert ines.post(f"/entraide/reponses/9999/{verb}", data={"ready": "0"}).status_code == 404
    assert town.fresh(reply).status is ReplyStatus.OFFERED


def test_the_helper_cannot_accept_nor_the_author_withdraw_in_their_place(town, karima, marcel):
    reply = town.reply(town.notice(), town.marcel)
    assert marcel.post(f"/entraide/reponses/{reply.id}/accepter").status_code == 403
    assert karima.post(f"/entraide/reponses/{reply.id}/retirer").status_code == 403
    assert marcel.get(f"/entraide/reponses/{reply.id}/decliner").status_code == 404


def test_accepting_once_too_often_is_refused_in_a_sentence(town, karima):
    notice = town.notice()
    first, second = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    karima.post(f"/entraide/reponses/{first.id}/accepter")
    refused = karima.post(f"/entraide/reponses/{second.id}/accepter")
    assert refused.status_code == 409
    assert "Toutes les places" in refused.text


NOTICE_POSTS = ["fait", "terminer", "retirer", "prolonger", "modifier"]


@pytest.mark.parametrize("verb", NOTICE_POSTS)
def test_the_notice_of_another_is_not_mine_to_change(town, marcel, verb):
    notice = town.notice()
    sent = marcel.post(f"{notice.path}/{verb}", data={"how": "withdrawn", "title": "À moi"})
    assert sent.status_code == 404
    assert town.fresh(notice).status is NoticeStatus.OPEN
    assert town.fresh(notice).title == notice.title


def test_done_then_words_which_only_the_two_read(town, karima, marcel, signed_in):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    assert karima.post(f"{notice.path}/fait").location == notice.path
    path = f"/entraide/reponses/{reply.id}/merci"
    assert "Ce n’est jamais obligatoire" in karima.get(path).text
    assert karima.post(path, data={"text": " "}).status_code == 422
    assert karima.post(path, data={"text": "Merci Marcel, l’étagère tient !"}).status_code == 303
    assert marcel.post(path, data={"text": "Avec plaisir."}).status_code == 303
    for one in (karima, marcel):
        assert "l’étagère tient" in one.get(notice.path).text
        assert "Écrire un mot" not in one.get(notice.path).text
    assert "l’étagère tient" not in signed_in(town.ines).get(notice.path).text


def test_thanks_wait_for_the_thing_to_be_done(town, karima):
    reply = town.reply(town.notice(), town.marcel)
    town.accept(reply)
    assert karima.get(f"/entraide/reponses/{reply.id}/merci").status_code == 404


def test_a_notice_taken_down_disappears_for_others(town, karima, marcel):
    notice = town.notice()
    assert karima.post(f"{notice.path}/retirer").location == notice.path
    assert marcel.get(notice.path).status_code == 410
    assert karima.get(notice.path).status_code == 200


def test_one_tap_renews_in_the_last_days(town, karima):
    notice = town.notice()
    assert "Prolonger d’un mois" not in karima.get(notice.path).text
    assert karima.post(f"{notice.path}/prolonger").status_code == 409
    town.change(notice, expires_at=now() + timedelta(days=2))
    assert "Prolonger d’un mois" in karima.get(notice.path).text
    assert karima.post(f"{notice.path}/prolonger").location == notice.path
    assert town.fresh(notice).expires_at > now() + timedelta(days=29)


def test_my_page_lists_my_notices_and_my_replies_only(town, karima):
    town.notice(title="La mienne")
    town.reply(town.notice(town.marcel, title="Celle de Marcel"), town.karima)
    town.notice(town.ines, title="Ni l’une ni l’autre")
    page = karima.get("/entraide/mes-annonces").text
    assert "La mienne" in page
    assert "Celle de Marcel" in page
    assert "Ni l’une" not in page


def test_my_page_invites_when_it_is_empty(karima):
    assert "/entraide/publier" in karima.get("/entraide/mes-annonces").text


def test_my_page_costs_the_same_whatever_its_length(town, karima, statements):
    def cost() -> int:
        statements.clear()
        assert karima.get("/entraide/mes-annonces").status_code == 200
        return len(statements)

    town.reply(town.notice(town.marcel), town.karima)
    town.reply(town.notice(), town.ines)
    few = cost()
    for _ in range(6):
        town.reply(town.notice(), town.marcel)
        town.reply(town.notice(town.ines), town.karima)
    assert cost() == few <= 5


def test_the_page_of_a_notice_costs_the_same_whatever_the_replies(town, karima, statements):
    def cost() -> int:
        statements.clear()
        assert karima.get(notice.path).status_code == 200
        return len(statements)

    notice = town.notice(places=9, reach=Reach.TOWN)
    town.reply(notice, town.marcel)
    few = cost()
    for helper in (town.ines, town.paul, town.rosa):
        town.reply(notice, helper)
    assert cost() == few <= 7
