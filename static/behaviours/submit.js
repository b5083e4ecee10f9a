// A slow network invites a second press: the form is sent once, and the button says so.
export function attach(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute("aria-busy", "true");
  });
  // The back button brings the page as it was left: let it be sent again.
  addEventListener("pageshow", () => {
    sent = false;
    form.removeAttribute("aria-busy");
  });
}
