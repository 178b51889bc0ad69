//! The tables by which a JPEG's pixels are coded (T.81, B.2.4), and whether each scan has its own.

use super::super::Fault;
use super::super::bytes::Bytes;

/// One of a picture's colours (T.81, B.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    name: u8,
    /// How fine it is across, of 1 to 4.
    pub(super) across: u8,
    /// How fine it is down, of 1 to 4.
    pub(super) down: u8,
    /// The table of its steps.
    steps: u8,
}

impl Component {
    /// The colour that three bytes describe, if they make sense.
    pub(super) fn of([name, sampling, steps]: [u8; 3]) -> Option<Component> {
        let (across, down) = (sampling >> 4, sampling & 15);
        let sound = (1..=4).contains(&across) && (1..=4).contains(&down) && steps < 4;
        sound.then_some(Component { name, across, down, steps })
    }
}

/// Which tables have been met, each by a bit of its number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tables {
    /// Of the steps in which samples are counted.
    steps: u16,
    /// Of the codes of means.
    means: u16,
    /// Of the codes of what differs from the mean.
    rest: u16,
}

const SENSELESS: Fault = Fault::Broken("a table of it makes no sense");

impl Tables {
    /// Adds the tables of a DQT segment (T.81, B.2.4.1).
    pub(super) fn add_steps(&mut self, segment: &[u8]) -> Result<(), Fault> {
        let mut segment = Bytes::new(segment);
        while let Some(head) = segment.u8() {
            let (precision, number) = (head >> 4, head & 15);
            segment.take(if precision == 0 { 64 } else { 128 }).ok_or(SENSELESS)?;
            self.steps |= 1 << number;
        }
        Ok(())
    }

    /// Adds the tables of a DHT segment (T.81, B.2.4.2).
    pub(super) fn add_codes(&mut self, segment: &[u8]) -> Result<(), Fault> {
        let mut segment = Bytes::new(segment);
        while let Some(head) = segment.u8() {
            let lengths = segment.take(16).ok_or(SENSELESS)?;
            segment.take(lengths.iter().map(|count| usize::from(*count)).sum()).ok_or(SENSELESS)?;
            let tables = if head >> 4 == 0 { &mut self.means } else { &mut self.rest };
            *tables |= 1 << (head & 15);
        }
        Ok(())
    }

    /// Sees that what a scan's head names is there (T.81, B.2.3).
    pub(super) fn check_scan(
        &self,
        head: &[u8],
        components: &[Component],
        progressive: bool,
    ) -> Result<(), Fault> {
        const HEAD: Fault = Fault::Broken("the head of its pixels makes no sense");
        let mut head = Bytes::new(head);
        let count = head.u8().filter(|count| *count > 0).ok_or(HEAD)?;
        let named = head.take(usize::from(count) * 2).ok_or(HEAD)?;
        let [first, _, refinement] = head.array().ok_or(HEAD)?;
        // In passes, a scan has either means or the rest; finer means have no codes.
        let (means, rest) = match progressive {
            true => (first == 0 && refinement >> 4 == 0, first > 0),
            false => (true, true),
        };
        for [name, tables] in named.as_chunks::<2>().0 {
            let component = components.iter().find(|own| own.name == *name).ok_or(HEAD)?;
            if self.steps & 1 << component.steps == 0 {
                return Err(Fault::Broken("a table of its steps is missing"));
            }
            let lacks = |needed: bool, met: u16, number: u8| needed && met & 1 << number == 0;
            if lacks(means, self.means, tables >> 4) || lacks(rest, self.rest, tables & 15) {
                return Err(Fault::Broken("a table of its codes is missing"));
            }
        }
        Ok(())
    }
}
