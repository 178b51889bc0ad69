//! Marked words: no two are alike, none is hyphenated, and each says what is to become of it.

use diptych::document::Edition;

/// The letters of marked words. There is no vowel among them, so that no language divides them.
const LETTERS: &[u8; 12] = b"bcdfghjkmnpq";

/// How many of them follow the first letter of a marked word, which says what it is.
const LENGTH: usize = 5;

/// What a marked word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word that is read where it is written.
    InPlace,
    /// A word that is read elsewhere: in a note, in a caption below its table.
    Elsewhere,
    /// The alternative text of a picture.
    Picture,
    /// The address of a link.
    Link,
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Kind::InPlace => 'x',
            Kind::Elsewhere => 'z',
            Kind::Picture => 'w',
            Kind::Link => 'v',
        }
    }
}

/// A marked word, and where it is to be.
#[derive(Clone, Debug)]
pub struct Marked {
    pub word: String,
    pub kind: Kind,
    /// The editions that have it.
    pub editions: Vec<Edition>,
    /// Whether it is in a pull quote.
    pub pulled: bool,
    /// Whether it is in a note.
    pub noted: bool,
    /// The number, letter, bullet or box of the item that begins with it.
    pub label: Option<&'static str>,
    /// The case that it is of: an index of [`Marker::cases`].
    pub case: usize,
}

/// Gives out marked words.
pub struct Marker {
    pub words: Vec<Marked>,
    /// The names of the cases.
    pub cases: Vec<String>,
    /// The definitions of notes that the cases call, for the end of their file.
    pub notes: Vec<String>,
    /// The editions that have what is written.
    pub editions: Vec<Edition>,
    pub pulled: bool,
    pub noted: bool,
    /// The editions of the pictures that say nothing.
    pub decorations: Vec<Edition>,
    count: usize,
}

const BOTH: [Edition; 2] = [Edition::Pdf, Edition::Epub];

impl Default for Marker {
    fn default() -> Marker {
        Marker {
            words: Vec::new(),
            cases: Vec::new(),
            notes: Vec::new(),
            editions: BOTH.to_vec(),
            pulled: false,
            noted: false,
            decorations: Vec::new(),
            count: 0,
        }
    }
}

impl Marker {
    /// Begins a case of this name.
    pub fn case(&mut self, name: String) {
        self.cases.push(name);
        (self.editions, self.pulled, self.noted) = (BOTH.to_vec(), false, false);
    }

    fn mark(&mut self, kind: Kind) -> String {
        let mut number = self.count;
        self.count += 1;
        let mut word = kind.letter().to_string();
        for _ in 0..LENGTH {
            word.push(char::from(LETTERS[number % LETTERS.len()]));
            number /= LETTERS.len();
        }
        assert_eq!(number, 0, "there are no more words");
        let (editions, case) = (self.editions.clone(), self.cases.len() - 1);
        let Marker { pulled, noted, .. } = *self;
        self.words.push(Marked {
            word: word.clone(),
            kind,
            editions,
            pulled,
            noted,
            label: None,
            case,
        });
        word
    }

    /// A word that is read where it is written.
    pub fn x(&mut self) -> String {
        self.mark(Kind::InPlace)
    }

    /// A word with which an item begins that has this label.
    pub fn item(&mut self, label: &'static str) -> String {
        let word = self.x();
        self.words.last_mut().unwrap().label = Some(label);
        word
    }

    /// A word that is read elsewhere.
    pub fn z(&mut self) -> String {
        self.mark(Kind::Elsewhere)
    }

    /// An address.
    pub fn address(&mut self) -> String {
        format!("https://example.org/{}", self.mark(Kind::Link))
    }

    /// A picture among words.
    pub fn picture(&mut self) -> String {
        format!("![{}](a.svg)", self.mark(Kind::Picture))
    }

    /// The alternative text of a picture.
    pub fn alt(&mut self) -> String {
        self.mark(Kind::Picture)
    }

    /// The call of a note that says a word of its own.
    pub fn call(&mut self) -> String {
        let name = format!("n{}", self.count);
        let word = self.z();
        self.notes.push(format!("[^{name}]: {word}.\n"));
        format!("[^{name}]")
    }
}

/// The marked words in a text, in order.
pub fn found(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let is_letter = |byte: &u8| LETTERS.contains(byte);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + LENGTH < bytes.len() {
        let end = at + 1 + LENGTH;
        if b"xzwv".contains(&bytes[at]) && bytes[at + 1..end].iter().all(is_letter) {
            found.push(&text[at..end]);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}
