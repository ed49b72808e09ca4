/* Keeps what is typed and not saved on this device until the server has it: for seven days at most, encrypted (AES-GCM) with
   a key that only the pages of its person bring, under names that tell nothing. Where the browser cannot encrypt, nothing is
   kept. data-sign-out: a form that asks first, in #unsaved, when something is kept. data-saved="name": it is stored. */
(() => {
  const root = document.documentElement;
  const { say } = window.wellschool;
  const PREFIX = "kept:";
  const DAY = 864e5;
  const own = new Map(); // name: {name, at, page, title, value, past: what was sent of it}
  const there = new Set(); // names that are on the device
  const changed = new Set(); // names whose copy on the device is out of date
  let writing = Promise.resolve();
  let keys;

  const encode = (text) => new TextEncoder().encode(text);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const letters = (buffer) => btoa(new Uint8Array(buffer).reduce((text, byte) => text + String.fromCharCode(byte), ""));
  const device = () => {
    try {
      return localStorage;
    } catch {} // switched off
  };
  const open = async () => {
    const secret = bytes(root.dataset.key);
    const take = (part, ...rest) => crypto.subtle.importKey("raw", part, ...rest);
    return {
      text: await take(secret.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]),
      name: await take(secret.slice(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
    };
  };
  const place = async (name) => PREFIX + letters(await crypto.subtle.sign("HMAC", keys.name, encode(name)));
  const lock = (at, until, iv) => ({ name: "AES-GCM", iv, additionalData: encode(at + until) });

  const write = async (name) => {
    if (!keys || !changed.delete(name)) return;
    const at = await place(name);
    const entry = own.get(name);
    there.delete(name);
    if (!entry) return device().removeItem(at);
    const until = Math.floor(entry.at / DAY) + 7;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(lock(at, until, iv), keys.text, encode(JSON.stringify(entry)));
    try {
      if (own.get(name) !== entry) return;
      device().setItem(at, [until, letters(iv), letters(data)].join("."));
      there.add(name);
    } catch {} // full
  };
  const put = (name) => {
    changed.add(name);
    writing = writing.then(() => write(name)).catch(() => {});
  };
  const load = async () => {
    await writing;
    const found = device();
    const gone = new Set(there); // removed in another tab
    for (const at of Object.keys(found ?? {}).filter((name) => name.startsWith(PREFIX))) {
      const [until, iv, data] = found[at].split(".");
      if (!(until > Date.now() / DAY)) found.removeItem(at);
      else if (keys)
        try {
          const text = await crypto.subtle.decrypt(lock(at, until, bytes(iv)), keys.text, bytes(data));
          const entry = JSON.parse(new TextDecoder().decode(text));
          gone.delete(entry.name);
          if (changed.has(entry.name) || own.get(entry.name)?.at >= entry.at) continue;
          own.set(entry.name, entry);
          there.add(entry.name);
        } catch {} // somebody else's, or of a key that is no more: it goes when its days are over
    }
    for (const name of gone) if (!changed.has(name) && there.delete(name)) own.delete(name);
  };
  const start = async () => {
    if (root.dataset.key && window.crypto?.subtle && device()) keys = await open();
    await load();
    changed.forEach(put);
  };

  const kept = {
    ready: start().catch(() => {}),
    all: () => [...own.values()],
    get: (name) => own.get(name)?.value,
    past: (name) => own.get(name)?.past,
    set(name, value, past = []) {
      const { pathname, search } = location;
      const old = own.get(name);
      const at = old && JSON.stringify(old.value) === JSON.stringify(value) ? old.at : Date.now();
      const title = document.title.split(" – ")[0].replace(/^Error: /, "");
      own.set(name, { name, value, past, at, page: pathname + search, title });
      put(name);
    },
    remove(name) {
      if (own.delete(name)) put(name);
    },
  };
  const saved = () => {
    for (const el of document.querySelectorAll("[data-saved]")) kept.remove(el.dataset.saved);
  };
  kept.ready.then(saved);

  // -- signing out ---------------------------------------------------------------------------------------------------
  const there_is_something = () => own.size || Object.keys(device() ?? {}).some((name) => name.startsWith(PREFIX));
  const ask = (form) => {
    const box = document.getElementById("unsaved");
    const pages = new Map(own.size ? kept.all().map(({ page, title }) => [page, title]) : []);
    box.querySelector("ul").replaceChildren(
      ...[...pages].map(([href, textContent]) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("a"), { href, textContent }));
        return line;
      }),
    );
    box.hidden = false;
    box.onclick = async ({ target }) => {
      const { answer } = target.dataset;
      if (answer === "delete") kept.all().forEach(({ name }) => kept.remove(name));
      await writing;
      if (answer === "stay") box.hidden = true;
      else if (answer) form.submit();
      if (answer === "stay") form.querySelector("button").focus();
    };
    box.querySelector("h2").focus();
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || !keys || !there_is_something()) return;
    event.preventDefault();
    say("Signing out…");
    const { settle } = window.wellschool;
    await Promise.race([settle(), new Promise((then) => setTimeout(then, 3000))]);
    await load();
    if (own.size) ask(form);
    else form.submit();
  });
  Object.assign(window.wellschool, { kept, saved });
})();
