// What the pages do beyond what HTMX does; without it all stays readable.
(function () {
  "use strict";
  var own = document.currentScript;

  // Charts: the still picture is there at once; the drawing library comes when a chart
  // is near, and draws it in the width that there is. `ast` spares it from running text
  // as code, which no page here allows.
  var how = {
    logLevel: 1,
    ast: true,
    mode: "vega",
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    formatLocale: JSON.parse(own.dataset.locale),
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
      // What stands below keeps its place while the picture gives way to the chart.
      plot.style.minHeight = plot.offsetHeight + "px";
      plot.classList.add("drawn");
      return embed(plot.querySelector(".live"), chart, how);
    }).then(function () {
      plot.style.minHeight = "";
    }).catch(function () {
      plot.style.minHeight = "";
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

  // Days: a slider moves by month through the days of another field, which it sets. It
  // shows itself only here, as it could do nothing without a script.
  function months(day) { return 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1; }

  function firstOf(month) {
    return Math.floor(month / 12) + "-" + String(month % 12 + 1).padStart(2, "0") + "-01";
  }

  function field(slider) { return slider.form.elements[slider.dataset.sets]; }

  function say(slider, day) { slider.setAttribute("aria-valuetext", day); }

  function follow(slider) {
    var day = field(slider).value;
    if (day) slider.value = months(day);
    say(slider, day);
  }

  function slide(slider) {
    slider.min = months(slider.dataset.first);
    slider.max = months(slider.dataset.last);
    slider.hidden = false;
    follow(slider);
    slider.addEventListener("input", function () {
      var day = firstOf(Number(slider.value));
      if (slider.value === slider.max) day = slider.dataset.last;
      if (slider.value === slider.min) day = slider.dataset.first;
      field(slider).value = day;
      say(slider, day);
      slider.form.dispatchEvent(new Event("moved"));
    });
    slider.addEventListener("change", function (event) { event.stopPropagation(); });
    field(slider).addEventListener("change", function () { follow(slider); });
  }

  // A link to another position sets the field instead of loading the page anew.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-sets]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var target = document.getElementById(link.dataset.sets);
    if (!target) return;
    event.preventDefault();
    target.value = link.dataset.value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Another law has other days and makers: the whole page is loaded for it.
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (!field.dataset.anew) return;
    event.stopPropagation();
    field.form.elements[field.dataset.anew].value = "";
    field.form.requestSubmit();
  }, true);

  // What the service does not answer is said, not passed over.
  function lost(words) {
    var told = document.getElementById("lost");
    if (told) told.remove();
    if (!words) return;
    told = document.createElement("p");
    told.id = "lost";
    told.className = "problems";
    told.setAttribute("role", "alert");
    told.textContent = words;
    document.getElementById("content").prepend(told);
  }
  document.addEventListener("htmx:sendError", function () {
    lost("No answer came. Is yalu serve still running? What stands below is from before.");
  });
  document.addEventListener("htmx:responseError", function (event) {
    lost("The answer failed (" + event.detail.xhr.status + "). What stands below is from before.");
  });
  document.addEventListener("htmx:afterOnLoad", function () { lost(""); });

  function each(part, selector, work) { part.querySelectorAll(selector).forEach(work); }

  function ready(part) {
    each(part, ".plot", function (plot) {
      // A picture that is wider than its box would be cut off until it is drawn.
      if (plot.scrollWidth > plot.clientWidth) draw(plot);
      else watch.observe(plot);
    });
    each(part, "input[data-first]", slide);
  }

  document.addEventListener("DOMContentLoaded", function () { ready(document); });
  document.addEventListener("htmx:load", function (event) {
    if (event.target !== document.body) ready(event.target);
  });
})();
