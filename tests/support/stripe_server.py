"""localstripe as a process on 127.0.0.1, and what a donor or a bank does there."""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.support.processes import accepts, free_port, process, wait_until
from tests.support.stripe_says import WEBHOOK_SECRET

SECRET_KEY = "sk_test_valbourg"
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class StripeServer:
    """A Stripe of one’s own."""

    url: str
    log: Path

    def read(self, path: str) -> dict[str, Any]:
        """Return a thing of the account."""
        return self._asked("GET", f"/v1/{path}")

    def write(self, path: str, **said: Any) -> dict[str, Any]:
        """Do what somebody does in the account, or their bank (`_config/…`)."""
        return self._asked("POST", path, data=said)

    def tell(self, url: str) -> None:
        """Have everything told to `url` from now on."""
        settings = {"url": url, "secret": WEBHOOK_SECRET}
        requests.post(
            f"{self.url}/_config/webhooks/palier", data=settings, timeout=PATIENCE
        ).raise_for_status()

    def told(self) -> dict[str, str]:
        """Return the kinds of messages that were sent, and how the last of each was taken."""
        return dict(re.findall(r'webhook "(.+?)" (.+)', self.log.read_text()))

    def press_pay(self, pay_page: str, card: str = "pm_card_visa") -> int:
        """Pay without a browser; return how the page answers."""
        answer = requests.post(
            pay_page, data={"card": card}, allow_redirects=False, timeout=PATIENCE
        )
        return answer.status_code

    def _asked(self, method: str, path: str, **said: Any) -> dict[str, Any]:
        answer = requests.request(
            method, f"{self.url}{path}", auth=(SECRET_KEY, ""), timeout=PATIENCE, **said
        )
        answer.raise_for_status()
        return answer.json()


@contextmanager
def running() -> Iterator[StripeServer]:
    """Start a server of its own."""
    with tempfile.TemporaryDirectory(prefix="palier-stripe-") as name:
        log, port = Path(name) / "stripe.log", free_port()
        command = [sys.executable, "-m", "tests.support.localstripe_checkout", str(port)]
        with process(command, log) as server:
            wait_until(lambda: accepts(port), [server], log)
            yield StripeServer(f"http://127.0.0.1:{port}", log)
