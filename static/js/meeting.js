/* The review meeting. data-draft="2.5:3": a form whose words come back after a reload until that version is replaced;
   data-key="ArrowRight": a button for that key, where it does nothing else; data-take="id": a button that adds the words
   beside it to a field, which keeps what it holds; data-follow: a link taken by itself when
   nothing has been typed. */
(() => {
  const form = () => document.querySelector("form[data-draft]");
  const start = () => `answer:${document.documentElement.dataset.person}:${location.pathname}:`;
  const key = () => start() + form().dataset.draft;
  const fields = () => [...form().elements].filter((el) => el.name && el.type !== "hidden" && el.type !== "submit");
  const store = (action, ...rest) => {
    try {
      return sessionStorage[`${action}Item`](...rest);
    } catch {} // off or full
  };

  const restore = () => {
    const kept = form() && store("get", key());
    if (!kept) return;
    const values = JSON.parse(kept);
    for (const el of fields()) {
      if (el.type === "radio") el.checked = values[el.name] === el.value;
      else el.value = values[el.name] ?? el.value;
      if (el.value) el.closest("details")?.toggleAttribute("open", true);
    }
  };
  restore();

  const keep = (sent) => {
    if (sent && sent === form()) store("set", key(), JSON.stringify(Object.fromEntries(new FormData(sent))));
  };
  document.addEventListener("input", ({ target }) => keep(target.form));
  document.addEventListener("submit", ({ target }) => keep(target), true);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take]");
    const field = button && document.getElementById(button.dataset.take);
    if (!field) return;
    field.value = [field.value.trim(), button.parentElement.querySelector("[data-words]").textContent].filter(Boolean).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, summary")) return;
    const button = document.querySelector(`[data-key="${event.key}"]`);
    if (button) event.preventDefault();
    button?.click();
  });
  document.addEventListener("request:answered", ({ detail }) => {
    const words = detail.header("X-Say");
    if (words) wellschool.say(decodeURIComponent(words));
    if (!detail.elt.matches("[data-poll]")) {
      restore();
      (document.querySelector("#stage [data-focus]") ?? document.getElementById("room-statement"))?.focus();
      const news = document.querySelector("#stage [data-announce]");
      if (news) wellschool.say(news.textContent.trim());
    } else if (!form() || !store("get", key())) document.querySelector("[data-follow]")?.click();
  });
})();
