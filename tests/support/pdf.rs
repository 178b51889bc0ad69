//! Reads a finished PDF back: its structure tree with the text of each element, as assistive
//! technology reads it, its page labels and its fonts. Nothing of the program that wrote the file
//! is used.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The number under which the text of artifacts is kept, which have none.
const ARTIFACT: i64 = -1;

/// A PDF, read back.
pub struct Pdf {
    document: Document,
    pages: Vec<ObjectId>,
    /// The text of each marked-content sequence: by page and MCID.
    marked: HashMap<(ObjectId, i64), String>,
}

/// A run of text in reading order, with the types of the structure elements around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The structure types, outermost first.
    pub inside: Vec<String>,
    /// The innermost element that is not part of a line, counted in the order of the tree.
    pub block: usize,
    /// The page, from 0, and the number of the sequence in it.
    pub at: (usize, i64),
    /// The text.
    pub text: String,
}

/// A structure element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The structure type.
    pub role: String,
    /// What else is said of it, apart from places and identities: `Alt`, `Lang`, `Scope`.
    pub said: Vec<(&'static str, String)>,
    /// What is inside.
    pub kids: Vec<Kid>,
}

/// What is inside a structure element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kid {
    /// An element.
    Element(Element),
    /// Text; what is drawn and says nothing is empty.
    Text(String),
    /// An annotation, by its words.
    Annotation(String),
}

impl Element {
    /// All text inside.
    pub fn text(&self) -> String {
        let text = |kid: &Kid| match kid {
            Kid::Element(element) => element.text(),
            Kid::Text(text) => text.clone(),
            Kid::Annotation(_) => String::new(),
        };
        self.kids.iter().map(text).collect()
    }

    /// What is said of it under this name.
    pub fn says(&self, name: &str) -> Option<&str> {
        let mut said = self.said.iter();
        said.find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }
}

/// Where a walk through the structure tree is, and what it has heard.
struct Walk {
    inside: Vec<String>,
    block: usize,
    blocks: usize,
    said: Vec<Said>,
}

impl Pdf {
    /// Opens a PDF and reads the text of its marked content.
    pub fn open(path: &Path) -> Pdf {
        let document = Document::load(path).unwrap();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut pdf = Pdf { document, pages, marked: HashMap::new() };
        for page in pdf.pages.clone() {
            pdf.read_page(page);
        }
        pdf
    }

    /// Its identifier by its XMP metadata.
    pub fn identifier(&self) -> String {
        let catalog = self.document.catalog().unwrap();
        let id = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
        let stream = self.document.get_object(id).unwrap().as_stream().unwrap();
        let content = stream.get_plain_content().unwrap();
        let xmp = std::str::from_utf8(&content).unwrap();
        let (_, rest) = xmp.split_once("<dc:identifier>").unwrap();
        rest.split_once('<').unwrap().0.to_string()
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The texts of the structure tree, in its order.
    pub fn structure(&self) -> Vec<Said> {
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        let mut walk = Walk { inside: Vec::new(), block: 0, blocks: 0, said: Vec::new() };
        self.walk(root.get(b"K").unwrap(), None, &mut walk);
        walk.said
    }

    /// The label of each page: ISO 32000-1, 12.4.2, with the two styles that a report has.
    pub fn labels(&self) -> Vec<String> {
        let catalog = self.document.catalog().unwrap();
        let tree = self.dictionary(catalog.get(b"PageLabels").unwrap());
        let mut ranges = BTreeMap::new();
        for pair in tree.get(b"Nums").unwrap().as_array().unwrap().chunks(2) {
            ranges.insert(pair[0].as_i64().unwrap(), self.dictionary(&pair[1]));
        }
        let label = |page: usize| {
            let page = i64::try_from(page).unwrap();
            let (first, range) = ranges.range(..=page).next_back().unwrap();
            let start = range.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            let number = usize::try_from(start + page - first).unwrap();
            match range.get(b"S").unwrap().as_name().unwrap() {
                b"D" => number.to_string(),
                b"r" => {
                    let tens = ["", "x", "xx", "xxx"][number / 10];
                    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
                    format!("{tens}{}", ones[number % 10])
                }
                other => panic!("pages are numbered in the style {other:?}"),
            }
        };
        (0..self.pages.len()).map(label).collect()
    }

    /// The addresses of the links to the world outside, page by page in the order of the
    /// annotations; a link over several lines has one.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for page in &self.pages {
            let page = self.document.get_object(*page).unwrap().as_dict().unwrap();
            let Ok(annotations) = page.get(b"Annots") else { continue };
            let annotations = match annotations {
                Object::Reference(id) => self.document.get_object(*id).unwrap(),
                other => other,
            };
            for annotation in annotations.as_array().unwrap() {
                let action = self.dictionary(annotation).get(b"A").map(|own| self.dictionary(own));
                if let Ok(Ok(uri)) = action.map(|action| action.get(b"URI")) {
                    links.push(String::from_utf8_lossy(uri.as_str().unwrap()).into_owned());
                }
            }
        }
        links
    }

    /// The alternative texts, in the order of the structure tree.
    pub fn alternatives(&self) -> Vec<String> {
        fn walk(pdf: &Pdf, kid: &Object, found: &mut Vec<String>) {
            match kid {
                Object::Array(kids) => kids.iter().for_each(|kid| walk(pdf, kid, found)),
                Object::Reference(id) => walk(pdf, pdf.document.get_object(*id).unwrap(), found),
                Object::Dictionary(element) => {
                    let figure = element.get(b"S").and_then(Object::as_name).ok();
                    let alt = element.get(b"Alt").and_then(Object::as_str);
                    if let (Some(b"Figure"), Ok(alt)) = (figure, alt) {
                        found.push(text_string(alt));
                    }
                    if let Ok(kids) = element.get(b"K") {
                        walk(pdf, kids, found);
                    }
                }
                _ => {}
            }
        }
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        let mut found = Vec::new();
        walk(self, root.get(b"K").unwrap(), &mut found);
        found
    }

    /// The structure tree. Text of one element over several lines and pages is one.
    pub fn tree(&self) -> Element {
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        self.element(self.dictionary(root.get(b"K").unwrap()), None)
    }

    fn element(&self, dictionary: &Dictionary, page: Option<ObjectId>) -> Element {
        let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let role = dictionary.get(b"S").and_then(Object::as_name).unwrap();
        let mut element =
            Element { role: String::from_utf8_lossy(role).into_owned(), ..Element::default() };
        for key in ["Alt", "ActualText", "Lang", "E"] {
            if let Ok(value) = dictionary.get(key.as_bytes()).and_then(Object::as_str) {
                element.said.push((key, text_string(value)));
            }
        }
        if dictionary.has(b"ID") {
            element.said.push(("ID", String::new()));
        }
        if let Ok(attributes) = dictionary.get(b"A").map(|object| self.dictionary(object)) {
            for key in ["Scope", "ListNumbering", "RowSpan", "ColSpan"] {
                match attributes.get(key.as_bytes()) {
                    Ok(Object::Name(name)) => {
                        element.said.push((key, String::from_utf8_lossy(name).into_owned()));
                    }
                    Ok(other) => element.said.push((key, format!("{other:?}"))),
                    Err(_) => {}
                }
            }
            if attributes.has(b"BBox") {
                element.said.push(("BBox", String::new()));
            }
        }
        if let Ok(kids) = dictionary.get(b"K") {
            self.kids(kids, page, &mut element.kids);
        }
        element
    }

    fn kids(&self, kid: &Object, page: Option<ObjectId>, kids: &mut Vec<Kid>) {
        match kid {
            Object::Array(list) => list.iter().for_each(|kid| self.kids(kid, page, kids)),
            Object::Reference(id) => self.kids(self.document.get_object(*id).unwrap(), page, kids),
            Object::Integer(mcid) => {
                let text = self.marked.get(&(page.unwrap(), *mcid)).cloned().unwrap_or_default();
                match kids.last_mut() {
                    Some(Kid::Text(before)) => before.push_str(&text),
                    _ => kids.push(Kid::Text(text)),
                }
            }
            other => {
                let dictionary = other.as_dict().unwrap();
                let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                match dictionary.get(b"Type").and_then(Object::as_name) {
                    Ok(b"OBJR") => {
                        let annotation = self.dictionary(dictionary.get(b"Obj").unwrap());
                        let words = annotation.get(b"Contents").and_then(Object::as_str).unwrap();
                        kids.push(Kid::Annotation(text_string(words)));
                    }
                    Ok(b"MCR") => self.kids(dictionary.get(b"MCID").unwrap(), page, kids),
                    _ => kids.push(Kid::Element(self.element(dictionary, page))),
                }
            }
        }
    }

    /// The colours in which the pages fill, one for each time that one is set: red, green and blue
    /// from 0 to 1. What is drawn inside pictures is not looked into.
    pub fn fills(&self) -> Vec<[f32; 3]> {
        let mut fills = Vec::new();
        for page in &self.pages {
            let content = self.document.get_page_content(*page);
            for operation in Content::decode(&content).unwrap().operations {
                if let ("rg", [red, green, blue]) =
                    (operation.operator.as_str(), operation.operands.as_slice())
                {
                    let part = |operand: &Object| operand.as_float().unwrap();
                    fills.push([part(red), part(green), part(blue)]);
                }
            }
        }
        fills
    }

    /// The text of all artifacts.
    pub fn unread(&self) -> String {
        let unread = self.marked.iter().filter(|((_, mcid), _)| *mcid == ARTIFACT);
        unread.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// How many times a picture is drawn.
    pub fn pictures(&self) -> usize {
        let drawn = |page: &ObjectId| {
            let content = self.document.get_page_content(*page);
            let operations = Content::decode(&content).unwrap().operations;
            operations.iter().filter(|own| own.operator == "Do").count()
        };
        self.pages.iter().map(drawn).sum()
    }

    /// The text of a page in the order of its content, artifacts left out.
    pub fn page_text(&self, page: usize) -> String {
        let id = self.pages[page];
        let mut texts: Vec<(i64, &String)> = self
            .marked
            .iter()
            .filter(|((own, mcid), _)| *own == id && *mcid != ARTIFACT)
            .map(|((_, mcid), text)| (*mcid, text))
            .collect();
        texts.sort();
        texts.into_iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        match object {
            Object::Reference(id) => self.dictionary(self.document.get_object(*id).unwrap()),
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().unwrap(),
        }
    }

    fn walk(&self, kid: &Object, page: Option<ObjectId>, walk: &mut Walk) {
        match kid {
            Object::Array(kids) => {
                for kid in kids {
                    self.walk(kid, page, walk);
                }
            }
            Object::Integer(mcid) => {
                let text = self.marked.get(&(page.unwrap(), *mcid)).cloned().unwrap_or_default();
                let page = self.pages.iter().position(|own| Some(*own) == page).unwrap();
                let (inside, block) = (walk.inside.clone(), walk.block);
                walk.said.push(Said { inside, block, at: (page, *mcid), text });
            }
            Object::Reference(id) => {
                self.walk(self.document.get_object(*id).unwrap(), page, walk);
            }
            Object::Dictionary(element) => {
                let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                match element.get(b"Type").and_then(Object::as_name) {
                    Ok(b"OBJR") => {}
                    Ok(b"MCR") => self.walk(element.get(b"MCID").unwrap(), page, walk),
                    _ => self.walk_element(element, page, walk),
                }
            }
            other => panic!("a structure element has the kid {other:?}"),
        }
    }

    fn walk_element(&self, element: &Dictionary, page: Option<ObjectId>, walk: &mut Walk) {
        const OF_A_LINE: [&str; 4] = ["Link", "Reference", "Span", "Code"];
        let name = element.get(b"S").and_then(Object::as_name).unwrap();
        let name = String::from_utf8_lossy(name).into_owned();
        let outer = walk.block;
        if !OF_A_LINE.contains(&name.as_str()) {
            walk.blocks += 1;
            walk.block = walk.blocks;
        }
        walk.inside.push(name);
        if let Ok(kids) = element.get(b"K") {
            self.walk(kids, page, walk);
        }
        walk.inside.pop();
        walk.block = outer;
    }

    /// Reads the content of a page. A sequence with `ActualText` says that instead of its glyphs.
    fn read_page(&mut self, page: ObjectId) {
        let fonts = self.document.get_page_fonts(page).unwrap();
        let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
            fonts.iter().map(|(name, font)| (name.clone(), self.to_unicode(font))).collect();
        let content = self.document.get_page_content(page);
        let content = Content::decode(&content).unwrap();
        let preferences = self.document.catalog().unwrap().get(b"ViewerPreferences");
        let direction = preferences.and_then(|own| self.dictionary(own).get(b"Direction"));
        let right_to_left = direction.and_then(Object::as_name).is_ok_and(|own| own == b"R2L");
        let mut open: Vec<(Option<i64>, bool)> = Vec::new();
        let mut runs: Vec<(i64, Vec<String>)> = Vec::new();
        let mut map: Option<&BTreeMap<u16, String>> = None;
        for operation in &content.operations {
            let innermost = open.iter().rev().find_map(|(mcid, _)| *mcid);
            match operation.operator.as_str() {
                "BMC" => open.push((None, false)),
                "BDC" => {
                    let property = operation.operands[1].as_dict().ok();
                    let artifact =
                        operation.operands[0].as_name().is_ok_and(|own| own == b"Artifact");
                    let mcid = property.and_then(|dict| dict.get(b"MCID").ok()?.as_i64().ok());
                    let mcid = mcid.or(artifact.then_some(ARTIFACT));
                    let actual = property
                        .and_then(|dict| dict.get(b"ActualText").ok()?.as_str().ok())
                        .map(utf16);
                    open.push((mcid, actual.is_some()));
                    if let Some(mcid) = mcid {
                        runs.push((mcid, Vec::new()));
                    }
                    if let Some(actual) = actual {
                        say(&mut runs, mcid.or(innermost), actual);
                    }
                }
                "EMC" => {
                    open.pop().unwrap();
                }
                // With a place or a font of its own begins a run of glyphs.
                "Td" => runs.extend(innermost.map(|mcid| (mcid, Vec::new()))),
                "Tf" => {
                    map = Some(&maps[operation.operands[0].as_name().unwrap()]);
                    runs.extend(innermost.map(|mcid| (mcid, Vec::new())));
                }
                "TJ" if !open.iter().any(|(_, actual)| *actual) => {
                    let mut said = Vec::new();
                    glyphs(&operation.operands, map.unwrap(), &mut said);
                    said.into_iter().for_each(|said| say(&mut runs, innermost, said));
                }
                _ => {}
            }
        }
        for (mcid, said) in runs {
            let said = logical(said, right_to_left);
            self.marked.entry((page, mcid)).or_default().push_str(&said);
        }
    }

    fn to_unicode(&self, font: &Dictionary) -> BTreeMap<u16, String> {
        let stream =
            self.document.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap());
        let stream = stream.unwrap().as_stream().unwrap();
        let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let text = String::from_utf8(text).unwrap();
        let mut map = BTreeMap::new();
        for line in text.lines() {
            let parts: Vec<&str> = line.split_whitespace().collect();
            if let [code, unicode] = parts[..] {
                let hex =
                    |part: &str| part.strip_prefix('<')?.strip_suffix('>').map(str::to_string);
                if let (Some(code), Some(unicode)) = (hex(code), hex(unicode)) {
                    let code = u16::from_str_radix(&code, 16).unwrap();
                    let units = unicode.as_bytes().chunks(4);
                    let units = units.map(|unit| std::str::from_utf8(unit).unwrap());
                    let units: Vec<u16> =
                        units.map(|unit| u16::from_str_radix(unit, 16).unwrap()).collect();
                    map.entry(code).or_insert_with(|| String::from_utf16(&units).unwrap());
                }
            }
        }
        map
    }
}

/// Adds what a glyph says to the run that is open.
fn say(runs: &mut [(i64, Vec<String>)], mcid: Option<i64>, said: String) {
    if let Some((own, run)) = runs.last_mut()
        && Some(*own) == mcid
    {
        run.push(said);
    }
}

/// What the glyphs of a run say in the order of reading. They stand from left to right in a PDF
/// (ISO 32000-1, 14.8.2.3.3), and readers turn words of right-to-left scripts round; signs alone have
/// the direction of the document.
fn logical(mut said: Vec<String>, right_to_left: bool) -> String {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}') && c.is_alphabetic();
    let has = |of: &dyn Fn(char) -> bool| said.iter().any(|said| said.contains(of));
    if has(&is_rtl) || (right_to_left && !has(&char::is_alphanumeric)) {
        said.reverse();
    }
    said.concat()
}

fn glyphs(operands: &[Object], map: &BTreeMap<u16, String>, said: &mut Vec<String>) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                for code in bytes.chunks(2) {
                    let code = u16::from_be_bytes([code[0], code[1]]);
                    said.push(map.get(&code).map_or("\u{fffd}", String::as_str).to_string());
                }
            }
            Object::Array(inside) => glyphs(inside, map, said),
            _ => {}
        }
    }
}

/// A text string: ISO 32000-1, 7.9.2.2.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] => utf16(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes[2..].chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
}
