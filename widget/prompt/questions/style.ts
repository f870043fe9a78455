/** Styles of the further questions, in the terms of the prompt's own: `em`s of the card, its colours and targets. */
export const css = `
.ask>.ghost{display:inline-flex;padding:0}
.star{padding:0}
.star svg{width:2.2em;stroke:var(--dim);stroke-width:1.5}
.star.on{background:none}
.star.on svg{fill:var(--a);stroke:var(--a)}
.list{display:grid;grid-gap:8px;margin:16px 0 6px;padding:0;list-style:none}
.opt{display:block;padding:9px 12px;background:var(--cell);text-align:start;line-height:1.35}
.opt.on{background:var(--tint);color:inherit;border-color:var(--ring)}
.opt[aria-disabled=true]{color:var(--dim)}
.in{display:grid;grid-template-columns:auto minmax(0,1fr);grid-gap:10px;align-items:center;min-height:calc(var(--tap) - 20px);overflow-wrap:break-word}
.mark{flex:none;display:block;width:1.3em;height:1.3em;border:2px solid var(--dim);border-radius:50%;line-height:0;transition:border-width .1s}
.square{border-radius:.3em}
.mark svg{width:100%;height:100%;stroke-width:4;visibility:hidden}
.on .mark{border-color:var(--a)}
.on .round{border-width:.42em}
.on .square{background:var(--a);color:var(--on)}
.on .mark svg{visibility:visible}
.pics{grid-template-columns:repeat(auto-fit,minmax(10em,1fr));grid-template-columns:repeat(auto-fit,minmax(min(10em,100%),1fr))}
.pics .opt{display:flex;flex-direction:column;align-items:stretch;justify-content:flex-start;padding:6px}
.pics .in{margin:6px;align-items:start}
.pics img{display:block;width:100%;height:6.4em;margin-bottom:6px;border-radius:calc(var(--c)*.7);object-fit:cover;background:var(--cell)}
img[hidden]{display:none!important}
.box{max-height:15.5em;overflow-y:auto;padding:3px;margin:13px -3px 3px}
input,select{font:inherit;color:inherit;display:block;width:100%;min-height:var(--tap);margin:0;padding:8px 12px;border:1px solid rgba(var(--t),.5);border-radius:var(--c);background:var(--bg);font-size:calc(16px*var(--k));line-height:1.3;-webkit-appearance:none;appearance:none}
input:focus,select:focus{outline:2px solid var(--ring);outline-offset:-1px}
.drop,.line,.day,.single{margin-top:14px}
.list+.free,.drop+.free{margin-top:8px}
.day{max-width:15em}
.drop{position:relative}
.drop select{padding-right:40px}
.drop:after{content:"";position:absolute;top:50%;right:17px;width:.53em;height:.53em;margin-top:-.47em;border:2px solid var(--dim);border-width:0 2px 2px 0;transform:rotate(45deg);pointer-events:none}
[dir=rtl] .drop select{padding:8px 12px 8px 40px}
[dir=rtl] .drop:after{right:auto;left:17px}
option{background:var(--bg);color:rgb(var(--t))}
.line{display:block}
.line>span{display:block;margin-bottom:4px;font-size:.94em;font-weight:600}
[type=email],[type=tel],[type=date]{direction:ltr}
[dir=rtl] [type=email],[dir=rtl] [type=tel],[dir=rtl] [type=date]{text-align:right}
[aria-invalid=true]:not([role]){border:2px solid var(--ring);padding:7px 11px}
.face,.star{min-width:0}
.face svg,.star svg{max-width:100%}
.thumbs{grid-template-columns:repeat(auto-fit,minmax(5.2em,1fr));grid-gap:8px}
.thumbs .cell{min-height:4.4em;flex-direction:column;justify-content:flex-start;padding:.6em 0}
.thumbs .cell+.cell svg{transform:rotate(180deg)}
.thumbs svg{width:1.9em;margin-bottom:4px}
.thumbs .on svg{fill:var(--on);fill-opacity:.25}
.matrix{margin:14px 0 6px}
.cells{display:grid;grid-gap:4px}
.table .row{display:grid;grid-gap:8px;align-items:center;margin-top:4px}
.table .cells{grid-gap:2px}
.table .cells .fit{padding:0 1px 4px;font-size:.78em;line-height:1.25;text-align:center;color:var(--dim);align-self:end}
.table>.row+.row{border-top:1px solid rgba(var(--t),.08);padding-top:4px}
.row{overflow-wrap:normal}
.dot{flex-direction:column;padding:0;line-height:1.2}
.dot.on{background:var(--tint);color:inherit}
.cards .row+.row,.lists .row+.row{margin-top:16px;border-top:1px solid rgba(var(--t),.08);padding-top:14px}
.cards .row>span,.lists .row>span{display:block;font-weight:600;margin-bottom:8px}
.cards .dot{padding:9px 0;background:var(--cell);justify-content:flex-start}
.cards .dot.on{background:var(--tint)}
.cards .dot .fit{margin-top:6px;font-size:.77em;max-width:100%}
.lists .list{margin:0;grid-gap:6px}
[role=radiogroup][aria-invalid=true]{outline:1px dashed var(--ring);outline-offset:2px;border-radius:var(--c)}
.ranks{position:relative}
.rank{display:flex;flex-wrap:wrap;align-items:center;min-height:var(--tap);border-radius:var(--c);background:var(--cell);border:1px solid transparent;cursor:grab;line-height:1.3;touch-action:pan-y}
.held{position:relative;z-index:1;cursor:grabbing;background:var(--bg);border-color:var(--ring);box-shadow:0 6px 20px rgba(16,24,40,.22)}
.grip{flex:none;display:flex;align-items:center;justify-content:center;width:34px;min-height:var(--tap);color:var(--dim);touch-action:none}
.grip svg{stroke-width:2.6}
.rank b{flex:none;min-width:1.5em;font-weight:600;color:var(--dim)}
.rank img{flex:none;width:36px;height:36px;margin:4px;border-radius:6px;object-fit:cover}
.label{flex:1 1 6.5em;min-width:0;padding:8px;overflow-wrap:break-word;-webkit-user-select:none;user-select:none}
.nudges{flex:none;display:flex;margin-inline-start:auto}
.nudge{width:var(--tap);padding:0;color:var(--dim)}
.nudge[aria-disabled=true]{opacity:.35;cursor:default}
#err{margin-top:10px;font-weight:600}
@media (hover:hover){.opt:hover:not(.on),.dot:hover:not(.on),.nudge:hover:not([aria-disabled=true]){background:rgba(var(--t),.11)}}
@media (prefers-reduced-motion:reduce){.mark{transition:none}}
@media (forced-colors:active){.rank,.matrix .dot{border:1px solid}.on .mark{border-color:HighlightText!important;color:Highlight;background:HighlightText}.on .round{background:none}.star.on svg{fill:HighlightText;stroke:HighlightText}.held{border-color:Highlight}.drop:after{border-color:ButtonText}}
`;
