// Nghị Sự: comfort for the keyboard. Every page works without this file.
// Text from the server is only ever set as textContent; no HTML is made from strings.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var one = function (selector, from) { return (from || document).querySelector(selector); };
  var make = function (tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text !== undefined) element.textContent = text;
    return element;
  };
  // Private windows and full disks refuse storage: then drafts are simply not kept.
  var store = {
    get: function (key) { try { return localStorage.getItem(key); } catch (refused) { return null; } },
    set: function (key, value) { try { localStorage.setItem(key, value); } catch (refused) { return; } },
    drop: function (key) { try { localStorage.removeItem(key); } catch (refused) { return; } },
    keys: function () { try { return Object.keys(localStorage); } catch (refused) { return []; } }
  };
  var KEYS_OFF = "nghisu.single-keys-off";
  var DRAFT = "nghisu.draft.";
  root.classList.add("js");

  // ── Where the focus is
  function inField(target) {
    return !!(target && target.closest && target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]"));
  }
  function dialogOpen() { return one("dialog[open]"); }
  function singleKeysOn() { return store.get(KEYS_OFF) !== "1"; }
  function visible(element) { return element.getClientRects().length > 0; }

  // ── Dialogs: the browser traps the focus; we give it back on closing
  function openDialog(dialog) {
    var before = document.activeElement;
    document.body.appendChild(dialog);
    dialog.addEventListener("close", function () {
      dialog.remove();
      if (before && before.focus) before.focus();
    });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
  }

  // ── Ctrl+K: one line that goes anywhere
  function openPalette() {
    if (dialogOpen()) return;
    var dialog = make("dialog", { "class": "palette", "aria-label": "Đi tới hoặc làm" });
    var input = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", "aria-label": "Gõ tên việc, người, mã kiến nghị, số nghị quyết", placeholder: "Gõ tên việc, mã kiến nghị, số nghị quyết; không dấu cũng được", autocomplete: "off", spellcheck: "false" });
    var list = make("ul", { id: "palette-list", role: "listbox", "aria-label": "Kết quả" });
    var foot = make("p", { role: "status" });
    var items = [], at = 0, timer = 0, request = null, asked = 0;
    dialog.append(input, list, foot);

    function choose(index) {
      at = items.length ? (index + items.length) % items.length : 0;
      all("li", list).forEach(function (line, position) {
        line.setAttribute("aria-selected", String(position === at));
        if (position === at) { input.setAttribute("aria-activedescendant", line.id); line.scrollIntoView({ block: "nearest" }); }
      });
    }
    function go() { if (items[at]) location.assign(items[at].href); }
    function show(found, words) {
      // Only addresses of this site: "/…" and not "//…"
      items = found.filter(function (item) { return /^\/(?!\/)/.test(item.href || ""); });
      if (words) items.push({ label: "Tìm “" + words + "” trong toàn bộ", hint: "", href: "/tim?q=" + encodeURIComponent(words) });
      list.replaceChildren();
      items.forEach(function (item, position) {
        var line = make("li", { id: "palette-" + position, role: "option" });
        line.append(make("span", {}, item.label), make("small", {}, item.hint || ""));
        line.addEventListener("mousemove", function () { if (at !== position) choose(position); });
        line.addEventListener("click", function () { at = position; go(); });
        list.appendChild(line);
      });
      foot.textContent = "↑ ↓ chọn · Enter mở · Esc đóng";
      choose(0);
    }
    function ask() {
      var words = input.value.trim(), mine = ++asked;
      if (request) request.abort();
      request = new AbortController();
      fetch("/palette.json?q=" + encodeURIComponent(words), { signal: request.signal, headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) { if (!answer.ok) throw new Error("palette"); return answer.json(); })
        .then(function (found) { if (mine === asked) show(Array.isArray(found) ? found : [], words); })
        .catch(function (fault) {
          if (fault.name === "AbortError" || mine !== asked) return;
          show([], words);
          foot.textContent = "Chưa lấy được gợi ý. Vẫn có thể tìm trong toàn bộ.";
        });
    }
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 120); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.code === "ArrowDown") { event.preventDefault(); choose(at + 1); }
      else if (event.code === "ArrowUp") { event.preventDefault(); choose(at - 1); }
      else if (event.code === "Enter" || event.code === "NumpadEnter") { event.preventDefault(); go(); }
    });
    openDialog(dialog);
    input.focus();
    ask();
  }

  // ── "?": the keys of this page
  function openKeys() {
    if (dialogOpen()) return;
    var dialog = make("dialog", { "aria-labelledby": "keys-title" });
    var box = make("div", { "class": "keys-box" });
    var list = make("dl", { "class": "facts" });
    function line(keys, words) {
      var term = make("dt");
      keys.forEach(function (key, index) { if (index) term.append(" "); term.append(make("kbd", {}, key)); });
      list.append(term, make("dd", {}, words));
    }
    line(["Ctrl", "K"], "Đi tới hoặc làm");
    line(["/"], "Tới ô tìm kiếm");
    if (one("table[data-rows]")) {
      line(["↑", "↓"], "Lên xuống dòng (hoặc K, J)");
      line(["Enter"], "Mở dòng");
      if (one("table[data-rows] input[type=checkbox]")) line(["Space"], "Chọn dòng; Shift+Space chọn cả đoạn");
    }
    all("[data-key]").filter(visible).forEach(function (element) {
      line([element.dataset.key], element.dataset.keyWords || element.textContent.trim());
    });
    if (one("form[method=post] textarea, form[method=post] input[type=text]")) line(["Ctrl", "Enter"], "Gửi hoặc lưu");
    if (one(".rail a")) line(["Alt", "1…8"], "Mục trong thanh bên");
    var label = make("label", { "class": "choice" });
    var box_single = make("input", { type: "checkbox" });
    box_single.checked = singleKeysOn();
    box_single.addEventListener("change", function () {
      if (box_single.checked) store.drop(KEYS_OFF); else store.set(KEYS_OFF, "1");
    });
    label.append(box_single, make("span", {}, "Dùng phím đơn (bỏ chọn nếu dùng phần mềm đọc bằng giọng nói)"));
    var close = make("button", { type: "button", "class": "second" }, "Đóng");
    close.addEventListener("click", function () { dialog.close(); });
    box.append(make("h2", { id: "keys-title" }, "Phím tắt của trang này"), list, label, close);
    dialog.append(box);
    openDialog(dialog);
    close.focus();
  }

  // ── Rows: up, down, open, select
  var lastPicked = null;
  function rows() {
    var table = one("table[data-rows]");
    return table ? all("tbody tr", table).filter(function (row) { return visible(row) && !row.classList.contains("group"); }) : [];
  }
  function currentRow() {
    var focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest("table[data-rows] tbody tr") : null;
    return focused || one("table[data-rows] tbody tr.sel");
  }
  function moveTo(row) {
    if (!row) return;
    all("table[data-rows] tr.sel").forEach(function (other) { if (other !== row && !picked(other)) other.classList.remove("sel"); });
    row.classList.add("sel");
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }
  function move(step) {
    var list = rows(), from = list.indexOf(currentRow());
    if (!list.length) return false;
    moveTo(list[from < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, from + step))]);
    return true;
  }
  function pickBox(row) { return one("input[type=checkbox]:not([data-all])", row); }
  function picked(row) { var box = pickBox(row); return !!(box && box.checked); }
  function pick(row, range) {
    var box = pickBox(row), list = rows();
    if (!box) return false;
    var to = list.indexOf(row), from = range && lastPicked ? list.indexOf(lastPicked) : to;
    var value = range ? true : !box.checked;
    list.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(function (each) {
      var other = pickBox(each);
      if (other && other.checked !== value) { other.checked = value; other.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    lastPicked = row;
    return true;
  }
  function openRow(row) {
    var link = row && (one("a[data-open]", row) || one("a[href]", row));
    if (!link) return false;
    link.click();
    return true;
  }

  // ── The keyboard. Letters are read by place (event.code): Vietnamese input methods change event.key
  function keyName(event) {
    if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3);
    return event.code;
  }
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    var key = keyName(event), command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && !event.altKey && key === "K") { event.preventDefault(); openPalette(); return; }
    if (command && (key === "Enter" || key === "NumpadEnter")) {
      var form = event.target.closest && event.target.closest("form");
      if (form && form.requestSubmit) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.altKey && !command && /^Digit[1-8]$/.test(key)) {
      var entry = all(".rail li a")[Number(key.slice(5)) - 1];
      if (entry) { event.preventDefault(); entry.click(); }
      return;
    }
    if (dialogOpen() || command || event.altKey) return;
    if (key === "F2") { var edit = one('[data-key="F2"]'); if (edit) { event.preventDefault(); edit.click(); } return; }
    if (inField(event.target)) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (currentRow() && move(key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    var onRow = event.target.matches && event.target.matches("table[data-rows] tbody tr");
    if (key === "Enter" && onRow) { if (openRow(event.target)) event.preventDefault(); return; }
    if (key === "Space" && onRow) { if (pick(event.target, event.shiftKey)) event.preventDefault(); return; }
    if (!singleKeysOn()) return;
    if (event.key === "?") { event.preventDefault(); openKeys(); return; }
    if (event.shiftKey) return;
    if (event.key === "/") {
      var search = one("[data-filter]") || document.getElementById("tim");
      if (search) { event.preventDefault(); search.focus(); if (search.select) search.select(); }
      return;
    }
    if ((key === "J" || key === "K") && move(key === "J" ? 1 : -1)) { event.preventDefault(); return; }
    var button = all("[data-key]").filter(function (element) { return element.dataset.key.toUpperCase() === key && visible(element); })[0];
    if (button) { event.preventDefault(); button.click(); }
  });

  // ── Buttons made for this file
  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target.closest("[data-print],[data-palette],[data-keys]") : null;
    if (!target) return;
    if (target.hasAttribute("data-print")) { event.preventDefault(); window.print(); }
    else if (target.hasAttribute("data-palette")) { event.preventDefault(); openPalette(); }
    else { event.preventDefault(); openKeys(); }
  });

  // ── Choosing rows: all of them, and how many
  function boxes(name) { return all('input[type=checkbox][name="' + CSS.escape(name) + '"]'); }
  function count(name) {
    var list = boxes(name), chosen = list.filter(function (box) { return box.checked; }).length;
    all('[data-count="' + CSS.escape(name) + '"]').forEach(function (place) {
      place.textContent = chosen ? (place.dataset.words || "Đã chọn {n}").replace("{n}", String(chosen)) : (place.dataset.none || place.textContent);
    });
    all('input[data-all="' + CSS.escape(name) + '"]').forEach(function (box) {
      box.checked = list.length > 0 && chosen === list.length;
      box.indeterminate = chosen > 0 && chosen < list.length;
    });
    list.forEach(function (box) { var row = box.closest("tr"); if (row) row.classList.toggle("sel", box.checked); });
  }
  all("[data-count]").forEach(function (place) { if (!place.dataset.none) place.dataset.none = place.textContent.trim(); });
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (!box.matches || !box.matches("input[type=checkbox]")) return;
    if (box.dataset.all) { boxes(box.dataset.all).forEach(function (other) { other.checked = box.checked; }); count(box.dataset.all); }
    else if (box.name) count(box.name);
  });
  all("input[data-all]").forEach(function (box) { count(box.dataset.all); });

  // ── Drafts: what was typed survives a lost line; it is wiped when it was sent, and on signing out
  function draftValues(form) {
    return all("input[name],textarea[name],select[name]", form)
      .filter(function (field) { return ["hidden", "password", "file", "submit"].indexOf(field.type) < 0; })
      .map(function (field) {
        var ticked = field.type === "checkbox" || field.type === "radio";
        return [field.name, ticked ? field.value : "", ticked ? field.checked : field.value];
      });
  }
  function fillDraft(form, values) {
    var fields = all("input[name],textarea[name],select[name]", form);
    values.forEach(function (entry) {
      fields.forEach(function (field) {
        if (field.name !== entry[0]) return;
        if (field.type === "checkbox" || field.type === "radio") { if (field.value === entry[1]) field.checked = entry[2] === true; }
        else if (["hidden", "password", "file", "submit"].indexOf(field.type) < 0) field.value = String(entry[2]);
      });
    });
  }
  function hour(moment) { return new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" }); }
  all("[data-draft-done]").forEach(function (mark) { store.drop(DRAFT + mark.dataset.draftDone); });
  all("form[data-draft]").forEach(function (form) {
    var key = DRAFT + form.dataset.draft, timer = 0, kept = null;
    var fresh = JSON.stringify(draftValues(form));
    try { kept = JSON.parse(store.get(key) || "null"); } catch (broken) { store.drop(key); }
    // A page that came back with faults already holds what was typed last
    if (kept && Array.isArray(kept.values) && !one(".error-summary") && JSON.stringify(kept.values) !== fresh) {
      fillDraft(form, kept.values);
      var notice = make("div", { "class": "notice", role: "status" });
      var drop = make("button", { type: "button", "class": "second slim" }, "Bỏ bản nháp");
      drop.addEventListener("click", function () { store.drop(key); fillDraft(form, JSON.parse(fresh)); notice.remove(); });
      notice.append(make("p", {}, "Đã lấy lại bản nháp lưu trên máy này lúc " + hour(kept.at) + "."), drop);
      form.parentNode.insertBefore(notice, form);
    }
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { store.set(key, JSON.stringify({ at: Date.now(), values: draftValues(form) })); }, 400);
    });
  });
  all('form[action="/dang-xuat"]').forEach(function (form) {
    form.addEventListener("submit", function () {
      store.keys().forEach(function (key) { if (key.indexOf(DRAFT) === 0) store.drop(key); });
    });
  });

  // ── A code behind the # of a slip's picture: filled in here, sent nowhere by itself
  all("form[data-from-hash]").forEach(function (form) {
    var field = form.elements[form.dataset.fromHash], code = "";
    try { code = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
    if (!field || field.value || !/^[0-9A-Za-z-]{16,24}$/.test(code)) return;
    field.value = code;
    history.replaceState(null, "", location.pathname);
  });

  // ── A form is sent once
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if ((form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.classList.add("busy");
    // A file that downloads leaves the page where it is
    setTimeout(function () { release(form); }, 5000);
  });
  function release(form) {
    delete form.dataset.sent;
    all(".busy", form).forEach(function (button) { button.classList.remove("busy"); });
  }
  window.addEventListener("pageshow", function () { all("form[data-sent]").forEach(release); });

  // ── How many characters are left
  all("textarea[maxlength]").forEach(function (area) {
    var most = Number(area.getAttribute("maxlength")), timer = 0;
    var seen = make("p", { "class": "counter", "aria-hidden": "true" });
    var heard = make("p", { "class": "hidden", role: "status" });
    function tell() {
      var left = most - area.value.length;
      seen.textContent = "Còn " + left.toLocaleString("vi-VN") + " ký tự";
      seen.classList.toggle("near", left <= most / 20);
      clearTimeout(timer);
      if (left <= most / 10) timer = setTimeout(function () { heard.textContent = seen.textContent; }, 1000);
    }
    area.after(seen, heard);
    area.addEventListener("input", tell);
    tell();
  });

  // ── Long work: the page may be left; here it is watched
  all("[data-job]").forEach(function (place) {
    var bar = one("progress", place), words = one("[data-job-text]", place), wait = 1000;
    if (!/^\/(?!\/)/.test(place.dataset.job)) return;
    function look() {
      fetch(place.dataset.job, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then(function (answer) { if (!answer.ok) throw new Error("job"); return answer.json(); })
        .then(function (job) {
          wait = 1000;
          if (bar && job.total > 0) { bar.max = job.total; bar.value = job.done; }
          if (words && job.text) words.textContent = job.text;
          if (!job.finished) { setTimeout(look, wait); return; }
          if (/^\/(?!\/)/.test(job.href || "") && !one("[data-job-link]", place)) {
            place.append(make("a", { "class": "button", href: job.href, "data-job-link": "" }, job.label || "Mở kết quả"));
          }
        })
        .catch(function () {
          if (words) words.textContent = "Mất kết nối. Việc vẫn chạy trên máy chủ, đang hỏi lại.";
          wait = Math.min(wait * 2, 30000);
          setTimeout(look, wait);
        });
    }
    look();
  });

  // ── Cards on a phone are still a table to a screen reader
  all("table.cards").forEach(function (table) {
    table.setAttribute("role", "table");
    all("thead,tbody", table).forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    all("tr", table).forEach(function (row) { row.setAttribute("role", "row"); });
    all("td", table).forEach(function (cell) { cell.setAttribute("role", "cell"); });
    all("th", table).forEach(function (cell) { cell.setAttribute("role", cell.getAttribute("scope") === "row" ? "rowheader" : "columnheader"); });
  });

  // ── The menu sheet of the phone closes with Esc and by a touch elsewhere
  document.addEventListener("keydown", function (event) {
    if (event.code !== "Escape") return;
    all(".bottom details[open]").forEach(function (sheet) { sheet.open = false; one("summary", sheet).focus(); });
  });
  document.addEventListener("click", function (event) {
    all(".bottom details[open]").forEach(function (sheet) { if (!sheet.contains(event.target)) sheet.open = false; });
  });

  // ── Faults come first: the summary takes the focus, its links lead to the field itself
  var summary = one(".error-summary");
  if (summary) {
    summary.focus();
    summary.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      var field = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!field) return;
      event.preventDefault();
      var target = field.matches("input,select,textarea") ? field : one("input,select,textarea", field) || field;
      target.focus();
      field.scrollIntoView({ block: "center" });
    });
  }
}());
