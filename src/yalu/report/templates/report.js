// Draws the charts; without it their still pictures stay in place.
(function () {
  "use strict";
  if (!window.vegaEmbed) return;
  var how = {
    mode: "vega",
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };
  document.querySelectorAll(".plot").forEach(function (plot) {
    var chart = JSON.parse(plot.querySelector("script").textContent);
    plot.classList.add("drawn");
    window.vegaEmbed(plot.querySelector(".live"), chart, how).catch(function () {
      plot.classList.remove("drawn");
    });
  });
  // Some of what is folded on the screen belongs on paper.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.printed").forEach(function (fold) {
      fold.open = true;
    });
  });
})();
