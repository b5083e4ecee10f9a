"""Every field that takes words, filled in as neighbours do, and the pages that show it."""

import re
from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from tests.support.accompanying import accompany
from tests.support.foreign.world import World
from tests.support.needs import TICKS

IN_A_WEEK = (now() + timedelta(days=7)).date().isoformat()


def insisting(browser, path, said):
    """Send a text, and again when one is asked first whether to: for what it shows, or says."""
    answer = browser.post(path, data=said)
    for _ in range(2):
        marks = dict(re.findall(r'name="(anyway|heard)"[^>]*value="(\w+)"', answer.text))
        if answer.status_code // 100 == 3 or not marks:
            break
        said = {**said, **marks}
        answer = browser.post(path, data=said)
    return answer


class Neighbours(World):
    """Karima and Marcel at their browsers; each field returns the pages that show what it took."""

    def __init__(self, app, make, signed_in) -> None:
        super().__init__(app, make)
        self.hers, self.his = signed_in(self.karima), signed_in(self.marcel)
        self.newcomer, self.visitor = signed_in(self.nour), app.test_client()
        self.desk = self.office()
        self.sophie, self.hassan = signed_in(self.desk.author), signed_in(self.desk.reader)
        accompany(make, self.desk.partner.id, self.desk.author)
        self.door = make.address(self.desk.quartier)

    def pages(self, answer, *more) -> list[str]:
        """Return the form again when it was refused, else the pages that show what was said."""
        assert answer.status_code in {200, 302, 303, 422}, answer.status
        return [answer.text] if answer.status_code == 422 else [get().text for get in more]

    def seen(self, client, path: str):
        return lambda: client.get(path, follow_redirects=True)

    # What people write about themselves

    def sign_up(self, text):
        said = {"full_name": text, "email": text, "password": "court"}
        return self.pages(self.visitor.post("/inscription", data=said))

    def sign_in(self, text):
        said = {"email": text, "password": text}
        return self.pages(self.visitor.post("/connexion", data=said))

    def name(self, text):
        answer = self.his.post("/moi/profil", data={"full_name": text[:80], "about": ""})
        notice = self.notice(self.marcel)
        shown = (f"/voisins/{self.marcel.id}", f"/entraide/annonces/{notice.id}", "/", "/entraide")
        pages = self.pages(answer, *(self.seen(self.hers, path) for path in shown))
        self.his.post("/moi/profil", data={"full_name": "Marcel Dupont", "about": ""})
        return pages

    def about_me(self, text):
        said = {"full_name": "Karima Benali", "about": text}
        answer = insisting(self.hers, "/moi/profil", said)
        own = self.seen(self.hers, "/moi/profil")
        return self.pages(answer, own, self.seen(self.his, f"/voisins/{self.karima.id}"))

    # Offers and requests

    def notice_words(self, text):
        steps = "/entraide/demander"
        self.hers.post(steps, data={"subject": "service"})
        self.hers.post(f"{steps}/categorie", data={"category": "diy"})
        said = {
            "title": text.replace("\n", " ")[:120],
            "body": text,
            "places": "1",
            "until": IN_A_WEEK,
        }
        answer = self.hers.post(f"{steps}/details", data=said)
        if answer.status_code == 422:
            return [answer.text]
        self.hers.post(f"{steps}/portee", data={"reach": "quartier"})
        preview = self.hers.get(f"{steps}/apercu").text
        path = self.hers.post(f"{steps}/apercu").location
        shown = [(self.hers, path), (self.hers, f"{path}/modifier"), (self.his, path)]
        shown += [(self.his, "/"), (self.his, "/entraide"), (self.hers, "/entraide/mes-annonces")]
        return [preview, *(self.seen(client, path)().text for client, path in shown)]

    def reply_words(self, text):
        notice = self.notice(self.karima)
        path = f"/entraide/annonces/{notice.id}"
        answer = insisting(self.his, f"{path}/reponses", {"own": text})
        shown = ((self.hers, path), (self.his, path), (self.hers, "/messages"))
        return self.pages(answer, *(self.seen(*one) for one in shown))

    def message(self, text):
        thread = self.conversation_id("reply", self.reply(self.karima, self.marcel).id)
        path = f"/messages/{thread}"
        answer = insisting(self.hers, path, {"text": text, "client_id": ""})
        return self.pages(answer, *(self.seen(self.his, one) for one in (path, "/messages")))

    def gentle_no(self, text):
        reply = self.reply(self.karima, self.marcel)
        answer = insisting(self.hers, f"/entraide/reponses/{reply.id}/decliner", {"own": text})
        path = f"/entraide/annonces/{reply.notice_id}"
        shown = (path, "/notifications", "/messages")
        return self.pages(answer, *(self.seen(self.his, one) for one in shown))

    def why_not_done(self, text):
        reply = self.reply(self.karima, self.marcel)
        path = f"/entraide/annonces/{reply.notice_id}"
        answer = insisting(self.hers, f"{path}/terminer", {"how": "not needed", "own": text})
        return self.pages(answer, self.seen(self.hers, path), self.seen(self.his, path))

    def thanks(self, text):
        reply = self.finished_reply(self.karima, self.marcel)
        path = f"/entraide/reponses/{reply.id}/merci"
        answer = self.hers.post(path, data={"text": text})
        self.his.post(path, data={"text": "Avec plaisir."})
        return self.pages(answer, self.seen(self.his, f"/entraide/annonces/{reply.notice_id}"))

    # Tables

    def table_words(self, text):
        steps = "/invitations/proposer"
        self.hers.post(steps, data={"occasion": "sunday"})
        said = {
            "title": text.replace("\n", " ")[:120],
            "body": text,
            "day": IN_A_WEEK,
            "hour": "12:30",
        }
        said |= {"seats": "3", "reach": "quartier"}
        answer = self.hers.post(f"{steps}/details", data=said)
        if answer.status_code == 422:
            return [answer.text]
        preview = self.hers.get(f"{steps}/apercu").text
        path = self.hers.post(f"{steps}/apercu").location
        shown = [(self.hers, path), (self.his, path), (self.his, "/a-cote"), (self.his, "/")]
        return [preview, *(self.seen(client, path)().text for client, path in shown)]

    def seat_words(self, text):
        path = f"/invitations/{self.invitation(self.karima).id}"
        answer = insisting(self.his, f"{path}/places", {"message": text, "seats": "1"})
        return self.pages(answer, self.seen(self.hers, path), self.seen(self.hers, "/messages"))

    def word_and_answer(self, text):
        steps, title = "/entraide/mots/ecrire", text.replace("\n", " ")[:120]
        self.hers.post(steps, data={"topic": "lost"})
        said = {"title": title, "body": text, "place": title, "reach": "quartier"}
        answer = self.hers.post(f"{steps}/texte", data=said)
        if answer.status_code == 422:
            return [answer.text]
        preview = self.hers.get(f"{steps}/apercu").text
        path = self.hers.post(f"{steps}/apercu").location
        answer = insisting(self.his, f"{path}/reponses", {"own": text})
        shown = [(self.hers, path), (self.his, "/entraide/mots/miens"), (self.his, "/entraide")]
        return [preview, *self.pages(answer, *(self.seen(*one) for one in shown))]

    # Needs: what points at a person is refused, and shown again to be mended

    def need_words(self, text):
        desk = f"/partenaires/{self.desk.partner.id}/besoins"
        self.sophie.post(f"{desk}/nouveau", data={"kind": "heating"})
        said = {"title": text[:120], "covers": text}
        answer = self.sophie.post(f"{desk}/nouveau/texte", data=said)
        if answer.status_code == 422:
            return [answer.text]
        said = {"amount": "150", "quartier": self.desk.quartier.id}
        path = self.sophie.post(f"{desk}/nouveau/montant", data=said).location
        pages = [self.sophie.get(path).text, self.sophie.get(f"{path}/modifier").text]
        self.sophie.post(f"{path}/envoyer", data=TICKS)
        self.hassan.post(f"{path}/publier", data=TICKS)
        self.desk.release()
        public = f"/solidarite/{path.rpartition('/')[2]}"
        return [*pages, *(self.hers.get(one).text for one in (public, "/solidarite", "/"))]

    def remark(self, text):
        need = self.desk.submitted()
        path = f"/partenaires/{self.desk.partner.id}/besoins/{need.id}"
        answer = self.hassan.post(f"{path}/renvoyer", data={"reason": text})
        shown = (path, f"{path}/modifier", "/notifications")
        return self.pages(answer, *(self.seen(self.sophie, one) for one in shown))

    def proof(self, text):
        need = self.desk.open(target_cents=1000)
        self.desk.give(self.karima, need, 1000)
        path = f"/partenaires/{self.desk.partner.id}/besoins/{need.id}"
        answer = self.sophie.post(f"{path}/preuve", data={"text": text})
        if answer.status_code == 303:
            self.sophie.post(f"{answer.location}/envoyer", data=TICKS)
            self.hassan.post(f"{answer.location}/publier", data=TICKS)
        shown = (f"/solidarite/{need.id}", "/solidarite", "/notifications")
        return self.pages(answer, *(self.seen(self.hers, one) for one in shown))

    # Boxes that only ask

    def search_box(self, text):
        asked = {"q": text, "category": text, "kind": text, "cell": text, "after": text}
        found = [self.hers.get(path, query_string=asked) for path in ("/entraide", "/")]
        assert {answer.status_code for answer in found} == {200}
        return [answer.text for answer in found]

    def address_box(self, text):
        typed = self.newcomer.post("/mon-adresse/choisir", data={"typed": text, "key": text})
        as_data = self.hers.get(
            "/adresses", query_string={"q": text}, headers={"Accept": "application/json"}
        )
        assert as_data.mimetype == "application/json"
        return self.pages(typed)

    def paper_boxes(self, text):
        name = self.hers.post("/mandats/papier", data={"full_name": text[:80]})
        home = self.hers.post("/mandats/papier/adresse", data={"typed": text})
        shown = [self.hers.get("/mandats/papier"), self.hers.get("/mandats/papier/adresse")]
        stop = self.visitor.post("/mandats/arreter-un-mandat", data={"reference": text})
        query = {"reference": text}
        stop_link = self.visitor.get("/mandats/arreter-un-mandat", query_string=query)
        asked = [name, home, *shown, stop, stop_link]
        assert all(answer.status_code in {200, 303, 422} for answer in asked)
        return [answer.text for answer in asked]

    def partner_paper(self, text):
        people = f"/partenaires/{self.desk.partner.id}/personnes"
        home = self.door.label
        data = {"full_name": text[:80], "typed": home, "scopes": text, "days": text}
        wrong = self.sophie.post(f"{people}/papier", data=data)
        data = {"full_name": "Rosa Lima", "typed": text, "key": text, "scopes": "post"}
        lost = self.sophie.post(f"{people}/papier", data=data)
        data = {"full_name": text[:80], "typed": home, "key": self.door.key}
        made = self.sophie.post(f"{people}/papier", data={**data, "scopes": "post", "days": "31"})
        if made.status_code == 422:
            return [wrong.text, lost.text, made.text]
        shown = [self.sophie.get(path) for path in (made.location, people)]
        self.sophie.post(f"{made.location}/rendre")
        return [answer.text for answer in (wrong, lost, *shown)]

    def other_boxes(self, text):
        asked = [
            self.visitor.post("/pas-moi", data={"reference": text}),
            self.visitor.get("/connexion", query_string={"next": text}),
            self.hers.get("/solidarite", query_string={"kind": text, "quartier": text}),
            self.hers.get("/notifications", query_string={"after": text}),
        ]
        assert all(answer.status_code in {200, 303, 422} for answer in asked)
        return [answer.text for answer in asked]
