import { productCard } from "../shop/card.js";
import { CATALOG } from "../shop/catalog.js";
import { fillFrame } from "../shop/frame.js";

fillFrame();
document.querySelector("[data-grid]").append(...CATALOG.map(productCard));
