// Folds the contents away again once a section was chosen, on screens where they are a bar.
document.addEventListener("click", (event) => {
  event.target.closest(".contents a")?.closest(".contents").querySelector("details").removeAttribute("open");
});

// What has it stay readable without a network comes once all of it is there.
addEventListener("load", () => setTimeout(() => import("./offline.js").catch(() => {}), 3000));

// The true italics come after the first view, too, and move nothing.
addEventListener("load", () => setTimeout(() => import("./typeface.js").catch(() => {}), 2000));
