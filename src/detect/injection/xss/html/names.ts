const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Event handler content attributes: WHATWG HTML §8.1.8, UI Events, Pointer Events, CSS Animations and Transitions, SVG and
 * SMIL, media, forms, storage and windows, and those of older browsers that filters still must know.
 */
export const EVENT_HANDLERS = words(`
  onabort onactivate onafterprint onafterscriptexecute onanimationcancel onanimationend onanimationiteration
  onanimationstart onappinstalled onariarequest onautocomplete onautocompleteerror onauxclick
  onbeforeactivate onbeforecopy onbeforecut onbeforedeactivate onbeforeeditfocus onbeforeinput
  onbeforeinstallprompt onbeforematch onbeforepaste onbeforeprint onbeforescriptexecute onbeforetoggle onbeforeunload
  onbeforexrselect onbegin onblocked onblur onbounce oncancel oncanplay oncanplaythrough oncellchange onchange onclick
  onclose oncommand oncontentvisibilityautostatechange oncontextlost oncontextmenu oncontextrestored oncontrolselect
  oncopy oncuechange oncut ondataavailable ondatasetchanged ondatasetcomplete ondblclick ondeactivate ondevicelight
  ondevicemotion ondeviceorientation ondeviceproximity ondrag ondragdrop ondragend ondragenter ondragexit ondragleave
  ondragover ondragstart ondrop ondurationchange onemptied onencrypted onend onended onenterpictureinpicture onerror
  onerrorupdate onfilterchange onfinish onfocus onfocusin onfocusout onformchange onformdata onforminput
  onfullscreenchange onfullscreenerror ongesturechange ongestureend ongesturestart ongotpointercapture onhashchange
  onhelp oninput oninvalid onkeydown onkeypress onkeyup onlanguagechange onlayoutcomplete onleavepictureinpicture
  onload onloadeddata onloadedmetadata onloadend onloadstart onlocation onlosecapture onlostpointercapture onmediacomplete
  onmediaerror onmessage onmessageerror onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover onmouseup
  onmousewheel onmove onmoveend onmovestart onmozfullscreenchange onoffline ononline onorientationchange onoutofsync
  onoverscroll onpagehide onpagereveal onpageshow onpageswap onpaste onpause onplay onplaying onpointercancel
  onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover onpointerrawupdate
  onpointerup onpopstate onprogress onpropertychange onratechange onreadystatechange onredo onrejectionhandled
  onrepeat onreset onresize onresizeend onresizestart onresume onreverse onrowdelete onrowenter onrowexit onrowinserted
  onrowsdelete onrowsenter onrowsinserted onscroll onscrollend onscrollsnapchange onscrollsnapchanging onsearch
  onsecuritypolicyviolation onseek onseeked onseeking onselect onselectionchange onselectstart onshow onslotchange
  onstalled onstart onstop onstorage onsubmit onsuspend onsyncrestored ontimeerror ontimeupdate ontoggle ontouchcancel
  ontouchend ontouchmove ontouchstart ontrackchange ontransitioncancel ontransitionend ontransitionrun
  ontransitionstart onundo onunhandledrejection onunload onurlflip onuserproximity onvalidationstatuschange
  onvolumechange onwaiting onwebkitanimationend onwebkitanimationiteration onwebkitanimationstart
  onwebkitmouseforcechanged onwebkitmouseforcedown onwebkitmouseforceup onwebkitmouseforcewillbegin
  onwebkitplaybacktargetavailabilitychanged onwebkittransitionend onwebkitwillrevealbottom onwheel onzoom`);

/** Beginnings of handler names for the prefilter: rare as text, and enough to point at any of the names above. */
export const HANDLER_LITERALS: readonly string[] = [
  ...new Set([...EVENT_HANDLERS].map((name) => name.slice(0, 6)).filter((start) => start.length === 6)),
  'onend',
  'oncut',
];

/** Elements that load a document or program of its own, and the attributes that name it. */
export const LOADERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['iframe', ['src']],
  ['frame', ['src']],
  ['object', ['data', 'codebase', 'classid']],
  ['embed', ['src', 'code']],
  ['applet', ['code', 'codebase', 'archive', 'object']],
  ['portal', ['src']],
  ['fencedframe', ['src']],
  ['layer', ['src']],
  ['ilayer', ['src']],
  ['bgsound', ['src']],
  ['xml', ['src']],
]);

/** SMIL elements that set an attribute of their parent. */
export const ANIMATIONS = words('animate animatetransform animatemotion animatecolor set discard');
