"""One page prepares a form for somebody without a mailbox, at the desk of a partner."""

import re

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.policies import OtherTown, TooManyForms
from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.accompanying.conftest import SAID, count, ticked, who
from tests.support.accompanying import agents


def test_one_page_prepares_a_form_for_somebody_without_mailbox(
    app, sophie, people, colleague, door, kept
):
    page = sophie.get(f"{people}/papier").text
    assert "Sophie Martin, Hassan Alaoui" in page
    made = sophie.post(f"{people}/papier", data={**SAID, "typed": door.label, "key": door.key})
    mandate_id = int(made.location.removeprefix(f"{people}/"))
    mandate = kept(mandate_id)
    assert (mandate.status, mandate.days) == (MandateStatus.PREPARED, 182)
    assert mandate.scopes == {"post", "chat"}
    assert (mandate.principal.full_name, mandate.principal.email) == ("Rosa Lima", None)
    assert (mandate.address_id, mandate.organisation) == (door.id, "Centre social")
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    shown = sophie.get(made.location).text
    for said in ("Rosa Lima", door.label, codes.spell(mandate.reference), "à l’accueil"):
        assert said in shown
    assert "Agir pour Rosa" not in shown
    assert "feuille à faire signer" in sophie.get(people).text


def test_an_address_like_others_is_chosen_and_nothing_is_typed_twice(
    sophie, people, street, home_of
):
    page = f"{people}/papier"
    answer = sophie.post(page, data={**SAID, "typed": "3 rue du Moulin"})
    assert answer.status_code == 422
    assert sorted(re.findall(r'name="key" value="([^"]+)"', answer.text)) == [
        "99035_new",
        "99035_old",
    ]
    assert 'value="Rosa Lima"' in answer.text
    assert 'value="3 rue du Moulin"' in answer.text
    assert len(ticked(answer.text)) == 3
    made = sophie.post(page, data={**SAID, "typed": "3 rue du Moulin", "key": "99035_old"})
    assert home_of(made) == "99035_old"


def test_what_is_typed_last_wins_over_what_was_chosen_before(sophie, people, street, home_of):
    data = {**SAID, "typed": "3 rue du Moulin Neuf", "key": "99035_old"}
    made = sophie.post(f"{people}/papier", data=data)
    assert home_of(made) == "99035_new"


def test_what_was_chosen_is_kept_while_the_rest_is_mended(sophie, people, street):
    data = {"typed": "3 rue du Moulin", "key": "99035_old", "full_name": "a@b.fr"}
    answer = sophie.post(f"{people}/papier", data=data)
    assert answer.status_code == 422
    assert "3 Rue du Moulin Vieux" in answer.text
    assert 'value="99035_old"' in answer.text
    assert "Plusieurs adresses" not in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"full_name": ""}, "Cette réponse manque"),
        ({"full_name": "www.evil.example"}, "adresse de site"),
        ({"typed": ""}, "Cette réponse manque"),
        ({"typed": "400 avenue de Nulle Part", "key": ""}, "Nous ne trouvons pas"),
        ({"typed": "400 avenue de Nulle Part", "key": "99035_none"}, "Nous ne trouvons pas"),
        ({"scopes": []}, "au moins une chose"),
        ({"scopes": ["everything"]}, "erreur"),
        ({"days": ""}, "une des durées"),
        ({"days": "12"}, "erreur"),
        ({"days": "toujours"}, "erreur"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(app, sophie, people, door, wrong, said):
    right = {**SAID, "typed": door.label, "key": door.key}
    answer = sophie.post(f"{people}/papier", data={**right, **wrong})
    assert answer.status_code == 422
    assert said in answer.text or said == "erreur"
    for name in ("full_name", "typed"):
        assert f'value="{(right | wrong)[name]}"' in answer.text
    if "scopes" not in wrong:
        assert len(re.findall(r'name="scopes"[^>]*checked', answer.text)) == 2
    if "days" not in wrong:
        assert re.search(r"<input checked[^>]*182|182[^>]*checked", answer.text)
    assert count(app, Mandate) == 0


def test_mistakes_are_listed_in_the_order_of_the_page(sophie, people):
    summary = sophie.post(f"{people}/papier").text
    assert re.findall(r'<a href="#(\w+)"', summary) == ["full_name", "typed", "scopes", "days"]


def test_an_address_of_another_town_is_refused_with_a_reason(app, make, sophie, people):
    far = make.address(make.quartier("Là-bas", make.municipality("Autreville")))
    answer = sophie.post(f"{people}/papier", data={**SAID, "typed": far.label, "key": far.key})
    assert answer.status_code == 422
    assert "une autre ville" in answer.text
    assert count(app, Mandate) == 0


def test_the_action_refuses_another_town_too(make, prepare):
    with pytest.raises(OtherTown):
        prepare(at=make.address(make.quartier("Là-bas", make.municipality("Autreville"))))


def test_only_who_accompanies_prepares_and_renews(lea, recorded, prepare, renew):
    mandate_id = recorded()
    for act in (lambda: prepare(by=lea), lambda: renew(mandate_id, by=lea)):
        with pytest.raises(Forbidden):
            act()


def test_the_pages_are_not_there_for_others(lea, people, recorded, signed_in):
    mandate_id, browser = recorded(), signed_in(lea)
    for path in ("papier", f"{mandate_id}/renouveler", f"{mandate_id}/formulaire.pdf"):
        assert browser.get(f"{people}/{path}").status_code == 404
        assert browser.post(f"{people}/{path}").status_code in {404, 405}


def test_a_suspended_partner_prepares_nothing(make, office, prepare, centre):
    nadege = make.resident("Nadège Perrin", is_administrator=True)
    with office.at_work():
        accrediting.suspend(Actor.of(who(nadege)), hold(Partner, centre), reason="Plus de réponse.")
    with pytest.raises(Forbidden):
        prepare()


def test_too_many_forms_that_nobody_signs_are_refused_with_what_was_typed(
    sophie, people, prepare, recorded, renew, door, monkeypatch
):
    monkeypatch.setattr("neighbourhood.mandates.actions.accompanying.MOST_FORMS", 2)
    running = recorded("Ana Roy")
    prepare("Bea Roy")
    last = prepare("Clo Roy")
    data = {**SAID, "typed": door.label, "key": door.key}
    answer = sophie.post(f"{people}/papier", data=data)
    assert answer.status_code == 422
    assert "Déjà 2 feuilles attendent" in answer.text
    assert 'value="Rosa Lima"' in answer.text
    with pytest.raises(TooManyForms):
        renew(running)
    sophie.post(f"{people}/{last}/rendre")
    assert sophie.post(f"{people}/papier", data=data).status_code == 303


def test_too_many_tries_are_refused(limited, sophie, people):
    answers = [sophie.post(f"{people}/papier").status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_giving_up_leaves_nothing_of_the_person(app, sophie, people, prepare):
    mandate_id = prepare()
    page = sophie.get(f"{people}/{mandate_id}").text
    assert "Abandonner cette feuille" in page
    assert "rien n’est gardé" in page
    answer = sophie.post(f"{people}/{mandate_id}/rendre", follow_redirects=True)
    assert "abandonné" in answer.text
    with app.app_context():
        names = db.session.scalars(select(Resident.full_name)).all()
    assert "Rosa Lima" not in names
    assert count(app, Mandate) == 0
