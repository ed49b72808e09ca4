/* On every page, which works without it. data-announce: said on arrival; data-focus: focused on arrival;
   data-once: a form sent once; data-copy="id": a button. #problem says what stands between a page and the server. */
(() => {
  const root = document.documentElement;
  const live = document.getElementById("live");
  const say = (words) => {
    live.textContent = "";
    setTimeout(() => (live.textContent = words), 80);
  };
  // signing in again changes it
  const token = () => `; ${document.cookie}`.split(`; ${root.dataset.csrf}=`)[1]?.split(";")[0];
  const problem = (kind, words) => {
    const panel = document.getElementById("problem");
    if (!panel) return;
    panel.hidden = !kind;
    for (const row of panel.querySelectorAll("[data-kind]")) {
      row.hidden = row.dataset.kind !== kind;
      if (words && !row.hidden) row.querySelector("[data-words]").textContent = words;
    }
  };
  // how long a 429 asks to wait, in milliseconds, and in words
  const retryAfter = (header) => {
    const said = header("Retry-After");
    const wait = said > 0 ? said * 1000 : Date.parse(said) - Date.now();
    return wait > 0 ? wait : 30000;
  };
  const seconds = (wait) => (wait > 90000 ? `${Math.ceil(wait / 60000)} minutes` : `${Math.ceil(wait / 1000)} seconds`);
  window.wellschool = { say, token, problem, retryAfter, seconds };
  root.classList.remove("no-js");

  document.querySelector("[data-focus]")?.focus();
  const news = [...document.querySelectorAll("[data-announce]")].map((el) => el.textContent.trim());
  if (news.length) setTimeout(() => say(news.join(" ")), 500);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

  // without htmx, what it would look at again is looked at as a whole, unless somebody types there
  addEventListener("load", () => {
    if (window.htmx || !document.querySelector('[hx-trigger^="every"]') || document.querySelector("[data-draft]")) return;
    setTimeout(() => location.reload(), 5000);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select(); // if nothing else works, the keyboard copies it
    await navigator.clipboard.writeText(field.value);
    say((button.textContent = "Copied"));
  });
})();
