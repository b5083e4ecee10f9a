"""Whatever another service answers, this site asks nobody else in its name."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from neighbourhood.foundation.backends import Bucket
from neighbourhood.foundation.outside.storage import S3Storage
from neighbourhood.funding.gateways.contract import GatewayDown, RefundRefused
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.places import gazetteer
from neighbourhood.places.communes import National
from neighbourhood.places.policies import ListUnreachable
from tests.support import elsewhere

LEADING = [301, 302, 303, 307, 308]


@pytest.fixture
def there():
    """Where nobody may be led."""
    with elsewhere.running() as service:
        yield service
        assert service.heard == []


@pytest.fixture
def service(there):
    with elsewhere.running() as service:
        yield service
        assert service.heard, "the service itself is asked"


@pytest.mark.parametrize("status", LEADING)
def test_the_list_of_communes_is_asked_where_the_settings_say(service, there, status):
    service.leads_to(there, status)
    with pytest.raises(ListUnreachable):
        National(service.address).find("35999")


@pytest.mark.parametrize("status", LEADING)
def test_the_geocoder_is_asked_where_the_settings_say(service, there, status, monkeypatch):
    service.leads_to(there, status)
    national = gazetteer._geocoder.__wrapped__(f"ban:{urlsplit(service.address).netloc}")
    # BAN is spoken to over https alone; the adapter under test is the one it was given.
    national.geocode_api = national.geocode_api.replace("https://", "http://")
    monkeypatch.setattr(gazetteer, "geocoder", lambda: national)
    assert gazetteer.choices("8 rue des Tanneurs") == []


@pytest.mark.parametrize("status", LEADING)
def test_the_bank_is_asked_where_the_settings_say(service, there, status):
    service.leads_to(there, status)
    bank = StripeGateway(api=service.address, secret_key="sk_test", webhook_secret="wh")
    pledge = SimpleNamespace(key="k", payment_reference="pi_1")
    with pytest.raises((GatewayDown, RefundRefused)):
        bank.refund(pledge, cents=100, attempt=0)


# Without 303, of which urllib3 makes a fault of its own, after three tries: it is not followed.
@pytest.mark.parametrize(
    ("status", "headers"),
    [(301, {}), (301, {"x-amz-bucket-region": "us-east-1"}), (302, {}), (307, {}), (308, {})],
)
def test_the_storage_is_asked_where_the_settings_say(service, there, status, headers, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    service.leads_to(there, status)
    service.headers |= headers
    kept = S3Storage(Bucket("photos", service.address, "eu-west-3"))
    with pytest.raises(ClientError):
        kept.get("photos/a.webp")
    with pytest.raises(ClientError):
        kept.put("photos/a.webp", b"bytes", "image/webp")
    assert {urlsplit(path).path for path in service.heard} == {"/photos/photos/a.webp"}
    kept.client.close()
