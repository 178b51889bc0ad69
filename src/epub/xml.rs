//! Writing XML: every element is closed, every character is escaped.

use super::container::{SCREEN_SHEET, STYLE_SHEET};
use crate::xml::escape;

/// Elements that are written `<br/>` when they hold nothing. All others get an end tag, since
/// some readers take XHTML for HTML, where `<span/>` would never end.
const VOID: &[&str] =
    &["br", "hr", "img", "link", "meta", "item", "itemref", "content", "reference"];

/// An XML document in the making.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
    /// Whether the last start tag may still take attributes.
    in_tag: bool,
}

impl Xml {
    /// A document with its declaration.
    pub(super) fn new() -> Xml {
        let text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Xml { text, open: Vec::new(), in_tag: false }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str) -> &mut Xml {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Gives the element just opened an attribute. After anything else was written it does nothing.
    pub(super) fn attr(&mut self, name: &str, value: &str) -> &mut Xml {
        if self.in_tag {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
        self
    }

    /// Gives the element just opened an attribute, if there is a value for it.
    pub(super) fn attr_if(&mut self, name: &str, value: Option<&str>) -> &mut Xml {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Writes characters.
    pub(super) fn words(&mut self, words: &str) -> &mut Xml {
        self.end_tag();
        escape(words, &mut self.text);
        self
    }

    /// Writes what is XML already.
    pub(super) fn raw(&mut self, xml: &str) -> &mut Xml {
        self.end_tag();
        self.text.push_str(xml);
        self
    }

    /// Begins a new line, for those who read the source.
    pub(super) fn line(&mut self) -> &mut Xml {
        self.raw("\n")
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) -> &mut Xml {
        let Some(name) = self.open.pop() else { return self };
        if self.in_tag && VOID.contains(&name) {
            self.text.push_str("/>");
            self.in_tag = false;
            return self;
        }
        self.end_tag();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        self
    }

    /// An element that holds nothing but words.
    pub(super) fn element(&mut self, name: &'static str, words: &str) -> &mut Xml {
        self.open(name).words(words).close()
    }

    /// The document, with what is still open closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.text.push('>');
            self.in_tag = false;
        }
    }
}

/// What the head of a content document says.
pub(super) struct Head<'a> {
    /// The title.
    pub(super) title: &'a str,
    /// The language, as BCP 47 has it.
    pub(super) language: &'a str,
    /// Whether the language runs from right to left.
    pub(super) right_to_left: bool,
    /// The division of the book, by the EPUB Structural Semantics Vocabulary.
    pub(super) division: &'a str,
}

/// Begins a content document (EPUB 3.3, section 6.1), up to the opened frame in its body, by whose
/// width the style sheet chooses a layout.
pub(super) fn content_document(head: &Head<'_>) -> Xml {
    let mut xml = Xml::new();
    xml.raw("<!DOCTYPE html>\n");
    xml.open("html")
        .attr("xmlns", "http://www.w3.org/1999/xhtml")
        .attr("xmlns:epub", "http://www.idpf.org/2007/ops")
        .attr("lang", head.language)
        .attr("xml:lang", head.language)
        .attr_if("dir", head.right_to_left.then_some("rtl"))
        .line();
    xml.open("head").line();
    xml.open("meta").attr("charset", "utf-8").close().line();
    xml.element("title", head.title).line();
    xml.open("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1")
        .close()
        .line();
    for sheet in [STYLE_SHEET, SCREEN_SHEET] {
        xml.open("link").attr("rel", "stylesheet").attr("type", "text/css");
        xml.attr("href", sheet).close().line();
    }
    xml.close().line();
    xml.open("body").attr("epub:type", head.division).line();
    xml.open("div").attr("class", "frame").line();
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_escaped_and_those_unknown_to_xml_left_out() {
        let mut xml = Xml::default();
        xml.open("p").attr("title", "a\"<b>").words("AT&T\u{0}\u{b}<\u{fffe}>");
        assert_eq!(xml.finish(), "<p title=\"a&quot;&lt;b&gt;\">AT&amp;T&lt;&gt;</p>\n");
    }

    #[test]
    fn only_void_elements_close_themselves() {
        let mut xml = Xml::default();
        xml.open("p").open("br").close().open("span").attr("id", "a").close();
        assert_eq!(xml.finish(), "<p><br/><span id=\"a\"></span></p>\n");
    }
}
