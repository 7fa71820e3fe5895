// Only improves: every page works without it.
"use strict";
(() => {
  const words = (from) => {
    const seconds = Math.round((Date.now() - from) / 1000);
    const length = Math.abs(seconds);
    if (length < 45) return seconds >= 0 ? "just now" : "in a moment";
    const text = length < 3600 ? `${Math.round(length / 60)} min`
      : length < 86400 ? `${Math.round(length / 3600)} h`
      : Math.round(length / 86400) === 1 ? "1 day" : `${Math.round(length / 86400)} days`;
    return seconds >= 0 ? `${text} ago` : `in ${text}`;
  };

  // Times that were written as "3 min ago" stay true; the exact moment, here in local time, is their title.
  const times = () => {
    for (const time of document.querySelectorAll("time[title]")) {
      const moment = Date.parse(time.dateTime);
      if (Number.isNaN(moment)) continue;
      time.textContent = words(moment);
      time.title = new Date(moment).toLocaleString();
    }
  };

  // The page is asked for again and its parts are exchanged; a part in which somebody types stays.
  let isAsking = false;
  let isStale = false;
  const refresh = async () => {
    if (isAsking) { isStale = true; return; }
    isAsking = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.ok && !answer.redirected) exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the next event tries again */ }
    isAsking = false;
    if (isStale) { isStale = false; refresh(); }
  };
  const isBusy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")
    || [...part.querySelectorAll("input, textarea, select")].some((field) => field.dataset.touched);
  const plain = (part) => part.innerHTML.replace(/value="[0-9a-f-]{20,}"/g, "").replace(/<time.*?<\/time>/g, "");
  const exchange = (page) => {
    for (const part of document.querySelectorAll("[data-part][id]")) {
      const fresh = page.getElementById(part.id);
      if (!fresh || isBusy(part) || plain(fresh) === plain(part)) continue;
      const open = [...part.querySelectorAll("details[open][id]")].map((detail) => detail.id);
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      part.replaceWith(fresh);
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      if (focused) fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
      fresh.classList.add("fresh");
    }
    const navigation = document.querySelector(".bar nav");
    const fresh = page.querySelector(".bar nav");
    if (navigation && fresh && !navigation.contains(document.activeElement)) navigation.replaceWith(fresh);
    document.title = page.title;
    times();
  };
  addEventListener("input", (event) => { if (event.target.dataset) event.target.dataset.touched = "1"; });

  const main = document.getElementById("main");
  const live = (main?.dataset.live || "").split(/\s+/).filter(Boolean);
  if (live.length && window.EventSource) {
    const source = new EventSource("/events");
    let wait;
    for (const name of live) {
      source.addEventListener(name, () => { clearTimeout(wait); wait = setTimeout(refresh, 120); });
    }
    addEventListener("pagehide", () => source.close());
  }

  // A refused form keeps what was typed: the reasons stand beside their fields.
  const tell = (form, page, status) => {
    for (const old of form.querySelectorAll(".field-error, .form-problem")) old.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    let first;
    const left = [];
    for (const item of page.querySelectorAll("[data-problem] [data-field]")) {
      const name = item.dataset.field.replace(/^(owner|advance)s\[(\d+)\]\./, (_, list, place) => `${list}${Number(place) + 1}_`);
      const field = form.elements.namedItem(name);
      const input = field instanceof RadioNodeList ? field[0] : field;
      if (!input || input.type === "hidden") { left.push(item.textContent.trim()); continue; }
      const text = document.createElement("span");
      text.className = "field-error";
      text.textContent = item.dataset.message;
      input.setAttribute("aria-invalid", "true");
      input.insertAdjacentElement("afterend", text);
      first ||= input;
    }
    const reason = page.querySelector("[data-problem] .lead")?.textContent || `The server answered ${status}.`;
    if (!first || left.length) {
      const text = document.createElement("p");
      text.className = "form-problem";
      text.setAttribute("role", "alert");
      text.textContent = left.length ? left.join("; ") : reason;
      form.prepend(text);
      text.scrollIntoView({ block: "nearest" });
    }
    first?.focus();
  };
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-errors]") || form.dataset.plain) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    const fields = new FormData(form, button);
    const isMultipart = form.enctype === "multipart/form-data";
    try {
      const answer = await fetch(button?.hasAttribute("formaction") ? button.formAction : form.action, {
        method: "POST", headers: { Accept: "text/html" }, body: isMultipart ? fields : new URLSearchParams(fields),
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && answer.redirected) { location.assign(answer.url); return; }
      if (answer.ok) {
        document.body.replaceWith(page.body);
        document.title = page.title;
        return;
      }
      tell(form, page, answer.status);
    } catch {
      form.dataset.plain = "1";
      form.requestSubmit(button);
      return;
    }
    if (button) button.disabled = false;
  });

  // Check boxes that check others, and what counts them.
  const count = (form) => {
    const boxes = [...form.querySelectorAll("input[type=checkbox][data-pick]")];
    const chosen = boxes.filter((box) => box.checked).length;
    for (const text of form.querySelectorAll("[data-chosen]")) text.textContent = chosen;
    for (const button of form.querySelectorAll("[data-needs-choice]")) button.disabled = chosen === 0;
    for (const all of form.querySelectorAll("[data-all]")) {
      const those = boxes.filter((box) => all.dataset.all === "" || box.dataset.pick === all.dataset.all);
      all.checked = those.length > 0 && those.every((box) => box.checked);
    }
  };
  addEventListener("change", (event) => {
    const box = event.target;
    const form = box.form;
    if (!form) return;
    if (box.matches("[data-all]")) {
      for (const other of form.querySelectorAll("input[type=checkbox][data-pick]")) {
        if (box.dataset.all === "" || other.dataset.pick === box.dataset.all) other.checked = box.checked;
      }
    }
    count(form);
  });
  for (const form of document.querySelectorAll("form")) if (form.querySelector("[data-pick]")) count(form);
  for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;

  times();
  setInterval(times, 20000);
})();
