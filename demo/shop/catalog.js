/** What the shop sells; prices as `{ en: dollars, zh: yuan }`. */
export const CATALOG = [
  {
    id: "longjing",
    art: "tin",
    tone: "leaf",
    name: { en: "Longjing, first picking", zh: "明前龙井" },
    note: { en: "Chestnut, sweet pea, a clean finish", zh: "豆香清甜，回甘干净" },
    unit: { en: "100 g tin", zh: "100 克 · 罐装" },
    price: { en: 32, zh: 228 },
    story: {
      en: "Picked by hand in the last week of March, pan-fired the same evening. Flat, pale-green leaves that stand up in the glass.",
      zh: "三月最后一周手工采摘，当晚下锅炒制。叶片扁平嫩绿，入杯根根直立。",
    },
    facts: {
      origin: { en: "Meijiawu, Zhejiang", zh: "浙江 · 梅家坞" },
      brew: { en: "80 °C, 2 min", zh: "80 °C，2 分钟" },
    },
  },
  {
    id: "oolong",
    art: "pouch",
    tone: "kraft",
    name: { en: "Tieguanyin, slow-roasted", zh: "炭焙铁观音" },
    note: { en: "Orchid, toasted rice, long and warm", zh: "兰香米韵，温润绵长" },
    unit: { en: "150 g pouch", zh: "150 克 · 袋装" },
    price: { en: 26, zh: 186 },
    story: {
      en: "Three passes over longan charcoal, a month of rest between each. Good for seven or eight infusions.",
      zh: "龙眼炭三道焙火，每道之间静置一月。耐泡七八道。",
    },
    facts: {
      origin: { en: "Anxi, Fujian", zh: "福建 · 安溪" },
      brew: { en: "95 °C, 45 s", zh: "95 °C，45 秒" },
    },
  },
  {
    id: "puer",
    art: "cake",
    tone: "paper",
    name: { en: "Ripe Pu’er cake, 2016", zh: "2016 熟普洱茶饼" },
    note: { en: "Dates, cedar, deep and smooth", zh: "枣香木韵，醇厚顺滑" },
    unit: { en: "357 g cake", zh: "357 克 · 饼茶" },
    price: { en: 48, zh: 328 },
    story: {
      en: "Stone-pressed in Menghai and stored dry in Kunming ever since. Break off a corner and rinse it once.",
      zh: "勐海石模压制，昆明干仓存放至今。撬下一角，润茶一道即可。",
    },
    facts: {
      origin: { en: "Menghai, Yunnan", zh: "云南 · 勐海" },
      brew: { en: "100 °C, 20 s", zh: "100 °C，20 秒" },
    },
  },
  {
    id: "gaiwan",
    art: "gaiwan",
    tone: "celadon",
    name: { en: "Celadon gaiwan", zh: "青瓷盖碗" },
    note: { en: "130 ml, thin rim, cool to hold", zh: "130 毫升，薄沿不烫手" },
    unit: { en: "Lid, bowl, saucer", zh: "盖 · 碗 · 托" },
    price: { en: 39, zh: 268 },
    story: {
      en: "Thrown in Longquan, glazed four times. The lid sits loose enough to pour with one hand.",
      zh: "龙泉手拉坯，四道施釉。盖与碗留隙得当，单手可出汤。",
    },
    facts: {
      origin: { en: "Longquan, Zhejiang", zh: "浙江 · 龙泉" },
      brew: { en: "Serves one or two", zh: "一至二人" },
    },
  },
  {
    id: "teapot",
    art: "teapot",
    tone: "clay",
    name: { en: "Clay teapot, Shuiping", zh: "紫砂水平壶" },
    note: { en: "160 ml, quick pour, unglazed", zh: "160 毫升，出水利落" },
    unit: { en: "One pot, boxed", zh: "单壶 · 盒装" },
    price: { en: 86, zh: 598 },
    story: {
      en: "Unglazed Yixing clay that remembers what you brew. Keep it for one kind of tea.",
      zh: "宜兴原矿紫砂，不施釉，养得出茶味。一壶侍一茶。",
    },
    facts: { origin: { en: "Yixing, Jiangsu", zh: "江苏 · 宜兴" }, brew: { en: "Serves two", zh: "二人" } },
  },
  {
    id: "cups",
    art: "cups",
    tone: "celadon",
    name: { en: "Tasting cups, a pair", zh: "品茗杯一对" },
    note: { en: "60 ml each, one pale, one dark", zh: "各 60 毫升，一浅一深" },
    unit: { en: "Two cups", zh: "两只" },
    price: { en: 24, zh: 168 },
    story: {
      en: "Three sips to a cup, as it should be. From the same kiln as the gaiwan, so the greens match.",
      zh: "一杯三口，正合品字。与盖碗同窑烧成，青色相合。",
    },
    facts: { origin: { en: "Longquan, Zhejiang", zh: "浙江 · 龙泉" }, brew: { en: "60 ml", zh: "60 毫升" } },
  },
];

/** The product of an id; the first one when nobody knows it. */
export function findProduct(id) {
  return CATALOG.find((product) => product.id === id) ?? CATALOG[0];
}
