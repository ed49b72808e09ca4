/* Saves each answer as it is made; without this file the form posts as a whole. Answers:
   200 X-Saved: 14:05, X-Version, X-Say, X-Order and the progress       401 signed out, or not `person`       422 X-Why
   409 X-Conflict: answer, {level, note, suggestion, version, words}; or closed or held, words
   403: once more with the new cookie; Retry-After: then; 5xx or none: again, more patiently; others: not.
   Only X-Saved says saved, if nothing was typed since. */
(() => {
  const { say, token, problem, seconds, retryAfter, post, kept } = window.wellschool;
  if (!post || !kept) return; // they did not arrive: then it is a plain form
  const form = document.querySelector("form[data-rating]");
  const dock = document.getElementById("dock-save");
  const cards = [...form.querySelectorAll("[data-statement]")];
  const stored = new Map(); // card: the words that the server has, as far as it has told
  const unsaved = new Map(); // card: {typed, sent: typed when it left, past: what left unanswered, tries, failed, stopped}
  const refused = new Set(); // cards that came back from a post of the whole form, with the reason
  let order = 0; // of the latest count that is shown
  let quiet = 0; // until when nothing is sent
  let closed;
  let leaving;
  let posting; // the button of a submit that goes on once everything is saved
  let pressed;

  const find = (card, name) => card.querySelector(`[name="${name}-${card.dataset.statement}"]`);
  const radios = (card) => [...card.querySelectorAll("[type=radio]")];
  const chosen = (card) => radios(card).find((radio) => radio.checked);
  const read = (card) => ({
    level: chosen(card)?.value ?? "",
    note: find(card, "note").value,
    suggestion: find(card, "suggestion").value,
    version: find(card, "version").value,
  });
  const write = (card, answer) => {
    radios(card).forEach((radio) => (radio.checked = radio.value === `${answer.level}`));
    for (const name of ["note", "suggestion", "version"]) find(card, name).value = answer[name];
    if (answer.note || answer.suggestion) card.querySelector("details").open = true;
  };
  const came = (card) => ({
    level: radios(card).find((radio) => radio.defaultChecked)?.value,
    note: find(card, "note").defaultValue,
    suggestion: find(card, "suggestion").defaultValue,
  });
  const words = ({ level, note, suggestion }) => JSON.stringify([`${level ?? ""}`, note.trim(), suggestion.trim()]);
  const same = (one, other) => words(one) === words(other);

  const key = (card) => `rating:${form.dataset.rating}:${card.dataset.statement}`;
  const person = form.elements.person.value;
  const keep = (card) => kept.set(key(card), { ...read(card), person }, unsaved.get(card).past);
  const failed = () => [...unsaved.values()].filter((work) => work.failed).length;

  const mark = (el, state, text) => {
    el.dataset.state = state;
    el.textContent = text;
  };
  const show = (card, state, text) => {
    mark(card.querySelector(".save-state"), state, text);
    const many = failed() + refused.size;
    if (many) mark(dock, "failed", `${many} statement${many > 1 ? "s" : ""} not saved`);
    else if (unsaved.size) mark(dock, "saving", "Saving…");
    else mark(dock, "saved", text.replace("Saved", "All changes saved"));
    if (!failed()) problem();
  };
  const fail = (card, text, kind, more) => {
    unsaved.get(card).failed = true;
    posting = 0;
    show(card, "failed", `Not saved${text}`);
    if (kind) problem(kind, more);
  };
  const done = (card, time = "") => {
    unsaved.delete(card);
    stored.set(card, words(read(card)));
    // the next page may have been made before this was stored: then it finds it here
    setTimeout(() => unsaved.has(card) || kept.remove(key(card)), leaving ? 3000 : 0);
    show(card, "saved", `Saved ${time}`);
    if (posting && !unsaved.size) goOn(posting);
  };
  const goOn = (button) => {
    posting = 0;
    if (button.hasAttribute("formaction")) form.setAttribute("action", button.getAttribute("formaction"));
    form.submit(); // requestSubmit is younger than browsers that people have
  };
  const touch = (card, chose) => {
    const work = unsaved.get(card) ?? { typed: 0, past: [], tries: 0 };
    work.typed++;
    refused.delete(card);
    work.chose ||= chose;
    unsaved.set(card, work);
    keep(card);
    if (closed) fail(card, ": no longer taken", "closed");
    else if (!work.stopped) show(card, "waiting", "Not saved yet");
    return work;
  };

  const later = (card, wait) => {
    const work = unsaved.get(card);
    clearTimeout(work.timer);
    work.timer = setTimeout(() => send(card), wait);
  };
  const send = async (card) => {
    const work = unsaved.get(card);
    if (!work || work.stopped || closed) return;
    if (work.out) return (work.again = true);
    if (quiet > Date.now()) return later(card, quiet - Date.now());
    clearTimeout(work.timer);
    const mine = read(card);
    Object.assign(work, { sent: work.typed, out: true, again: false });
    if (!work.past.some((sent) => same(sent, mine))) work.past.push(mine);
    keep(card);
    if (!work.failed) show(card, "saving", "Saving…");
    const answer = await post(form.dataset.rating, card.dataset.statement, { ...mine, person });
    work.out = false;
    const { status, header } = answer;
    const kind = status === 200 && !header("X-Saved") ? 401 : !status || status > 499 ? "later" : status;
    (answers[kind] ?? answers.other)(card, work, answer);
    if (work.again) send(card);
  };
  const retry = () => unsaved.forEach((_, card) => send(card));

  const draw = (text, now) => {
    const drawn = new DOMParser().parseFromString(text, "text/html").body;
    const is_new = now > order;
    if (is_new) order = now;
    for (const el of [...drawn.children])
      if (is_new || el.id.startsWith("last-")) document.getElementById(el.id)?.replaceWith(el);
  };
  const conflict = (card, work, theirs) => {
    work.stopped = true;
    const box = document.getElementById("conflict").content.cloneNode(true).firstElementChild;
    box.querySelectorAll("[data-theirs]").forEach((el) => {
      el.textContent = theirs[el.dataset.theirs];
      el.parentElement.hidden = !el.textContent;
    });
    box.addEventListener("click", ({ target }) => {
      if (!target.dataset.keep) return;
      box.remove();
      radios(card)[0].focus();
      work.stopped = work.failed = false;
      find(card, "version").value = theirs.version;
      if (target.dataset.keep === "mine") return send(card);
      write(card, theirs);
      done(card);
    });
    card.append(box);
    fail(card, ": changed somewhere else", "conflict", card.querySelector(".code").lastChild.textContent.trim());
    document.querySelector("[data-goto]").href = `#${card.id}`;
  };

  const rest = (card, header, kind) => {
    const wait = retryAfter(header);
    quiet = Date.now() + wait;
    fail(card, ": we will try again", kind, seconds(wait));
    later(card, wait);
  };
  const answers = {
    200(card, work, { header, text }) {
      find(card, "version").value = header("X-Version");
      draw(text, Number(header("X-Order")));
      if (work.chose) say(decodeURIComponent(header("X-Say")));
      Object.assign(work, { past: [], tries: 0, failed: false, renewed: false, chose: false });
      if (work.typed === work.sent) return done(card, header("X-Saved"));
      keep(card);
      show(card, "waiting", "Not saved yet");
    },
    401: (card) => fail(card, ": you are signed out", "signed-out"),
    403(card, work) {
      if (work.renewed) return answers.other(card, work);
      work.renewed = work.again = true;
    },
    409(card, work, { header, text }) {
      if (header("X-Conflict") !== "answer") {
        closed = true;
        return fail(card, ": no longer taken", "closed", text);
      }
      const theirs = JSON.parse(text);
      if (!work.past.some((mine) => same(mine, theirs))) return conflict(card, work, theirs);
      find(card, "version").value = theirs.version; // it is ours, and was saved, but its answer got lost
      if (same(read(card), theirs)) done(card);
      else work.again = true;
    },
    422(card, work, { header }) {
      const why = `: ${decodeURIComponent(header("X-Why"))}`;
      fail(card, why);
      say(`Not saved${why}`);
    },
    429: (card, work, { header }) => rest(card, header, "busy"),
    later(card, work, { status, header }) {
      if (header("Retry-After")) return rest(card, header, "crowded");
      fail(card, status ? ": we will try again" : ": no connection", "offline");
      later(card, Math.min(3e4, 1500 * 2 ** work.tries++));
    },
    other(card, work) {
      work.stopped = true;
      fail(card, "", "refused");
    },
  };

  form.addEventListener("input", ({ target }) => {
    const card = target.closest("[data-statement]");
    touch(card, target.type === "radio");
    later(card, target.type === "radio" ? 250 : 1200);
  });
  form.addEventListener("change", ({ target }) => {
    const card = target.closest("[data-statement]");
    if (unsaved.has(card)) later(card, 250);
  });

  document.addEventListener("click", ({ target }) => {
    pressed = target.closest("[type=submit]") ?? pressed;
    if (target.closest("[data-retry]")) retry();
    const card = target.closest("[data-clear]")?.closest("[data-statement]");
    if (!card) return;
    chosen(card).checked = false;
    const [first] = radios(card);
    first.focus();
    first.dispatchEvent(new Event("input", { bubbles: true }));
  });
  addEventListener("online", retry);
  document.addEventListener("visibilitychange", retry);

  form.addEventListener("submit", (event) => {
    if (token()) form.elements.csrfmiddlewaretoken.value = token();
    if (!unsaved.size) return;
    event.preventDefault(); // what cannot be saved is not left behind
    const is_stuck = failed();
    posting = is_stuck ? 0 : (event.submitter ?? pressed);
    retry();
    const panel = document.getElementById("problem");
    if (is_stuck) (panel.querySelector(":is(a, button):not([hidden] *)") ?? panel).focus();
  });
  // on leaving, what waits is sent and goes on by itself; asked is only about what could not be saved
  addEventListener("beforeunload", (event) => {
    leaving = true;
    retry();
    if (!failed()) return;
    event.preventDefault();
    event.returnValue = true;
  });
  addEventListener("pagehide", retry);

  // only while an option has focus: its number answers, Enter goes to the next unanswered statement
  form.addEventListener("keydown", (event) => {
    const { key: typed, target } = event;
    if (target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = target.closest("[data-statement]");
    let to = /^[1-9]$/.test(typed) && radios(card)[typed - 1];
    if (to && !to.checked) to.click();
    if (typed === "Enter") {
      const at = cards.indexOf(card);
      const next = [...cards.slice(at), ...cards.slice(0, at)].find((other) => !chosen(other) && other !== card);
      to = next ? radios(next)[0] : document.querySelector(".dock [type=submit]");
    }
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  // what was answered before this ran, or was put back by the browser, is saved; then what an earlier page kept
  const compare = () => {
    for (const card of cards) {
      if (unsaved.has(card) || words(read(card)) === stored.get(card)) continue;
      touch(card, true);
      send(card);
    }
  };
  const restore = (card) => {
    const typed = kept.get(key(card));
    if (!typed || unsaved.has(card)) return;
    if (same(typed, read(card))) return kept.remove(key(card));
    const past = kept.past(key(card));
    write(card, typed);
    touch(card).past = past;
    send(card);
  };
  for (const card of cards) {
    if (card.querySelector(".field__error")) refused.add(card);
    stored.set(card, words(refused.has(card) ? read(card) : came(card)));
    if (refused.has(card)) show(card, "failed", "Not saved");
    else if (chosen(card)) show(card, "saved", "Saved");
    else mark(card.querySelector(".save-state"), "none", "Not answered yet");
  }
  if (!refused.size) mark(dock, "saved", "All changes saved");
  compare();
  addEventListener("pageshow", () => {
    leaving = false;
    compare();
    retry();
  });
  kept.ready.then(() => cards.forEach(restore));

  // for whoever signs out: when nothing is on its way any more
  const { settle } = window.wellschool;
  window.wellschool.settle = async () => {
    for (let n = 0; n < 30 && unsaved.size > failed(); n++) {
      retry();
      await new Promise((then) => setTimeout(then, 100));
    }
    await settle();
  };
})();
