// Draws the timeline. Colours are the style sheet's, so that light, dark and print need no second drawing.
(function () {
  "use strict";
  const holder = document.querySelector("[data-timeline]");
  const source = document.getElementById("timeline-spec");
  if (!holder || !source || !window.vegaEmbed) { return; }
  const axis = {
    labelColor: "var(--muted)", domainColor: "var(--rule)", tickColor: "var(--rule)", gridColor: "var(--rule)",
    labelFontSize: 11.5, gridOpacity: 0.7, ticks: false, labelPadding: 6
  };
  const options = {
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false,
    config: {
      background: "transparent", font: "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
      view: { stroke: null }, axis: axis
    },
    tooltip: { disableDefaultStyle: true, theme: "custom" }
  };
  const spec = JSON.parse(source.textContent);
  const narrow = holder.clientWidth < 480;
  spec.vconcat.forEach(function (part) { part.width = Math.max(160, holder.clientWidth - (narrow ? 110 : 150)); });
  const tools = document.querySelector("[data-tools]");
  const period = document.querySelector("[data-period]");
  const days = spec.data.values.map(function (value) { return Date.parse(value.day); });
  const whole = [Math.min.apply(null, days), Math.max.apply(null, days)];
  const least = 14 * 86400000;
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function iso(time) { return new Date(time).toISOString().slice(0, 10); }
  function words(time) { const day = new Date(time); return day.getUTCDate() + " " + names[day.getUTCMonth()] + " " + day.getUTCFullYear(); }

  const use = document.querySelector("[data-use-period]");
  let shown = null;
  let drawn = null;

  function tell(range) {
    shown = range;
    period.textContent = range ? words(range[0]) + " – " + words(range[1]) : "";
    if (use) { use.hidden = !range; }
  }
  // Draws everything, with a period chosen or none.
  function draw(range) {
    const brush = spec.vconcat[1].params[0];
    if (range) { brush.value = { x: range }; } else { delete brush.value; }
    if (drawn) { drawn.finalize(); }
    return window.vegaEmbed(holder, spec, options).then(function (made) {
      drawn = made;
      holder.querySelector("svg").setAttribute("aria-hidden", "true");  // its table and the list say it better
      tell(range);
      made.view.addEventListener("click", function (event, item) {
        const datum = item && item.datum;
        if (datum && datum.id) { location.href = holder.dataset.event.replace("EVENT", datum.id); }
      });
      made.view.addSignalListener("brush", function (name, value) {
        const found = value && (value.day || value.yearmonth_day);
        tell(found && found.length ? [Number(found[0]), Number(found[found.length - 1])] : null);
      });
    });
  }
  const moves = {
    in: function (a, b) { const middle = (a + b) / 2, half = Math.max(least, b - a) / 4; return [middle - half, middle + half]; },
    out: function (a, b) { const middle = (a + b) / 2, half = Math.max(least, b - a); return [middle - half, middle + half]; },
    earlier: function (a, b) { const step = (b - a) / 2; return [a - step, b - step]; },
    later: function (a, b) { const step = (b - a) / 2; return [a + step, b + step]; }
  };
  tools.addEventListener("click", function (event) {
    const move = event.target.dataset.zoom;
    if (!move) { return; }
    if (move === "all") { draw(null); return; }
    const range = moves[move].apply(null, shown || whole);
    const width = Math.min(range[1] - range[0], whole[1] - whole[0]);
    const first = Math.min(Math.max(range[0], whole[0]), whole[1] - width);
    draw([first, first + width]);
  });
  if (use) {
    use.addEventListener("click", function () {
      const form = document.querySelector("form[data-filter]");
      form.elements.since.value = iso(shown[0]);
      form.elements.until.value = iso(shown[1]);
      form.requestSubmit();
    });
  }
  // What follows the last long silence is shown first; "All" shows all.
  const focus = holder.dataset.focus ? holder.dataset.focus.split("/").map(Date.parse) : null;
  draw(focus && [focus[0] - least, focus[1] + least]).then(function () {
    tools.hidden = false;
    document.documentElement.dataset.charts = "1";
  }, function (error) {
    document.documentElement.dataset.charts = "failed: " + error;
  });
}());
