// Fetches what can wait until the page is read: a piece of HTML from the address it is given.
export async function attach(element) {
  const answer = await fetch(element.dataset.source, { headers: { "X-Requested-With": "fetch" } });
  if (answer.ok && !answer.redirected) element.innerHTML = await answer.text();
}
