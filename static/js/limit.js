/* data-limit="2000": how many letters are taken. None is cut off: a line below says when they run out, and how many are
   too many. Lines end as forms send them, in two letters; answers are counted in one (`posted_text`). */
(() => {
  const { say } = window.wellschool;
  const length = (field) => [...field.value.trim().replace(/\n/g, field.closest("[data-rating]") ? "\n" : "\r\n")].length;
  const number = (many) => many.toLocaleString("en-GB");

  const line = (field) => {
    const there = document.getElementById(`${field.id}_count`);
    if (there) return there;
    const made = Object.assign(document.createElement("p"), { id: `${field.id}_count`, className: "field__count" });
    field.after(made);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${made.id}`.trim());
    return made;
  };
  const look = (field) => {
    const most = Number(field.dataset.limit);
    const left = most - length(field);
    const shown = document.getElementById(`${field.id}_count`);
    if (left > most / 10) return shown?.toggleAttribute("hidden", true);
    const words =
      left < 0
        ? `${number(most - left)} characters, ${number(-left)} too many. Nothing is cut off: please shorten it.`
        : `${number(left)} of ${number(most)} characters left.`;
    const box = line(field);
    const was_over = box.hasAttribute("data-over");
    box.hidden = false;
    box.textContent = words;
    box.toggleAttribute("data-over", left < 0);
    if (left < 0 && !was_over) say(words);
  };
  document.addEventListener("input", ({ target }) => target.matches("[data-limit]") && look(target));
  document.querySelectorAll("[data-limit]").forEach(look);
})();
