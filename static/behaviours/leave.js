// Signed out in one tab, nobody reads the others: a visitor’s page tells them, each asks the server,
// and hides what it shows. Only whoever was signed in sees it again.
export function attach(body) {
  // For the others: a file that two share would be one request more on every page.
  body.ledTo = ledTo;
  body.addEventListener("leave", () => hide(body)); // the line of a conversation hears of it first
  if (!("BroadcastChannel" in self)) return;
  const me = body.dataset.words;
  const channel = new BroadcastChannel("palier");
  let doubt = false;
  channel.addEventListener("message", async ({ data }) => {
    if (data === me) {
      doubt = false;
      show(body);
    } else if (me && (data ? doubt : (await ledTo("/moi")) === SIGN_IN)) hide(body);
    // A tab that slept hears both at once: a visitor was there, and now it is somebody else.
    doubt ||= me && !data;
  });
  channel.postMessage(me);
}

const SIGN_IN = "/connexion";

/** Tells where whoever opens a page is led instead: to sign in, or to the measure about the account. */
async function ledTo(page) {
  try {
    const answer = await fetch(page, { method: "HEAD" });
    return answer.redirected ? new URL(answer.url).pathname : "";
  } catch {
    return ""; // no network: nobody can tell
  }
}

/** Hides the page, and says so, with the link that leads back to it. */
function hide(body) {
  if (body.querySelector(":scope > [data-left]")) return;
  const word = body.querySelector("template[data-said]").content.querySelector("[data-left]");
  const said = word.cloneNode(true);
  const link = said.querySelector("a");
  link.href += `?next=${encodeURIComponent(location.pathname + location.search)}`;
  for (const child of body.children) {
    if (!child.hidden) child.dataset.shown = "";
    child.hidden = true;
  }
  body.append(said);
  said.dataset.title = document.title;
  document.title = "Palier";
}

function show(body) {
  const said = body.querySelector(":scope > [data-left]");
  if (!said) return;
  document.title = said.dataset.title;
  said.remove();
  for (const child of body.querySelectorAll(":scope > [data-shown]")) {
    delete child.dataset.shown;
    child.hidden = false;
  }
  body.dispatchEvent(new Event("shown"));
}
