'use strict';
(function () {
  var root = document.documentElement, data = JSON.parse(document.getElementById('data').textContent), words = data.words;
  var tip = document.getElementById('tip'), panel = document.getElementById('panel'), trail = [], opener = null;
  var make = function (name, text, className) {
    var element = document.createElement(name);
    if (text) { element.textContent = text; }
    if (className) { element.className = className; }
    return element;
  };

  // Tracks: everything that belongs to another track is put aside.
  var shown = '';
  var show = function (track) {
    shown = track;
    document.querySelectorAll('[data-track]').forEach(function (e) { e.classList.toggle('off', track !== '' && e.getAttribute('data-track') !== track); });
  };
  document.querySelectorAll('input[name=track]').forEach(function (input) {
    input.addEventListener('change', function () { show(input.value); });
  });

  var toggle = document.getElementById('theme');
  toggle.addEventListener('click', function () {
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  // Charts: the values under the pointer, or under the arrow keys.
  var color = function (index) {
    var probe = document.querySelector('.pf .f' + index) || document.querySelector('.pf .t' + index) || document.querySelector('.pf .l' + index);
    if (!probe) { return 'currentColor'; }
    var style = getComputedStyle(probe);
    return style.fill !== 'none' && !style.fill.startsWith('rgba(0, 0, 0, 0') ? style.fill : style.stroke;
  };
  var place = function (x, y) {
    var box = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + 'px';
    tip.style.top = Math.max(8, y - box.height - 14 < 8 ? y + 18 : y - box.height - 14) + 'px';
  };
  var read = function (hit, x, y) {
    tip.replaceChildren(make('b', hit.dataset.n));
    hit.dataset.v.split('\u2028').forEach(function (value) {
      var parts = value.split('\u2029');
      if (shown !== '' && parts[3] && parts[3] !== shown) { return; }
      var row = make('span'), swatch = make('i');
      swatch.style.background = color(parts[0]);
      row.append(swatch, make('span', parts[1]), make('em', parts[2]));
      tip.append(row);
    });
    tip.hidden = false;
    place(x, y);
  };
  var clear = function (plot) {
    plot.querySelectorAll('.hit.on').forEach(function (e) { e.classList.remove('on'); });
    tip.hidden = true;
  };
  document.querySelectorAll('.plot').forEach(function (plot) {
    var hits = function () { return Array.from(plot.querySelectorAll('.hit')).filter(function (e) { return e.getBoundingClientRect().width > 0; }); };
    plot.addEventListener('pointermove', function (event) {
      var hit = event.target.closest('.hit');
      clear(plot);
      if (hit) { hit.classList.add('on'); read(hit, event.clientX, event.clientY); }
    });
    plot.addEventListener('pointerleave', function () { clear(plot); });
    plot.addEventListener('blur', function () { clear(plot); });
    plot.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') { clear(plot); return; }
      if (!step) { return; }
      var all = hits(), at = all.findIndex(function (e) { return e.classList.contains('on'); });
      var next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
      clear(plot);
      if (next) {
        next.classList.add('on');
        var box = next.getBoundingClientRect();
        read(next, box.left + box.width / 2, box.top + 24);
        event.preventDefault();
      }
    });
  });

  // Figures: how one came about, and what it reads.
  var nameOf = function (node) { return data.lines[node[0]][0] + node[1]; };
  var labelOf = function (node) { return data.lines[node[0]][1] || data.lines[node[0]][0]; };
  var section = function (title, content) { panel.append(make('h3', title), content); };
  var draw = function () {
    var id = trail[trail.length - 1], node = data.nodes[id], rule = data.rules[node[3]];
    var head = make('header'), back = make('button', '← ' + words.back), close = make('button', words.close);
    back.hidden = trail.length < 2;
    back.addEventListener('click', function () { trail.pop(); draw(); });
    close.addEventListener('click', shut);
    head.append(back, make('span', ''), close);
    var title = make('h2', labelOf(node));
    title.id = 'panel-title';
    panel.replaceChildren(head, title, make('div', nameOf(node), 'c'), make('div', node[2], 'v'));
    if (rule[0]) { section(words.formula, make('pre', rule[0])); }
    if (rule[4]) { section(words.assumed, make('p', rule[4])); }
    if (rule[2]) {
      var source = data.sources[rule[2]] || [rule[2], '', '', ''], cite = make('p'), quote = make('blockquote', rule[3] ? '“' + rule[3] + '”' : '');
      if (/^https?:\/\//.test(source[3])) {
        var link = make('a', source[0]);
        link.href = source[3];
        link.rel = 'noopener noreferrer';
        cite.append(link);
      } else { cite.append(source[0]); }
      cite.append([source[2], source[1]].filter(Boolean).map(function (t) { return ' · ' + t; }).join(''));
      var box = make('div');
      if (rule[3]) { box.append(quote); }
      box.append(cite);
      section(words.source, box);
    }
    if (node[4].length > 0) {
      var list = make('ul');
      node[4].forEach(function (operand) {
        var other = data.nodes[operand], item = make('li'), button = make('button');
        var name = make('span', labelOf(other));
        name.append(make('br'), make('span', nameOf(other), 'c'));
        button.append(name, make('b', other[2]));
        button.addEventListener('click', function () { trail.push(operand); draw(); });
        item.append(button);
        list.append(item);
      });
      section(words.reads, list);
    }
    if (rule[1]) { section(words.place, make('div', rule[1], 'c')); }
    panel.hidden = false;
    panel.scrollTop = 0;
    (trail.length > 1 ? back : close).focus({ preventScroll: true });
  };
  var shut = function () {
    panel.hidden = true;
    trail = [];
    if (opener) { opener.focus({ preventScroll: true }); }
  };
  document.addEventListener('click', function (event) {
    var figure = event.target.closest('[data-k]');
    if (figure) {
      event.preventDefault();
      opener = figure;
      trail = [Number(figure.dataset.k)];
      draw();
    } else if (!panel.hidden && !event.target.closest('#panel') && event.target.isConnected) { shut(); }
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape' && !panel.hidden) { shut(); } });
}());
