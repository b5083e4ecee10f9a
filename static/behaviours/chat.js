// A conversation that is live when it can be: what is typed shows at once, is stored under an id of
// ours (so that sending again is harmless), waits for the network when it is gone, and what was
// missed is asked for from the last message seen. Without a connection the form stays a plain form.
import { Beside } from "./chat_beside.js";
import { Line } from "./chat_line.js";
import { Naming } from "./chat_naming.js";
import { Talk } from "./chat_talk.js";

export async function attach(root) {
  const form = root.querySelector("[data-compose]");
  if (!form || new URLSearchParams(location.search).has("before")) return;
  showPhrases(root); // first: the talk ends above them
  let line;
  const talk = new Talk(root, (asked) => line?.ask("conversation:people", { id: line.conversation, ...asked }));
  const naming = root.dataset.several && new Naming(form, talk.people);
  // After it: while the list of names is open, Enter chooses there.
  const typing = compose(form, root);
  const beside = new Beside(form, root, talk.drawing);
  const { io } = await import("socket.io-client");
  line = new Line(io({ transports: ["websocket"] }), talk, root, form);
  form.addEventListener("submit", (event) => {
    const { editing } = beside;
    const plain = !line.everConnected || form.elements.photos.files.length;
    if (plain && !editing) return; // the plain form does it
    event.preventDefault();
    const text = typing.take();
    if (!text) return;
    if (editing) line.change(editing, text, beside);
    else line.say(text, { reply_to: beside.take(), named: naming ? naming.take(text) : [] });
  });
  root.addEventListener("click", ({ target }) => {
    const bubble = target.closest("[data-retry]")?.closest("[data-client]");
    if (bubble) line.retry(bubble.dataset.client);
    const held = target.closest("[data-change]")?.closest("[data-client]");
    if (held) typing.give(line.takeBack(held.dataset.client));
  });
}

function showPhrases(root) {
  root.querySelector("[data-phrases]").hidden = false;
}

/** The typing box: Enter sends where there is a keyboard, phrases fill it; words.js keeps it. */
function compose(form, root) {
  const box = form.elements.text;
  const keyboard = matchMedia("(hover: hover) and (pointer: fine)");
  const phrases = root.querySelector("[data-phrases]");
  const write = (text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !keyboard.matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  phrases.addEventListener("click", ({ target }) => {
    if (!target.matches("[data-phrase]")) return;
    write([box.value.trim(), target.textContent].filter(Boolean).join(" "));
    box.focus();
  });
  return {
    give(text) {
      write([text, box.value.trim()].filter(Boolean).join(" "));
      box.focus();
    },
    take() {
      const text = box.value.trim();
      write("");
      return text;
    },
  };
}
