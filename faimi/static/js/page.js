// Folds the contents once a section was chosen.
document.addEventListener("click", (event) => {
  event.target.closest(".contents a")?.closest(".contents").querySelector("details").removeAttribute("open");
});

// What waits until the first view is over, and is not for who edits.
for (const [name, delay] of document.querySelector(".bar") ? [] : [["typeface", 2000], ["offline", 3000]]) {
  addEventListener("load", () => setTimeout(() => import(`./${name}.js`).catch(() => {}), delay));
}
