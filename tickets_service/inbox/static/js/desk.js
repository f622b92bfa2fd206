// The inbox comes alive. Everything here has a link or a form beside it that works without it.

import { wireForms } from "./actions.js";
import { wireChanges } from "./changes.js";
import { json, pane } from "./dom.js";
import { wireFollowing } from "./following.js";
import { wireKeys } from "./keys.js";
import { wireLive } from "./live.js";
import { wirePicking } from "./picking.js";
import { enter, wirePresence } from "./presence.js";
import { takenBack, wireReply } from "./reply.js";
import { wireRows } from "./rows.js";
import { onOpen } from "./tickets.js";
import { resume } from "./undo.js";
import { wireUpdating } from "./updating.js";

const LOOKED_AT_EVERY_MS = 30_000;

function wirePane(ticket) {
  if (!ticket?.dataset.ticket) return;
  wireReply(ticket);
  wireFollowing(ticket);
  enter(ticket);
}

// A page that answers a form is left by its own address, so that coming back never repeats the form.
const opened = pane();
const here = opened?.dataset.address ?? `/inbox${document.body.dataset.place}`;
if (!/^\/inbox(\/\d+)?$/.test(location.pathname)) history.replaceState(null, "", here);

document.addEventListener("taken-back", async (event) => takenBack(await json("GET", `/api/replies/${event.detail}`)));

onOpen(wirePane);
wireForms();
wireKeys();
wireRows();
wirePicking();
wireChanges();
wireUpdating();
wirePresence();
wirePane(opened);
wireLive();
resume(takenBack);
setInterval(() => document.hidden || import("./passing.js").then(({ pass }) => pass()).catch(() => {}), LOOKED_AT_EVERY_MS);
