// Brings the true italics and small capitals, for what is below the screen: words that somebody may be reading never move.
const FACES = { "--italic": "Newsreader Italic", "--capitals": "Newsreader Small Capitals" };
const isBelow = (element) => element.getBoundingClientRect().top > innerHeight;

const found = await Promise.all(Object.values(FACES).map((face) => document.fonts.load(`1em ${face}`)));
const sections = [...document.querySelectorAll(".section")];
const below = sections.flatMap((section) => isBelow(section) ? section : [...section.querySelectorAll(".item")].filter(isBelow));
if (below.length && found.every(({ length }) => length)) {
  const names = Object.entries(FACES).map(([name, face]) => `${name}: ${face}, var(--serif);`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${below.map(({ id }) => `#${CSS.escape(id)}`).join()} { ${names.join(" ")} }`);
  document.adoptedStyleSheets.push(sheet);
}
