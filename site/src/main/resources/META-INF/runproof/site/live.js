"use strict";
// Only where pages are served while they are written: shows the page anew when a file has changed.
{
  const wait = async generation => {
    try {
      const answer = await fetch("/_site/live/" + generation, { cache: "no-store" });
      const next = await answer.text();
      if (answer.ok && next !== generation) return location.reload();
    } catch {
      await new Promise(done => setTimeout(done, 1000));
    }
    return wait(generation);
  };
  wait(document.documentElement.dataset.live);
}
