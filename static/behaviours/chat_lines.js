// How one line is drawn: who said it, what it answers, its words and photos, what one may do with it.
const PHOTO_ALONE = "📷"; // the same in messaging/models.py

export class Drawing {
  constructor(root, people, word) {
    Object.assign(this, { root, people, word });
    this.log = root.querySelector("[data-log]");
    this.model = root.querySelector("template[data-bubble]").content.firstElementChild;
    this.me = Number(root.dataset.me);
    this.clock = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: root.dataset.zone,
    });
  }

  bubble(line) {
    const { id, author_id, text, at, agent, edited } = line;
    const bubble = this.model.cloneNode(true);
    const mine = author_id === this.me;
    bubble.dataset.author = author_id;
    bubble.classList.toggle("mine", mine);
    bubble.classList.toggle("cited", !mine && text.includes(this.root.dataset.cited));
    const author = bubble.querySelector(".author");
    if (mine || !this.root.dataset.several) author.remove();
    else this.people.name(author_id, (name) => (author.textContent = name));
    const words = bubble.querySelector("[data-words-of]");
    words.textContent = this.instead(line) ?? text;
    words.hidden = Boolean(line.photos) && text === PHOTO_ALONE; // the photo says it
    this.cite(words, line.named);
    this.quote(bubble, this.instead(line) ? null : line.reply_to);
    this.photos(bubble, line);
    this.sign(bubble, agent, author_id, mine && !this.root.dataset.agent);
    this.time(bubble, at);
    if (edited) bubble.querySelector("time").after(` · ${this.word("edited")}`);
    this.choices(bubble, this.instead(line) ? undefined : id, mine);
    return bubble;
  }

  /** What stands in the place of words that are not read. */
  instead({ deleted, hidden }) {
    return deleted ? this.word("deleted") : hidden ? this.word("hidden") : null;
  }

  find(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  /** Returns what a line says as it was written: names are short there, whatever this reader reads. */
  wordsOf(bubble) {
    const cited = [...(bubble?.querySelectorAll("[data-cite]") ?? [])].map((place) => [place, place.textContent]);
    for (const [place] of cited) place.textContent = place.dataset.cite;
    // biome-ignore lint/performance/useDomNodeTextContent: its lines end where they are seen to end
    const written = bubble?.querySelector("[data-words-of]")?.innerText ?? "";
    for (const [place, read] of cited) place.textContent = read;
    return written;
  }

  /** Says the names of those whom a line names as this reader may read them. */
  cite(words, named) {
    for (const { id, cite } of named ?? []) {
      this.people.name(id, (name) => {
        for (const node of [...words.childNodes])
          if (node.nodeType === Node.TEXT_NODE) this.rename(node, `@${cite}`, `@${name}`);
      });
    }
  }

  rename(node, written, read) {
    const at = node.data.indexOf(written);
    if (at < 0) return;
    const place = document.createElement("strong");
    place.dataset.cite = written;
    place.textContent = read;
    const found = node.splitText(at);
    this.rename(found.splitText(written.length), written, read);
    found.replaceWith(place);
  }

  quote(bubble, answered) {
    const link = bubble.querySelector(".quoted");
    if (!answered) return link?.remove();
    link.hidden = false;
    link.href = `#line-${answered.id}`;
    link.dataset.quote = answered.id;
    const shown = this.find(answered.id);
    if (answered.words !== undefined || answered.unread) this.requote(link, answered);
    else if (shown) this.requote(link, { author_id: Number(shown.dataset.author), words: this.wordsOf(shown) });
    else this.requote(link, { unread: "unknown" });
  }

  requote(link, { author_id, words, unread }) {
    const [who, what] = [
      link.querySelector("strong") ?? document.createElement("strong"),
      document.createElement("span"),
    ];
    what.dir = "auto";
    what.textContent = unread ? this.word(unread) : words;
    link.replaceChildren(...(unread ? [what] : [who, " ", what]));
    if (unread) return;
    if (author_id === this.me) who.textContent = this.word("you");
    else this.people.name(author_id, (name) => (who.textContent = name));
  }

  photos(bubble, { id, photos }) {
    for (const { name, description } of (photos ?? []).toReversed()) {
      const image = document.createElement("img");
      image.className = "photo";
      image.loading = "lazy";
      image.src = `${location.pathname}/lignes/${id}/photo/${name}`;
      image.alt = description || this.word("photo");
      bubble.querySelector("[data-words-of]").after(image);
    }
  }

  /** Says who wrote it in the place of whom, or nothing; to whom it was written for, "pour vous". */
  sign(bubble, agent, author, own) {
    const line = bubble.querySelector(".signed");
    if (!agent) return line.remove();
    line.hidden = false;
    line.querySelector(own ? "span:not([data-own])" : "[data-own]").remove();
    const words = line.querySelector("span");
    const model = words.textContent.replace("{agent}", () => agent);
    this.people.name(author, (name) => (words.textContent = model.replace("{name}", () => name)));
  }

  /** Of a line that is stored. */
  choices(bubble, id, mine) {
    const choices = bubble.querySelector(".line-choices");
    choices.hidden = id === undefined;
    if (choices.hidden) return;
    bubble.id = `line-${id}`;
    for (const gone of choices.querySelectorAll(mine ? "[data-report]" : "[data-edit], [data-delete]")) gone.remove();
    for (const link of choices.querySelectorAll("a")) {
      const address = (link.dataset.href ?? link.getAttribute("href")).replace(/=0(?=#)|\/0(?=\/|$)/, (zero) =>
        zero.replace("0", id),
      );
      link.setAttribute("href", address);
    }
  }

  time(bubble, at) {
    const time = bubble.querySelector("time");
    time.dateTime = at;
    time.textContent = this.hour(new Date(at));
  }

  /** The hour as every page writes it: 16 h 45. */
  hour(moment) {
    if (document.documentElement.lang !== "fr") return this.clock.format(moment);
    const { hour, minute } = Object.fromEntries(
      this.clock.formatToParts(moment).map(({ type, value }) => [type, value]),
    );
    return `${Number(hour)}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`;
  }

  /** Somebody came or left: one line, without a fresh page for each of many. */
  moment({ id, author_id, text }) {
    const line = document.createElement("p");
    line.className = "moment soft";
    line.dataset.id = id;
    this.people.name(author_id, (name) => (line.textContent = this.word(text).replace("{name}", () => name)));
    return line;
  }
}
