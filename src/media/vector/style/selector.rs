//! Selectors of style sheets (Selectors Level 4), read.

use std::rc::Rc;

use cssparser::{ParseError, Parser, Token, parse_nth};

/// What a rule of a style sheet is for.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    /// From the element itself leftwards.
    pub parts: Vec<Part>,
    /// How particular it is: ids, then classes and their like, then names.
    pub specificity: Specificity,
}

/// One element that a selector asks for.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// All that the element must be.
    pub tests: Vec<Test>,
    /// How it stands to the part to the left.
    pub left: Combinator,
}

/// How an element stands to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Combinator {
    Inside,
    Child,
    Next,
    Later,
}

/// One thing that an element must be.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Name(String),
    Id(String),
    Class(String),
    Attribute {
        name: String,
        test: ValueTest,
        value: String,
        any_case: bool,
    },
    Root,
    Empty,
    Nth {
        step: i32,
        offset: i32,
        from_end: bool,
        of_name: bool,
        /// Only elements of these are counted.
        of: Vec<Selector>,
    },
    Any(Rc<Vec<Selector>>),
    None(Vec<Selector>),
    Has(Vec<Selector>),
    Link,
    Language(Vec<String>),
    /// What holds only while somebody looks: a pointer above it, a focus.
    Never,
}

/// How the value of an attribute is tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ValueTest {
    Present,
    Equal,
    Word,
    Dashed,
    Start,
    End,
    Inside,
}

/// Ids, classes, names; the greater wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Specificity(u16, u16, u16);

impl Specificity {
    fn with(self, other: Specificity) -> Specificity {
        Specificity(
            self.0.saturating_add(other.0),
            self.1.saturating_add(other.1),
            self.2.saturating_add(other.2),
        )
    }

    fn greatest(selectors: &[Selector]) -> Specificity {
        selectors.iter().map(|own| own.specificity).max().unwrap_or_default()
    }
}

type Fault = ParseError<()>;

/// Reads a list of selectors. Inside of a rule `&` is what that rule is for.
pub(super) fn selectors(
    input: &mut Parser<'_>,
    around: Option<&Rc<Vec<Selector>>>,
) -> Result<Vec<Selector>, Fault> {
    input.parse_comma_separated(|input| selector(input, around, false))
}

fn fault() -> Fault {
    ParseError::unexpected_token()
}

/// Reads one selector; a relative one begins at another element, as inside of `:has()`.
fn selector(
    input: &mut Parser<'_>,
    around: Option<&Rc<Vec<Selector>>>,
    is_relative: bool,
) -> Result<Selector, Fault> {
    let mut reading = Reading { around, ..Reading::default() };
    input.skip_whitespace();
    while let Ok(token) = input.next_including_whitespace() {
        let token = token.clone();
        match combinator(&token) {
            Some(found) => reading.join(found)?,
            None => {
                let (test, specificity) = reading.test(token, input)?;
                reading.add(test, specificity);
            }
        }
    }
    reading.finish(is_relative)
}

fn combinator(token: &Token<'_>) -> Option<Combinator> {
    match token {
        Token::WhiteSpace(_) => Some(Combinator::Inside),
        Token::Delim('>') => Some(Combinator::Child),
        Token::Delim('+') => Some(Combinator::Next),
        Token::Delim('~') => Some(Combinator::Later),
        _ => None,
    }
}

/// A selector as far as it is read, from left to right.
#[derive(Default)]
struct Reading<'a> {
    around: Option<&'a Rc<Vec<Selector>>>,
    parts: Vec<Part>,
    tests: Vec<Test>,
    /// Whether a part has begun; `*` tests nothing.
    begun: bool,
    /// What stands to the left of the part that is read.
    left: Option<Combinator>,
    named: bool,
    specificity: Specificity,
}

impl Reading<'_> {
    fn join(&mut self, found: Combinator) -> Result<(), Fault> {
        if self.begun {
            self.close();
            self.left = Some(found);
        } else {
            match (self.left, found) {
                // Spaces around a sign say nothing.
                (_, Combinator::Inside) => {}
                (None | Some(Combinator::Inside), found) => self.left = Some(found),
                _ => return Err(fault()),
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        let left = self.left.take().unwrap_or(Combinator::Inside);
        self.parts.push(Part { tests: std::mem::take(&mut self.tests), left });
        self.begun = false;
    }

    fn add(&mut self, test: Option<Test>, specificity: Specificity) {
        self.begun = true;
        self.tests.extend(test);
        self.specificity = self.specificity.with(specificity);
    }

    fn finish(mut self, is_relative: bool) -> Result<Selector, Fault> {
        if self.begun {
            self.close();
        } else if self.left.is_some_and(|left| left != Combinator::Inside) {
            return Err(fault());
        }
        let first = self.parts.first().ok_or_else(fault)?;
        // Only what is relative begins with a sign: inside of `:has()`, or of a rule.
        let starts_bare = first.left != Combinator::Inside;
        match self.around {
            Some(around) if !self.named => {
                self.specificity = self.specificity.with(Specificity::greatest(around));
                let tests = vec![Test::Any(around.clone())];
                self.parts.insert(0, Part { tests, left: Combinator::Inside });
            }
            None if starts_bare && !is_relative => return Err(fault()),
            _ => {}
        }
        self.parts.reverse();
        Ok(Selector { parts: self.parts, specificity: self.specificity })
    }

    fn test(
        &mut self,
        token: Token<'_>,
        input: &mut Parser<'_>,
    ) -> Result<(Option<Test>, Specificity), Fault> {
        let class = Specificity(0, 1, 0);
        Ok(match token {
            Token::Delim('*') => {
                Self::skip_prefix(input);
                (None, Specificity::default())
            }
            Token::Delim('&') => {
                self.named = true;
                let around = self.around.ok_or_else(fault)?;
                (Some(Test::Any(around.clone())), Specificity::greatest(around))
            }
            Token::Ident(name) => {
                // The prefix of a name space: all that is drawn is of one.
                if Self::skip_prefix(input) {
                    return Ok((None, Specificity::default()));
                }
                (Some(Test::Name(name.to_string())), Specificity(0, 0, 1))
            }
            Token::IDHash(id) => (Some(Test::Id(id.to_string())), Specificity(1, 0, 0)),
            Token::Delim('.') => {
                let token = input.next_including_whitespace().map_err(|_| fault())?;
                let Token::Ident(name) = token else { return Err(fault()) };
                (Some(Test::Class(name.to_string())), class)
            }
            Token::SquareBracketBlock => (Some(input.parse_nested_block(attribute)?), class),
            Token::Colon => Self::pseudo(input)?,
            _ => return Err(fault()),
        })
    }

    /// Steps over the `|` behind a prefix; whether there was one.
    fn skip_prefix(input: &mut Parser<'_>) -> bool {
        let bar = |input: &mut Parser<'_>| match input.next_including_whitespace() {
            Ok(Token::Delim('|')) => Ok(()),
            _ => Err(()),
        };
        input.try_parse(bar).is_ok()
    }

    fn pseudo(input: &mut Parser<'_>) -> Result<(Option<Test>, Specificity), Fault> {
        let class = Specificity(0, 1, 0);
        match input.next_including_whitespace().map_err(|_| fault())?.clone() {
            // A part of an element's looks, as `::selection` is: none is drawn.
            Token::Colon => {
                match input.next_including_whitespace().map_err(|_| fault())?.clone() {
                    Token::Ident(_) => {}
                    Token::Function(_) => input.parse_nested_block(skip_all)?,
                    _ => return Err(fault()),
                }
                Ok((Some(Test::Never), Specificity(0, 0, 1)))
            }
            Token::Ident(name) => {
                let test = plain_pseudo(&name.to_ascii_lowercase()).ok_or_else(fault)?;
                Ok((Some(test), class))
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                input.parse_nested_block(|input| Self::function(&name, input))
            }
            _ => Err(fault()),
        }
    }

    fn function(name: &str, input: &mut Parser<'_>) -> Result<(Option<Test>, Specificity), Fault> {
        let class = Specificity(0, 1, 0);
        Ok(match name {
            "is" | "where" | "matches" | "-webkit-any" => {
                let own = input
                    .parse_comma_separated_ignoring_errors(|input| selector(input, None, false));
                let specificity = match name {
                    "where" => Specificity::default(),
                    _ => Specificity::greatest(&own),
                };
                (Some(Test::Any(Rc::new(own))), specificity)
            }
            "not" => {
                let own = input.parse_comma_separated(|input| selector(input, None, false))?;
                let specificity = Specificity::greatest(&own);
                (Some(Test::None(own)), specificity)
            }
            "has" => {
                let own = input.parse_comma_separated(|input| selector(input, None, true))?;
                let specificity = Specificity::greatest(&own);
                (Some(Test::Has(own)), specificity)
            }
            "nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type" => {
                let (step, offset) = parse_nth(input).map_err(|_| fault())?;
                let (from_end, of_name) = (name.contains("last"), name.contains("type"));
                let mut of = Vec::new();
                if input.try_parse(|input| input.expect_ident_matching("of")).is_ok() {
                    of = input.parse_comma_separated(|input| selector(input, None, false))?;
                }
                input.expect_exhausted().map_err(|_| fault())?;
                let specificity = class.with(Specificity::greatest(&of));
                (Some(Test::Nth { step, offset, from_end, of_name, of }), specificity)
            }
            "lang" => {
                let tags = input.parse_comma_separated(|input| {
                    let tag = input.expect_ident_or_string().map_err(|_| fault())?;
                    Ok::<String, Fault>(tag.to_ascii_lowercase())
                })?;
                (Some(Test::Language(tags)), class)
            }
            "dir" | "state" | "host" | "host-context" => {
                skip_all(input)?;
                (Some(Test::Never), class)
            }
            _ => return Err(fault()),
        })
    }
}

/// What a pseudo-class without arguments asks for; none for one that there is not.
fn plain_pseudo(name: &str) -> Option<Test> {
    let nth =
        |from_end, of_name| Test::Nth { step: 0, offset: 1, from_end, of_name, of: Vec::new() };
    let only = |of_name| {
        let both = [nth(false, of_name), nth(true, of_name)];
        let parts = vec![Part { tests: both.to_vec(), left: Combinator::Inside }];
        Test::Any(Rc::new(vec![Selector { parts, specificity: Specificity::default() }]))
    };
    Some(match name {
        "root" | "scope" => Test::Root,
        "empty" => Test::Empty,
        "first-child" => nth(false, false),
        "last-child" => nth(true, false),
        "first-of-type" => nth(false, true),
        "last-of-type" => nth(true, true),
        "only-child" => only(false),
        "only-of-type" => only(true),
        "link" | "any-link" => Test::Link,
        "defined" => Test::None(Vec::new()),
        "hover" | "active" | "focus" | "focus-within" | "focus-visible" | "visited" | "target"
        | "target-within" | "checked" | "enabled" | "disabled" | "required" | "optional"
        | "before" | "after" | "first-line" | "first-letter" | "fullscreen" | "host"
        | "playing" | "paused" | "valid" | "invalid" | "read-only" | "read-write" | "default"
        | "indeterminate" | "placeholder-shown" | "autofill" | "modal" | "popover-open" => {
            Test::Never
        }
        _ => return None,
    })
}

/// Reads what stands between the brackets of `[name=value i]`.
fn attribute(input: &mut Parser<'_>) -> Result<Test, Fault> {
    let mut name = input.expect_ident_cloned().map_err(|_| fault())?;
    // A prefix says the name space, and all others are passed over.
    let prefixed = input.try_parse(|input| input.expect_delim('|'));
    if prefixed.is_ok() {
        name = input.expect_ident_cloned().map_err(|_| fault())?;
    }
    let name = name.to_string();
    let Ok(sign) = input.next().cloned() else {
        let value = String::new();
        return Ok(Test::Attribute { name, test: ValueTest::Present, value, any_case: false });
    };
    let test = match sign {
        Token::Delim('=') => ValueTest::Equal,
        Token::IncludeMatch => ValueTest::Word,
        Token::DashMatch => ValueTest::Dashed,
        Token::PrefixMatch => ValueTest::Start,
        Token::SuffixMatch => ValueTest::End,
        Token::SubstringMatch => ValueTest::Inside,
        _ => return Err(fault()),
    };
    let value = input.expect_ident_or_string().map_err(|_| fault())?.to_string();
    let any_case = input.try_parse(|input| input.expect_ident_matching("i")).is_ok();
    if !any_case {
        let _ = input.try_parse(|input| input.expect_ident_matching("s"));
    }
    input.expect_exhausted().map_err(|_| fault())?;
    Ok(Test::Attribute { name, test, value, any_case })
}

fn skip_all(input: &mut Parser<'_>) -> Result<(), Fault> {
    while input.next().is_ok() {}
    Ok(())
}
