"""Where mandates are, with the codes that open them."""

from neighbourhood.mandates.actions.giving import Terms, prepare_on_paper
from neighbourhood.mandates.queries.codes import code_of, stop_code_of
from neighbourhood.mandates.queries.mandates import given_by, held_by
from neighbourhood.residents.acting import Actor
from tests.support.mandates import ALL
from tests.support.staging.people import Stage


def mandates(stage: Stage) -> dict[str, str]:
    """Return where mandates are, with the codes that open them; prepare one on paper."""
    karima = stage.people["karima"]
    (waiting,) = [one for one in given_by(karima) if one.is_prepared]
    (held,) = [one for one in held_by(karima) if one.is_live]
    terms = Terms(scopes=ALL, days=365)
    form = prepare_on_paper(
        Actor.of(stage.people["helene.marchand"]),
        full_name="Lucette Garnier",
        address=next(stage.doors),
        terms=terms,
    )
    return {
        "mandate_waiting": waiting.path,
        "mandate_code": code_of(waiting.nonce),
        "mandate_held": held.path,
        "act_for": f"{held.path}/agir",
        "paper": f"{form.path}/papier",
        "form": form.reference,
        "stop": f"/mandats/arreter-un-mandat?reference={held.reference}",
        "stop_code": stop_code_of(held),
        "accompanied": "/partenaires/1/personnes",
    }
