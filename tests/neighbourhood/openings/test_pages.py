"""Each page about a town says which town it is about."""

import pytest

from tests.support.news import plain


@pytest.mark.parametrize("page", ["quartiers", "adresses", "regle", "service"])
def test_each_step_of_setting_up_names_its_town(setting_up, page):
    said = plain(setting_up.client.get(f"{setting_up.home}/{page}").text)
    assert '<p class="soft">Pontgivre</p><h1>' in said


@pytest.mark.parametrize(
    "page",
    [
        "ouverture",
        "besoins",
        "personnes",
        "preuves",
        "fonctions",
        "couleurs",
        "chiffres-caches",
        "lettres",
        "listes",
    ],
)
def test_each_page_of_settings_names_its_town_and_leads_back_to_it(setting_up, page):
    said = plain(setting_up.client.get(f"{setting_up.home}/{page}").text)
    assert '<p class="soft">Pontgivre</p><h1>' in said
    assert "Administration de Pontgivre" in said
