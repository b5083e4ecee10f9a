"""Passkeys in a real browser, with the pretend device that it offers for such tests."""

import pytest

from neighbourhood.foundation.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(site):
    # A key is bound to a name, and 127.0.0.1 is none.
    return site.base_url.replace("127.0.0.1", "localhost")


@pytest.fixture
def telephone(visitor):
    page = visitor()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def test_a_neighbour_adds_a_passkey_and_comes_back_with_it_alone(telephone, home, axe):
    telephone.goto(f"{home}/connexion")
    telephone.fill("[name=email]", "marcel@valbourg.example")
    telephone.fill("[name=password]", PASSWORD)
    telephone.click("main >> text=Se connecter")
    telephone.wait_for_url(f"{home}/")
    telephone.goto(f"{home}/moi/securite/cles")
    telephone.fill("[name=name]", "Ma tablette")
    assert axe(telephone) == []
    telephone.click("text=Créer la clé")
    telephone.wait_for_url("**/moi/securite/codes")
    telephone.goto(f"{home}/moi/securite")
    assert telephone.is_visible("text=Ma tablette")
    assert axe(telephone) == []
    telephone.click("text=Renommer")
    telephone.fill("[name=name]", "")
    telephone.click("text=Garder ce nom")
    telephone.wait_for_selector(".error-summary")
    assert axe(telephone) == []
    telephone.fill("[name=name]", "La tablette du salon")
    telephone.click("text=Garder ce nom")
    telephone.wait_for_url("**/moi/securite")
    assert telephone.is_visible("text=La tablette du salon")
    telephone.goto(f"{home}/moi")
    telephone.click("main >> text=Se déconnecter")
    telephone.goto(f"{home}/connexion")
    telephone.click("text=Utiliser ma clé d’accès")
    telephone.wait_for_url(f"{home}/")
    telephone.goto(f"{home}/moi/securite")
    telephone.click("text=Retirer >> nth=0")
    telephone.wait_for_selector("text=Elle n’ouvrira plus votre compte")
    assert axe(telephone) == []
    telephone.click("text=Retirer cette clé")
    telephone.wait_for_url("**/moi/securite")
    assert not telephone.is_visible("text=La tablette du salon")
