"""How a notice is written page by page, and what is kept of it meanwhile."""

from datetime import timedelta
from io import BytesIO

from neighbourhood.exchanges.forms.writing import today
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing import drafts

ASK = "/entraide/demander"
DETAILS = {"title": "Monter une étagère", "body": "Une heure suffit.", "places": "2"}


def until(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def answer(client, *steps) -> None:
    """Answer the steps up to the one named last."""
    said = {
        "": {"subject": "service"},
        "/categorie": {"category": "diy"},
        "/details": {**DETAILS, "until": client.until},
        "/precisions": {"contact": "here"},
        "/portee": {"reach": "neighbouring"},
    }
    for step in steps or said:
        assert client.post(ASK + step, data=said[step]).status_code == 303


def draft_of(app, resident, direction=Direction.ASK) -> dict:
    with app.app_context():
        return drafts.answers_of(drafts.Sheet(resident.id, f"notice {direction}"))


def send_photo(client, data: bytes, name="étagère.jpg", **more):
    fields = {**DETAILS, "until": client.until, "photos": (BytesIO(data), name), **more}
    return client.post(ASK + "/details", data=fields, content_type="multipart/form-data")
