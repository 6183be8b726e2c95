// What the pages do beyond what HTMX does; without it all stays readable.
(function () {
  "use strict";
})();
