/* What is typed in a form with data-draft="name" comes back until it is saved or dropped; data-kept, in the form, says
   so. data-unsaved: the server gave the form back as it was typed. data-drop: a button or link that drops it. */
(() => {
  const { say, store, kept } = window.wellschool;
  const form = () => document.querySelector("form[data-draft]");
  const key = () => kept(form().dataset.draft);
  const fields = () =>
    [...form().elements].filter(({ name, type }) => name === "version" || (name && !/hidden|submit/.test(type)));
  const read = () => {
    const data = new FormData(form());
    return Object.fromEntries(fields().map(({ name }) => [name, data.get(name)]));
  };
  const words = (typed) => JSON.stringify({ ...typed, version: 0 });
  const notice = (shown) => {
    const box = form().querySelector("[data-kept]");
    box?.toggleAttribute("hidden", !shown);
    return box;
  };
  const has = () => form() && store("get", key());

  const keep = (changed) => {
    if (changed && changed === form()) store("set", key(), JSON.stringify(read()));
  };
  const restore = () => {
    const typed = JSON.parse(has() ?? "null");
    if (!typed) return;
    if (words(typed) === words(read())) return store("remove", key());
    for (const el of fields()) {
      if (el.type === "radio") el.checked = typed[el.name] === el.value;
      else el.value = typed[el.name] ?? el.value;
      if (el.value) el.closest("details")?.toggleAttribute("open", true);
    }
    const told = notice(true)?.querySelector("p").textContent;
    if (told) setTimeout(() => say(told), 900); // after what a message says
  };
  const drop = (by) => {
    store("remove", key());
    if (by.href) return;
    form().reset();
    notice(false);
    form().querySelector("input:not([type=hidden]), textarea, select").focus();
    say("Dropped.");
  };

  document.addEventListener("input", ({ target }) => keep(target.form));
  document.addEventListener("submit", ({ target }) => keep(target), true);
  document.addEventListener("click", ({ target }) => {
    const by = target.closest("[data-drop]");
    if (by) drop(by);
  });
  if (form()?.matches("[data-unsaved]")) keep(form());
  else restore();
  Object.assign(window.wellschool, { restore, has });
})();
