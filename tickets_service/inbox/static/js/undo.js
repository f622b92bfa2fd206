// Toasts over the list. One that can be undone survives moving on to other tickets, and a reload.

import { announce, element, hint, icon, json, words } from "./dom.js";

const STORE = "undoable";
const room = document.getElementById("toasts");
let last = null;
export const sentHere = new Set(); // what went out from this very page

export function toast(sentence, { seconds = 4, undo = null, sub = "", sign = "check" } = {}) {
  room.replaceChildren();
  const text = element("span", {}, element("b", { textContent: sentence }));
  if (sub) text.append(element("br"), element("span", { className: "sub", textContent: sub }));
  const box = element("div", { className: "toast", role: "status" }, icon(sign), text);
  room.append(box);
  last = undo;
  if (undo) {
    const button = element("button", { type: "button", className: "btn ghost" }, icon("undo-2"), words.undo, ...hint(words.undoKey));
    button.addEventListener("click", undoLast);
    box.append(button);
  }
  if (seconds) setTimeout(() => {
    if (box.isConnected) room.replaceChildren();
    if (last === undo) last = null;
  }, seconds * 1000);
  return box;
}

/** What has no status never reached the service. */
export const refused = (refusal) => toast(refusal.status ? refusal.message : words.offline, { seconds: 8, sign: "circle-alert" });

export async function undoLast() {
  const act = last;
  last = null;
  if (!act) return false;
  room.replaceChildren();
  await act();
  return true;
}

/** A reply waits for `send_at`; until then it can be taken back from wherever one is by then. */
export function sending(reply, what, onTakenBack) {
  sentHere.add(reply.id);
  sessionStorage.setItem(STORE, JSON.stringify({ reply, what }));
  const total = (new Date(reply.send_at) - Date.now()) / 1000;
  const box = toast(what, { seconds: 0, sub: words.sendsIn, undo: () => takeBack(reply, onTakenBack) });
  box.firstChild.replaceWith(ring());
  announce(`${what}: ${words.sendsIn}`);
  tick(box, reply, total);
}

export function resume(onTakenBack) {
  const kept = JSON.parse(sessionStorage.getItem(STORE) ?? "null");
  if (kept && new Date(kept.reply.send_at) > Date.now()) sending(kept.reply, kept.what, onTakenBack);
}

function ring() {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  for (const name of ["", "p"]) {
    const circle = document.createElementNS(space, "circle");
    for (const [key, value] of [["cx", 12], ["cy", 12], ["r", 9.5], ["pathLength", 100], ["class", name]]) circle.setAttribute(key, value);
    drawn.append(circle);
  }
  return element("span", { className: "ring", ariaHidden: "true" }, drawn, element("b"));
}

function tick(box, reply, total) {
  const left = (new Date(reply.send_at) - Date.now()) / 1000;
  if (!box.isConnected) return;
  if (left <= 0) {
    sessionStorage.removeItem(STORE);
    last = null;
    settled(box, reply);
    return;
  }
  box.querySelector(".ring b").textContent = Math.ceil(left);
  box.querySelector(".p").style.strokeDashoffset = 100 - (100 * left) / total;
  setTimeout(() => tick(box, reply, total), 200);
}

/** After the window: what became of it, and no fake recall. */
async function settled(box, reply) {
  box.querySelector("button")?.remove();
  for (let look = 0; look < 20; look += 1) {
    const now = await json("GET", `/api/replies/${reply.id}`).catch(() => null);
    if (now && !["QUEUED", "CLAIMED", "IN_FLIGHT"].includes(now.state)) {
      if (box.isConnected && now.state === "SENT") toast(words.sent);
      else if (box.isConnected) box.remove();
      document.dispatchEvent(new CustomEvent("reply-settled", { detail: now }));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (box.isConnected) box.remove();
}

async function takeBack(reply, onTakenBack) {
  sessionStorage.removeItem(STORE);
  try {
    await json("DELETE", `/api/replies/${reply.id}`);
    announce(words.takenBack);
    onTakenBack(reply);
  } catch (refusal) {
    refused(refusal);
  }
}
