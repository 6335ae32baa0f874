// What pages do beyond links and forms: filters that answer at once, folded parts that unfold when linked to.
(function () {
  "use strict";
  function unfold() {
    let target = null;
    try { target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
    const folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  // Empty fields of a filter stay out of the address.
  document.querySelectorAll("form[data-filter]").forEach(function (form) {
    form.addEventListener("submit", function () {
      form.querySelectorAll("input, select").forEach(function (field) {
        if (!field.value || (field.name === "order" && field.value === "newest")) { field.disabled = true; }
      });
    });
    form.addEventListener("change", function (event) {
      if (event.target.type === "checkbox" || event.target.tagName === "SELECT") { form.requestSubmit(); }
    });
  });
  // Back from another page, the fields are there again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-filter] :disabled").forEach(function (field) { field.disabled = false; });
  });

  // Judging: names and tokens are remembered here, keys lead to what they name, fields offer their words.
  function store(area, name, value) {
    try { if (value === undefined) { return window[area].getItem(name); } window[area].setItem(name, value); } catch (error) { return null; }
    return value;
  }
  document.querySelectorAll("[data-token]").forEach(function (field) {
    field.value = store("sessionStorage", "bilateral-token") || field.value;
  });
  const by = document.querySelector("[data-remember]");
  if (by) { by.value = store("localStorage", "bilateral-by") || by.value; }
  document.querySelectorAll("form[data-desk]").forEach(function (form) {
    form.addEventListener("submit", function () {
      const token = form.elements.token;
      if (token && token.value) { store("sessionStorage", "bilateral-token", token.value); }
      if (by && by.value) { store("localStorage", "bilateral-by", by.value); }
    });
  });
  const judge = document.querySelector("form[data-judge]");
  if (judge) {
    const keys = judge.querySelector("[data-keys]");
    keys.checked = store("localStorage", "bilateral-keys") !== "off";
    keys.addEventListener("change", function () { store("localStorage", "bilateral-keys", keys.checked ? "on" : "off"); });
    document.addEventListener("keydown", function (event) {
      if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (event.target.closest("input, select, textarea")) { return; }
      const verdict = { r: "right", w: "wrong" }[event.key];
      const panel = judge.querySelector("details[data-open='" + (/^[a-z]$/.test(event.key) ? event.key : "") + "']");
      if (verdict) {
        judge.querySelector("button[value='" + verdict + "']").focus();
        event.preventDefault();
      } else if (panel) {
        panel.open = true;
        panel.querySelector("select, input").focus();
        event.preventDefault();
      }
    });
    const words = JSON.parse(document.getElementById("vocabulary").textContent);
    const offered = document.getElementById("values");
    function offer() {
      offered.textContent = "";
      (words[judge.elements.field.value] || []).forEach(function (word) {
        const option = document.createElement("option");
        option.value = word;
        offered.append(option);
      });
      const day = ["date", "start", "end"].includes(judge.elements.field.value);
      judge.elements.value.placeholder = day ? "2022-03-15" : { from: "USA", to: "AZE, EU", place: "Baku" }[judge.elements.field.value] || "";
    }
    judge.elements.field.addEventListener("change", offer);
    offer();
    // Enter in a panel saves what the panel is about, not the first button of the form.
    judge.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || !event.target.matches("input, select")) { return; }
      const panel = event.target.closest(".panel");
      event.preventDefault();
      if (panel) { judge.requestSubmit(panel.querySelector("button")); }
    });
  }

  // On a site of files the list is narrowed down here; a server does it where there is one.
  const sift = document.querySelector("form[data-sift]");
  if (sift) {
    const rows = Array.from(document.querySelectorAll("li.event"));
    const count = sift.querySelector("[data-count]");
    const answers = function (row) {
      return Array.from(sift.elements).every(function (field) {
        const wanted = field.value.trim();
        if (!wanted) { return true; }
        if (field.name === "since") { return row.dataset.end >= wanted; }
        if (field.name === "until") { return row.dataset.start.slice(0, wanted.length) <= wanted; }
        return field.name === "issue" ? row.dataset.issues.split(" ").includes(wanted) : row.dataset[field.name] === wanted;
      });
    };
    sift.addEventListener("input", function () {
      let shown = 0;
      rows.forEach(function (row) { row.hidden = !answers(row); shown += row.hidden ? 0 : 1; });
      count.textContent = shown === 1 ? "1 event" : shown + " events";
    });
    sift.addEventListener("submit", function (event) { event.preventDefault(); });
    sift.hidden = false;
  }
}());
