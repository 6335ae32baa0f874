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
}());
