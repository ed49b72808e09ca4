/* The only file that knows htmx. Others hear request:sending (preventDefault stops it) and request:answered {elt,
   status, text, header()}. Failing data-poll elements and forms show in #problem. */
(() => {
  const tell = (el, name, detail) =>
    el.dispatchEvent(new CustomEvent(`request:${name}`, { bubbles: true, cancelable: true, detail }));
  const { token, problem, retryAfter, seconds } = window.wellschool;

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers, parameters } = event.detail;
    if (token()) {
      headers["X-CSRFToken"] = token();
      delete parameters.csrfmiddlewaretoken;
    }
    // nobody did anything: an open tab keeps nobody signed in
    if (/\bevery\b/.test(event.target.getAttribute("hx-trigger"))) headers["X-Polled"] = "yes";
    if (!tell(event.target, "sending")) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const { elt } = requestConfig; // a swap changes detail.elt
    const { status, responseText: text } = xhr;
    tell(event.target, "answered", { elt, status, text, header: (name) => xhr.getResponseHeader(name) });
    if (!elt.matches("[data-poll], form")) return;
    const header = (name) => xhr.getResponseHeader(name);
    const rests = header("Retry-After") && { 429: "busy", 503: "crowded" }[status];
    if (rests) problem(rests, seconds(retryAfter(header)));
    else problem(status === 401 ? "signed-out" : !status || status > 499 ? "offline" : "");
  });

  // what was typed before htmx listened is looked for too
  addEventListener("load", () => {
    for (const field of document.querySelectorAll('input[type="search"][hx-get]'))
      if (field.value !== field.defaultValue) field.dispatchEvent(new Event("search"));
  });
})();
