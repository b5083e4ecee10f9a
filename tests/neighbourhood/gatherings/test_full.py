"""What is said once every place is taken."""


def test_a_yes_at_a_home_that_is_full_says_that_it_leads_to_the_list(court, karima, signed_in):
    date = court.first(court.gathering(at_home=True, capacity=1))
    for who, said in ((court.marcel, "C’est oui"), (court.ines, "passe sur la liste d’attente")):
        own = court.come(who, date)
        answer = karima.post(f"/rencontres/reponses/{own.id}/accepter", follow_redirects=True)
        assert said in answer.text
    assert "Demander à venir, sur la liste d’attente" in signed_in(court.omar).get(date.path).text


def test_once_the_place_is_gone_no_way_back_is_offered_and_its_refusal_leads_to_the_date(
    court, marcel
):
    date = court.first(court.gathering(capacity=1))
    own = court.come(court.marcel, date)
    court.come(court.ines, date)
    marcel.post(f"/rencontres/reponses/{own.id}/quitter")
    page = marcel.get(date.path).text
    assert "Finalement, je viens" not in page
    assert "Me mettre sur la liste d’attente" in page
    refused = marcel.post(f"/rencontres/reponses/{own.id}/revenir", follow_redirects=True)
    assert refused.request.path == date.path
    assert "On ne peut plus revenir en arrière" in refused.text
