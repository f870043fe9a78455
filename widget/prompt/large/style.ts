/** Styles of large mode: targets of 60 px, and room for its tools. */
export const css = `
:host([data-large=true]){--wide:540px}
.large{--tap:60px}
.large .head,[dir=rtl] .head{padding:0}
.large .scale{grid-gap:8px}
.large .face{flex-direction:row;font-size:1em}
.large .face svg{margin:0 14px}
.large .foot:not(.ready){position:static}
.tools{display:flex;flex:none;padding:6px 70px 0 9px}
[dir=rtl] .tools{padding:6px 9px 0 70px}
.tools button{padding:0 14px;min-width:60px;color:rgba(var(--t),.8)}
.tools svg{flex:none;width:30px;height:30px}
.tools span{margin:0 8px;font-size:.94em}
.tools ~ .body{padding-top:6px}
@media (max-width:519px){.tools span{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}}
`;
