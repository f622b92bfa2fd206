// The keys of the pages beside the inbox: from page to page, and what only the inbox can do is done there.

import { isTyping, single, singlesAreOn, withControl } from "./keymap.js";

const PLACES = {
  inbox: "/inbox",
  list: "/inbox",
  knowledge: "/knowledge",
  sync: "/sync",
  figures: "/figures",
  settings: "/settings/mine",
  search: "/inbox#search",
  palette: "/inbox#palette",
  keys: "/inbox#keys",
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const place = PLACES[withControl(event) ?? alone(event)];
  if (!place) return;
  event.preventDefault();
  location.assign(place);
});

function alone(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singlesAreOn) return null;
  return single(event);
}
