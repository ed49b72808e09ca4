/* The only file that knows htmx. Others hear request:sending (preventDefault stops it) and request:answered {elt,
   status, text, header()}. Failing data-poll elements and forms show in #problem. */
(() => {
  const tell = (el, name, detail) =>
    el.dispatchEvent(new CustomEvent(`request:${name}`, { bubbles: true, cancelable: true, detail }));
  // signing in again changes it
  const token = () => `; ${document.cookie}`.split(`; ${document.documentElement.dataset.csrf}=`)[1]?.split(";")[0];

  const problem = (kind, words) => {
    const panel = document.getElementById("problem");
    if (!panel) return;
    panel.hidden = !kind;
    for (const row of panel.querySelectorAll("[data-kind]")) {
      row.hidden = row.dataset.kind !== kind;
      if (words && !row.hidden) row.querySelector("[data-words]").textContent = words;
    }
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers, parameters } = event.detail;
    if (token()) {
      headers["X-CSRFToken"] = token();
      delete parameters.csrfmiddlewaretoken;
    }
    if (!tell(event.target, "sending")) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const { elt } = requestConfig; // a swap changes detail.elt
    const { status, responseText: text } = xhr;
    tell(event.target, "answered", { elt, status, text, header: (name) => xhr.getResponseHeader(name) });
    if (elt.matches("[data-poll], form"))
      problem(status === 401 ? "signed-out" : !status || status > 499 ? "offline" : "");
  });

  Object.assign(window.wellschool, { token, problem, send: (el) => htmx.trigger(el, "retry") });
})();
