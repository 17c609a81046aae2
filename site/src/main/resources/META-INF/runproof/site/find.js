"use strict";
// Search. Loaded when somebody first wants it; its index is a script too, so that it works from a disk.
{
  const root = document.documentElement.dataset.root;
  const form = document.getElementById("rp-search");
  const field = form.querySelector("input");
  const list = form.querySelector("ul");
  const status = form.querySelector("[role=status]");
  let engine, found = [], chosen = -1;

  const script = name => new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = root + "_site/" + name;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });

  const load = () => engine ??= Promise.all([script("minisearch.js"), script("search-index.js")]).then(() => {
    const index = new MiniSearch({
      fields: ["title", "alerts", "tags", "owner", "headings", "words"],
      storeFields: ["title", "page", "alerts"],
      idField: "page",
      // A name such as KubeAPIDown is found by each of its words too.
      tokenize: text => text.split(/[^\p{L}\p{N}]+/u).flatMap(word => {
        const parts = word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
        return parts.length > 1 ? [word, ...parts] : [word];
      }).filter(word => word),
      searchOptions: {
        boost: { title: 8, alerts: 8, tags: 4, headings: 2 }, prefix: true, combineWith: "AND",
        fuzzy: term => term.length > 4 ? 0.2 : false
      }
    });
    const { pages, words, wordsOf } = globalThis.runproofPages;
    index.addAll(pages.map((page, i) => ({ ...page, words: wordsOf[i].map(number => words[number]).join(" ") })));
    return index;
  });

  const choose = at => {
    chosen = at;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", false);
    choose(-1);
  };

  const go = at => { if (found[at]) location.href = root + encodeURI(found[at].page) + "/index.html"; };

  const show = async () => {
    const text = field.value.trim();
    if (!text) { close(); status.textContent = ""; return; }
    const index = await load();
    if (text !== field.value.trim()) return;
    found = index.search(text).slice(0, 12);
    list.replaceChildren(...found.map((hit, i) => {
      const item = document.createElement("li");
      item.id = "rp-hit-" + i;
      item.setAttribute("role", "option");
      item.textContent = hit.title;
      const more = document.createElement("small");
      more.textContent = hit.alerts;
      item.append(more);
      item.addEventListener("pointerdown", event => { event.preventDefault(); go(i); });
      return item;
    }));
    status.textContent = found.length ? found.length + " found" : "Nothing found for " + text;
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", !!found.length);
    choose(found.length ? 0 : -1);
  };

  load();
  if (field.value) show().then(() => { if (form.dataset.entered === field.value) go(Math.max(chosen, 0)); });
  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", async event => {
    if (event.key === "Enter") { event.preventDefault(); await show(); go(Math.max(chosen, 0)); }
    else if (event.key === "Escape") { field.value = ""; close(); field.blur(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) choose((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    }
  });
  // On the page that is shown where there is none: the pages whose names are nearest.
  const near = document.getElementById("rp-near");
  if (near) load().then(index => {
    let path = location.pathname;
    try { path = decodeURIComponent(path); } catch { /* then as it stands */ }
    const words = path.replace(/\/(index\.html)?$/, "").replace(/\.html$/, "").split("/").pop();
    const hits = index.search(words, { combineWith: "OR", fuzzy: 0.35, prefix: true }).slice(0, 5);
    near.querySelector("ul").replaceChildren(...hits.map(hit => {
      const link = document.createElement("a");
      link.href = root + encodeURI(hit.page) + "/index.html" + location.search;
      link.textContent = hit.title;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    near.hidden = !hits.length;
  });
}
