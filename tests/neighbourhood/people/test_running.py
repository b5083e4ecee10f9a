"""Who runs what: on one page, for those who administer the instance."""

from neighbourhood.partners.models import StaffRole
from tests.support.news import plain
from tests.support.town_hall import run_the_town

HERE = "/administration/responsables"


def test_it_lists_administrators_and_the_staff_of_each_town_with_their_roles(
    desk, hassan, nadege, make
):
    partner_id = run_the_town(make, hassan, StaffRole.VERIFY)
    page = plain(desk.get(HERE).text)
    instance, _, towns = page.partition("Valbourg")
    assert "Nadège Perrin" in instance
    assert "Il faut deux personnes" in instance
    assert "Hassan Alaoui" not in instance
    assert towns.count("Hassan Alaoui") == 1
    assert f'href="/administration/partenaires/{partner_id}"' in towns
    assert f'href="/administration/personnes/{hassan.id}"' in towns


def test_with_two_administrators_nothing_is_missing(desk, nadege, make):
    make.resident("Ada Admin", is_administrator=True)
    assert "Il faut deux personnes" not in plain(desk.get(HERE).text)


def test_who_runs_a_town_does_not_read_it(town_desk):
    assert town_desk.get(HERE).status_code == 404
