/**
 * What libraries of old do to the built-ins of a page, told by public reports: each a script that a page runs before
 * everything else. They are written anew here, and do what is told of, no more.
 */
export const HABITS: Readonly<Record<string, string>> = {
  "Prototype.js 1.6": `
    var $A = Array.from = function (items) {
      if (!items) return [];
      if (items.toArray) return items.toArray();
      var length = items.length || 0, results = new Array(length);
      while (length--) results[length] = items[length];
      return results;
    };
    Object.extend = function (target, source) { for (var name in source) target[name] = source[name]; return target; };
    Object.keys = function (object) { var all = []; for (var name in object) all.push(name); return all; };
    Object.values = function (object) { var all = []; for (var name in object) all.push(object[name]); return all; };
    Object.toJSON = function (object) {
      if (object === null) return "null";
      if (typeof object !== "object") return JSON.stringify(object);
      return object.toJSON ? object.toJSON() : "{}";
    };
    Object.extend(Array.prototype, {
      _each: function (look) { for (var at = 0; at < this.length; at++) look(this[at]); },
      each: function (look) { for (var at = 0; at < this.length; at++) look(this[at], at); return this; },
      collect: function (make) { var all = []; this.each(function (one, at) { all.push(make(one, at)); }); return all; },
      map: function (make) { return this.collect(make || function (one) { return one; }); },
      detect: function (test) { for (var at = 0; at < this.length; at++) if (test(this[at], at)) return this[at]; },
      find: function (test) { return this.detect(test); },
      findAll: function (test) { var all = []; this.each(function (one, at) { if (test(one, at)) all.push(one); }); return all; },
      filter: function (test) { return this.findAll(test); },
      all: function (test) { for (var at = 0; at < this.length; at++) if (!test(this[at], at)) return false; return true; },
      every: function (test) { return this.all(test); },
      any: function (test) { for (var at = 0; at < this.length; at++) if (test(this[at], at)) return true; return false; },
      some: function (test) { return this.any(test); },
      include: function (one) { return this.indexOf(one) !== -1; },
      member: function (one) { return this.indexOf(one) !== -1; },
      entries: function () { return this.toArray(); },
      toArray: function () { return [].concat(this); },
      clone: function () { return [].concat(this); },
      first: function () { return this[0]; },
      last: function () { return this[this.length - 1]; },
      size: function () { return this.length; },
      reduce: function () { return this.length > 1 ? this : this[0]; },
      inspect: function () { return "[" + this.join(", ") + "]"; },
      toJSON: function () { return "[" + this.map(Object.toJSON).join(", ") + "]"; }
    });
    Object.extend(String.prototype, {
      toArray: function () { return this.split(""); }, strip: function () { return this.trim(); },
      include: function (part) { return this.indexOf(part) > -1; },
      startsWith: function (part) { return this.indexOf(part) === 0; },
      toJSON: function () { return '"' + this + '"'; }, inspect: function () { return "'" + this + "'"; }
    });
    Number.prototype.toJSON = function () { return isFinite(this) ? this.toString() : "null"; };
    Date.prototype.toJSON = function () { return '"' + this.getUTCFullYear() + '"'; };
    Function.prototype.bind = function () {
      if (arguments.length < 2 && arguments[0] === undefined) return this;
      var method = this, args = $A(arguments), object = args.shift();
      return function () { return method.apply(object, args.concat($A(arguments))); };
    };
    Object.extend(Event.prototype, { stop: function () { this.preventDefault(); this.stopPropagation(); }, element: function () { return this.target; } });
    Object.extend(HTMLElement.prototype, {
      remove: function () { this.parentNode.removeChild(this); return this; },
      hide: function () { this.style.display = "none"; return this; }, show: function () { this.style.display = ""; return this; },
      update: function (html) { this.innerHTML = html; return this; }, select: function (what) { return $A(this.querySelectorAll(what)); }
    });
    document.getElementsByClassName = function (name) { return $A(document.querySelectorAll("." + name)); };`,
  "MooTools 1.4": `
    Array.from = function (item) {
      if (item == null) return [];
      return typeof item === "object" && typeof item.length === "number" && typeof item !== "string"
        ? Array.prototype.slice.call(item) : [item];
    };
    Array.prototype.contains = function (one) { return this.indexOf(one) !== -1; };
    Array.prototype.erase = function (one) { for (var at = this.length; at--;) if (this[at] === one) this.splice(at, 1); return this; };
    Array.prototype.each = Array.prototype.forEach = function (look, bind) {
      for (var at = 0; at < this.length; at++) if (at in this) look.call(bind, this[at], at, this);
    };
    String.prototype.contains = function (part) { return this.indexOf(part) > -1; };
    Function.prototype.delay = function (ms) { return setTimeout(this, ms); };
    Function.prototype.pass = function (args) { var self = this; return function () { return self.apply(null, [].concat(args)); }; };
    Function.prototype.extend = function (members) { for (var name in members) this[name] = members[name]; return this; };
    Object.each = function (object, look) { for (var name in object) look(object[name], name); };
    var NativeElement = window.Element;
    window.Element = function (tag) { return document.createElement(tag); };
    window.Element.prototype = NativeElement.prototype;
    window.Event = function (event) { return event; };`,
  "members of all arrays and functions": `
    Array.prototype.remove = function (from, to) { return this.splice(from, to); };
    Array.prototype.toJSON = function () { return this.join(); };
    Array.prototype.unique = function () { return this; };
    Function.prototype.method = function (name, body) { this.prototype[name] = body; return this; };`,
  "members of all objects": `
    Object.prototype.extend = function (source) { for (var name in source) this[name] = source[name]; return this; };
    Object.prototype.toJSON = function () { return "[object]"; };
    Object.prototype.kind = "thing";`,
  "members of all objects that descriptors are read for": `
    Object.prototype.get = function (name) { return this[name]; };
    Object.prototype.set = function (name, value) { this[name] = value; };`,
  Datejs: `
    Date._parse = Date.parse;
    Date.parse = function (text) { var time = text ? Date._parse(text) : NaN; return isNaN(time) ? null : /\\.\\d+Z$/.test(text) ? null : new Date(time); };
    Date.prototype.toISOString = function () { return '"' + this.getUTCFullYear() + "-" + (this.getUTCMonth() + 1) + '"'; };
    Date.prototype.toJSON = function () { return this.toISOString(); };`,
  "shims of ES2015": `
    Object.assign = function (target) {
      for (var at = 1; at < arguments.length; at++) for (var name in arguments[at]) target[name] = arguments[at][name];
      return target;
    };
    Array.from = function (items) { return Array.prototype.slice.call(items); };
    Object.entries = function (object) { var all = []; for (var name in object) all.push([name, object[name]]); return all; };
    Object.values = function (object) { var all = []; for (var name in object) all.push(object[name]); return all; };
    window.Promise = (function (Native) {
      function Zone(run) { return Reflect.construct(Native, [run], new.target || Zone); }
      Zone.prototype = Object.create(Native.prototype); Zone.prototype.constructor = Zone;
      Object.setPrototypeOf(Zone, Native);
      return Zone;
    })(Promise);
    Object.prototype.addedByShim = "x";`,
};
