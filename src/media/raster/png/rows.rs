//! The rows of a PNG file (PNG 3, sections 7 to 9): how they lie, and whether all are there.

use std::io::{self, BufReader, ErrorKind, Read};

use flate2::read::ZlibDecoder;

use super::super::bytes::Bytes;
use super::super::{CUT_SHORT, Fault};
use super::read_chunk;

/// How the pixels of a PNG lie: what its IHDR chunk says (PNG 3, section 11.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// Bits of a sample: 1, 2, 4, 8 or 16.
    pub(super) depth: u8,
    /// The kind of colour: 0 grey, 2 red, green and blue, 3 numbers of a palette, 4 and 6 as 0 and
    /// 2 with opacity.
    pub(super) model: u8,
    interlaced: bool,
}

impl Layout {
    /// The layout of a file, if its first chunk makes sense.
    pub(super) fn of(bytes: &[u8]) -> Option<Layout> {
        let (kind, chunk) = read_chunk(&mut Bytes::new(bytes.get(8..)?)).ok()?;
        Layout::of_header(chunk).filter(|_| &kind == b"IHDR")
    }

    /// The layout that an IHDR chunk says, if it makes sense.
    pub(super) fn of_header(chunk: &[u8]) -> Option<Layout> {
        let mut chunk = Bytes::new(chunk);
        let (width, height) = (chunk.u32_be()?, chunk.u32_be()?);
        let [depth, model, compression, filter, interlace] = chunk.array()?;
        let depths: &[u8] = match model {
            0 => &[1, 2, 4, 8, 16],
            3 => &[1, 2, 4, 8],
            2 | 4 | 6 => &[8, 16],
            _ => return None,
        };
        let known = (compression, filter) == (0, 0) && interlace <= 1;
        let layout = Layout { width, height, depth, model, interlaced: interlace == 1 };
        (known && depths.contains(&depth)).then_some(layout)
    }

    /// Whether pixels are numbers of a palette.
    pub(super) fn has_palette(self) -> bool {
        self.model == 3
    }

    /// Whether the rows follow one another from the top, without opacity.
    pub(super) fn is_plain(self) -> bool {
        !self.interlaced && self.model < 4
    }

    /// How many samples a pixel has.
    pub(super) fn samples(self) -> u8 {
        match self.model {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        }
    }

    /// The passes of the picture, each by the bytes of a row and the number of rows (PNG 3,
    /// section 8).
    fn passes(self) -> Vec<(u64, u32)> {
        const WHOLE: [[u32; 4]; 1] = [[0, 0, 1, 1]];
        /// Where each pass begins, across and down, and how far its pixels are apart.
        const ADAM7: [[u32; 4]; 7] = [
            [0, 0, 8, 8],
            [4, 0, 8, 8],
            [0, 4, 4, 8],
            [2, 0, 4, 4],
            [0, 2, 2, 4],
            [1, 0, 2, 2],
            [0, 1, 1, 2],
        ];
        let passes: &[[u32; 4]] = if self.interlaced { &ADAM7 } else { &WHOLE };
        let bits = u64::from(self.samples()) * u64::from(self.depth);
        let size = |[left, top, across, down]: &[u32; 4]| {
            let width = self.width.saturating_sub(*left).div_ceil(*across);
            let height = self.height.saturating_sub(*top).div_ceil(*down);
            // A pass without pixels has no rows.
            (width > 0).then_some(((u64::from(width) * bits).div_ceil(8), height))
        };
        passes.iter().filter_map(size).collect()
    }
}

/// Unpacks all rows of a sound file, and sees that none is missing and that each is coded in one
/// of the known ways. Bytes behind the last row are passed over, as all readers do.
pub(in crate::media::raster) fn check_rows(bytes: &[u8]) -> Result<(), Fault> {
    let layout = Layout::of(bytes).ok_or(CUT_SHORT)?;
    let mut rows = BufReader::new(ZlibDecoder::new(Parts::of(bytes)));
    let fault = |error: io::Error| match error.kind() {
        ErrorKind::UnexpectedEof => Fault::Broken("rows of its picture are missing"),
        _ => Fault::Broken("its rows cannot be unpacked"),
    };
    for (length, count) in layout.passes() {
        for _ in 0..count {
            let mut filter = [0];
            rows.read_exact(&mut filter).map_err(fault)?;
            // There are five (PNG 3, section 9.2).
            if filter[0] > 4 {
                return Err(Fault::Broken("a row of it is coded in no known way"));
            }
            let row = io::copy(&mut rows.by_ref().take(length), &mut io::sink()).map_err(fault)?;
            if row < length {
                return Err(fault(ErrorKind::UnexpectedEof.into()));
            }
        }
    }
    Ok(())
}

/// What the IDAT chunks hold, one after the other.
struct Parts<'a> {
    chunks: Bytes<'a>,
    part: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Parts<'a> {
        Parts { chunks: Bytes::new(bytes.get(8..).unwrap_or_default()), part: &[] }
    }
}

impl Read for Parts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.part.is_empty() {
            match read_chunk(&mut self.chunks) {
                Ok((kind, chunk)) if &kind == b"IDAT" => self.part = chunk,
                Ok(_) => {}
                Err(_) => return Ok(0),
            }
        }
        self.part.read(buffer)
    }
}
