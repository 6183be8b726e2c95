// A file that is too large is told of before it is sent.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form.upload");
    var field = form.querySelector("input[type=file]");
    var note = document.getElementById("file-note");
    var most = Number(form.dataset.most);

    function judge() {
      var file = field.files[0];
      var large = Boolean(file) && file.size > most;
      note.hidden = !large;
      note.textContent = large
        ? "This file has " + Math.ceil(file.size / 1e6) + " MB; at most " +
          Math.floor(most / 1e6) + " MB can be sent. Split it, or use `yalu screen`."
        : "";
      field.setCustomValidity(note.textContent);
      return !large;
    }

    field.addEventListener("change", judge);
    form.addEventListener("submit", function (event) {
      if (!judge()) { event.preventDefault(); return; }
      form.querySelector("button").textContent = "Sending …";
    });
  });
})();
