"""Pages of what is heavy lead back to the page of the person, where one came from."""

from neighbourhood.partners.models import StaffRole
from tests.support.lately import lately
from tests.support.town_hall import run_the_town, work_at_the_town_hall

HERE = "/administration/personnes/{}"


def test_each_page_of_what_is_heavy_leads_back_to_the_person(
    app, town_desk, hassan, karima, look, quartier, make
):
    run_the_town(make, hassan, StaffRole.MODERATE)
    here, town = HERE.format(karima.id), quartier.municipality_id
    page = look(town_desk, karima).text
    lately(app, town_desk, hassan)
    for path in (
        f"/administration/villes/{town}/personnes/{karima.id}/fermer",
        f"/moderation/personnes/{karima.id}/ouvrir",
    ):
        assert f'href="{path}"' in page
        assert f'class="back to-before soft" href="{here}"' in town_desk.get(path).text


def test_a_moderator_who_may_not_see_the_account_is_led_to_the_profile(
    karima, quartier, make, signed_in
):
    odile = make.resident("Odile Roux", quartier)
    work_at_the_town_hall(make, odile, StaffRole.MODERATE)
    page = signed_in(odile).get(f"/moderation/personnes/{karima.id}/ouvrir").text
    assert HERE.format(karima.id) not in page
