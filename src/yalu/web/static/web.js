// What the pages do beyond what HTMX does; without it all stays readable.
(function () {
  "use strict";
  var own = document.currentScript;

  // Charts: the still picture is there at once; the drawing library comes when a chart
  // is near, and draws it in the width that there is. `ast` spares it from running text
  // as code, which no page here allows.
  var how = {
    ast: true,
    mode: "vega",
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };
  var library = null;

  function drawing() {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = own.dataset.drawing;
      script.onload = function () { resolve(window.vegaEmbed); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return library;
  }

  function draw(plot) {
    var chart = JSON.parse(plot.querySelector("script").textContent);
    drawing().then(function (embed) {
      plot.classList.add("drawn");
      return embed(plot.querySelector(".live"), chart, how);
    }).catch(function () {
      plot.classList.remove("drawn");
    });
  }

  var watch = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      watch.unobserve(entry.target);
      draw(entry.target);
    });
  }, { rootMargin: "600px 0px" });

  // A slider that stands for another field shows itself, follows it and sets it.
  function ready(part) {
    part.querySelectorAll(".plot").forEach(function (plot) { watch.observe(plot); });
  }

  document.addEventListener("DOMContentLoaded", function () { ready(document); });
  document.addEventListener("htmx:load", function (event) {
    if (event.target !== document.body) ready(event.target);
  });
})();
