//! Styles of drawings against Chromium: what each probe shows in the middle of 40 × 30 units on a
//! white page. The colours are those that Chromium's screenshots have.

/// What stands inside of the `svg` element, and the colour in its middle.
pub const PROBES: &[(&str, u32)] = &[
    (
        r##"<rect width="40" height="30" fill="#dae8fc" style="fill: light-dark(#dae8fc, #1d293b)"/>"##,
        0xdae8fc,
    ),
    (r##"<rect width="40" height="30" style="fill:#2caffe; fill: nonsense(1)"/>"##, 0x2caffe),
    (
        r##"<style>:root{--c1:#2caffe}</style><rect width="40" height="30" fill="var(--c1)"/>"##,
        0x2caffe,
    ),
    (
        r##"<style>:root{--c1:#2caffe;--c2:var(--c1)} .a{fill:var(--c3, var(--c2))}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x2caffe,
    ),
    (
        r##"<style>:root{--a:var(--b);--b:var(--a)} svg{fill:#00f} .a{fill:var(--a)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x0000ff,
    ),
    (
        r##"<style>svg{--c:red} g{--c:green} .a{fill:var(--c)}</style><g><rect class="a" id="r" width="40" height="30"/></g>"##,
        0x008000,
    ),
    (
        r##"<style>svg{fill:teal} .a{fill:red;fill:var(--none)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x008080,
    ),
    (
        r##"<style>.a{fill:rgb(44 175 254 / 80%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x56bffe,
    ),
    (
        r##"<style>.a{fill:rgba(44,175,254,.3)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xbfe7ff,
    ),
    (
        r##"<style>.a{fill:rgb(10% 20% 30%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x1a334d,
    ),
    (
        r##"<style>.a{fill:hsl(210 60% 40%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x2966a3,
    ),
    (
        r##"<style>.a{fill:hsla(120deg, 50%, 50%, 0.5)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x9fdf9f,
    ),
    (
        r##"<style>.a{fill:hsl(0.5turn 100% 25% / 50%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x7fbfbf,
    ),
    (
        r##"<style>.a{fill:hwb(194 20% 10%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x33bce6,
    ),
    (
        r##"<style>.a{fill:lab(52.2345% 40.1645 59.9971)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc65d06,
    ),
    (
        r##"<style>.a{fill:lch(52.2345% 72.2 56.2)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc65d06,
    ),
    (
        r##"<style>.a{fill:oklab(59.686% 0.1009 0.1192)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc65d07,
    ),
    (
        r##"<style>.a{fill:oklch(0.7 0.15 230)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x00aee9,
    ),
    (
        r##"<style>.a{fill:oklch(0.9 0.4 150)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x00ff00,
    ),
    (
        r##"<style>.a{fill:lab(80% 120 -120)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xff25ff,
    ),
    (
        r##"<style>.a{fill:color(display-p3 0.2 0.6 0.9)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x009cec,
    ),
    (
        r##"<style>.a{fill:color(display-p3 1 0 0)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xff0000,
    ),
    (
        r##"<style>.a{fill:color(srgb-linear 0.2 0.4 0.6)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x7caacb,
    ),
    (
        r##"<style>.a{fill:color(a98-rgb 0.3 0.5 0.7)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x1d80b6,
    ),
    (
        r##"<style>.a{fill:color(prophoto-rgb 0.3 0.5 0.7)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x009bc6,
    ),
    (
        r##"<style>.a{fill:color(rec2020 0.3 0.5 0.7 / 0.5)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x7fc7df,
    ),
    (
        r##"<style>.a{fill:color(xyz 0.2 0.25 0.5)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x2094ba,
    ),
    (
        r##"<style>.a{fill:color-mix(in srgb, red 50%, blue)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x800080,
    ),
    (
        r##"<style>.a{fill:color-mix(in oklab, #2caffe 30%, white)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc9e8ff,
    ),
    (
        r##"<style>.a{fill:color-mix(in oklch, red, blue)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xba00c2,
    ),
    (
        r##"<style>.a{fill:color-mix(in hsl longer hue, red, blue)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x00ff00,
    ),
    (
        r##"<style>.a{fill:color-mix(in lab, teal 20%, orange 20%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xdad5bb,
    ),
    (
        r##"<style>.a{fill:color-mix(in srgb, transparent 40%, #123456)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x71859a,
    ),
    (
        r##"<style>.a{color:#0a0;fill:color-mix(in srgb, currentColor, white 25%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x40bf40,
    ),
    (
        r##"<style>.a{fill:color-mix(in srgb, var(--x, red) calc(10% + 15%), blue)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x4000bf,
    ),
    (
        r##"<style>.a{fill:rgb(from #2caffe r g b / 50%)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x95d7fe,
    ),
    (
        r##"<style>.a{fill:hsl(from #2caffe calc(h + 60) s l)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x7b2cfe,
    ),
    (
        r##"<style>.a{fill:oklch(from teal calc(l * 1.2) c h)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x3ba1a1,
    ),
    (
        r##"<style>.a{fill:rgb(calc(100 + 55) calc(2 * 60), 10)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>.a{fill:rgb(calc(100 + 55) calc(2 * 60) 10)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x9b780a,
    ),
    (
        r##"<style>@media screen{.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#654321}@media print{.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x654321,
    ),
    (
        r##"<style>.a{fill:red}@media (prefers-color-scheme: light){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#abcdef}@media (prefers-color-scheme: dark){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xabcdef,
    ),
    (
        r##"<style>.a{fill:#abcdef}@media not print{.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#abcdef}@media (min-width: 30px) and (max-width:100px){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#abcdef}@supports (fill: oklch(0.5 0.1 30)){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#abcdef}@supports not (fill: nonsense(1)){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#abcdef}@supports (fill: nonsense(1)) or (foo: bar){.a{fill:#123456}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xabcdef,
    ),
    (
        r##"<style>rect:nth-child(2){fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>rect:nth-child(1){fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>rect:nth-child(2n+1 of .a){fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>rect:not(.b):not(#x){fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>:is(circle, .a, ::nonsense-x){fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>:where(#r){fill:#123456} rect{fill:#fedcba}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xfedcba,
    ),
    (r##"<style>.a\:b{fill:#123456}</style><rect class="a:b" width="40" height="30"/>"##, 0x123456),
    (r##"<style>#\31 x{fill:#123456}</style><rect id="1x" width="40" height="30"/>"##, 0x123456),
    (
        r##"<style>[data-k^="ab" i]{fill:#123456}</style><rect data-k="ABc" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>[data-k~=two]{fill:#123456}</style><rect data-k="one two" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>g > rect + rect{fill:#123456}</style><g><rect/><rect width="40" height="30"/></g>"##,
        0x123456,
    ),
    (
        r##"<style>circle ~ rect{fill:#123456}</style><g><circle/><g/><rect width="40" height="30"/></g>"##,
        0x123456,
    ),
    (
        r##"<style>rect:last-child:first-of-type{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>g:has(circle) rect{fill:#123456}</style><g><circle/><rect width="40" height="30"/></g>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#123456 !important} #r{fill:red}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#123456 ! important}</style><rect class="a" style="fill:red" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a.a{fill:#123456} .a{fill:red}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>@layer one, two; @layer two{.a{fill:#123456}} @layer one{#r{fill:red}}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>@layer one{.a{fill:red}} .a{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>@layer one{.a{fill:#123456 !important}} .a{fill:red !important}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>g{fill:red; &amp; .a{fill:#123456}}</style><g><rect class="a" id="r" width="40" height="30"/></g>"##,
        0x123456,
    ),
    (
        r##"<style>g{fill:red; .a{fill:#123456} }</style><g><rect class="a" id="r" width="40" height="30"/></g>"##,
        0x123456,
    ),
    (
        r##"<style>svg{fill:#123456} .a{fill:inherit}</style><g fill="red"><rect class="a" width="40" height="30"/></g>"##,
        0xff0000,
    ),
    (
        r##"<style>svg{fill:red} .a{fill:initial}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>svg{fill:#123456} .a{fill:unset}</style><rect class="a" fill="red" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>svg{color:#123456} .a{fill:currentcolor}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:url(#none) #123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:#123456;}}} .b{fill:red}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.b{fill:red;;color} ; .a{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/><rect width="1" height="1"/>"##,
        0x000000,
    ),
    (
        r##"<style>/* c */ .a /* d */ { fill /* e */ : /* f */ #123456 /* g */ }</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style><![CDATA[<!-- .a{fill:#123456} -->]]></style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style media="print">.a{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>.a{fill:#12345}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>.a{fill:REBECCAPURPLE}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x663399,
    ),
    (
        r##"<style>.a{fill:Canvas}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xffffff,
    ),
    (
        r##"<style>.a{fill:CanvasText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>.a{fill:LinkText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x0000ee,
    ),
    (
        r##"<style>.a{fill:GrayText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x808080,
    ),
    (
        r##"<style>.a{fill:Highlight}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x3367d1,
    ),
    (
        r##"<style>.a{fill:ButtonFace}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xefefef,
    ),
    (
        r##"<style>.a{fill:AccentColor}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (r##"<style>.a{fill:Mark}</style><rect class="a" id="r" width="40" height="30"/>"##, 0xffff00),
    (
        r##"<style>.a{fill:ButtonBorder}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (
        r##"<style>.a{fill:SelectedItem}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x1967d2,
    ),
    (
        r##"<style>.a{fill:VisitedText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x551a8b,
    ),
    (
        r##"<style>.a{fill:ActiveText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xff0000,
    ),
    (r##"<style>.a{fill:Field}</style><rect class="a" id="r" width="40" height="30"/>"##, 0xffffff),
    (
        r##"<style>.a{fill:HighlightText}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xffffff,
    ),
    (r##"<g fill="#123456"><rect width="40" height="30" fill="nonsense"/></g>"##, 0x123456),
    (r##"<rect width="40" height="30" fill="color-mix(in srgb, red, lime)"/>"##, 0x808000),
    (r##"<rect width="40" height="30" fill="rgb(44 175 254)" fill-opacity="50%"/>"##, 0x95d7fe),
    (
        r##"<style>.a{fill:#123456;fill-opacity:calc(1 / 4)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc4ccd5,
    ),
    (
        r##"<style>.a{fill:#123456;opacity:25%}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xc4ccd5,
    ),
    (
        r##"<style>.a{fill:#000;x:10px;width:5px}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xffffff,
    ),
    (
        r##"<style>.a{fill:#123456;width:calc(50% + 10px)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (r##"<style>.a{r:12px;cx:20px;cy:15px;fill:#123456}</style><circle class="a"/>"##, 0x123456),
    (r##"<style>.a{d:path("M10 5H30V25H10Z");fill:#123456}</style><path class="a"/>"##, 0x123456),
    (
        r##"<style>.a{transform:translate(18px,10px) rotate(45deg);fill:#123456}</style><rect class="a" width="8" height="8"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{transform:rotate(90deg);transform-origin:center;transform-box:fill-box;fill:#123456}</style><rect class="a" x="0" y="10" width="40" height="2"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{translate:15px 10px;scale:2;fill:#123456}</style><rect class="a" width="5" height="5"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{clip-path:inset(0 50% 0 0);fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0xffffff,
    ),
    (
        r##"<style>.a{clip-path:circle(8px at 20px 15px);fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>svg{font-size:10px} .a{width:3rem;height:3rem;fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{stroke:#123456;stroke-width:calc(1em);fill:none}</style><path class="a" d="M0 15H40"/>"##,
        0x123456,
    ),
    (r##"<style>svg{background:#abcdef}</style><rect width="1" height="1"/>"##, 0xabcdef),
    (
        r##"<style>@font-face{font-family:X;src:url(x.woff)} .a{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>@keyframes k{from{fill:red}to{fill:blue}} .a{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a{fill:color(from #123456 srgb b g r)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x563412,
    ),
    (
        r##"<style>.a{fill:oklab(none 0.1 0.1)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x010200,
    ),
    (
        r##"<style>.a{fill:color-mix(in oklab, oklab(0.7 none none), #2caffe)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x26abfa,
    ),
    (
        r##"<style>.a{fill:light-dark(var(--l, #123456), red)}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a:hover{fill:red} .a:root, rect{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x123456,
    ),
    (
        r##"<style>.a:unknown, rect{fill:#123456}</style><rect class="a" id="r" width="40" height="30"/>"##,
        0x000000,
    ),
    (r##"<rect width="40" height="30" fill="grey"/>"##, 0x808080),
    (r##"<rect width="40" height="30" style="fill:lightslategrey !important"/>"##, 0x778899),
    (r##"<rect width="40" height="30" fill="hsl(120, 200%, 25%)"/>"##, 0x008000),
    (
        r##"<g fill="blue"><rect width="40" height="30" fill="rgba(0, 50%, 0, 0.5)"/></g>"##,
        0x0000ff,
    ),
    (
        r##"<rect width="40" height="30" fill="#0a0 icc-color(inks, 0.1, 0.5, 0.8, 0.0)"/>"##,
        0x00aa00,
    ),
];
