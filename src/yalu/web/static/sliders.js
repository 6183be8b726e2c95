// Sliders tell where they stand while they are moved; a slider that is moved takes the
// tick away that would beat it. Without this file the form works with its button.
(function () {
  "use strict";

  function tell(slider) {
    var told = document.querySelector('output[for="' + slider.id + '"]');
    if (!told) return;
    var least = told.dataset.least && slider.value === slider.min;
    told.textContent = least ? told.dataset.least : slider.value + told.dataset.unit;
    slider.setAttribute("aria-valuetext", told.textContent);
  }

  function beaten(tick) {
    var slider = document.getElementById(tick.dataset.beats);
    slider.closest(".lever").classList.toggle("beaten", tick.checked);
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".sliders input[type=range]").forEach(function (slider) {
      tell(slider);
      slider.addEventListener("input", function () {
        tell(slider);
        var tick = document.querySelector('[data-beats="' + slider.id + '"]');
        if (tick && tick.checked) {
          tick.checked = false;
          beaten(tick);
        }
      });
    });
    document.querySelectorAll("[data-beats]").forEach(function (tick) {
      beaten(tick);
      tick.addEventListener("change", function () { beaten(tick); });
    });
  });

  // While an answer is on its way, the old one is pale and said to be busy.
  ["beforeRequest", "afterRequest"].forEach(function (name) {
    document.addEventListener("htmx:" + name, function () {
      var outcome = document.getElementById("outcome");
      if (outcome) outcome.setAttribute("aria-busy", String(name === "beforeRequest"));
    });
  });
})();
