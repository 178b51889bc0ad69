//! Style sheets, read: rules, what they are for, and what they declare (CSS Syntax Level 3).

use std::rc::Rc;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};

use super::condition;
use super::selector::{Selector, selectors};

/// A declaration: a property with what it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declaration {
    /// In lower case, unless it is one of the file's own: `--tint`.
    pub name: String,
    /// As it is written.
    pub value: String,
    pub is_important: bool,
    /// The line in the drawing, from 1.
    pub line: u32,
}

/// A rule: what its declarations are for.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub selectors: Rc<Vec<Selector>>,
    pub declarations: Vec<Declaration>,
    /// The number of its layer; those in none come after all layers.
    pub layer: usize,
}

/// In no layer.
pub(super) const UNLAYERED: usize = usize::MAX;

/// All style sheets of a drawing.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub rules: Vec<Rule>,
    /// The families of fonts that it carries or loads, with the line of the first.
    pub fonts: Vec<(String, u32)>,
    /// The style sheets that it loads, with their lines.
    pub imports: Vec<(String, u32)>,
    layers: Vec<String>,
}

impl Sheet {
    /// Reads one more style sheet, which begins in a line of the drawing. What is only for another
    /// medium than a screen of `extent` is passed over.
    pub fn read(&mut self, text: &str, first_line: u32, extent: (f64, f64)) {
        let mut reader = Reader {
            sheet: self,
            first_line,
            extent,
            around: Vec::new(),
            layer: None,
            declarations: Vec::new(),
        };
        let mut input = Parser::new(text);
        // A rule that cannot be read is dropped, and those behind it are read.
        StyleSheetParser::new(&mut input, &mut reader).for_each(drop);
    }

    /// The number of a layer. They count in the order in which they are first named.
    fn layer(&mut self, name: String) -> usize {
        let known = self.layers.iter().position(|own| *own == name);
        known.unwrap_or_else(|| {
            self.layers.push(name);
            self.layers.len() - 1
        })
    }
}

/// Reads the declarations of a `style` attribute that stands in a line of the drawing.
pub(super) fn declarations(text: &str, line: u32) -> Vec<Declaration> {
    let mut sheet = Sheet::default();
    let mut reader = Reader {
        sheet: &mut sheet,
        first_line: line,
        extent: (0.0, 0.0),
        around: Vec::new(),
        layer: None,
        declarations: Vec::new(),
    };
    let mut input = Parser::new(text);
    RuleBodyParser::new(&mut input, &mut reader).for_each(drop);
    reader.declarations
}

struct Reader<'s> {
    sheet: &'s mut Sheet,
    first_line: u32,
    extent: (f64, f64),
    /// What the rules around are for, from the outermost.
    around: Vec<Rc<Vec<Selector>>>,
    layer: Option<String>,
    /// Those of the rule that is read.
    declarations: Vec<Declaration>,
}

type Fault = ParseError<()>;

fn fault() -> Fault {
    ParseError::unexpected_token()
}

/// What an at-rule is.
enum AtRule {
    /// Its rules hold, or do not.
    Condition(bool),
    Layer(Vec<String>),
    Font,
    /// A style sheet from elsewhere.
    Import(String),
    /// Steps of an animation and the like: nothing of it is drawn.
    Passed,
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    type Prelude = AtRule;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<AtRule, Fault> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "media" => AtRule::Condition(condition::medium(input, self.extent)),
            "supports" => AtRule::Condition(condition::supports(input)),
            "layer" => AtRule::Layer(layer_names(input)?),
            "font-face" => AtRule::Font,
            "import" => {
                let address = input.expect_url_or_string().map_err(|_| fault())?.to_string();
                while input.next().is_ok() {}
                AtRule::Import(address)
            }
            _ => {
                while input.next().is_ok() {}
                AtRule::Passed
            }
        })
    }

    fn rule_without_block(&mut self, prelude: AtRule, start: &ParserState) -> Result<(), ()> {
        match prelude {
            AtRule::Layer(names) => {
                for name in names {
                    let name = self.within_layer(&name);
                    self.sheet.layer(name);
                }
            }
            AtRule::Import(address) => {
                let line = self.first_line + start.source_location().line;
                self.sheet.imports.push((address, line));
            }
            _ => {}
        }
        Ok(())
    }

    fn parse_block(
        &mut self,
        prelude: AtRule,
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Fault> {
        match prelude {
            AtRule::Condition(true) => self.block(input),
            AtRule::Layer(names) => {
                let number = self.sheet.layers.len();
                let name = names.first().cloned().unwrap_or_else(|| format!("({number})"));
                let name = self.within_layer(&name);
                self.sheet.layer(name.clone());
                let outer = self.layer.replace(name);
                self.block(input);
                self.layer = outer;
            }
            AtRule::Font => {
                let line = self.first_line + start.source_location().line;
                let outer = std::mem::take(&mut self.declarations);
                RuleBodyParser::new(input, self).for_each(drop);
                let own = std::mem::replace(&mut self.declarations, outer);
                let family = own.into_iter().find(|own| own.name == "font-family");
                let family = family.map_or(String::new(), |own| own.value);
                let family = family.trim_matches(['"', '\'']).to_string();
                self.sheet.fonts.push((family, line));
            }
            AtRule::Condition(false) | AtRule::Import(_) | AtRule::Passed => {
                while input.next().is_ok() {}
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn within_layer(&self, name: &str) -> String {
        self.layer.as_ref().map_or(name.to_string(), |outer| format!("{outer}.{name}"))
    }

    /// Reads what stands inside of a condition or a layer: rules, and inside of a rule
    /// declarations of that rule.
    fn block(&mut self, input: &mut Parser<'_>) {
        let outer = std::mem::take(&mut self.declarations);
        RuleBodyParser::new(input, self).for_each(drop);
        let own = std::mem::replace(&mut self.declarations, outer);
        if let Some(selectors) = self.around.last().cloned() {
            self.keep(selectors, own);
        }
    }

    /// Keeps a rule; whether it declares anything.
    fn keep(&mut self, selectors: Rc<Vec<Selector>>, declarations: Vec<Declaration>) -> bool {
        if declarations.is_empty() {
            return false;
        }
        let layer = self.layer.clone().map_or(UNLAYERED, |name| self.sheet.layer(name));
        self.sheet.rules.push(Rule { selectors, declarations, layer });
        true
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = Vec<Selector>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Vec<Selector>, Fault> {
        selectors(input, self.around.last())
    }

    fn parse_block(
        &mut self,
        prelude: Vec<Selector>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Fault> {
        let selectors = Rc::new(prelude);
        let outer = std::mem::take(&mut self.declarations);
        // The rules inside come behind the declarations of this one.
        let place = self.sheet.rules.len();
        self.around.push(selectors.clone());
        RuleBodyParser::new(input, self).for_each(drop);
        self.around.pop();
        let own = std::mem::replace(&mut self.declarations, outer);
        let is_kept = self.keep(selectors, own);
        if is_kept && let Some(inner @ [_, _, ..]) = self.sheet.rules.get_mut(place..) {
            inner.rotate_right(1);
        }
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for Reader<'_> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), Fault> {
        let (value, is_important) = value(input)?;
        let is_own = name.starts_with("--");
        if value.is_empty() && !is_own {
            return Err(fault());
        }
        let name = if is_own { name.to_string() } else { name.to_ascii_lowercase() };
        let line = self.first_line + start.source_location().line;
        self.declarations.push(Declaration { name, value: value.to_string(), is_important, line });
        Ok(())
    }
}

impl RuleBodyItemParser<'_, (), ()> for Reader<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// A value without the word `!important` behind it, and whether that is there.
fn value<'i>(input: &mut Parser<'i>) -> Result<(&'i str, bool), Fault> {
    input.skip_whitespace();
    let start = input.position();
    let mut mark = None;
    loop {
        let at = input.position();
        match input.next_including_whitespace_and_comments() {
            Ok(Token::Delim('!')) => mark = Some((at, input.position())),
            // Braces belong to a rule inside of the rule.
            Ok(Token::BadString(_) | Token::BadUrl(_) | Token::CurlyBracketBlock) => {
                return Err(fault());
            }
            Ok(token) if token.is_parse_error() => return Err(fault()),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    let end = input.position();
    match mark {
        Some((at, behind)) => {
            let word = input.slice(behind..end).trim();
            match word.eq_ignore_ascii_case("important") {
                true => Ok((input.slice(start..at).trim(), true)),
                false => Err(fault()),
            }
        }
        None => Ok((input.slice(start..end).trim(), false)),
    }
}

fn layer_names(input: &mut Parser<'_>) -> Result<Vec<String>, Fault> {
    if input.is_exhausted() {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(|input| {
        let mut name = input.expect_ident().map_err(|_| fault())?.to_string();
        while input.try_parse(|input| input.expect_delim('.')).is_ok() {
            let part = input.expect_ident().map_err(|_| fault())?;
            name = format!("{name}.{part}");
        }
        Ok(name)
    })
}
