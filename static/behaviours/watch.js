// Shows how far slow work is: the same page is asked for again, and this part of it replaced. Once the
// work is done the page no longer has the part, and is shown anew.
const PAUSE = 2000;

export function attach(element) {
  const again = async () => {
    const page = await fetch(location.href).then(
      (answer) => (answer.ok ? answer.text() : ""),
      () => "",
    );
    if (page) {
      const now = new DOMParser().parseFromString(page, "text/html").getElementById(element.id);
      if (!now) {
        location.reload();
        return;
      }
      element.replaceChildren(...now.childNodes);
    }
    setTimeout(again, PAUSE);
  };
  setTimeout(again, PAUSE);
}
