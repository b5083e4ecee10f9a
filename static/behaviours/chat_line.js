// The live connection of a conversation: what waits to be said, and up to where one has heard.
const PATIENCE = 8000; // how long an acknowledgement may take
const READ_PAUSE = 800; // reading is told once things are quiet

/** The connection: a queue of what is to be said, and where one had got to. */
export class Line {
  constructor(socket, talk, root, form) {
    Object.assign(this, { socket, talk, form, conversation: Number(root.dataset.conversation) });
    this.everConnected = false;
    this.key = `palier-queue-${root.dataset.me}-${this.conversation}`;
    this.queue = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    this.status = root.querySelector("[data-connection]");
    for (const said of this.queue) {
      said.refused = false;
      talk.expect(said);
    }
    socket.on("connect", () => this.arrive());
    socket.on("disconnect", (reason) => this.lose(reason));
    socket.on("connect_error", (failure) => (socket.active ? this.lose() : this.turnedAway(failure)));
    socket.on("message:new", (message) => this.hear(message));
    socket.on("message:seen", (seen) => seen.conversation_id === this.conversation && talk.seen(seen));
    socket.on("message:changed", (message) => this.hearChange(message));
    document.body.addEventListener("shown", () => socket.connect());
    document.addEventListener("visibilitychange", () => this.tellRead());
  }

  async arrive() {
    this.everConnected = true;
    this.form.dataset.live = "";
    this.status.textContent = "";
    if (await this.catchUp()) this.flush();
    this.tellRead();
  }

  async lose(reason) {
    if (this.everConnected && (await this.isSignedOut())) return;
    if (this.everConnected) this.status.textContent = this.talk.word("away");
    // In another browser of the same account somebody signed out: the server lets this one in again.
    if (reason === "io server disconnect") this.socket.connect();
  }

  /**
   * The server does not let us in, which it will not change its mind about. If it did before, a fresh
   * page says why; if it gave a reason, that is said here, and the plain form still sends.
   */
  async turnedAway(failure) {
    if (await this.isSignedOut()) return;
    if (this.everConnected) location.reload();
    else if (failure.data) this.status.textContent = failure.message;
  }

  /**
   * Tells whether the sign-in has ended, here or elsewhere; if so hides the page, with the way to sign
   * in and come back. What is typed is kept by words.js, what was sent by the queue.
   */
  async isSignedOut() {
    // Whoever acts for somebody may have lost the mandate alone: a fresh page says which.
    if (document.querySelector(".acting")) return false;
    const elsewhere = await document.body.ledTo(location.pathname);
    if (!elsewhere || this.socket.connected) return false;
    if (elsewhere !== "/connexion") {
      // A measure about the account: the page it leads to says which, and until when.
      location.assign(elsewhere);
      return true;
    }
    document.body.dispatchEvent(new Event("leave"));
    const link = document.querySelector("[data-left] a");
    // Signing out in another tab emptied what was kept: what stands here is kept again.
    link.addEventListener("click", () => this.form.elements.text.dispatchEvent(new Event("input", { bubbles: true })));
    return true;
  }

  async ask(event, said) {
    try {
      return await this.socket.timeout(PATIENCE).emitWithAck(event, said);
    } catch {
      return null; // cut off meanwhile: it will be asked again
    }
  }

  async catchUp() {
    let answer;
    do {
      answer = await this.ask("conversation:join", {
        id: this.conversation,
        last_seen_id: this.talk.last,
        last_change: this.talk.change,
      });
      // Whoever left meanwhile finds nothing here any more: a fresh page says so.
      if (answer?.code === "missing") location.reload();
      if (!answer?.ok) return false;
      for (const message of answer.messages) this.talk.add(message);
      for (const message of answer.changed) this.talk.becomes(message);
      this.talk.change = Math.max(this.talk.change, answer.change);
    } while (answer.more);
    return true;
  }

  hear(message) {
    if (message.conversation_id !== this.conversation) return;
    this.forget(message.client_id);
    // Something was lost on the way.
    if (message.previous_id > this.talk.last) this.catchUp();
    else this.talk.add(message);
    this.tellRead();
  }

  hearChange(message) {
    if (message.conversation_id !== this.conversation || message.change <= this.talk.change) return;
    if (message.previous_change > this.talk.change) return this.catchUp();
    this.talk.change = message.change;
    this.talk.becomes(message);
  }

  /** Has a line of ours say something else; what is refused comes back into the box, with the reason. */
  async change({ id, anyway }, text, beside) {
    beside.drop();
    const said = { conversation_id: this.conversation, id, text, anyway };
    const answer = await this.ask("message:edit", said);
    this.status.textContent = answer?.ok ? "" : (answer?.message ?? this.talk.word("away"));
    if (answer?.ok) return;
    const bubble = this.talk.drawing.find(id);
    if (answer?.code === "too_late" || !bubble) return;
    beside.change(bubble);
    beside.write(text);
    beside.editing.anyway = answer?.code === "quiet_word";
  }

  say(text, more) {
    const said = { conversation_id: this.conversation, client_id: crypto.randomUUID(), text, ...more };
    this.queue.push(said);
    this.save();
    this.talk.expect(said);
    this.flush();
  }

  /** Sends the queue in order, one at a time; what was refused waits for a hand. */
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    while (this.socket.connected) {
      const said = this.queue.find(({ refused }) => !refused);
      if (!said) break;
      const answer = await this.ask("message:send", said);
      if (answer?.ok) {
        this.talk.confirm(said.client_id, answer);
        this.forget(said.client_id);
        continue;
      }
      if (answer?.code === "forbidden" && (await this.isSignedOut())) {
        this.talk.fail(said.client_id);
        break; // sent once signed in again
      }
      said.refused = Boolean(answer);
      // A word to the writer alone: sent again as it is, it goes.
      said.anyway = answer?.code === "quiet_word";
      this.talk.fail(said.client_id, answer?.message, said.anyway);
      if (!answer) break; // tried again once back
    }
    this.flushing = false;
  }

  retry(client) {
    const said = this.queue.find(({ client_id }) => client_id === client);
    if (!said) return;
    said.refused = false;
    this.talk.restart(client);
    this.flush();
  }

  takeBack(client) {
    const said = this.queue.find(({ client_id }) => client_id === client);
    this.forget(client);
    this.talk.pending(client)?.remove();
    return said?.text ?? "";
  }

  forget(client) {
    this.queue = this.queue.filter((said) => said.client_id !== client);
    this.save();
  }

  save() {
    sessionStorage.setItem(this.key, JSON.stringify(this.queue));
  }

  tellRead() {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      if (document.visibilityState !== "visible" || !this.socket.connected || this.told === this.talk.last) return;
      this.told = this.talk.last;
      this.socket.emit("message:read", { conversation_id: this.conversation, last_read_id: this.told });
    }, READ_PAUSE);
  }
}
