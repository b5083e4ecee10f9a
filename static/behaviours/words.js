// Keeps what is typed in every form, in this browser, until the form was taken: a reload, a crash or
// a day later it stands there again. Says what is too long before it is sent, and catches what is sent
// without a network. Never passwords, codes or what pays. Only whoever was signed in sees it again.
const LASTS = 22 * 3600 * 1000;
const STORE = "palier-words";
// Over https, a name that no neighbouring host can plant (foundation/web/cookies.py).
const SECURE = location.protocol === "https:";
const COOKIE = SECURE ? "__Host-" : "";
const TYPED = "textarea, input:not([type]), input:is([type=text], [type=email], [type=tel], [type=url], [type=number])";
const SECRET = /(^|[_-])(password|present|code|reference|secret|token|scan|card|pin|iban)s?($|[_-])/;
// The same in neighbourhood/foundation/web/unsent.py.
const SEVERAL_WORDS = /\p{L}.*\s.*\p{L}/su;

export function attach(body) {
  const me = body.dataset.words;
  const said = body.querySelector("template[data-said]").content;
  const word = (name) => said.querySelector(`[data-word="${name}"]`).textContent;
  const store = new Store(me);
  for (const form of document.querySelectorAll("form[method=post]")) {
    if (new URL(form.action).pathname.endsWith("/deconnexion")) form.addEventListener("submit", () => store.clear());
    else if (fieldsOf(form).length) new Kept(form, store, word);
    for (const file of form.querySelectorAll("input[data-most-bytes]"))
      file.addEventListener("change", () => weigh(file, word));
  }
}

function fieldsOf(form) {
  return [...form.querySelectorAll(TYPED)].filter(
    ({ name, autocomplete, readOnly }) =>
      name && !readOnly && !SECRET.test(name) && !/^(one-time-code|cc-.*|.*password)$/.test(autocomplete),
  );
}

/** Tells a text, whose writer is glad to hear that it is there, from a name, a mailbox or a number. */
function isText({ tagName, type, name, autocomplete, value }) {
  if (tagName === "TEXTAREA") return Boolean(value.trim());
  const isName = name === "full_name" || autocomplete === "name";
  return type === "text" && !isName && SEVERAL_WORDS.test(value);
}

/** Puts a file that is too heavy aside at once, and says so: sent, it would take the words with it. */
function weigh(file, word) {
  const heaviest = Math.max(0, ...[...file.files].map(({ size }) => size));
  file.parentElement.querySelector("[data-said=heavy]")?.remove();
  if (heaviest <= Number(file.dataset.mostBytes)) return;
  file.value = "";
  const line = Object.assign(document.createElement("p"), { className: "error", role: "alert" });
  line.dataset.said = "heavy";
  line.textContent = word("heavy").replace("{weight}", Math.ceil(heaviest / 1024 / 1024));
  file.after(line);
}

/** What the server says it has taken. */
function marksIn(cookies) {
  const said = cookies.split("; ").find((one) => one.startsWith(`${COOKIE}taken=`)) ?? "";
  return said.slice(said.indexOf("=") + 1).split(".");
}

/** What was typed, by account, page and form; of a visitor only as long as the tab is open. */
class Store {
  constructor(me) {
    this.me = me;
    const taken = new Set(marksIn(document.cookie));
    for (const key of this.keys()) {
      const { at, sent } = this.read(key) ?? {};
      const another = me && !key.startsWith(`${STORE} ${me} `);
      if (another || taken.has(sent) || !(at > Date.now() - LASTS)) this.drop(key);
    }
  }

  /** Does something with what the browser stores, which it may refuse. */
  with(act) {
    try {
      return act(this.me ? localStorage : sessionStorage);
    } catch {
      return null; // full, or forbidden: the server still keeps what is sent
    }
  }

  keys() {
    return this.with((area) => Object.keys(area).filter((key) => key.startsWith(`${STORE} `))) ?? [];
  }

  key(form) {
    return this.at(location.pathname, new URL(form.action).pathname);
  }

  at(page, action) {
    return `${STORE} ${this.me} ${page} ${action}`;
  }

  read(key) {
    return this.with((area) => JSON.parse(area.getItem(key)));
  }

  write(key, words) {
    this.with((area) => area.setItem(key, JSON.stringify({ ...words, at: Date.now() })));
  }

  drop(key) {
    this.with((area) => area.removeItem(key));
  }

  clear() {
    for (const key of this.keys()) this.drop(key);
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("palier-")) sessionStorage.removeItem(key);
  }
}

/** One form. */
class Kept {
  constructor(form, store, word) {
    Object.assign(this, { form, store, word, key: store.key(form), fields: fieldsOf(form), over: new Map() });
    const found = store.read(this.key);
    // Filled by the server: what it holds is what was sent last, over what stood there before.
    const again = form.matches("[data-refilled]") || form.querySelector(".error-summary");
    this.stood = again ? (found?.stood ?? {}) : this.values("defaultValue");
    this.plain = { key: this.key, stood: this.stood };
    if (again) this.keep();
    else if (found) this.restore(found);
    form.addEventListener("input", ({ target }) => {
      this.keep();
      if (this.fields.includes(target)) this.measure(target);
    });
    form.addEventListener("about", () => this.turn());
    // Before any other behaviour hears of it.
    document.addEventListener("submit", (event) => event.target === form && this.send(event), true);
    addEventListener("online", () => this.line?.dataset.said === "offline" && this.say("online"));
  }

  values(of) {
    return Object.fromEntries(this.fields.map((field) => [field.name, field[of]]));
  }

  restore({ typed, stood }) {
    const missing = this.fields.filter(
      ({ name, value, defaultValue }) => value === defaultValue && typed[name] !== undefined && typed[name] !== value,
    );
    // What stood there has changed meanwhile, and not by these words: not ours to write over.
    const changed = ({ name, value }) => value !== stood[name] && !typed[name].startsWith(value);
    if (missing.some(changed)) return;
    for (const field of missing) {
      field.value = typed[field.name];
      this.measure(field);
    }
    if (missing.some(isText) && !("compose" in this.form.dataset)) this.say("back");
  }

  /** The form does for a while what another page does, at `about`: its words are kept as those of that page. */
  turn() {
    const { about } = this.form.dataset;
    if (!about) return Object.assign(this, this.plain);
    Object.assign(this, { key: this.store.at(about, about), stood: this.values("value") });
    const { typed, stood } = this.store.read(this.key) ?? { typed: {}, stood: {} };
    for (const field of this.fields) {
      const { name, value } = field;
      if (typed[name] && typed[name] !== stood[name] && value === stood[name]) field.value = typed[name];
    }
  }

  keep(sent) {
    const typed = this.values("value");
    const changed = Object.keys(typed).some((name) => typed[name] !== (this.stood[name] ?? ""));
    const emptied = this.form.dataset.about && !this.fields.some(isText);
    if (changed && !emptied) this.store.write(this.key, { typed, stood: this.stood, sent });
    else this.store.drop(this.key);
  }

  send(event) {
    const long = event.submitter?.formNoValidate ? undefined : this.fields.find((field) => this.measure(field) > 0);
    // A live conversation has a queue of its own.
    const away = !navigator.onLine && !("live" in this.form.dataset);
    if (!long && !away) return this.leave();
    event.preventDefault();
    event.stopImmediatePropagation();
    if (long) long.focus();
    else this.say("offline");
  }

  /** Marks what is sent: the server says in a cookie which mark it has taken. */
  leave() {
    const mark = crypto.getRandomValues(new Uint32Array(2)).join("").padStart(8, "0");
    this.keep(mark);
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not everywhere yet
    document.cookie = `${COOKIE}sending=${mark}; path=/; max-age=120; samesite=lax${SECURE ? "; secure" : ""}`;
  }

  /** Says by how many signs a field is too long, and returns it. */
  measure(field) {
    const most = Number(field.dataset.most);
    const over = most ? [...field.value.trim()].length - most : 0;
    if (over <= 0) {
      this.over.get(field)?.remove();
      this.over.delete(field);
      return 0;
    }
    if (!this.over.has(field)) {
      const line = Object.assign(document.createElement("p"), { className: "error", role: "alert" });
      ("compose" in this.form.dataset ? this.form : field).after(line);
      this.over.set(field, line);
    }
    this.over.get(field).textContent = this.word("long").replace("{over}", over).replace("{most}", most);
    return over;
  }

  say(name) {
    if (!this.line) {
      this.line = Object.assign(document.createElement("p"), { className: "notice-line", role: "status" });
      this.form.before(this.line);
    }
    this.line.dataset.said = name;
    this.line.textContent = this.word(name);
  }
}
