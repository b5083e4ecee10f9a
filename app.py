"""The application: every part of the site is listed here, and only here."""

from flask import Flask

import messaging.parts
import neighbourhood.agenda.parts
import neighbourhood.bulletins.parts
import neighbourhood.campaigns.parts
import neighbourhood.exchanges.parts
import neighbourhood.exports.parts
import neighbourhood.feed.parts
import neighbourhood.funding.parts
import neighbourhood.gatherings.parts
import neighbourhood.invitations.parts
import neighbourhood.libraries.parts
import neighbourhood.loans.parts
import neighbourhood.mandates.parts
import neighbourhood.moderation.parts
import neighbourhood.needs.parts
import neighbourhood.notifications.parts
import neighbourhood.openings.parts
import neighbourhood.packages.parts
import neighbourhood.partners.parts
import neighbourhood.people.parts
import neighbourhood.places.parts
import neighbourhood.residents.parts
import neighbourhood.rights.parts
import neighbourhood.timebank.parts
import verification.parts
from neighbourhood.foundation import demo, house, settings, starting
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.settings import Settings
from neighbourhood.places.models import Municipality

# From the ground up: also the order in which the demonstration town is filled.
PARTS: tuple[Part, ...] = (
    neighbourhood.places.parts.PART,
    neighbourhood.residents.parts.PART,
    neighbourhood.notifications.parts.PART,
    neighbourhood.partners.parts.PART,
    neighbourhood.openings.parts.PART,
    neighbourhood.people.parts.PART,
    neighbourhood.mandates.parts.PART,
    neighbourhood.moderation.parts.PART,
    neighbourhood.rights.parts.PART,
    neighbourhood.exports.parts.PART,
    messaging.parts.PART,
    neighbourhood.feed.parts.PART,
    neighbourhood.funding.parts.PART,
    neighbourhood.timebank.parts.PART,
    neighbourhood.exchanges.parts.PART,
    neighbourhood.loans.parts.PART,
    neighbourhood.libraries.parts.PART,
    neighbourhood.invitations.parts.PART,
    neighbourhood.bulletins.parts.PART,
    neighbourhood.gatherings.parts.PART,
    neighbourhood.agenda.parts.PART,
    verification.parts.PART,
    # After the proofs of address: in the demonstration, whoever has just proved one gives too.
    neighbourhood.needs.parts.PART,
    neighbourhood.packages.parts.PART,
    neighbourhood.campaigns.parts.PART,
)


def create_app(given: Settings | None = None, parts: tuple[Part, ...] = PARTS) -> Flask:
    """Build one application from `given` settings, or from those of the environment."""
    with starting.faults_in_words():
        app = Flask(__name__)
        settings.bind(app, given or starting.from_environment())
        house.bind(app, parts)
        demo.bind(app, parts, Municipality)
    return app
