/** Styles of large mode: targets of 60 px, and room for its tools. */
export const css = `
:host([data-large=true]){--wide:540px}
.large{--tap:60px}
.large .head,[dir=rtl] .head{padding:0}
.large .scale{grid-gap:8px}
.large .body{scroll-padding-bottom:90px}
.large .step{display:flex;flex-wrap:wrap;align-items:center}
.large .head,.large .ask,.large .done{flex:0 0 100%;min-width:0}
.large .foot{display:contents}
.large .foot i{display:none}
.large .ghost{margin-inline-end:22px;padding:0;text-align:start;justify-content:flex-start}
.large .primary{position:sticky;bottom:11px;flex:1 0 100%;margin:6px 0 11px;box-shadow:0 0 0 11px var(--bg)}
.large .done .primary{position:static;margin:16px 0 0;box-shadow:none}
.large [type=date],.large select{font-size:22px}
.tools{display:flex;flex:none;padding:6px 70px 0 9px}
[dir=rtl] .tools{padding:6px 9px 0 70px}
.tools button{padding:0 14px;min-width:60px;color:rgba(var(--t),.8)}
.tools svg{flex:none;width:30px;height:30px}
.tools span{margin:0 8px;font-size:20px;white-space:nowrap}
.tools ~ .body{padding-top:6px}
@media (max-width:619px){.tools span{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}}
`;
