// In a list that is drawn anew, a row that stays what it is comes as a mere stub: what the page has is that row.
htmx.registerExtension("stays", { htmx_before_morph_node: (_row, { newNode }) => !newNode.hasAttribute("data-stays") });

// What the page has not heard of yet comes with the next poll.
window.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  for (const { fragment, target } of tasks) {
    const list = typeof target === "string" ? document.querySelector(target) : target;
    for (const stub of fragment.querySelectorAll("[data-stays]")) if (!list?.querySelector(`#${stub.id}`)) stub.remove();
  }
}, true);
