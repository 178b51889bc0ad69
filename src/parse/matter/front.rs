//! The front matter: cover and imprint.

use std::sync::Arc;

use super::super::number::Numbers;
use super::Matter;
use crate::document::{Cover, Front, Leaf};

impl Matter<'_> {
    /// The front matter, numbered in the order of reading.
    pub fn front(&mut self, numbers: &mut Numbers) -> Front {
        let report = &self.manifest.report;
        let mut cover = self.cover();
        let mut publisher = self.optional(report.publisher.as_ref());
        let mut series = self.optional(report.series.as_ref());
        let mut number = self.optional(report.number.as_ref());
        let mut title = self.leaf(&report.title);
        let mut subtitle = self.optional(report.subtitle.as_ref());
        let mut byline = self.byline();
        let mut role = self.role();
        let date = report.date.map(|date| self.words.month_and_year(date));
        let mut date = date.map(|date| self.line().text(&date).leaf());
        let running = report.short_title.as_ref().unwrap_or(&report.title);
        let running_title = self.leaf(running).plain_text();
        let disclaimer = report.disclaimer.as_ref();
        let mut statement = disclaimer.map(|text| self.markdown(text)).unwrap_or_default();
        let mut imprint = self.imprint();

        if let Some(cover) = &mut cover {
            cover.id = numbers.take();
        }
        let above = [&mut publisher, &mut series, &mut number];
        above.into_iter().flatten().for_each(|leaf| numbers.leaf(leaf, None));
        numbers.leaf(&mut title, None);
        let below = [&mut subtitle, &mut byline, &mut role, &mut date];
        below.into_iter().flatten().for_each(|leaf| numbers.leaf(leaf, None));
        numbers.blocks(&mut statement, None);
        imprint.iter_mut().for_each(|row| numbers.labelled(row, None));

        Front {
            cover,
            logo: self.manifest.theme.logo.as_ref().map(|logo| self.mark(logo)),
            publisher,
            series,
            number,
            title,
            subtitle,
            byline,
            role,
            date,
            running_title,
            draft: None,
            statement: statement.into_iter().map(Arc::new).collect(),
            imprint,
        }
    }

    fn cover(&self) -> Option<Cover> {
        let settings = &self.manifest.cover;
        let image = settings.image.as_ref()?;
        let alt = settings.alt.as_ref();
        let super::Mark { path, span } = self.mark(image);
        Some(Cover {
            id: super::super::pieces::unnumbered(super::Place::Within(span)),
            path,
            span,
            alt: alt.map(|alt| self.leaf(alt).plain_text()).unwrap_or_default(),
        })
    }

    /// The authors as one line.
    pub fn byline(&self) -> Option<Leaf> {
        let line = self.names();
        (!line.is_empty()).then(|| line.leaf())
    }

    /// The names of the authors: "A, B, and C".
    pub fn names(&self) -> super::Line<'_> {
        let authors = &self.manifest.authors;
        let mut line = self.line();
        for (index, author) in authors.iter().enumerate() {
            let between = self.words.between(index, authors.len(), &author.name.value);
            line = line.text(&between).value(&author.name);
        }
        line
    }

    fn role(&self) -> Option<Leaf> {
        match &self.manifest.authors[..] {
            [author] => self.optional(author.role.as_ref()),
            _ => None,
        }
    }
}
