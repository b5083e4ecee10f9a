// Attaches behaviours to the elements that ask for one, each from its own file, loaded when needed.
import { attach as leave } from "./leave.js";

const behaviours = {
  amounts: () => import("./amounts.js"),
  centre: () => import("./centre.js"),
  chat: () => import("./chat.js"),
  code: () => import("./code.js"),
  counter: () => import("./counter.js"),
  copy: () => import("./copy.js"),
  draft: () => import("./draft.js"),
  focus: () => import("./focus.js"),
  fragment: () => import("./fragment.js"),
  // At once, on every page: too small to be worth a request.
  leave: async () => ({ attach: leave }),
  passkey: () => import("./passkey.js"),
  share: () => import("./share.js"),
  stand: () => import("./stand.js"),
  submit: () => import("./submit.js"),
  suggest: () => import("./suggest.js"),
  verify: () => import("./verify.js"),
  watch: () => import("./watch.js"),
  // On every page, but of use only where one writes, or signs out.
  words: () => document.querySelector(WRITTEN) && import("./words.js"),
};
const WRITTEN =
  "form[method=post] :is(textarea, input:not([type=hidden], [type=radio], [type=checkbox])), form[action$='/deconnexion']";

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    behaviours[name]?.()?.then(({ attach }) => attach(element));
  }
}
