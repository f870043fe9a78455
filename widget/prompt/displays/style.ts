const host = `
:host([data-at=modal]){left:0;right:0;top:0;bottom:0;width:auto;max-width:none;max-height:none;margin:0;background:rgba(8,10,16,.5);animation:in .2s}
:host([data-at$=bar]){left:0;right:0;bottom:var(--bottom,0px);width:auto;max-width:none;margin:0}
:host([data-at=top-bar]){bottom:auto;top:var(--top,0px)}
:host([data-at=inline]){position:static;width:auto;max-width:600px;max-height:none;margin:0;z-index:auto}
:host([data-at|=tab]){right:0;bottom:auto;top:calc(var(--top,0px) + var(--high,100vh)/2);width:auto;max-height:var(--high,100vh);transform:translateY(-50%)}
:host([data-at=tab-left]){right:auto;left:0}
`.replace(/[;}]/g, "!important$&");

/** Styles of modal, bar, inline and tab. */
export const css = `${host}
dialog.card{position:fixed;left:0;right:0;top:calc(var(--top,0px) + var(--high,100vh)/2);bottom:auto;margin:0 auto;padding:0;width:480px;max-width:calc(100% - 24px);max-height:calc(var(--high,100vh) - 24px);transform:translateY(-50%);animation:none}
dialog.large{width:580px}
dialog::backdrop{background:none}
dialog .body{padding-top:26px}
:host([data-at$=bar]) .card{border-radius:0}
:host([data-at$=bar]) .body{padding-left:max(19px,50% - 320px);padding-right:max(19px,50% - 320px);padding-bottom:env(safe-area-inset-bottom,0px)}
:host([data-at$=bar]) .tools{padding-left:max(70px,50% - 334px);padding-right:max(70px,50% - 334px)}
@media (min-width:960px){
:host([data-at$=bar][data-large=false]) .body{padding:14px 64px}
:host([data-at$=bar][data-large=false]) .step{display:flex;justify-content:center}
:host([data-at$=bar][data-large=false]) .head{flex:0 1 380px;padding:0}
:host([data-at$=bar][data-large=false]) .ask{flex:0 1 480px;min-width:0;margin:0 28px}
:host([data-at$=bar][data-large=false]) .scale,:host([data-at$=bar][data-large=false]) textarea{margin-top:4px}
:host([data-at$=bar][data-large=false]) .foot{position:static;align-self:flex-end;margin:0;padding:0}
:host([data-at$=bar][data-large=false]) .foot i{display:none}
:host([data-at$=bar][data-large=false]) .done{flex-direction:row;padding:0}
:host([data-at$=bar][data-large=false]) .done>*{margin:0 10px}
}
:host([data-at=inline]) .card{animation:none;box-shadow:none;border-color:rgba(var(--t),.16)}
.tab{writing-mode:vertical-rl;min-width:44px;max-height:60vh;padding:16px 9px;overflow:hidden;background:var(--a);color:var(--on);border-radius:10px 0 0 10px;box-shadow:0 4px 18px rgba(16,24,40,.24);font:600 calc(15px*var(--k))/1.3 var(--askling-font,system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",sans-serif)}
:host([data-at=tab-left]) .tab{transform:rotate(180deg)}
.tab:hover{filter:brightness(1.08)}
`;
