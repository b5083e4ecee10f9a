import urllib.error
import urllib.request

import pytest

from tests.support.palier import Site


def test_each_stack_gets_ready_and_answers(site: Site):
    with urllib.request.urlopen(f"{site.base_url}/connexion", timeout=10) as page:
        assert "Se connecter" in page.read().decode()
    assert site.flask("db", "current")


def test_a_page_that_does_not_exist_is_no_crash(site: Site):
    with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
        urllib.request.urlopen(f"{site.base_url}/nulle-part", timeout=10)
    refusal.value.close()
    assert not site.failures()
