// Another order for the open ticket: the menu beside the conversation, and what follows the choice.

import { enterMenu } from "./actions.js";
import { announce, post, words } from "./dom.js";
import { currentId, dropPrefetched } from "./tickets.js";
import { updateSoon } from "./updating.js";

/** In the drawer, where customer and order stand in one. */
export function open() {
  const [beside, menu] = [document.getElementById("context"), document.querySelector('#context [data-menu="order"]')];
  if (!menu) return;
  if (!menu.checkVisibility()) beside.showPopover();
  menu.open = true;
  enterMenu(menu);
}

/** What somebody has typed stays in its field; the page says what the draft was written for. */
export async function choose(form, submitter) {
  await post(form, submitter);
  const menu = document.querySelector('#context [data-menu="order"]'); // the cards may have been drawn anew meanwhile
  for (const each of menu.querySelectorAll("form")) each.reset();
  menu.open = false;
  menu.querySelector("summary").focus();
  dropPrefetched(currentId());
  updateSoon();
  announce(words.orderChosen);
}
