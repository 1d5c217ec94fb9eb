// A quiet mark at each field, or row, at which the checks found an error or a warning: the panel says what.
function mark() {
  for (const place of document.querySelectorAll("[data-finding]")) {
    delete place.dataset.finding;
    place.removeAttribute("title");
  }
  for (const { dataset, textContent } of document.querySelectorAll("#findings :is([data-level=error], [data-level=warning])")) {
    const row = document.getElementById(dataset.opens);
    const place = row?.querySelector(`[data-field="${dataset.at}"], [data-field$=".${dataset.at}"]`) ?? row;
    if (!place || place.dataset.finding) continue; // the gravest comes first
    place.dataset.finding = dataset.level;
    place.title = textContent;
  }
}

document.addEventListener("htmx:after:swap", mark);
