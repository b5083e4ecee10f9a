"""The few pages of Stripe that Palier calls: `python -m tests.support.fake_stripe PORT`."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SECRET_KEY = "sk_test_valbourg"
# What a payment is called tells what becomes of its refund.
REFUSALS = {"already": "charge_already_refunded", "disputed": "charge_disputed"}


class Stripe(BaseHTTPRequestHandler):
    """Checkout Sessions and refunds; a repeated idempotency key gets the first answer again."""

    protocol_version = "HTTP/1.1"
    seen: list[dict] = []
    answers: dict[str, dict] = {}

    def do_GET(self) -> None:
        if self.path == "/seen":
            self._answer(200, self.seen)
            return
        self._answer(404, {"error": {"message": "no such page"}})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        said = parse_qs(self.rfile.read(length).decode())
        fields = {name: values[0] for name, values in said.items()}
        key = self.headers.get("Idempotency-Key", "")
        self.seen.append({"path": self.path, "fields": fields, "idempotency_key": key})
        if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
            self._answer(401, {"error": {"message": "bad key", "type": "invalid_request_error"}})
        elif self.path == "/v1/checkout/sessions":
            self._answer(200, self.answers.setdefault(key, self._session(fields)))
        elif self.path == "/v1/refunds":
            self._refund(fields, key)
        else:
            self._answer(404, {"error": {"message": "no such page"}})

    def _session(self, fields: dict) -> dict:
        number = len(self.answers) + 1
        return {
            "id": f"cs_test_{number}",
            "object": "checkout.session",
            "client_reference_id": fields["client_reference_id"],
            "url": f"https://checkout.stripe.com/c/pay/cs_test_{number}",
        }

    def _refund(self, fields: dict, key: str) -> None:
        payment = fields.get("payment_intent", "")
        if not payment.startswith("pi_"):
            error = {"message": "no such payment_intent", "type": "invalid_request_error"}
            self._answer(400, {"error": error})
            return
        refused = next((code for word, code in REFUSALS.items() if word in payment), None)
        if refused is not None:
            error = {"message": refused, "type": "invalid_request_error", "code": refused}
            self._answer(400, {"error": error})
            return
        status = "pending" if "pending" in payment else "succeeded"
        refund = {"id": f"re_{len(self.answers) + 1}", "object": "refund", "status": status}
        self._answer(200, self.answers.setdefault(key, refund))

    def _answer(self, status: int, body: object) -> None:
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Stripe).serve_forever()
