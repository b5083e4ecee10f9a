"""The address of a notice that one neighbour sends to another."""

import pytest


def test_it_leads_neighbours_to_the_notice(town, marcel):
    notice = town.notice()
    shared = f"/entraide/partage/{notice.id}"
    assert f"http://localhost{shared}" in marcel.get(notice.path).text
    assert marcel.get(shared).location == notice.path


def test_who_is_still_to_prove_an_address_reads_what_to_do_next(town, signed_in):
    answer = signed_in(town.newcomer).get(f"/entraide/partage/{town.notice().id}")
    assert answer.location == "/entraide"


@pytest.mark.parametrize("number", [1, 404])
def test_others_are_led_to_sign_up_whether_or_not_there_is_one(town, client, number):
    notice = town.notice()
    shared = notice.id if number == 1 else number
    answer = client.get(f"/entraide/partage/{shared}", follow_redirects=True)
    assert answer.request.path == "/inscription"
    assert notice.title not in answer.text
    # Who has an account is led there once signed in.
    assert f"/connexion?next=/entraide/annonces/{shared}" in answer.text


def test_what_is_over_is_not_shared(town, karima):
    notice = town.notice()
    assert "/entraide/partage/" in karima.get(notice.path).text
    karima.post(f"{notice.path}/retirer")
    assert "/entraide/partage/" not in karima.get(notice.path).text
