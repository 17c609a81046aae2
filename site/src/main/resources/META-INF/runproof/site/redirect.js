"use strict";
// Keeps what stands behind the address: the values that fill in commands, and the place on the page.
{
  const to = document.getElementById("rp-to");
  const target = new URL(to.href);
  target.search = location.search;
  if (location.hash) target.hash = location.hash;
  location.replace(target);
}
