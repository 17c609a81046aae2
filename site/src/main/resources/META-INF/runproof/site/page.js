"use strict";
// The page of a runbook: values that are filled into commands, steps that are ticked, the clock, the report.
{
  const byId = id => document.getElementById("rp-" + id);
  const make = (tag, attributes = {}, text = "") => Object.assign(Object.assign(document.createElement(tag), attributes),
    text ? { textContent: text } : {});
  const page = document.documentElement.dataset;
  const key = "runproof:" + location.pathname;
  const now = () => new Date().toISOString().slice(0, 19) + "Z";
  const HOURS_OF_AN_INCIDENT = 12;

  // What a browser keeps may be switched off, full, or written by somebody else.
  const kept = (store, otherwise) => {
    try { return { ...otherwise, ...JSON.parse(store.getItem(key)) }; } catch { return otherwise; }
  };
  const keep = (store, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* then for this page alone */ } };
  const local = () => globalThis.localStorage, session = () => globalThis.sessionStorage;
  const storage = which => { try { return which(); } catch { return { getItem: () => null, setItem: () => {} }; } };
  const isTime = text => typeof text === "string" && !Number.isNaN(Date.parse(text));
  const fitting = ({ began, ticks, notes }) => ({
    began: isTime(began) ? began : "",
    ticks: Object.fromEntries(Object.entries(ticks ?? {}).filter(([, tick]) => isTime(tick?.at) && typeof tick.step === "string")),
    notes: Array.isArray(notes) ? notes.filter(note => isTime(note?.at) && typeof note.text === "string") : []
  });
  let state = fitting(kept(storage(local), {}));
  const save = () => keep(storage(local), state);

  // ---- values
  const form = byId("fill");
  const values = {};
  const HARMLESS = /^[A-Za-z0-9._:/@,-]+$/;
  const whole = pattern => new RegExp("^(?:" + pattern + ")$", "u");
  const refusal = field => {
    const value = field.value;
    if (!value) return "";
    const { type, pattern, max } = field.dataset;
    if (value.length > +max || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)) return "This is no value of the type " + type + ".";
    if (value.startsWith("-")) return "A command would take this for an option.";
    return whole(pattern).test(value) ? "" : "This is no value of the type " + type + ".";
  };
  const quoted = value => HARMLESS.test(value) ? value : "'" + value.replaceAll("'", "'\\''") + "'";

  // Each stands as <NAME> in the file, until it is filled in.
  const places = [...document.querySelectorAll("var")].map(place => ({ place, name: place.textContent.slice(1, -1) }));
  const put = ({ place, name }) => {
    const value = values[name];
    const possible = value !== undefined && (HARMLESS.test(value) || "q" in place.dataset);
    place.textContent = possible ? quoted(value) : "<" + name + ">";
    place.classList.toggle("filled", possible);
    place.classList.toggle("hand", value !== undefined && !possible);
    place.title = value !== undefined && !possible ? "Put it in by hand: here its characters could change the command" : "";
  };

  const take = field => {
    const why = refusal(field), name = field.name;
    field.setAttribute("aria-invalid", !!why);
    byId("why-" + name).textContent = why;
    if (why || !field.value) delete values[name]; else values[name] = field.value;
    places.filter(one => one.name === name).forEach(put);
  };

  if (form) {
    const fields = [...form.querySelectorAll("[data-type]")];
    const query = new URLSearchParams(location.search);
    const typed = kept(storage(session), {});
    const linked = [];
    for (const field of fields) {
      const why = make("small", { className: "why", id: "rp-why-" + field.name });
      field.setAttribute("aria-describedby", why.id);
      field.after(why);
      const parts = field.dataset.query.split(" ").map(name => query.get(name));
      const given = parts.every(part => part) ? parts.join("/") : query.get(field.name);
      if (given) {
        field.value = given;
        // A list has no other values than its own, and a field no line breaks.
        if (field.value === given && !refusal(field)) linked.push(field.name);
        else {
          field.value = "";
          byId("link").hidden = false;
        }
      } else if (typeof typed[field.name] === "string") field.value = typed[field.name];
      take(field);
      field.addEventListener("input", () => {
        take(field);
        keep(storage(session), Object.fromEntries(fields.map(one => [one.name, one.value])));
      });
    }
    if (linked.length) {
      const left = byId("link").hidden ? "" : " " + byId("link").textContent;
      byId("link").textContent = "Filled in from the link: " + linked.join(", ") + ". Compare with the alert before you run a command." + left;
      byId("link").hidden = false;
    }
    form.addEventListener("submit", event => event.preventDefault());
    byId("empty").addEventListener("click", () => {
      fields.forEach(field => { field.value = ""; take(field); });
      keep(storage(session), {});
    });
    form.hidden = false;
  }

  // ---- copying
  const say = byId("say");
  const copy = async (text, button) => {
    const before = button.dataset.label ??= button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      const area = make("textarea", { value: text, className: "skip" });
      document.body.append(area);
      area.select();
      button.textContent = document.execCommand("copy") ? "Copied" : "Copy by hand";
      area.remove();
      button.focus();
    }
    const missing = text.match(/<[A-Z][A-Z0-9_]*>/g);
    say.textContent = missing ? "Copied, and still to fill in: " + [...new Set(missing)].join(", ") : button.textContent;
    setTimeout(() => { button.textContent = before; }, 2000);
  };
  for (const block of document.querySelectorAll("main pre")) {
    const frame = make("div", { className: "code" });
    const button = make("button", { type: "button" }, "Copy");
    block.replaceWith(frame);
    frame.append(block, button);
    button.addEventListener("click", () => copy(block.textContent.replace(/\n$/, ""), button));
  }

  // ---- steps and the clock
  const boxes = [...document.querySelectorAll("main .step input[type=checkbox]")];
  const labels = new Map(boxes.map(box => [box.id, box.getAttribute("aria-label")]));
  const clock = byId("clock");
  const seconds = () => Math.max(0, Math.floor((Date.now() - Date.parse(state.began)) / 1000));
  const tick = () => {
    if (!clock) return;
    const on = !!state.began, passed = on ? seconds() : 0;
    const time = passed < 6000 ? Math.floor(passed / 60) + ":" + String(passed % 60).padStart(2, "0") : Math.floor(passed / 3600) + " h";
    clock.querySelector("output").textContent = time;
    clock.querySelector("span").textContent = on
      ? (passed < 300 ? "of the first five minutes" : "since the start: the first five minutes are over") : "of the first five minutes";
    clock.classList.toggle("late", passed >= 300);
    clock.querySelector("button").textContent = on ? "Start anew" : "Start the clock";
  };
  const begin = () => { if (!state.began) { state.began = now(); save(); tick(); } };
  const restore = () => {
    for (const box of boxes) {
      const done = state.ticks[box.id];
      // A page that has changed may have another step in this place.
      box.checked = !!done && done.step === labels.get(box.id);
    }
    byId("old").hidden = !state.began || seconds() < HOURS_OF_AN_INCIDENT * 3600;
    tick();
    report();
  };
  const anew = () => {
    state = { began: "", ticks: {}, notes: [] };
    save();
    restore();
  };
  for (const box of boxes) box.addEventListener("change", () => {
    begin();
    if (box.checked) state.ticks[box.id] = { at: now(), step: labels.get(box.id) }; else delete state.ticks[box.id];
    save();
    report();
  });
  if (clock) {
    clock.hidden = false;
    clock.querySelector("button").addEventListener("click", () => {
      if (state.began) anew();
      begin();
      report();
    });
    setInterval(tick, 1000);
  }
  byId("anew").addEventListener("click", anew);
  byId("old-anew").addEventListener("click", anew);

  // ---- the report
  const cell = text => String(text).replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, "\\$&");
  const markdown = () => {
    const done = boxes.map(box => box.checked && state.ticks[box.id]).filter(tick => tick);
    const rows = [
      ...(state.began ? [{ at: state.began, what: "Runbook opened, clock started" }] : []),
      ...done.map(one => ({ at: one.at, what: "Done: " + one.step })),
      ...state.notes.map(note => ({ at: note.at, what: note.text }))
    ].sort((one, other) => one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
    const template = document.querySelector("[data-report] pre code.language-markdown");
    const lines = [
      "# Incident: " + cell(page.title) + ", " + (state.began || now()).slice(0, 10), "",
      "- Runbook: " + page.title + " (" + (page.address || location.pathname) + ")",
      ...(page.commit ? ["- Version of the runbook: " + page.commit] : []),
      "- Written: " + now(), "",
      "## Inputs", "",
      ...(Object.keys(values).length
        ? ["| Input | Value |", "|---|---|", ...Object.entries(values).map(([name, value]) => "| " + name + " | " + cell(value) + " |")]
        : ["None were filled in."]), "",
      "## Timeline", "", "| Time (UTC) | What was seen or done |", "|---|---|",
      ...rows.map(row => "| " + row.at.replace("T", " ").replace("Z", "") + " | " + cell(row.what) + " |"), "",
      "## Steps", "",
      ...boxes.map(box => "- [" + (box.checked ? "x" : " ") + "] " + cell(labels.get(box.id))), "",
      "## To be filled in", "",
      ...(template ? [template.textContent.replace(/^# .*\n+/, "").replace(/^(#+ )/gm, "#$1")] : [
        "- What happened, and how it was found:", "- Who and what was affected, from when to when:", "- Cause:",
        "- What helped, and what was in the way:", "- What we change, who does it, until when:"])
    ];
    return lines.join("\n").trimEnd() + "\n";
  };
  function report() { byId("markdown").textContent = markdown(); }
  byId("report").hidden = false;
  byId("note").addEventListener("submit", event => {
    event.preventDefault();
    const field = byId("note").querySelector("textarea");
    if (field.value.trim()) {
      begin();
      state.notes.push({ at: now(), text: field.value.trim() });
      field.value = "";
      save();
      report();
      say.textContent = "The note is in the timeline";
    }
  });
  byId("report-copy").addEventListener("click", event => copy(markdown(), event.target));
  byId("report-save").addEventListener("click", () => {
    const file = URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" }));
    const link = make("a", { href: file, download: "incident-" + (state.began || now()).slice(0, 10) + ".md" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(file), 10000);
  });
  byId("details").addEventListener("toggle", report);
  document.addEventListener("input", report);
  restore();
}
