// Brings the true italics and small capitals, for what is below the screen: words that somebody may be reading never move.
const FACES = { "--italic": "Newsreader Italic", "--capitals": "Newsreader Small Capitals" };
const file = (face) => new URL(`../fonts/${face.toLowerCase().replaceAll(" ", "-")}.woff2`, import.meta.url);
const isBelow = (element) => element.getBoundingClientRect().top > innerHeight;

const styles = (face) => ({ style: face.endsWith("Italic") ? "italic" : "normal", weight: "400 600" });
const faces = Object.values(FACES).map((face) => new FontFace(face, `url(${file(face)})`, styles(face)));
const found = await Promise.all(faces.map((face) => face.load())).catch(() => []);
for (const face of found) document.fonts.add(face);
const sections = [...document.querySelectorAll(".section")];
const below = sections.flatMap((section) => isBelow(section) ? section : [...section.querySelectorAll(".item")].filter(isBelow));
if (below.length && found.length) {
  const names = Object.entries(FACES).map(([name, face]) => `${name}: ${face}, var(--serif);`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${below.map(({ id }) => `#${CSS.escape(id)}`).join()} { ${names.join(" ")} }`);
  document.adoptedStyleSheets.push(sheet);
}
