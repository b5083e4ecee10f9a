// Attaches behaviours to the elements that ask for one, each from its own file, loaded when needed.
const behaviours = {
  focus: () => import("./focus.js"),
  fragment: () => import("./fragment.js"),
  submit: () => import("./submit.js"),
};

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    behaviours[name]?.().then(({ attach }) => attach(element));
  }
}
