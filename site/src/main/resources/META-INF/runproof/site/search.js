"use strict";
// The field for search, without which pages do: search comes when it is first wanted, by a click, by the key /, or at once
// where a page was not found.
{
  document.querySelector("header.top").insertAdjacentHTML("beforeend", `<form class="search" id="rp-search" role="search">
<input type="search" name="q" role="combobox" aria-label="Search" aria-expanded="false" aria-autocomplete="list" aria-controls="rp-hits" placeholder="Search: press /" autocomplete="off" spellcheck="false">
<ul id="rp-hits" role="listbox" aria-label="Pages found" hidden></ul>
<span role="status" class="skip"></span>
</form>`);
  const form = document.getElementById("rp-search");
  const field = form.querySelector("input");
  const wanted = () => {
    if (form.dataset.wanted) return;
    form.dataset.wanted = "yes";
    const script = document.createElement("script");
    script.src = document.documentElement.dataset.root + "_site/find.js";
    document.head.append(script);
  };
  form.addEventListener("submit", event => event.preventDefault());
  field.addEventListener("focus", wanted);
  // Who types fast is done before it has come.
  field.addEventListener("keydown", event => { if (event.key === "Enter") form.dataset.entered = field.value; });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  if (document.getElementById("rp-near")) wanted();
}
