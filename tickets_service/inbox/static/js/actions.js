// Everything that can be done, by name: keys, the palette and buttons all lead here.

import { announce, json, pane, post, say, withProgress, words } from "./dom.js";
import { loadNew } from "./changes.js";
import { readContext } from "./following.js";
import { takeOver } from "./presence.js";
import { edit, fold, holdsTypedText, isNoting, leave, send, showTab, stopWriting } from "./reply.js";
import { extend, letGo, pick, pickAll, picked, press, showBoxes } from "./picking.js";
import { changed } from "./rows.js";
import { currentId, currentRow, dropPrefetched, focusedRow, open, reopen, step } from "./tickets.js";
import { refused, toast, undoLast } from "./undo.js";
import { update, updateSoon } from "./updating.js";

const refining = async (what, way) => (await import("./refining.js"))[what](way);
const ordering = async (what, ...asked) => (await import("./ordering.js"))[what](...asked);
const show = (id) => document.getElementById(id).showModal();
/** A menu of the selection where there is one, else of the open ticket, else of the list. */
const openMenu = (name) => {
  const ofSelection = picked().length ? document.querySelector(`#bulk [data-menu="${name}"]`) : null;
  const menu = ofSelection ?? document.querySelector(`:is(#pane, .list-head) [data-menu="${name}"]`);
  if (!menu?.checkVisibility()) return;
  menu.open = true;
  enterMenu(menu);
};
export const enterMenu = (menu) => menu.querySelector("button:not([hidden]), a, input:not([type=hidden])")?.focus();

export const actions = {
  next: () => step(1),
  previous: () => step(-1),
  open: () => openRow(focusedRow() ?? currentRow()),
  list: () => letGo() || toList(),
  select: () => pick(),
  selectAll: () => pickAll(),
  extendDown: () => extend(1),
  extendUp: () => extend(-1),
  reply: () => (document.querySelector("#reply.card-mode") ? edit() : showTab("message")),
  note: () => showTab("comment"),
  draft: () => (document.querySelector("#draft:not([hidden])") ?? document.getElementById("text"))?.focus(),
  edit: () => edit(),
  template: () => {
    showTab("message", { focus: false });
    openMenu("template");
  },
  refine: () => {
    showTab("message", { focus: false });
    openMenu("refine");
  },
  shorter: () => refining("run", "shorter"),
  friendlier: () => refining("run", "friendlier"),
  formal: () => refining("run", "formal"),
  fit: () => refining("run", "fit"),
  translate: () => refining("ask", "translate"),
  instruct: () => refining("ask", "instruct"),
  keep: () => refining("keep"),
  discard: () => refining("discard"),
  done: () => press('[name="status"][value="DONE"]') || done(),
  take: () => press("[data-take]") || take("assignee_id", Number(document.body.dataset.userId) || null),
  assign: () => openMenu("assign"),
  snooze: () => openMenu("snooze"),
  status: () => openMenu("status"),
  filter: () => openMenu("filter"),
  views: () => openMenu("views"),
  sendClose: () => send(isNoting() ? "comment" : "message", { close: true }),
  send: () => send(isNoting() ? "comment" : "message"),
  undo: () => undoLast(),
  search: () => document.getElementById("q").focus(),
  palette,
  keys: () => show("keys"),
  inbox: () => location.assign("/inbox"),
  knowledge: () => location.assign("/knowledge"),
  sync: () => location.assign("/sync"),
  figures: () => location.assign("/figures"),
  settings: () => location.assign("/settings/mine"),
  savedViews: () => location.assign("/inbox/views"),
  anew: () => document.getElementById("hint")?.form?.requestSubmit(),
  refresh: () => document.querySelector(".list-head [action='/inbox/refresh']").requestSubmit(),
  order: () => ordering("open"),
  context: () => document.getElementById("context")?.togglePopover(),
  stop: () => stopWriting(),
  fold: () => fold(),
  loadNew: () => loadNew(),
  takeOver: () => takeOver(),
};

function palette() {
  show("palette");
  import("./palette.js");
}

const openRow = (row) => (row ? open(row.href, { how: "replace" }) : step(1));

function toList() {
  const row = currentRow();
  if (matchMedia("(max-width: 760px)").matches) location.assign(document.querySelector(".tk-head .back").href);
  else row?.focus();
}

async function done() {
  const [id, before] = [currentId(), pane().dataset.status];
  if (!id || before === "DONE") return;
  const title = pane().dataset.title;
  try {
    await json("PATCH", `/api/tickets/${id}`, { status: "DONE" });
    dropPrefetched(id);
    leave();
    undoable(say("doneToast", title), id, { status: before });
  } catch (refusal) {
    refused(refusal);
  }
}

/** Says what was done; one key makes the ticket what it was. */
function undoable(sentence, id, before) {
  toast(sentence, {
    seconds: 8,
    undo: async () => {
      await json("PATCH", `/api/tickets/${id}`, before);
      dropPrefetched(id);
      await changed([id]);
      if (id === currentId() && holdsTypedText()) updateSoon();
      else open(`/inbox/${id}${document.body.dataset.place}`, { anew: true });
    },
  });
}

async function snooze(form, submitter) {
  const [id, before, title] = [currentId(), pane().dataset.snoozed || null, pane().dataset.title];
  await post(form, submitter);
  dropPrefetched(id);
  if (submitter.value === "wake") return Promise.all([reopen(), changed([id])]);
  leave();
  undoable(say("snoozedToast", title), id, { snoozed_until: before });
}

/** Another status or somebody else's: the menu says what it is now, and so does the toast. */
async function take(name, value) {
  const id = currentId();
  if (!id) return;
  try {
    const { [name]: before } = await json("GET", `/api/tickets/${id}`);
    if (before === value) return;
    await json("PATCH", `/api/tickets/${id}`, { [name]: value });
    dropPrefetched(id);
    if (holdsTypedText()) await update(pane());
    else await reopen();
    if (id === currentId()) undoable(document.querySelector(`#pane [data-menu="${name === "status" ? name : "assign"}"] summary`).textContent, id, { [name]: before });
  } catch (refusal) {
    refused(refusal);
  }
}

export function wireForms() {
  for (const each of document.querySelectorAll("dialog")) each.addEventListener("click", (event) => event.target === each && each.close());
  document.addEventListener("click", (event) => {
    const named = event.target.closest("[data-do]");
    if (named) {
      event.preventDefault();
      if (named.dataset.do === "anew") reopen();
      else if (named.dataset.do === "picking") showBoxes(named);
      else actions[named.dataset.do]?.();
    }
    const way = event.target.closest("[data-way]");
    if (way) refining("run", way.dataset.way);
    const tab = event.target.closest("[data-tab]");
    if (tab) {
      event.preventDefault();
      showTab(tab.dataset.tab);
    }
    if (event.target.closest("#list [data-close]")) {
      event.preventDefault();
      document.getElementById("outcome").remove();
    }
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied.dataset.copy);
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("submit", (event) => submitted(event));
}

function submitted(event) {
  const { target: form, submitter } = event;
  if (submitter?.hasAttribute("data-rate")) taken(event, rate);
  else if (submitter?.name === "template") taken(event, async () => (await import("./templates.js")).insert(form, submitter));
  else if (submitter?.name === "block") taken(event, async () => (await import("./templates.js")).putBack(form, submitter));
  else if (form.id === "refine") taken(event, () => refining("run", "instruct"));
  else if (form.dataset.send) {
    event.preventDefault();
    send(form.dataset.send, { close: submitter?.value === "message_and_close" });
  } else if ("snooze" in form.dataset) {
    if (!submitter?.hidden) taken(event, snooze);
    else event.preventDefault();
  } else if ("order" in form.dataset) taken(event, () => ordering("choose", form, submitter));
  else if ("context" in form.dataset) {
    event.preventDefault();
    withProgress(readContext(form));
  } else if (form.matches('#pane :is([data-menu="status"], [data-menu="assign"]) form')) {
    event.preventDefault();
    take(submitter.name, submitter.name === "status" ? submitter.value : Number(submitter.value) || null);
  } else if ("refresh" in form.dataset) taken(event, async () => (await import("./passing.js")).refresh());
  else if ("act" in form.dataset || "undo" in form.dataset) taken(event, act);
}

async function taken(event, how) {
  event.preventDefault();
  const { target: form, submitter } = event;
  try {
    await withProgress(how(form, submitter));
  } catch (refusal) {
    const menu = submitter?.closest("details.menu");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    refused(refusal);
  }
}

async function act(form, submitter) {
  await post(form, submitter);
  dropPrefetched(currentId());
  if ("undo" in form.dataset) document.dispatchEvent(new CustomEvent("taken-back", { detail: form.closest("[data-reply]").dataset.reply }));
  else reopen({ focus: { anew: "draft", dismiss: "text" }[form.id] ?? "keep" });
}

async function rate(form, button) {
  await post(form, button);
  dropPrefetched(currentId());
  for (const each of form.querySelectorAll("[data-rate]")) each.setAttribute("aria-pressed", String(each === button));
  toast(words.thanks);
}

function copy(text) {
  if (navigator.clipboard) navigator.clipboard.writeText(text);
  else {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(words.copied);
}
