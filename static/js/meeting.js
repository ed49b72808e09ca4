/* The review meeting, whose form draft.js keeps. data-key="ArrowRight": a button for that key, where it does nothing
   else; data-take="id": a button that adds the words beside it to a field, which keeps what it holds; data-follow: a link
   taken by itself when nothing has been typed. */
(() => {
  const { say, saved, restore, has } = window.wellschool;

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
    if (words) say(decodeURIComponent(words));
    if (!detail.elt.matches("[data-poll]")) {
      saved();
      restore(detail.status > 299);
      (document.querySelector("#stage [data-focus]") ?? document.getElementById("room-statement"))?.focus();
      const news = document.querySelector("#stage [data-announce]");
      if (news) say(news.textContent.trim());
    } else if (!has()) document.querySelector("[data-follow]")?.click();
  });
})();
