/**
 * Where the element stands. All of it is important, so that it wins over whatever the page says of the element
 * (`* { position: relative !important }` included: of two important rules the shadow root's wins).
 */
const host = `
:host{all:initial;direction:ltr;display:block;position:fixed;z-index:2147483647;right:16px;bottom:calc(16px + var(--bottom,0px));width:var(--wide,440px);max-width:calc(100% - 32px);max-height:calc(var(--high,100vh) - 32px);margin:0 env(safe-area-inset-right,0px) 0 env(safe-area-inset-left,0px);visibility:var(--shown,visible)}
:host::backdrop{display:none}
:host([data-at$=left]){right:auto;left:16px}
:host([data-at^=top]){bottom:auto;top:calc(16px + var(--top,0px))}
:host([data-at=center]){bottom:auto;top:calc(var(--top,0px) + var(--high,100vh)/2);left:0;right:0;margin:auto;transform:translateY(-50%)}
:host([data-at$=sheet]){left:0;right:0;bottom:var(--bottom,0px);width:auto;max-width:640px;margin:auto}
:host([data-at=top-sheet]){bottom:auto;top:var(--top,0px)}
`.replace(/[;}]/g, "!important$&");

/**
 * The prompt's styles. Type is measured in `em` of the card, whose size is 15 px times the text scale. No flex
 * gap, no inset, no logical offsets: Chrome 64 has none of them. What scrolls comes in as a whole: were its content
 * to come in, it would overflow meanwhile, and a scrollbar would take width from the question.
 */
export const css = `${host}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
section,.card{max-height:inherit}
.card{position:relative;display:flex;flex-direction:column;overflow:hidden;background:var(--bg);color:rgb(var(--t));border:1px solid transparent;border-radius:var(--r);box-shadow:0 0 0 1px rgba(var(--t),.07),0 12px 40px rgba(16,24,40,.2);font:calc(15px*var(--k))/1.45 var(--askling-font,system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",sans-serif);--r:var(--askling-radius,16px);--c:calc(var(--r)*.64);--tap:44px;--dim:rgba(var(--t),.7);--cell:rgba(var(--t),.055);-webkit-tap-highlight-color:transparent}
.card,.body{animation:in .2s ease-out}
.out{opacity:0;transition:opacity .12s}
.body{overflow-y:auto;overscroll-behavior:contain;padding:19px 19px 0;scroll-padding-bottom:60px}
.step,.x{animation:hold .35s}
.bar{position:absolute;z-index:1;top:0;left:0;right:0;height:3px;background:var(--cell)}
.bar i{display:block;height:100%;background:var(--a);transition:width .2s}
.slow i{animation:in .6s infinite alternate}
.head{padding-right:36px}
[dir=rtl] .head{padding:0 0 0 36px}
p,h2{margin:0;overflow-wrap:break-word}
p,h2,span{text-wrap:balance}
h2{font-size:1.14em;line-height:1.35;font-weight:600}
.small,.ends,.ghost,.face,.hint{font-size:.84em;color:var(--dim)}
.hint{margin-top:4px;font-size:.94em}
button,a,textarea{font:inherit;color:inherit;margin:0;border:1px solid transparent;border-radius:var(--c);background:none}
button,a{display:flex;align-items:center;justify-content:center;cursor:pointer;min-height:var(--tap);padding:0 10px}
:focus{outline:2px solid var(--ring);outline-offset:2px}
:focus:not(:focus-visible),h2:focus{outline:0}
.x{position:absolute;z-index:1;top:5px;right:5px;width:var(--tap);padding:0;color:var(--dim)}
[dir=rtl] .x{right:auto;left:5px}
svg{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;width:1.2em}
.scale{display:grid;grid-gap:4px;margin:16px 0 6px}
.cell{padding:0;background:var(--cell);font-weight:600}
.na,.ends{grid-column:1/-1}
.na{order:1;justify-self:start;margin-top:8px;padding:0 14px;font-weight:400}
.on,.primary{background:var(--a);color:var(--on)}
.ends{display:grid;grid-template-columns:auto auto;grid-gap:16px;justify-content:space-between}
.ends :last-child{text-align:end}
.face{hyphens:auto;overflow-wrap:anywhere;flex-direction:column;justify-content:flex-start;padding:9px 0;line-height:1.25}
.face svg{width:40px;margin-bottom:6px;flex:none}
.face.on{background:var(--tint);color:inherit;font-weight:600}
.face.on svg{stroke:var(--ring);fill:var(--tint)}
textarea{display:block;width:100%;margin-top:14px;border-color:rgba(var(--t),.5);padding:10px 12px;font-size:calc(16px*var(--k));resize:none}
::placeholder{color:var(--dim);opacity:1}
textarea:focus{outline:2px solid var(--ring);outline-offset:-1px}
.foot{display:flex;position:sticky;bottom:0;flex-wrap:wrap;align-items:center;margin:6px -10px 0;padding-bottom:11px;background:var(--bg)}
.foot i{flex:1}
.ghost{min-width:var(--tap)}
a.ghost{text-decoration:underline}
.primary{min-width:72px;margin:4px 10px;margin-inline-start:auto;padding:0 18px;font-weight:600;text-decoration:none}
.done{display:flex;flex-direction:column;align-items:center;text-align:center;padding:14px 0 11px}
.tick{margin-bottom:12px;padding:13px;border-radius:50%;background:var(--tint);color:var(--ring);line-height:0}
.tick svg{width:26px}
.done .primary{margin:16px 0 0}
.status{min-height:2.4em;margin-top:12px;display:flex;align-items:center}
.status svg{margin:0 5px}
.chip{background:var(--cell);border-radius:2em;padding:.4em 1em}
.chip:before{content:"";display:inline-block;width:7px;height:7px;margin:1px 8px;border-radius:50%;background:#e5a100}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
:host([data-at$=sheet]) .card{border-radius:var(--r) var(--r) 0 0}
:host([data-at=top-sheet]) .card{border-radius:0 0 var(--r) var(--r)}
:host([data-at$=sheet]) .card{padding:0 env(safe-area-inset-right,0px) env(safe-area-inset-bottom,0px) env(safe-area-inset-left,0px)}
@media (hover:hover){.cell:hover:not(.on),.face:hover:not(.on),.ghost:hover,.x:hover{background:rgba(var(--t),.11)}.primary:hover{box-shadow:0 0 0 3px var(--tint)}}
@keyframes in{0%{opacity:0;transform:translateY(8px)}}
@keyframes hold{0%,99%{pointer-events:none}}
@media (max-width:349px){.body{padding:19px 15px 0}}
.rows .face{flex-direction:row;padding:0;font-size:1em;text-align:start}
.rows .face:not(.on):not(:hover){background:var(--cell)}
.rows svg{margin:0 12px}
@media (prefers-reduced-motion:reduce){.card,.body,.out,.bar i{animation:none;transition:none}}
@media (forced-colors:active){button,.card{border-color:ButtonText}.on,.primary{forced-color-adjust:none;background:Highlight!important;color:HighlightText!important}.face.on svg{stroke:HighlightText}}
`;
