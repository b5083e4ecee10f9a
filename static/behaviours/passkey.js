// Passkeys: asks the server what the browser must do, lets the device do it, and sends its answer
// with the form. Hidden until it is known that this browser can.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

export function attach(form) {
  if (!browserSupportsWebAuthn()) return;
  form.hidden = false;
  const answer = form.elements.credential;
  const failure = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    failure.hidden = true;
    try {
      const optionsJSON = await ask(form);
      const use = "make" in form.dataset ? startRegistration : startAuthentication;
      answer.value = JSON.stringify(await use({ optionsJSON }));
      form.submit();
    } catch {
      failure.hidden = false;
      form.removeAttribute("aria-busy");
    }
  });
}

async function ask(form) {
  const response = await fetch(form.dataset.ask, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
  });
  if (!response.ok || response.redirected) throw new Error("refused");
  return response.json();
}
