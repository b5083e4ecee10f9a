"""Once it has begun: who came, thanks, photos."""

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp
from neighbourhood.gatherings.actions import afterwards
from neighbourhood.gatherings.forms.holding import PhotoForm, ThanksForm
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import READ_SNAPSHOT
from neighbourhood.gatherings.models.coming import Coming, Snapshot
from neighbourhood.gatherings.policies import coming as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.gatherings.views.reading import page_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

_DATE = "/<int:gathering_id>/dates/<int:occurrence_id>"
_WEBP = "image/webp"


@bp.post(f"{_DATE}/presents")
@verified
def attendance(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Note who came, for the hosts alone."""
    came = {int(one) for one in request.form.getlist("came") if one.isdecimal() and len(one) < 12}
    with transaction():
        occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
        if not queries.is_host(current_user.id, occurrence.gathering):
            raise Missing
        afterwards.note_attendance(current_actor(), occurrence, came=came)
    flash(gettext("C’est noté. Seules les personnes qui organisent le lisent."))
    return redirect(occurrence.path, 303)


def _own(gathering_id: int, occurrence_id: int) -> Coming:
    occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
    found = answers.coming_of(current_user.id, occurrence)
    if found is None:
        raise Missing
    return found


@bp.post(f"{_DATE}/jy-etais")
@represented(MAY_MEET)
@verified
def there(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Say that one was there, or take it back."""
    was_there = request.form.get("there") == "yes"
    with transaction():
        own = _own(gathering_id, occurrence_id)
        afterwards.say_there(current_actor(), own, there=was_there)
        path = own.occurrence.path
    flash(gettext("C’est noté : vous y étiez.") if was_there else gettext("C’est retiré."))
    return redirect(path, 303)


@bp.post(f"{_DATE}/merci")
@represented(MAY_MEET)
@verified
@limit("20 per hour")
def thank(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Write a few words to the hosts."""
    own, form = _own(gathering_id, occurrence_id), ThanksForm()
    if not form.validate_on_submit():
        return page_of(own.occurrence, thanks=form)
    with transaction():
        afterwards.thank(current_actor(), _own(gathering_id, occurrence_id), text=form.text.data)
    flash(gettext("Votre mot est parti. Seules les personnes qui organisent le lisent."))
    return redirect(own.occurrence.path, 303)


@bp.post(f"{_DATE}/photos")
@verified
@limit("30 per hour")
def add_photo(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Propose a photo."""
    occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
    form = PhotoForm()
    may = policies.may_show_photos(current_actor(), occurrence)
    key = _stored(form) if may and form.validate_on_submit() else None
    if may and key is None:
        return page_of(occurrence, photo=form)
    with transaction():
        occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
        found = afterwards.show_photo(
            current_actor(),
            occurrence,
            key=key or "",
            description=form.description.data or "",
            all_agree=form.all_agree.data,
        )
        shown = found.is_shown
    waits = gettext(
        "Votre photo est proposée aux personnes qui organisent. Personne d’autre ne la voit encore."
    )
    flash(gettext("Les personnes qui sont venues voient la photo.") if shown else waits)
    return redirect(f"{occurrence.path}#photos", 303)


def _stored(form: PhotoForm) -> str | None:
    try:
        picture = off_the_loop(photo_to_webp, form.photo.data.read())
    except PhotoRefused as refusal:
        form.photo.errors = [refusal.say()]
        return None
    key = new_key("photos", "webp")
    storage().put(key, picture, _WEBP)
    return key


@bp.post("/photos/<int:snapshot_id>/montrer")
@verified
def agree_to_photo(snapshot_id: int) -> ResponseReturnValue:
    """Let those who came see a photo."""
    with transaction():
        found = READ_SNAPSHOT.unchanged(answers.get_snapshot(current_user, snapshot_id))
        afterwards.agree_to_photo(current_actor(), found)
        path = found.occurrence.path
    flash(gettext("Les personnes qui sont venues voient la photo."))
    return redirect(f"{path}#photos", 303)


@bp.post("/photos/<int:snapshot_id>/retirer")
@verified
@undone_by("gatherings.put_photo_back")
def take_down(snapshot_id: int) -> ResponseReturnValue:
    """Take a photo down at once."""
    with transaction():
        found = READ_SNAPSHOT.unchanged(answers.get_snapshot(current_user, snapshot_id))
        afterwards.take_down(current_actor(), found)
        path = found.occurrence.path
    flash(gettext("La photo est retirée. Dans dix minutes, elle sera effacée pour de bon."))
    return redirect(f"{path}#photos", 303)


@bp.post("/photos/<int:snapshot_id>/revenir")
@verified
def put_photo_back(snapshot_id: int) -> ResponseReturnValue:
    """Go back on having taken a photo down."""
    with transaction():
        found = db.session.get(Snapshot, snapshot_id)
        if found is None or not answers.came(current_user.id, found.occurrence):
            raise Missing
        afterwards.put_photo_back(current_actor(), found)
        path = found.occurrence.path
    flash(gettext("C’est comme avant."))
    return redirect(f"{path}#photos", 303)


@bp.get("/photos/<int:snapshot_id>/<name>")
@signed_in
def photo(snapshot_id: int, name: str) -> Response:
    """Show a photo to those who may see it."""
    found = answers.get_snapshot(current_user, snapshot_id)
    return photos.hand_out(found.key if found.name == name else None)
