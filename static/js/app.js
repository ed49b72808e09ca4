/* On every page, which works without it. data-announce: said on arrival; data-focus: focused on arrival;
   data-once: a form sent once; data-copy="id": a button; data-sign-out: a form that forgets what is kept;
   data-saved="name": it is stored, and no longer kept. */
(() => {
  const root = document.documentElement;
  const live = document.getElementById("live");
  const say = (words) => {
    live.textContent = "";
    setTimeout(() => (live.textContent = words), 80);
  };
  // what is typed and not saved is kept in this tab, for this person
  const store = (action, ...rest) => {
    try {
      return sessionStorage[`${action}Item`](...rest);
    } catch {} // off or full
  };
  const kept = (name) => `answer:${root.dataset.person}:${name}`;
  const forget = (but) => {
    try {
      for (const key of Object.keys(sessionStorage))
        if (key.startsWith("answer:") && !key.startsWith(but)) sessionStorage.removeItem(key);
    } catch {}
  };
  window.wellschool = { say, store, kept };
  root.classList.remove("no-js");
  if (root.dataset.person) forget(kept(""));
  document.querySelectorAll("[data-saved]").forEach((el) => store("remove", kept(el.dataset.saved)));

  document.querySelector("[data-focus]")?.focus();
  const news = [...document.querySelectorAll("[data-announce]")].map((el) => el.textContent.trim());
  if (news.length) setTimeout(() => say(news.join(" ")), 500);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.matches("[data-sign-out]")) forget("none");
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select(); // if nothing else works, the keyboard copies it
    await navigator.clipboard.writeText(field.value);
    say((button.textContent = "Copied"));
  });
})();
