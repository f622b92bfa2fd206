// The session has ended: the way in, unless that would take somebody's words from their eyes.

import { element, words } from "./dom.js";
import { banner, holdsTypedText } from "./reply.js";

/** What was typed is kept in this browser, and stands there again for whoever comes back. */
export function tell() {
  if (!holdsTypedText()) return location.assign(location.href);
  banner(words.signedOut);
  document.querySelector("#banner button")?.replaceWith(element("a", { href: location.href, textContent: words.signIn }));
}
