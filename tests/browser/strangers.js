// Gives what in the document is not the page's own: elements, handlers, addresses, and attributes that htmx obeys.
() => {
  const words = (text) => new Set(text.split(" "));
  const own = words("a abbr article aside b bdi blockquote body br button code datalist dd del details dialog div dl dt em fieldset footer form h1 h2 h3 head header html img input ins kbd label legend li link main mark meta nav ol option output p pre s script section select several-values span strong summary template textarea time title ul");
  const written = words("a abbr b blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr i img li ol p pre s strong sub sup table tbody td th thead tr ul");
  const said = words("dir href title src alt start scope");
  const leading = words("action background data formaction href ping poster src srcdoc xlink:href");
  const obeyed = words("hx-confirm hx-get hx-morph-skip hx-post hx-ptag hx-swap hx-sync hx-target hx-trigger");
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    if (element.matches("button > svg[aria-hidden=true], button > svg[aria-hidden=true] > path")) continue; // Undo, Redo and stars
    const free = element.matches(".prose *");
    const name = element.localName;
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || !(free ? written : own).has(name)) found.push(element.outerHTML);
    for (const attribute of element.attributes) {
      const { name: key, value } = attribute;
      const address = leading.has(key) && new URL(value, location.href);
      const strange = key.startsWith("on") || key === "style" || (free && !said.has(key))
        || (address && !["http:", "https:", "mailto:", ...(element.matches(".subscribe a") ? ["webcal:"] : [])].includes(address.protocol))
        || (address && !["a"].includes(name) && address.origin !== location.origin && element.getAttribute("rel") !== "canonical")
        || (key.startsWith("hx-") && !obeyed.has(key)) || (["hx-get", "hx-post"].includes(key) && !/^\/[\w-]+\/edit\//.test(value))
        || (key === "http-equiv") || (key === "value" && element.name === "csrf_token" && !/^[\w.-]{40,}$/.test(value));
      if (strange) found.push(`${name} ${key}=${value}`);
    }
    if (name === "script" && !element.src.startsWith(`${location.origin}/static/`) && element.type !== "application/ld+json") found.push(element.outerHTML);
  }
  return found;
};
