// What a client does: log in, take a ticket, connect, answer pings, come back and resume.
"use strict";

const LONGEST_WAIT = 30_000; // milliseconds
const NOT_AGAIN = [1009, 4401, 4429]; // close codes after which coming back helps nobody

const state = document.getElementById("state");
const frames = document.getElementById("frames");
const seen = new Map(); // topic → id of its last event
let access = null;
let socket = null;
let failures = 0;

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (access) headers.Authorization = `Bearer ${access}`;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.errors.map((error) => error.detail).join(" "));
  return content;
}

async function connect() {
  const { ticket } = await post("/api/v1/realtime/tickets/", {});
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/?ticket=${ticket}`);
  socket.addEventListener("message", ({ data }) => heard(JSON.parse(data)));
  socket.addEventListener("close", ({ code }) => closed(code));
}

function say(frame) {
  show("→", frame);
  socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
}

function heard(frame) {
  show("←", frame);
  if (frame.type === "ping") say({ type: "pong" });
  if (frame.type === "event") seen.set(frame.topic, frame.id);
  if (frame.type === "subscribed" && !seen.has(frame.topic)) seen.set(frame.topic, null);
  if (frame.type === "unsubscribed") seen.delete(frame.topic);
  if (frame.type === "welcome") {
    failures = 0;
    state.textContent = "connected";
    for (const [topic, after] of seen) say({ type: "subscribe", topic, ...(after && { after }) });
  }
}

function closed(code) {
  state.textContent = `closed: ${code}`;
  if (NOT_AGAIN.includes(code)) return;
  failures += 1;
  const longest = Math.min(1000 * 2 ** failures, LONGEST_WAIT);
  setTimeout(() => connect().catch(() => closed(0)), longest * (0.5 + Math.random() / 2));
}

function show(direction, frame) {
  const row = frames.insertRow(0);
  const text = typeof frame === "string" ? frame : JSON.stringify(frame);
  for (const content of [new Date().toLocaleTimeString(), direction, text]) {
    row.insertCell().textContent = content;
  }
}

function on(id, act) {
  document.getElementById(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await act(new FormData(event.target, event.submitter));
    } catch (error) {
      state.textContent = error.message;
    }
  });
}

on("login", async (given) => {
  access = null;
  const login = { email: given.get("email"), password: given.get("password") };
  ({ access } = await post("/api/v1/auth/token/", login));
  await connect();
});
on("topic", (given) => say({ type: given.get("do"), topic: given.get("topic") }));
on("frame", (given) => say(given.get("text")));
