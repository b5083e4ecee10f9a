"""Going back to a release without keys: each reason is opened, and its guard stands again."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.sights import Sight, SightNames


def test_who_goes_back_to_a_release_without_keys_keeps_each_reason_and_the_guard(app, make, karima):
    with make.writing() as session:
        names = SightNames(about_id=karima.id, reason="Une demande")
        session.add(Sight(act="toy", office="", names=names))
    with app.app_context():
        rotating.unseal_all(lambda *_said: None)
        assert db.session.scalar(text("SELECT reason FROM sight_names")) == "Une demande"
    with pytest.raises(IntegrityError, match="append-only"), make.writing() as session:
        session.execute(text("UPDATE sight_names SET reason = ''"))
