// What is wrong with the open page, one sentence each.
const wrong = [];
const say = (what, element) => wrong.push(element ? `${what}: ${element.outerHTML.slice(0, 90)}` : what);
const isShown = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;

const headings = document.querySelectorAll("h1");
if (headings.length !== 1) say(`${headings.length} headings of the first level`);
if (!document.title.trim() || !document.documentElement.lang) say("no title or language");
if (document.querySelectorAll("main").length !== 1) say("no main landmark, or several");
if (document.querySelector(".bar") && !document.querySelector("nav[aria-label]")) say("the navigation has no name");

const seen = new Set();
for (const element of document.querySelectorAll("[id]")) {
  if (seen.has(element.id)) say("an id stands twice", element);
  seen.add(element.id);
}
for (const image of document.images) if (!image.hasAttribute("alt")) say("a picture without alt", image);
for (const field of document.querySelectorAll("input:not([type=hidden]):not([hidden]), select, textarea")) {
  const name = field.getAttribute("aria-label") || [...(field.labels || [])].map((label) => label.textContent).join(" ");
  if (!name.trim()) say("a field without label", field);
}
for (const element of document.querySelectorAll("a, button")) {
  const name = element.textContent.trim() || element.getAttribute("aria-label") || element.querySelector("img[alt]")?.alt;
  if (!name) say("a link or button without words", element);
}
for (const table of document.querySelectorAll("table")) {
  if (!table.querySelector("th[scope]")) say("a table without headings", table);
}
let level = 1;
for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) say("a heading that skips a level", heading);
  level = next;
}

// Contrast (WCAG 2.1 section 1.4.3): 4.5, or 3 for large text.
const numbers = (color) => {
  const found = color.match(/[\d.]+/g)?.map(Number) || [0, 0, 0];
  const scale = color.startsWith("color(") ? 255 : 1;
  return [found[0] * scale, found[1] * scale, found[2] * scale, found.length > 3 ? found[3] : 1];
};
const light = ([red, green, blue]) => {
  const part = (value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = numbers(getComputedStyle(at).backgroundColor);
    if (color[3] > 0.9) return color;
  }
  return [255, 255, 255, 1];
};
let checked = 0;
for (const element of document.querySelectorAll("body *")) {
  const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!isText || !isShown(element) || element.matches("option, :disabled, :disabled *") || checked++ > 500) continue;
  const style = getComputedStyle(element);
  const [one, two] = [light(numbers(style.color)), light(behind(element))].sort((a, b) => b - a);
  const size = parseFloat(style.fontSize);
  const least = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 600) ? 3 : 4.5;
  const contrast = (one + 0.05) / (two + 0.05);
  if (contrast < least) say(`contrast ${contrast.toFixed(2)}`, element);
}

if (document.documentElement.scrollWidth > innerWidth) {
  const widest = [...document.querySelectorAll("main *")].find((element) =>
    isShown(element) && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll, pre, nav"));
  say(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`, widest);
}
return wrong;
