// Live screens. Every page works without this file: it only keeps what is shown up to date.
// "picture": the server sends the drawn scene. "page": the server says that something changed,
// and this page's own region is fetched anew. What is shown is made by our server from escaped
// text; it is parsed inert and moved in, and the policy of the page runs no script of it.
(function () {
  "use strict";
  var POLL_MS = 5000, BALLOT_TRIES_MS = 10000;
  var region = document.querySelector("[data-live]");
  if (!region) return;
  var mode = region.getAttribute("data-live"), address = region.getAttribute("data-stream");
  // A refused form shows this page under the address of the deed
  var page = region.getAttribute("data-page") || location.href;
  var seen = null, lag = Infinity, sending = false, heard = Date.now(), polling = 0, fetching = false, again = false;
  var one = function (selector) { return document.querySelector(selector); };

  function parsed(html) { return new DOMParser().parseFromString(html, "text/html"); }
  function say(words) { var line = one("[data-live-state]"); if (line && line.textContent !== words) line.textContent = words; }
  function noteTime() {
    var scene = one("[data-now]");
    // An old picture has an old time: the smallest difference is the clocks' own
    if (scene) lag = Math.min(lag, Date.now() - Number(scene.getAttribute("data-now")));
    var mark = one("[data-seq]");
    if (mark) seen = mark.getAttribute("data-seq");
  }
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function clock(ms) { var at = new Date(ms + 7 * 3600000); return two(at.getUTCHours()) + ":" + two(at.getUTCMinutes()); }

  // ── The clock of a speaker
  function tick() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-since]"), function (element) {
      var left = Number(element.getAttribute("data-limit")) - Math.floor((Date.now() - (isFinite(lag) ? lag : 0) - Number(element.getAttribute("data-since"))) / 1000);
      var past = Math.max(0, -left), words = left > 0 ? Math.floor(left / 60) + ":" + two(left % 60) : "Hết giờ, quá " + Math.floor(past / 60) + ":" + two(past % 60);
      var face = element.querySelector("b");
      if (face && face.textContent !== words) face.textContent = words;
      element.classList.toggle("soon", left > 0 && left <= 60);
      element.classList.toggle("late", left <= 0);
    });
    if (heard && Date.now() - heard > 20000) say("Tạm dừng cập nhật lúc " + clock(heard));
  }

  // ── What is typed or held open is not torn away
  function isBusy() {
    var at = document.activeElement;
    if (at && region.contains(at) && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && at.type !== "hidden") return true;
    if (sending || region.querySelector(".field.bad")) return true;
    if (Array.prototype.some.call(region.querySelectorAll("select"), function (list) { var shown = list.querySelector("[selected]") || list.options[0]; return shown && !shown.selected; })) return true;
    if (Array.prototype.some.call(region.querySelectorAll("input[type=checkbox]"), function (box) { return box.checked !== box.defaultChecked; })) return true;
    return Array.prototype.some.call(region.querySelectorAll("textarea,input[type=text],input:not([type])"), function (field) { return field.value !== field.defaultValue; });
  }
  function replace(from) {
    var open = Array.prototype.map.call(region.querySelectorAll("details"), function (box) { return box.open; });
    region.replaceChildren.apply(region, Array.prototype.slice.call(from.childNodes));
    var boxes = region.querySelectorAll("details");
    if (boxes.length === open.length) Array.prototype.forEach.call(boxes, function (box, index) { box.open = box.open || open[index]; });
    noteTime();
    tick();
  }
  function fetchPage() {
    if (fetching) { again = true; return; }
    if (isBusy()) { say("Có thay đổi mới. Trang cập nhật khi nhập xong."); again = true; return; }
    fetching = true;
    again = false;
    fetch(page, { credentials: "same-origin", headers: { Accept: "text/html" } })
      .then(function (answer) { if (!answer.ok) throw new Error("page"); return answer.text(); })
      .then(function (html) {
        var fresh = parsed(html).querySelector("[data-live]");
        if (fresh && !isBusy()) { replace(fresh); heard = Date.now(); say(""); } else if (fresh) { again = true; }
      })
      .catch(function () { again = true; })
      .then(function () { fetching = false; });
  }
  function show(id, data) {
    heard = Date.now();
    say("");
    // A delegate's own page does not change with the votes of others, counted in the last digits
    var same = region.hasAttribute("data-coarse") ? String(seen).slice(0, -3) === id.slice(0, -3) : String(seen) === id;
    if (same) return;
    if (mode === "picture") replace(parsed(data).body); else fetchPage();
  }

  // ── The channel: events, and asking now and then where they do not come through
  function poll() {
    if (mode === "page") { again = true; return; }
    fetch(page, { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw new Error("page"); return answer.text(); })
      .then(function (html) {
        var fresh = parsed(html).querySelector("[data-live]");
        if (fresh) { replace(fresh); heard = Date.now(); say(""); }
      })
      .catch(function () { return; });
  }
  function listen() {
    if (!window.EventSource) { polling = setInterval(poll, POLL_MS); return; }
    var source = new EventSource(address);
    source.onopen = function () { clearInterval(polling); polling = 0; heard = Date.now(); };
    source.addEventListener("tho", function () { heard = Date.now(); say(""); });
    source.onmessage = function (event) { show(event.lastEventId, event.data); };
    source.onerror = function () { if (!polling) polling = setInterval(poll, POLL_MS); };
  }
  setInterval(function () { if (again && !fetching) fetchPage(); }, 1000);
  setInterval(tick, 250);

  // ── A ballot is sent again under its own id until the server answers; never kept for later
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute || !form.hasAttribute("data-ballot")) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    var told = one(".ballot-told"), buttons = Array.prototype.slice.call(document.querySelectorAll("[data-ballot] button"));
    var body = new URLSearchParams(new FormData(form)), until = Date.now() + BALLOT_TRIES_MS;
    body.set("dang", "json");
    buttons.forEach(function (button) { button.disabled = true; });
    told.textContent = "Đang gửi…";
    function end(words) { sending = false; told.textContent = words; buttons.forEach(function (button) { button.disabled = false; }); }
    // A server that was started anew knows none of the old forms; the ballot keeps its id
    function freshToken() {
      return fetch(page, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (html) {
        var token = parsed(html).querySelector("[data-ballot] [name=csrf]");
        if (token) body.set("csrf", token.value);
      });
    }
    function send() {
      // On a dead line nothing ever comes: each attempt has its own end
      var attempt = window.AbortController ? new AbortController() : null;
      var limit = setTimeout(function () { if (attempt) attempt.abort(); }, 4000);
      fetch(form.action, { method: "POST", body: body, credentials: "same-origin", signal: attempt ? attempt.signal : undefined })
        .then(function (answer) {
          if (answer.status >= 500) throw new Error("again");
          if (answer.status === 403) return freshToken().then(function () { throw new Error("again"); });
          return answer.json().then(function (said) { return { ok: answer.ok, said: said }; }, function () { return { ok: false, said: { error: "Phiên đăng nhập đã hết. Đăng nhập lại hoặc giơ tay để thư ký ghi nhận." } }; });
        })
        .then(function (result) {
          clearTimeout(limit);
          end(result.ok ? result.said.words : result.said.error);
          again = true;
        })
        .catch(function () {
          clearTimeout(limit);
          if (Date.now() < until) { told.textContent = "Mất kết nối, đang gửi lại…"; setTimeout(send, 700); }
          else end("Chưa kết nối, chưa rõ đã ghi nhận. Giơ tay để thư ký ghi nhận.");
        });
    }
    send();
  });

  // ── Space invites the next speaker
  document.addEventListener("keydown", function (event) {
    if (event.code !== "Space" || event.repeat || event.target !== document.body) return;
    var button = one("[data-key=Space]");
    if (button) { event.preventDefault(); button.click(); }
  });

  noteTime();
  tick();
  listen();
})();
