// Draws the charts. Colours and fonts are the style sheet's, so that light, dark and print need no second drawing.
(function () {
  "use strict";
  const root = document.documentElement;
  const axis = {
    labelColor: "var(--muted)", domainColor: "var(--rule)", tickColor: "var(--rule)", gridColor: "var(--rule)",
    labelFontSize: 11.5, gridOpacity: 0.7, ticks: false, labelPadding: 6
  };
  const config = {
    background: "transparent",
    font: "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
    view: { stroke: null },
    axis: axis,
    axisBand: { domain: true },
    axisQuantitative: { domain: false },
    legend: { labelColor: "var(--ink)", labelFontSize: 12, symbolSize: 90, padding: 0, offset: 12, columnPadding: 14 }
  };
  const options = {
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, config: config,
    tooltip: { disableDefaultStyle: true, theme: "custom" }
  };
  // As many columns of the legend as there is room for.
  function columns(spec, width) {
    const encoding = spec.encoding;
    const longest = Math.max.apply(null, encoding.color.scale.domain.map(function (label) { return label.length; }));
    const room = width - (encoding.y.type === "nominal" ? 190 : 40);
    return Math.max(1, Math.min(encoding.color.scale.domain.length, Math.floor(room / (longest * 6.5 + 34))));
  }
  const holders = Array.from(document.querySelectorAll("[data-chart]"));
  Promise.all(holders.map(function (holder) {
    const spec = JSON.parse(document.getElementById("spec-" + holder.dataset.chart).textContent);
    spec.encoding.color.legend.columns = columns(spec, holder.clientWidth);
    return window.vegaEmbed(holder, spec, options);
  })).then(function (drawn) {
    root.dataset.charts = String(drawn.length);
  }, function (error) {
    root.dataset.charts = "failed: " + error;
  });

  // A link to something folded away unfolds it; so does printing.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (details) {
      details.open = true;
      details.dataset.folded = "";
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-folded]").forEach(function (details) {
      details.open = false;
      delete details.dataset.folded;
    });
  });
  unfold();
}());
