/** Styles for little room, and for what the reader has asked of the whole system. */
export const css = `
@media (max-width:349px){.body{padding:19px 15px 0}}
.rows .face{flex-direction:row;padding:0;font-size:1em;text-align:start}
.rows .face:not(.on):not(:hover){background:var(--cell)}
.rows svg{margin:0 12px}
@media (prefers-reduced-motion:reduce){.card,.body,.out,.bar i{animation:none;transition:none}}
@media (forced-colors:active){button,.card{border-color:ButtonText}.on,.primary{forced-color-adjust:none;background:Highlight!important;color:HighlightText!important}.face.on svg{stroke:HighlightText}}
`;
