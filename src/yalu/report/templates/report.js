// Draws the charts and hands out the data; without it still pictures stay in place,
// and links lead to the files of data beside the page.
(function () {
  "use strict";
  if (!window.DecompressionStream) return;

  function unpacked(name) {
    var text = document.getElementById("packed-" + name).textContent;
    var bytes = Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  }

  // The data travel inside the page: a link keeps them even where it was moved alone.
  var data = null;
  document.querySelectorAll("a.csv").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (link.href.slice(0, 5) === "blob:") return;
      event.preventDefault();
      data = data || unpacked("data");
      data.then(function (files) {
        var text = files[link.download.slice(0, -4)];
        link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
        link.click();
      });
    });
  });

  var how = {
    ast: true,
    mode: "vega",
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    formatLocale: { decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", "\u00a0USD"] },
    tooltip: { disableDefaultStyle: true },
  };
  function draw(plot, chart) {
    plot.classList.add("drawn");
    window.vegaEmbed(plot.querySelector(".live"), chart, how).catch(function () {
      plot.classList.remove("drawn");
    });
  }
  Promise.all([unpacked("library"), unpacked("charts")]).then(function (found) {
    var script = document.createElement("script");
    script.textContent = found[0];
    document.head.appendChild(script);
    if (!window.vegaEmbed) return;
    var waiting = new Map();
    // A chart is drawn when it comes near: most of a long page is never looked at.
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        watch.unobserve(entry.target);
        draw(entry.target, waiting.get(entry.target));
      });
    }, { rootMargin: "800px 0px" });
    Object.keys(found[1]).forEach(function (name) {
      document.querySelectorAll("#" + name + " .plot").forEach(function (plot, number) {
        waiting.set(plot, found[1][name][number]);
        watch.observe(plot);
      });
    });
  });

  // A link opens what it leads into; paper has what is open.
  function open(id) {
    var place = id && document.getElementById(id);
    for (var at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    return place;
  }
  function follow() {
    if (location.hash === "#everything") return everything();
    var place = open(decodeURIComponent(location.hash.slice(1)));
    if (place) place.scrollIntoView();
  }
  function everything() {
    document.querySelectorAll("details.depth").forEach(function (fold) { fold.open = true; });
  }
  window.addEventListener("hashchange", follow);
  var button = document.querySelector("button.everything");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", everything);
  }
  if (location.hash) follow();

  // Some of what is folded on the screen belongs on paper.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.printed").forEach(function (fold) {
      fold.open = true;
    });
  });
})();
