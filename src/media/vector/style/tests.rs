use crate::font::FontBook;
use crate::media::{DrawingFinding, Media, MediaError, Vector};

fn read(inside: &str) -> Result<Vector, MediaError> {
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"40\" height=\"30\" viewBox=\"0 0 40 30\">\n{inside}\n</svg>"
    );
    match Media::read("a.svg", text.into_bytes(), &FontBook::builtin())? {
        Media::Vector(vector) => Ok(vector),
        Media::Raster(_) => panic!("a drawing"),
    }
}

fn findings(inside: &str) -> Vec<DrawingFinding> {
    read(inside).unwrap().findings
}

fn said(inside: &str) -> Vec<String> {
    findings(inside).into_iter().map(|own| own.said).collect()
}

/// How a drawing is written in the end.
fn drawn(inside: &str) -> String {
    read(inside).unwrap().to_svg_content("")
}

#[test]
fn what_is_followed_is_not_told() {
    for followed in [
        "<rect width='1' height='1' style='fill:red;cursor:pointer;line-height:2;-inkscape-x:1'/>",
        "<style>svg{margin:0;animation:a 1s} @keyframes a{from{fill:red}} .b{fill:oops;fill:red}</style>",
        "<rect width='1' height='1' style='fill:#2caffe;fill:nonsense(1);transition:all 1s'/>",
        "<text style='font:italic 700 12px/1.2 Arial,sans-serif;text-shadow:none'>a</text>",
    ] {
        assert_eq!(said(followed), Vec::<String>::new(), "{followed}");
    }
}

#[test]
fn what_is_left_is_told_by_its_line() {
    let cases = [
        (
            "<g fill='red'>\n<rect width='1' height='1' style='fill: nonsense(1)'/></g>",
            "has a colour in line 3 that is not understood, `fill: nonsense(1)`: the colour of what \
             is around it is taken",
        ),
        (
            "<style>\n.a { fill: var(--b) }</style><rect class='a' width='1' height='1'/>",
            "asks for `--b` in line 3, which neither the drawing nor the theme says: what is around \
             it is taken",
        ),
        (
            "<style>\n\ntext { text-shadow: 1px 1px red }</style><text>a</text><text>b</text>",
            "has `text-shadow: 1px 1px red` in line 4, which is not followed",
        ),
        (
            "<path d='M0 0h1v1' style='clip-path: inset(1px)'/>",
            "has `clip-path: inset(1px)` in line 2, which is not followed",
        ),
        (
            "<rect width='1' height='1' style='transform: rotateX(20deg)'/>",
            "has `transform: rotateX(20deg)` in line 2, which is not followed",
        ),
        (
            "<style>@font-face { font-family: 'My Own'; src: url(data:font/woff2;base64,AA) }</style>",
            "brings the font \"My Own\" of its own in line 2, which is passed over: fonts come from \
             the project",
        ),
        (
            "<style>@import url(https://fonts.googleapis.com/css?family=Roboto);</style>",
            "asks for fonts at `https://fonts.googleapis.com/css?family=Roboto` in line 2: nothing \
             is fetched from elsewhere",
        ),
        (
            "<image width='4' height='4' href='data:image/bmp;base64,Qk0='/>",
            "has a picture in it in line 2 that is left out: it is neither PNG, JPEG, WebP, GIF nor \
             SVG",
        ),
    ];
    for (inside, expected) in cases {
        assert_eq!(said(inside), [expected], "{inside}");
    }
}

#[test]
fn a_switch_takes_what_can_be_drawn() {
    let page = "<foreignObject width='40' height='30' requiredFeatures='x'>\
                <div xmlns='http://www.w3.org/1999/xhtml' onclick='a()'><iframe src='b'/>Label</div>\
                </foreignObject>";
    let label = drawn(&format!("<switch>{page}<text y='9'>Label</text></switch>"));
    assert!(label.contains("Label") && !label.contains("iframe"), "{label}");
    // draw.io's word to readers that are no browsers is not drawn, as browsers do not draw it.
    let feature = "http://www.w3.org/TR/SVG11/feature#Extensibility";
    let word = format!(
        "<switch><g requiredFeatures='{feature}'/><a xlink:href='https://a.example/'>\
         <text>Text is not SVG</text></a></switch>"
    );
    assert!(!drawn(&word).contains("text"), "{}", drawn(&word));
    let illustrator = "<switch><foreignObject requiredExtensions='a' x='0' y='0' width='1' \
                       height='1'/><g><rect width='4' height='3'/></g></switch>";
    assert!(drawn(illustrator).contains("<path"));
    // What only the page says is taken from the page.
    let cut = format!("<switch>{page}<text y='9'>La...</text></switch>");
    assert!(drawn(&cut).contains(">Label<"), "{}", drawn(&cut));
    assert_eq!(findings(&cut).len(), 1);
    assert!(findings(&cut)[0].help.contains("draw.io"));
    let alone = read(&format!("<switch>{page}</switch>")).unwrap_err();
    assert!(alone.to_string().contains("foreignObject"), "{alone}");
}

#[test]
fn the_program_that_wrote_a_page_into_a_drawing_is_told() {
    let help = |root: &str| {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {root}><foreignObject/></svg>");
        let error = Media::read("a.svg", text.into_bytes(), &FontBook::default()).unwrap_err();
        error.help().unwrap_or_default().to_string()
    };
    assert!(help("id='mermaid-17'").contains("htmlLabels"));
    assert!(help("aria-roledescription='flowchart-v2'").contains("htmlLabels"));
    assert!(help("content='&lt;mxfile host=\"a\"/>'").contains("Formatted Text"));
    assert!(help("").contains("PNG"));
}

#[test]
fn drawings_in_drawings_keep_to_themselves() {
    let inner = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><style>.a{fill:url(#g)}\
                 </style><linearGradient id='g'><stop stop-color='lime'/></linearGradient>\
                 <rect class='a' width='10' height='10'/><rect width='5' height='5'/></svg>";
    let address = format!("data:image/svg+xml,{}", inner.replace('#', "%23").replace('<', "&lt;"));
    let outer = format!(
        "<style>.a{{fill:red}} image{{opacity:0.5}}</style><linearGradient id='g'/>\
         <g fill='blue'><image x='2' width='20' height='20' href=\"{address}\"/></g>"
    );
    let drawn = drawn(&outer);
    assert!(drawn.contains("#00ff00") || drawn.contains("#0f0"), "{drawn}");
    assert!(!drawn.contains("#0000ff") && drawn.contains("opacity=\"0.5\""), "{drawn}");
    let script = "<image width='1' height='1' href='data:image/svg+xml,&lt;svg xmlns=\"http://www.w3.org/2000/svg\">&lt;script/>&lt;/svg>'/>";
    let error = read(&script.replace("\"", "%22")).unwrap_err();
    assert!(error.to_string().contains("a script, in a drawing in it, in line 2"), "{error}");
}

#[test]
fn faces_are_found_by_their_own_names() {
    let faces = |family: &str| {
        let inside =
            format!("<style>.a {{ font-family: {family} }}</style><text class='a'>a</text>");
        let vector = read(&inside).unwrap();
        let faces = vector.lettering().faces.into_keys();
        let faces = faces.map(|own| format!("{} {} {}", own.family, own.weight, own.italic));
        (faces.collect::<Vec<_>>(), vector.findings.len())
    };
    let found = |face: &str, told: usize| (vec![face.to_string()], told);
    assert_eq!(faces("'SourceSans3-Semibold'"), found("Source Sans 3 600 false", 0));
    assert_eq!(faces("SourceSans3-It"), found("Source Sans 3 400 true", 0));
    assert_eq!(faces("'SourceSans3-Hairline'"), found("Source Sans 3 100 false", 1));
    // What is said beside it counts.
    assert_eq!(
        faces("'SourceSans3-Semibold'; font-weight: 400"),
        found("Source Sans 3 400 false", 0)
    );
    let other = faces("'MyriadPro-Regular', 'Source Sans 3'").0;
    assert_eq!(other.last().map(String::as_str), Some("Source Sans 3 400 false"));
}

#[test]
fn families_that_are_not_there_are_set_in_their_kind() {
    let told = findings(
        "<g font-family='Helvetica'><text>a</text><text font-family='Arial, Verdana'>b</text>\n\
         <text font-family='Courier New'>c</text><text font-family='Arial, sans-serif'>c</text></g>",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    let said = &told[0].said;
    assert!(
        said.contains("families \"Helvetica\", \"Arial\" or \"Verdana\", \"Courier New\""),
        "{said}"
    );
    let drawn = drawn("<text y='9' font-family='Helvetica'>a</text>");
    assert!(drawn.contains("sans-serif"), "{drawn}");
}

#[test]
fn text_from_the_right_has_its_start_there() {
    let left = |attributes: &str| {
        let inside = format!("<g {attributes}><text x='20' y='20'>Word</text></g>");
        let vector = read(&inside).unwrap();
        f64::from(vector.tree.root().abs_bounding_box().left())
    };
    let (before, behind) = (left("text-anchor='end'"), left(""));
    assert!((left("direction='rtl'") - before).abs() < 1.0);
    assert!((left("style='direction:rtl;text-anchor:end'") - behind).abs() < 1.0);
    assert_eq!(left("text-anchor='middle' direction='rtl'"), left("text-anchor='middle'"));
}

#[test]
fn letters_and_spaces_are_changed_as_asked() {
    let text = drawn("<text y='9' style='text-transform:uppercase'>one<tspan> two</tspan></text>");
    assert!(text.contains("ONE") && text.contains("TWO"), "{text}");
    let text = drawn("<text y='9' style='text-transform:capitalize'>two words</text>");
    assert!(text.contains("Two Words"), "{text}");
    let text = drawn("<text y='9' style='white-space:pre'>a   b</text>");
    assert!(text.contains("a   b"), "{text}");
}

#[test]
fn strokes_keep_their_width_where_they_should() {
    let inside = "<g transform='scale(4)'><path d='M0 1H9' stroke='red' stroke-width='2' \
                  style='vector-effect:non-scaling-stroke'/></g>";
    assert!(drawn(inside).contains("stroke-width=\"0.5\""), "{}", drawn(inside));
    let uneven = "<g transform='scale(4 1)'><path d='M0 1H9' stroke='red' \
                  vector-effect='non-scaling-stroke'/></g>";
    assert_eq!(read(uneven).unwrap().findings.len(), 0);
}

#[test]
fn styles_without_end_are_refused() {
    let names: String =
        (1..40).map(|own| format!("--a{own}:var(--a{0})var(--a{0});", own - 1)).collect();
    let inside = format!("<style>:root{{--a0:red;{names}}} rect{{fill:var(--a39)}}</style><rect/>");
    assert!(read(&inside).is_ok());
    let rule = format!("circle {} rect", "* ".repeat(9));
    let inside = format!(
        "<style>{rule}{{fill:red}}</style>{}{}{}",
        "<g>".repeat(100),
        "<rect/>".repeat(20_000),
        "</g>".repeat(100)
    );
    let error = read(&inside).unwrap_err();
    assert!(error.to_string().contains("too long to follow"), "{error}");
    for broken in [
        "@",
        "@media",
        "a{",
        "a{b",
        "a{b:",
        "}",
        "a{b:c",
        "{{{{",
        ":not(",
        "[a",
        "\\",
        "@layer a{b{c",
    ] {
        assert!(
            read(&format!("<style>{broken}</style><rect style='{broken}'/>")).is_ok(),
            "{broken}"
        );
    }
}
