// Leads on to the new address, at the place that the old one named, which the page's own refresh would leave out.
location.replace(document.querySelector("main a").href + location.hash);
