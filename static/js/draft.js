/* What is typed in a form with words that is posted comes back until it is saved or dropped; on <html>, data-unsaved: the
   server gave it back as it was typed. A form is known by the address it posts to, or by data-draft="name"; data-draft="":
   not kept, as are forms with a password or a code. #kept says so, but with data-quiet. data-drop: what drops it. */
(() => {
  const { say, kept } = window.wellschool;
  const WORDS = "textarea, input:not([type]), [type=text], [type=email], [type=url], [type=tel]";
  const SECRET = "[type=password], [autocomplete=one-time-code], [data-draft='']";
  const here = location.pathname + location.search;

  const is_kept = (form) =>
    form?.method === "post" && !form.matches("[data-rating], [data-draft='']") && form.querySelector(WORDS) && !form.querySelector(SECRET);
  const forms = () => [...document.forms].filter(is_kept);
  const key = (form) => {
    if (form.dataset.draft) return form.dataset.draft;
    const { pathname, search } = new URL(form.getAttribute("action") || here, location.href);
    return pathname + search;
  };
  // a version comes back with what was typed, but for marks of what a page shows
  const is_field = (el) => el.name && (el.matches("[name=version]:not([data-shown])") || !/hidden|submit|file/.test(el.type));
  const fields = (form) => [...form.elements].filter(is_field);
  const values = (form) => {
    const names = new Set(fields(form).map(({ name }) => name));
    return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  };
  const words = (typed) => JSON.stringify(typed.filter(([name]) => name !== "version"));
  const is_touched = (el) =>
    el.options ? [...el.options].some((one) => one.selected !== one.defaultSelected && (one.defaultSelected || one.index)) :
    /radio|checkbox/.test(el.type) ? el.checked !== el.defaultChecked : el.type !== "hidden" && el.value !== el.defaultValue;

  const notice = (form, shown) => {
    let box = form.querySelector("[data-kept]");
    if (!box && shown && !form.matches("[data-quiet]")) {
      box = document.getElementById("kept").content.cloneNode(true).firstElementChild;
      form.prepend(box);
    }
    box?.toggleAttribute("hidden", !shown);
    return box;
  };
  const keep = (form) => {
    if (is_kept(form)) kept.set(key(form), values(form));
  };
  const restore = (form) => {
    const typed = kept.get(key(form));
    if (!typed) return;
    if (words(typed) === words(values(form))) return kept.remove(key(form));
    const rest = [...typed];
    const touched = fields(form).filter(is_touched).map(({ name }) => name);
    for (const el of fields(form).filter(({ name }) => !touched.includes(name))) {
      const given = typed.filter(([name]) => name === el.name).map(([, value]) => value);
      if (el.options) [...el.options].forEach((one) => (one.selected = given.includes(one.value)));
      else if (/radio|checkbox/.test(el.type)) el.checked = given.includes(el.value);
      else {
        const at = rest.findIndex(([name]) => name === el.name);
        if (at >= 0) el.value = rest.splice(at, 1)[0][1];
      }
      if (el.value) el.closest("details")?.toggleAttribute("open", true);
    }
    keep(form);
    const told = notice(form, true)?.querySelector("p").textContent;
    if (told) setTimeout(() => say(told), 900); // after what a message says
  };
  const drop = (by) => {
    const form = by.form ?? by.closest("form") ?? forms()[0];
    if (!form) return;
    kept.remove(key(form));
    if (by.href) return;
    form.reset();
    notice(form, false);
    form.querySelector("input:not([type=hidden]), textarea, select").focus();
    say("Dropped.");
  };

  document.addEventListener("input", ({ target }) => keep(target.form));
  document.addEventListener("submit", ({ target }) => keep(target), true);
  document.addEventListener("click", ({ target }) => {
    const by = target.closest("[data-drop]");
    if (by) drop(by);
  });
  const start = () => {
    for (const form of forms()) {
      if (document.documentElement.matches("[data-unsaved]") && key(form) === here) keep(form);
      else restore(form);
      if (fields(form).some(is_touched)) keep(form); // typed before this ran, or put back by the browser
    }
  };
  kept.ready.then(start);
  // a fragment came: its forms are new, or, when it is refused, given back as they were typed
  const renew = (is_refused) => forms().forEach(is_refused ? keep : restore);
  Object.assign(window.wellschool, { restore: renew, has: () => forms().some((form) => kept.get(key(form))) });
})();
