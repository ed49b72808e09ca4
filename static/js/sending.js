/* How an answer is sent so that closing the page does not stop it; and, on every page but its own, the sending of what a
   rating page could not send before it was closed. What was changed elsewhere since stays kept for its own page. */
(() => {
  const { token, kept } = window.wellschool;
  const MOST = 6e4; // bytes that browsers let outlive a page
  const RECENT = 15000; // what was typed since is perhaps on its way
  let flying = 0;

  const post = async (url, statement, { level, note, suggestion, version, person }) => {
    const fields = { only: statement, person };
    const answer = { level, note, suggestion, version };
    for (const name in answer) if (answer[name]) fields[`${name}-${statement}`] = answer[name];
    const body = new URLSearchParams(fields);
    const size = `${body}`.length;
    const keepalive = flying + size < MOST;
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), 12000);
    const headers = { "X-CSRFToken": token(), "HX-Request": "true" }; // answered as a script's, not with pages
    if (keepalive) flying += size;
    try {
      const response = await fetch(url, { method: "POST", body, headers, keepalive, signal: given.signal });
      return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() };
    } catch {
      return { status: 0, header: () => null, text: "" };
    } finally {
      clearTimeout(timer);
      if (keepalive) flying -= size;
    }
  };

  const words = ({ level, note, suggestion }) => JSON.stringify([`${level ?? ""}`, note.trim(), suggestion.trim()]);
  const deliver = async (name, answer, past) => {
    const [, url, statement] = name.split(":");
    const { header, text } = await post(url, statement, answer);
    const conflict = header("X-Conflict");
    if (header("X-Saved") || conflict === "closed") return kept.remove(name);
    if (conflict !== "answer") return; // perhaps later
    const theirs = JSON.parse(text);
    if (words(theirs) === words(answer)) return kept.remove(name);
    // it is ours, and was saved, but its answer got lost
    if (past.some((mine) => words(mine) === words(theirs))) await deliver(name, { ...answer, version: theirs.version }, []);
  };
  const here = document.querySelector("[data-rating]")?.dataset.rating;
  const settle = async (before = Date.now()) => {
    await kept.ready;
    for (const { name, at, value, past } of kept.all())
      if (name.startsWith("rating:") && name.split(":")[1] !== here && at < before) await deliver(name, value, past);
  };
  settle(Date.now() - RECENT);
  setTimeout(settle, RECENT);
  addEventListener("online", () => settle());
  Object.assign(window.wellschool, { post, settle });
})();
