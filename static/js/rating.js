/* Saves each answer as it is made; without it, the form posts as a whole. Answers:
   200 X-Saved: 14:05, X-Version, X-Say       401 signed out, or not `person`       422 X-Why
   409 X-Conflict: answer, {level, note, suggestion, version, words}; or X-Conflict: closed, words
   403: once more with the new cookie; 5xx or none: again, more patiently; others: not.
   X-Say and X-Why are percent-encoded. Only X-Saved says saved, if nothing was typed since. */
(() => {
  const { say, send, token, problem, store, kept } = window.wellschool;
  const form = document.querySelector("form[data-rating]");
  const dock = document.getElementById("dock-save");
  const cards = [...form.querySelectorAll("[data-statement]")];
  const unsaved = new Map(); // card: {typed, sent: typed when it left, past: what left unanswered, tries, failed, stopped}
  let closed;
  let posting; // a submit that goes on once everything is saved

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
  const words = ({ level, note, suggestion }) => JSON.stringify([`${level ?? ""}`, note.trim(), suggestion.trim()]);
  const same = (one, other) => words(one) === words(other);

  // what is not saved comes back after a reload
  const key = (card) => kept(`${location.pathname}:${card.id}`);
  const keep = (card) => store("set", key(card), JSON.stringify(read(card)));

  const mark = (el, state, text) => {
    el.dataset.state = state;
    el.textContent = text;
  };
  const show = (card, state, text) => {
    mark(card.querySelector(".save-state"), state, text);
    const failed = [...unsaved.values()].filter((work) => work.failed).length;
    if (failed) mark(dock, "failed", `${failed} statement${failed > 1 ? "s" : ""} not saved`);
    else if (unsaved.size) mark(dock, "saving", "Saving…");
    else mark(dock, "saved", text.replace("Saved", "All changes saved"));
    if (!failed) problem();
  };
  const fail = (card, text, kind, more) => {
    unsaved.get(card).failed = true;
    posting = 0;
    show(card, "failed", `Not saved${text}`);
    if (kind) problem(kind, more);
  };
  const done = (card, time = "") => {
    unsaved.delete(card);
    store("remove", key(card));
    show(card, "saved", `Saved ${time}`);
    if (posting && !unsaved.size) form.requestSubmit(posting.submitter);
  };
  const touch = (card, chose) => {
    const work = unsaved.get(card) ?? { typed: 0, past: [], tries: 0 };
    work.typed++;
    work.chose ||= chose;
    unsaved.set(card, work);
    keep(card);
    if (closed) fail(card, ": ratings have closed", "closed");
    else if (!work.stopped) show(card, "waiting", "Not saved yet");
  };
  const retry = () => unsaved.forEach((_, card) => send(card));

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

  const answers = {
    200(card, work, { header }) {
      find(card, "version").value = header("X-Version");
      if (work.chose) say(decodeURIComponent(header("X-Say")));
      Object.assign(work, { past: [], tries: 0, failed: false, renewed: false, chose: false });
      if (work.typed === work.sent) return done(card, header("X-Saved"));
      keep(card);
      show(card, "waiting", "Not saved yet");
    },
    401: (card) => fail(card, ": you are signed out", "signed-out"),
    403(card, work) {
      if (work.renewed) return answers.other(card, work);
      work.renewed = true;
      send(card);
    },
    409(card, work, { header, text }) {
      if (header("X-Conflict") === "closed") {
        closed = true;
        return fail(card, ": ratings have closed", "closed", text);
      }
      const theirs = JSON.parse(text);
      if (!work.past.some((mine) => same(mine, theirs))) return conflict(card, work, theirs);
      find(card, "version").value = theirs.version; // it is ours, and was saved, but its answer got lost
      if (same(read(card), theirs)) done(card);
      else send(card);
    },
    422(card, work, { header }) {
      const why = `: ${decodeURIComponent(header("X-Why"))}`;
      fail(card, why);
      say(`Not saved${why}`);
    },
    later(card, work, { status }) {
      fail(card, status ? ": we will try again" : ": no connection", "offline");
      setTimeout(() => unsaved.has(card) && send(card), Math.min(3e4, 1500 * 2 ** work.tries++));
    },
    other(card, work) {
      work.stopped = true;
      fail(card, "", "refused");
    },
  };

  form.addEventListener("input", ({ target }) => touch(target.closest("[data-statement]"), target.type === "radio"));
  form.addEventListener("request:sending", (event) => {
    const card = event.target;
    const work = unsaved.get(card);
    if (!work || work.stopped || closed) return event.preventDefault();
    work.sent = work.typed;
    work.past.push(read(card));
    if (!work.failed) show(card, "saving", "Saving…");
  });
  form.addEventListener("request:answered", ({ target, detail }) => {
    const { status, header } = detail;
    const kind = status === 200 && !header("X-Saved") ? 401 : !status || status === 429 || status > 499 ? "later" : status;
    (answers[kind] ?? answers.other)(target, unsaved.get(target), detail);
  });

  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-retry]")) retry();
    const card = target.closest("[data-clear]")?.closest("[data-statement]");
    if (!card) return;
    chosen(card).checked = false;
    const [first] = radios(card);
    first.focus();
    for (const name of ["input", "change"]) first.dispatchEvent(new Event(name, { bubbles: true }));
  });
  addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => document.hidden || retry());

  form.addEventListener("submit", (event) => {
    if (token()) form.elements.csrfmiddlewaretoken.value = token();
    if (!unsaved.size) return;
    event.preventDefault(); // what cannot be saved is not left behind
    posting = [...unsaved.values()].some((work) => work.failed) ? 0 : event;
    retry();
    if (!posting) document.querySelector("#problem :is(a, button):not([hidden] *)")?.focus();
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  // only while an option has focus: 1 to 4 answer, Enter goes to the next unanswered statement
  form.addEventListener("keydown", (event) => {
    const { key: pressed, target } = event;
    if (target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = target.closest("[data-statement]");
    let to = /^[1-4]$/.test(pressed) && radios(card)[pressed - 1];
    if (to && !to.checked) to.click();
    if (pressed === "Enter") {
      const at = cards.indexOf(card);
      const next = [...cards.slice(at), ...cards.slice(0, at)].find((other) => !chosen(other) && other !== card);
      to = next ? radios(next)[0] : document.querySelector(".dock [type=submit]");
    }
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const card of cards) {
      const typed = JSON.parse(store("get", key(card)) ?? "null");
      if (!typed) continue;
      if (same(typed, read(card))) {
        store("remove", key(card));
        continue;
      }
      write(card, typed);
      touch(card);
      send(card);
    }
  });
})();
