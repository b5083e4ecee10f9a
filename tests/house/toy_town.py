"""A small town with the slice of docs/extending.md in it; run in a process of its own.

`python -m tests.house.toy_town FOLDER` builds it from the files that stand in FOLDER, walks through
it as three neighbours, and prints what they met, as JSON.
"""

import json
import sys
from pathlib import Path

import neighbourhood
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db

sys.path.insert(0, sys.argv[1])
neighbourhood.__path__.append(f"{sys.argv[1]}/neighbourhood")

from neighbourhood.walks.parts import PART  # noqa: E402

from app import PARTS, create_app  # noqa: E402 - the slice must be in the tree first
from neighbourhood.foundation.personal import HOLDINGS  # noqa: E402
from neighbourhood.foundation.storing.database import transaction  # noqa: E402
from neighbourhood.mandates.models import MandateDeed  # noqa: E402
from neighbourhood.partners.models import StaffRole  # noqa: E402
from neighbourhood.residents.actions.erasing import erase  # noqa: E402
from neighbourhood.residents.actions.sign_ins import begin_sign_in  # noqa: E402
from neighbourhood.residents.models.residents import Resident  # noqa: E402
from tests.support import mandates  # noqa: E402
from tests.support.carried import press  # noqa: E402
from tests.support.making import Make  # noqa: E402
from tests.support.town_hall import work_at_the_town_hall  # noqa: E402


def main() -> None:
    app = built(Path(sys.argv[1]))
    make = Make(app)
    quartier = make.quartier()
    people = [make.resident(name, quartier) for name in ("Karima Benali", "Marcel Petit")]
    karima, marcel = (browser_of(app, make, person) for person in people)
    met = {
        "menu": karima.get("/balades/").text,
        "me": karima.get("/moi").text,
        "proposed": karima.post("/balades/", data={"title": "Au bord de l’eau"}).location,
        "timeline": marcel.get("/entraide?kind=walk").text,
        "page": marcel.get("/balades/1").text,
    }
    marcel.post("/balades/1/venir")
    met["conversation"] = marcel.get("/messages/1").text
    met["inbox"] = karima.get("/notifications").text
    met["scopes"] = karima.get("/mandats/confier").text
    met["report"] = marcel.get("/signaler/walk/1").text
    marcel.post("/signaler/walk/1", data={"rule": "threat"})
    met["hidden"] = [marcel.get("/balades/1").status_code, karima.get("/balades/1").status_code]
    met["listed"] = marcel.get("/entraide?kind=walk").text
    met["administration"] = run_by(app, make, karima, people[0])
    met["left out"] = left_out(karima)
    met |= acted(app, make, *people)
    met |= left(app, people[0])
    print(json.dumps(met))  # noqa: T201 - it speaks to its parent


def run_by(app, make, browser, person) -> list[str]:
    """Give Karima the administration of her town: what she finds there, and where it leads."""
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    town = "/administration/communes/1/"
    return [browser.get(town).text, browser.get("/balades/communes/1").text]


def left_out(browser) -> list[str]:
    """Have Karima, who runs her town, put walks off; what is left of them; then on again."""
    choose = "/administration/communes/1/fonctions"
    offered = browser.get(choose).text
    every = [part.split('"')[0] for part in offered.split('name="codes" value="')[1:]]
    press(browser, choose, data={"codes": [code for code in every if code != "walks"]})
    pages = [offered, *(browser.get(page).text for page in ("/balades/", "/moi", "/entraide"))]
    press(browser, choose, data={"codes": every})
    return [*pages, browser.get("/moi").text]


def built(folder: Path):
    settings = Settings.from_environment(
        {
            "PALIER_INSTANCE": str(folder / "instance"),
            "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
            "BASE_URL": "http://localhost",
            "JOBS": "immediate",
            "RATE_LIMITS": "0",
            "PASSWORD_COST": "1",
            "STAFF_SECOND_FACTOR": "0",
        }
    )
    app = create_app(settings, (*PARTS, PART))
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_loader.searchpath.append(str(folder / "templates"))
    with app.app_context():
        db.create_all()
    return app


def browser_of(app, make, person):
    with make.writing() as session:
        token = begin_sign_in(session.get_one(Resident, person.id), agent="toy")
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["sign_in"] = token
    return client


def acted(app, make, karima, marcel) -> dict[str, object]:
    """Have Marcel propose a walk by a mandate of Karima, and try what it does not open."""
    mandate = mandates.give(make, karima, marcel, scopes={"walks"})
    browser = browser_of(app, make, marcel)
    with browser.session_transaction() as kept:
        kept["acting"] = mandate
    walked = browser.post("/balades/", data={"title": "Au parc"}).status_code
    with app.app_context():
        deeds = [deed.deed for deed in db.session.scalars(db.select(MandateDeed))]
    return {
        "signed": browser.get("/entraide").text if walked == 303 else "",
        "closed": browser.get("/messages").status_code,
        "deeds": deeds,
        "journal": browser_of(app, make, karima).get(f"/mandats/{mandate}").text,
    }


def left(app, karima) -> dict[str, object]:
    """Read what is held of her walks, then erase her."""
    with app.app_context():
        held = list(HOLDINGS["walks"].read(karima.id))
        with transaction():
            erase(karima.id)
        titles = list(db.session.scalars(db.text("SELECT title FROM walk")))
    return {"held": [row["title"] for row in held], "left": titles}


if __name__ == "__main__":
    main()
