// Runs before the first paint, so that neither the language nor the panel's column jumps in later.
(() => {
  const root = document.documentElement;
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {}
  };
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const asked = new URLSearchParams(location.search).get("lang");
  const wish = asked ?? recall("shop.language") ?? navigator.language;
  root.lang = /^zh/i.test(wish) ? "zh-CN" : "en";
  if (asked) remember("shop.language", root.lang);

  const title = document.querySelector("title");
  if (title && root.lang === "zh-CN") document.title = title.dataset.zh ?? document.title;

  const wide = matchMedia("(min-width: 1180px)").matches;
  root.dataset.panel = wide && recall("demo.panel") !== "closed" ? "open" : "closed";
})();
