// Fetches what can wait until the page is read: a piece of HTML from the address it is given.
// A place that this screen does not show asks for nothing.
export async function attach(element) {
  if (!element.checkVisibility()) return;
  const answer = await fetch(element.dataset.source, { headers: { "X-Requested-With": "fetch" } });
  if (answer.ok && !answer.redirected) element.innerHTML = await answer.text();
}
