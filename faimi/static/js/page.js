// Contents fold once one was chosen.
document.addEventListener("click", (event) => {
  event.target.closest(".contents a")?.closest(".contents").querySelector("details").removeAttribute("open");
});

// After the first view.
for (const [name, delay] of document.querySelector(".bar") ? [] : [["typeface", 2000], ["offline", 3000]]) {
  addEventListener("load", () => setTimeout(() => import(`./${name}.js`).catch(() => {}), delay));
}
